"""Assessing through the API: with the state that was seen, each word once, and nobody overwritten."""

import csv
import io

import pytest

from vedette.workflow import assessing, judging

API = "/api/v1"


@pytest.fixture
def desk(client_of, own_store):
    return client_of(own_store)


@pytest.fixture
def incident(own_store):
    return own_store.incident("66da2661")


def told(desk, incident):
    answer = desk.get(f"{API}/incidents/{incident.id}/assessment")
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(desk, incident, **more):
    whole = {"why": "seen on film", "seen": told(desk, incident)["state"], **more}
    return desk.post(f"{API}/incidents/{incident.id}/assessment", json=whole)


def test_it_is_assessed_told_and_taken_back(desk, incident):
    before = told(desk, incident)
    assert (before["status"]["by"], before["status"]["author"], before["history"]) == ("rule", None, [])
    assert before["status"]["value"] == before["status"]["rule"]
    answer = post(desk, incident, kind="status", value="discounted", why="  a   drill ")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["value"], made["author"], made["why"]) == ("discounted", "Rudolf", "a drill")
    now = told(desk, incident)
    assert (now["status"]["value"], now["status"]["by"], now["status"]["id"]) == ("discounted", "hand", made["id"])
    assert now["status"]["rule"] == before["status"]["value"]
    assert now["state"] != before["state"]
    back = post(desk, incident, undo=made["id"][:8])
    assert back.status_code == 201, back.text
    assert (back.json()["value"], back.json()["supersedes"]) == (None, made["id"])
    assert told(desk, incident)["status"] == before["status"]
    assert len(told(desk, incident)["history"]) == 2


def test_who_was_quicker_is_told(desk, own_store, incident):
    seen = told(desk, incident)["state"]
    assessing.assess(own_store, incident.id, "information", "2", author="Jane", why="two wires")
    answer = post(desk, incident, kind="information", value="3", seen=seen)
    assert answer.status_code == 409, answer.text
    (fault,) = answer.json()["errors"]
    assert "Jane assessed it at" in fault["cause"]
    seen = told(desk, incident)["state"]
    judging.split(own_store, incident.id, incident.mentions[:1], author="Jane", evidence="at night")
    whole = {"kind": "information", "value": "3", "why": "so", "seen": seen}
    answer = desk.post(f"{API}/incidents/{incident.id}/assessment", json=whole)
    assert answer.status_code == 409
    assert "Jane judged it at" in answer.json()["errors"][0]["cause"]
    assert len(assessing.history(own_store, own_store.incident(incident.mentions[0]))) == 1


@pytest.mark.parametrize(
    "more",
    [
        {}, {"kind": "status"}, {"value": "fair"}, {"kind": "status", "value": "1"}, {"kind": "status", "value": "true"},
        {"kind": "mood", "value": "fair"}, {"kind": "status", "value": "fair", "undo": "abcd"}, {"undo": "zz"}, {"undo": "ffff"},
        {"kind": "status", "value": "fair", "why": ""}, {"kind": "status", "value": "fair", "why": " "},
        {"kind": "status", "value": "fair", "why": "x" * 501}, {"kind": "status", "value": "fair", "seen": "x" * 20},
        {"kind": "status", "value": "fair", "author": "Jane"},
    ],
)  # fmt: skip
def test_what_is_no_assessment_is_refused(desk, own_store, incident, more):
    answer = post(desk, incident, **more)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"]
    assert assessing.history(own_store, incident) == ()


def test_there_is_none_of_a_name_and_a_call_from_elsewhere_is_refused(desk, incident):
    assert desk.get(f"{API}/incidents/zzzz/assessment").status_code == 404
    whole = {"kind": "status", "value": "fair", "why": "so", "seen": told(desk, incident)["state"]}
    address = f"{API}/incidents/{incident.id}/assessment"
    assert desk.post(address, json=whole, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert desk.post(f"{API}/incidents/zzzz/assessment", json={**whole, "seen": "zzzz.x.0.0"}).status_code == 404


def test_lists_and_files_of_incidents_carry_what_is_made_of_them(desk, incident):
    post(desk, incident, kind="status", value="discounted", why="=a drill")
    listed = {i["id"]: i["assessment"] for i in desk.get(f"{API}/incidents?limit=200").json()["items"]}
    assert listed[incident.id] == {k: told(desk, incident)[k] for k in ("status", "information")}
    assert {a["status"]["by"] for i, a in listed.items() if i != incident.id} == {"rule"}
    tier = desk.get(f"{API}/incidents?tier=ROUTINE&limit=200").json()["items"]
    assert next(i for i in tier if i["id"] == incident.id)["assessment"] == listed[incident.id]
    for query in ("", "tier=ROUTINE&"):
        rows = csv.DictReader(io.StringIO(desk.get(f"{API}/incidents?{query}format=csv").text))
        row = next(r for r in rows if r["id"] == incident.id)
        assert (row["status"], row["status_author"], row["status_why"]) == ("discounted", "Rudolf", "'=a drill")
        assert row["status_rule"] == listed[incident.id]["status"]["rule"]
        assert (row["information"], row["information_author"]) == (listed[incident.id]["information"]["value"], "")
