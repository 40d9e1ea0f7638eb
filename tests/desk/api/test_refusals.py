"""What the API refuses: as JSON with object, cause and remedy, and rather than not heeding it."""

import pkgutil
from importlib import import_module

import pytest

from vedette.desk import api
from vedette.desk.api.shared import PageAsked, behind, fault_of, paged, status_of
from vedette.errors import StopError

API = "/api/v1"


@pytest.mark.parametrize(
    ("address", "object_"),
    [
        ("/events?tier=FLASH", "tier"), ("/incidents?doer=ARM", "doer"), ("/events?window=", "window"), ("/flareups?to=%20", "to"), ("/events?origins=2", "origins"),
        ("/contacts?type=CONSULT", "type"), ("/flareups?dyad=ARM-AZE", "dyad"), ("/figures?format=geojson", "format"),
        ("/events?type=talks", "type"), ("/incidents?format=csv&limit=5", "format"), ("/status?x=1", "x"),
        ("/incidents?limit=201", "limit"), ("/incidents?limit=0", "limit"), ("/events?status=done", "status"),
        ("/sentences", "words"), ("/sentences?words=%3F", "words '?'"), ("/incidents?after=zz", "cursor 'zz'"),
        ("/events?after=zz", "cursor 'zz'"), ("/sources?after=zz", "cursor 'zz'"), ("/documents?after=zz", "after"),
        ("/positions?type=ASSAULT", "type ASSAULT"), ("/sources?state=gone", "state"), ("/who?name=Akar&on=1", "day '1'"),
        ("/obligations?attacker=ARM&attacked=Armenia&on=2022-09-13", "attacked"),
        ("/obligations?attacker=ARM&attacked=Ruritania&on=2022-09-13", "attacked 'Ruritania'"),
        ("/flareups?from=2022-01-01&to=2022-12-31", "from"), ("/map?window=1,2,3", "window '1,2,3'"),
        ("/incidents?from=2022-09-14&to=2022-09-13", "period 2022-09-14 to 2022-09-13"),
        ("/incidents/zz/reports?after=1", "incident 'zz'"),
    ],
)  # fmt: skip
def test_what_cannot_be_heeded_is_refused_by_name(client, address, object_):
    answer = client.get(API + address)
    assert answer.status_code in (404, 422), answer.text
    (fault,) = answer.json()["errors"]
    assert fault["object"] == object_
    assert fault["cause"]
    assert fault["remedy"]


def test_all_faults_are_told_at_once(client):
    told = client.get(f"{API}/incidents?from=2022-13-01&dyad=ARM&window=9").json()["errors"]
    assert [f["object"].split()[0] for f in told] == ["day", "window", "dyad"]


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/incidents/a%2Fb", "/incidents/zz", "/documents/zz", "/documents/a/b/record", "/sources/zz"],
)
def test_what_there_is_not_is_answered_with_404(client, address):
    answer = client.get(API + address)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["remedy"]


def test_a_ledger_of_too_much_is_refused_whole(client, monkeypatch):
    monkeypatch.setattr("vedette.desk.api.relations.MOST_FIGURES", 3)
    (fault,) = client.get(f"{API}/ledger").json()["errors"]
    assert "3 figures" in fault["cause"]


def test_a_sentence_is_taken_apart():
    whole = fault_of(StopError("day 'x': is no ISO date; write it like 2022-09-13"))
    assert (whole.object, whole.cause, whole.remedy) == ("day 'x'", "is no ISO date", "write it like 2022-09-13")
    bare = fault_of(StopError("XX is no code; write ARM"))
    assert (bare.object, bare.cause, bare.remedy) == ("request", "XX is no code", "write ARM")
    assert status_of(StopError("store x: is locked; wait")) == 503


def test_pages_of_a_list():
    asked = PageAsked(limit=2, after="b")
    assert paged("abcdef", str, asked) == (["c", "d"], "d")
    assert behind("fbca", str, asked) == (["c", "a"], None)
    assert paged("ab", str, asked) == ([], None)


def test_a_store_that_is_empty_answers_with_nothing(client_of, empty_store):
    client = client_of(empty_store)
    for name in ("incidents", "events", "figures", "contacts", "positions", "documents", "sentences?words=war"):
        assert client.get(f"{API}/{name}").json()["items"] == [], name
    assert client.get(f"{API}/flareups").json()["items"] == []
    assert client.get(f"{API}/status").json()["newest"] is None
    assert client.get(f"{API}/events?format=csv").text.count("\n") == 1
    assert client.get(f"{API}/events?format=geojson").json() == {
        "type": "FeatureCollection",
        "features": [],
        "left_out": 0,
    }


def test_what_catches_the_rest_is_met_last():
    names = sorted(m.name for m in pkgutil.iter_modules(api.__path__))
    routed = [n for n in names if hasattr(import_module(f"{api.__name__}.{n}"), "router")]
    assert routed[-1] == "unknown"


def test_a_body_that_is_no_json_is_refused_in_the_same_form(client):
    posted = client.post(
        f"{API}/incidents/66da2661/history", content=b"\xff", headers={"content-type": "application/json"}
    )
    assert posted.status_code == 422
    assert posted.json()["errors"][0]["object"] == "body"
