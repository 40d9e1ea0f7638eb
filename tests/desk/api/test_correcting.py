"""Correcting through the API: the state that was seen, every fault in our own form, and nobody overwritten."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.workflow import correcting

HERE = "/api/v1/documents/sept2022-01-arm-mod/corrections"
NAME = "sept2022-01-arm-mod"


@pytest.fixture
def desk(client_of, own_store):
    return client_of(own_store)


@pytest.fixture
def record(own_store):
    return own_store.records([NAME])[0]


def post(desk, **told):
    return desk.post(HERE, json={"why": "misread", "seen": desk.get(HERE).json()["state"], **told})


def test_a_claim_is_changed_told_and_the_change_undone(desk, own_store, record):
    event = record.events[0]
    answer = post(desk, do="change", claim=event.id, fields={"type": "THREATEN", "mode": None})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["author"], made["before"]["type"], made["after"]["type"]) == ("Rudolf", event.type, "THREATEN")
    assert desk.get(f"/api/v1/documents/{NAME}/record").json()["events"][0]["type"] == "THREATEN"
    answer = post(desk, do="undo", correction=made["id"])
    assert answer.status_code == 201, answer.text
    assert [c["stands"] for c in desk.get(HERE).json()["items"]] == [False, True]
    assert own_store.records([NAME])[0].events == record.events


def test_a_claim_is_added_and_struck_out(desk, own_store, record):
    at = {"start": record.events[0].trigger.start, "end": record.events[0].trigger.end}
    side = {**at, "country": "ARM", "sector": "GOV"}
    answer = post(desk, do="add", kind="event", fields={"type": "ACCUSE", "trigger": at, "actors": [side]})
    assert answer.status_code == 201, answer.text
    claim = answer.json()["claim"]
    assert claim in {e.id for e in own_store.records([NAME])[0].events}
    assert post(desk, do="strike", claim=claim).status_code == 201
    assert own_store.records([NAME])[0].events == record.events


def test_who_was_quicker_is_told(desk, own_store, record):
    seen = desk.get(HERE).json()["state"]
    correcting.strike(own_store, NAME, record.events[0].id, author="Flavia", why="not said")
    answer = post(desk, do="strike", claim=record.events[1].id, seen=seen)
    assert answer.status_code == 409
    assert "Flavia corrected it" in answer.json()["errors"][0]["cause"]


@pytest.mark.parametrize(
    ("told", "status", "match"),
    [
        ({"do": "burn"}, 422, "do"),
        ({"do": "change"}, 422, "claim"),
        ({"do": "add"}, 422, "kind"),
        ({"do": "undo"}, 422, "correction"),
        ({"do": "strike", "claim": "<b>"}, 422, "claim"),
        ({"do": "strike", "claim": "ffff"}, 422, "is not in what was read"),
        ({"do": "undo", "correction": "ffff"}, 422, "is none"),
        ({"do": "add", "kind": "event", "fields": {"type": "WAR"}}, 422, "'WAR' is none of"),
        ({"do": "add", "kind": "event", "more": 1}, 422, "more"),
        ({"do": "add", "kind": "event", "why": " "}, 422, "why"),
    ],
)
def test_what_is_no_correction_is_refused(desk, own_store, record, told, status, match):
    answer = post(desk, **told)
    assert answer.status_code == status, answer.text
    assert match in answer.text
    assert own_store.records([NAME])[0] == record


def test_a_document_that_is_none_and_another_site_are_refused(desk):
    assert desk.get("/api/v1/documents/nothing/corrections").status_code == 404
    told = {"do": "strike", "claim": "ffff", "why": "w", "seen": "0.0"}
    assert desk.post("/api/v1/documents/nothing/corrections", json=told).status_code == 404
    assert desk.post(HERE, json=told, headers={"sec-fetch-site": "cross-site"}).status_code == 403


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda x: st.lists(x) | st.dictionaries(st.text(max_size=6), x),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["type", "trigger", "actors", "place", "time", "low", "start", "kind"]), JSON
    ),
    kind=st.sampled_from(["event", "figure"]),
)
def test_whatever_is_sent_is_a_correction_or_a_fault(desk, fields, kind):
    answer = post(desk, do="add", kind=kind, fields=fields)
    assert answer.status_code in (201, 422), answer.text
