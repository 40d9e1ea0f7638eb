"""Judging through the API: with the state that was seen, each judgement once, and nobody overwritten."""

import pytest

from vedette.store.query import Query
from vedette.workflow import judging

API = "/api/v1"


@pytest.fixture
def desk(client_of, own_store):
    return client_of(own_store)


@pytest.fixture
def incident(own_store):
    return own_store.incident("66da2661")


def post(desk, incident, **told):
    return desk.post(f"{API}/incidents/{incident.id}/history", json={"why": "another day", **told})


def seen(desk, incident):
    return desk.get(f"{API}/incidents/{incident.id}/state").json()["state"]


def test_a_split_is_made_told_and_undone(desk, own_store, incident):
    state = seen(desk, incident)
    answer = post(desk, incident, verdict="split", named=[incident.mentions[-1]], seen=state)
    assert answer.status_code == 201, answer.text
    (made,) = answer.json()["items"]
    assert (made["verdict"], made["author"], made["evidence"]) == ("different", "Rudolf", "another day")
    now = own_store.incident(incident.mentions[0])
    assert incident.mentions[-1] not in now.mentions
    assert seen(desk, now) != state
    again = post(desk, now, verdict="undo", named=[made["id"]], seen=seen(desk, now))
    assert again.status_code == 201, again.text
    assert own_store.incident(incident.mentions[0]).mentions == incident.mentions


def test_join_and_forbid(desk, own_store, incident):
    other, third = [i for i, _ in own_store.incidents(Query()) if i.id != incident.id][:2]
    assert post(desk, incident, verdict="join", named=[other.id], seen=seen(desk, incident)).status_code == 201
    joined = own_store.incident(incident.mentions[0])
    assert set(other.mentions) <= set(joined.mentions)
    assert post(desk, joined, verdict="forbid", named=[third.id], seen=seen(desk, joined)).status_code == 201


def test_who_was_quicker_is_told(desk, own_store, incident):
    state = seen(desk, incident)
    judging.split(own_store, incident.id, incident.mentions[:1], author="Jane", evidence="at night")
    answer = post(desk, incident, verdict="split", named=[incident.mentions[-1]], seen=state)
    assert answer.status_code == 409, answer.text
    (fault,) = answer.json()["errors"]
    assert "Jane judged it at" in fault["cause"]
    assert "look at it anew" in fault["cause"] + fault["remedy"]


@pytest.mark.parametrize(
    "told",
    [
        {}, {"why": ""}, {"why": "  "}, {"why": "x" * 501}, {"named": []}, {"named": ["<b>"]}, {"verdict": "burn"}, {"seen": ""},
        {"seen": "x" * 200}, {"more": 1}, {"named": ["ffff"]}, {"named": ["f" * 20, "e" * 20], "verdict": "undo"},
    ],
)  # fmt: skip
def test_what_is_no_judgement_is_refused(desk, own_store, incident, told):
    whole = {"verdict": "split", "named": [incident.mentions[-1]], "seen": seen(desk, incident), **told}
    if not told:
        whole = {}
    answer = post(desk, incident, **whole)
    assert answer.status_code in (404, 422), answer.text
    assert answer.json()["errors"]
    assert own_store.incident(incident.id).mentions == incident.mentions


def test_a_call_from_elsewhere_is_refused(desk, incident):
    told = {"verdict": "split", "named": [incident.mentions[-1]], "seen": seen(desk, incident), "why": "so"}
    address = f"{API}/incidents/{incident.id}/history"
    assert desk.post(address, json=told, headers={"sec-fetch-site": "cross-site"}).status_code == 403
