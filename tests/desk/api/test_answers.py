"""The API's answers over the example dossier: they are the records' own, in pages, and they are what OpenAPI tells."""

import json

import pytest

from vedette.store.query import Query
from vedette.workflow.asking import contacts_of, ledger_of_incident, positions_of
from vedette.workflow.assessing import weighed_of

API = "/api/v1"

ADDRESSES = [
    "/status", "/incidents", "/incidents?type=talks&from=2022-09-01", "/events", "/events?type=ASSAULT&actor=Armenia",
    "/figures", "/figures?kind=killed&side=ARM", "/sentences?words=ceasefire", "/contacts?from=2020-01-01",
    "/positions?bound=KAZ&bound=BLR", "/flareups", "/obligations?attacker=Azerbaijan&attacked=ARM&on=2022-09-13",
    "/documents", "/documents/sept2022-05-csto", "/documents/sept2022-05-csto/record", "/sources", "/sources/tass",
    "/who?name=Akar&on=2022-09-13", "/map", "/map?window=39,44,41,47", "/ledger?dyad=ARM-AZE&from=2022-09-01",
]  # fmt: skip
OF_AN_INCIDENT = ["", "/ledger", "/versions", "/history", "/reports", "/obligations", "/assessment"]


@pytest.fixture(scope="module")
def openapi(client):
    return client.get(f"{API}/openapi.json").json()


@pytest.fixture(scope="module")
def shelling(client):
    """Return the incident that most reports tell."""
    found = client.get(f"{API}/incidents?limit=200").json()["items"]
    return max(found, key=lambda i: len(i["mentions"]))


def checked(openapi, client, address):
    """Return an answer after holding its names against those that the reference tells of it."""
    answer = client.get(API + address)
    assert answer.status_code == 200, (address, answer.text)
    path = next(p for p in openapi["paths"] if fits(p, API + address.partition("?")[0]))
    schema = openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    told = openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert set(answer.json()) == set(told["properties"])
    return answer.json()


def fits(pattern, address):
    told, asked = pattern.replace(":path", "").split("/"), address.split("/")
    return len(told) == len(asked) and all(t == a or t.startswith("{") for t, a in zip(told, asked, strict=True))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_as_the_reference_tells(openapi, client, address):
    assert checked(openapi, client, address)


@pytest.mark.parametrize("part", OF_AN_INCIDENT)
def test_what_belongs_to_an_incident_is_as_the_reference_tells(openapi, client, shelling, part):
    assert checked(openapi, client, f"/incidents/{shelling['id']}{part}")


def test_nothing_of_a_claim_is_lost_on_the_way(client, demo_store):
    told = client.get(f"{API}/events?limit=200").json()["items"]
    assert told == [f.to_json() for f in demo_store.events(Query(limit=200))]
    told = client.get(f"{API}/figures?limit=200").json()["items"]
    assert told == [f.to_json() for f in demo_store.figures(Query(limit=200))]


def test_nothing_of_an_incident_or_a_record_is_lost(client, demo_store, shelling):
    found = demo_store.incident(shelling["id"])
    assert {k: v for k, v in shelling.items() if k not in ("cursor", "assessment")} == found.to_json()
    alone = client.get(f"{API}/incidents/{shelling['id']}").json()
    assert alone == {**found.to_json(), "assessment": shelling["assessment"]}
    assert shelling["assessment"] == weighed_of(demo_store, [found])[found.id].to_json()
    (record,) = demo_store.records(["sept2022-05-csto"])
    told = client.get(f"{API}/documents/sept2022-05-csto/record").json()
    assert {k: told[k] for k in record.to_json()} == json.loads(json.dumps(record.to_json()))


def test_a_ledger_tells_every_figure_once_and_refers_to_it(client, demo_store, shelling):
    told = client.get(f"{API}/incidents/{shelling['id']}/ledger").json()
    ids = [f["id"] for f in told["figures"]]
    assert len(ids) == len(set(ids)) > 0
    assert {i for line in (*told["lines"], *told["versions"]) for i in line["figures"]} == set(ids)
    ledger = ledger_of_incident(demo_store, demo_store.incident(shelling["id"]))
    assert [b["doer"] for b in told["blame"]] == [b.doer for b in ledger.blame]


def test_relations_are_those_of_the_store(client, demo_store):
    contacts = client.get(f"{API}/contacts?from=2020-01-01").json()
    assert len(contacts["items"]) == len(contacts_of(demo_store, Query(since="2020-01-01")))
    assert contacts["looked_at"] is None
    positions = client.get(f"{API}/positions?from=2020-01-01&bound=kaz").json()["items"]
    assert len(positions) == len(positions_of(demo_store, Query(since="2020-01-01"), ["KAZ"]))
    assert "KAZ.silent." in {p["id"] for p in positions}


@pytest.mark.parametrize("name", ["incidents", "events", "figures", "documents", "sources", "contacts?from=2020-01-01"])
def test_pages_follow_one_another_and_lose_nothing(client, name):
    mark = "&" if "?" in name else "?"
    whole = client.get(f"{API}/{name}{mark}limit=200").json()["items"]
    found, address = [], f"{API}/{name}{mark}limit=2"
    while address:
        answer = client.get(address)
        found += answer.json()["items"]
        link = answer.headers.get("link")
        assert (link is None) == (answer.json()["next"] is None)
        address = link and link[1 : link.index(">")]
        if len(found) > 30:
            break
    assert [x["id"] for x in found] == [x["id"] for x in whole][: len(found)]
    assert len(found) == min(len(whole), len(found)) > 2


def test_the_mentions_of_an_incident_come_in_pages_too(client, shelling):
    address = f"{API}/incidents/{shelling['id']}/reports"
    first = client.get(f"{address}?limit=1").json()
    second = client.get(f"{address}?limit=1&after={first['next']}").json()
    assert [x["id"] for x in (*first["items"], *second["items"])] == shelling["mentions"][:2]


def test_an_incident_is_found_by_the_beginning_of_its_id_and_by_a_mention(client, shelling):
    for name in (shelling["id"][:8], shelling["mentions"][-1]):
        assert client.get(f"{API}/incidents/{name}").json()["id"] == shelling["id"]


def test_checks_of_a_document(client, monkeypatch):
    from vedette import api  # noqa: PLC0415 - patched below
    from vedette.records.check import Check  # noqa: PLC0415
    from vedette.records.record import Receipt  # noqa: PLC0415
    from vedette.workflow.check import Checked  # noqa: PLC0415

    asked = []

    def checking(documents):
        for d in documents:
            asked.append(d.id)
            found = Check(
                document=d.id, about="treaty", verdict="supported", receipts=(Receipt(0, 1, "A"),), sentence="So."
            )
            yield Checked(None, "2022-09-13", (found,), (), ())

    monkeypatch.setattr(api, "check_documents", checking)
    monkeypatch.setattr("vedette.desk.api.documents._KEPT", {})
    for _ in range(2):
        (told,) = client.get(f"{API}/documents/sept2022-05-csto/checks").json()["items"]
        assert (told["about"], told["verdict"]) == ("treaty", "supported")
    assert len(asked) == 1


def test_the_reference_describes_the_api_alone_and_every_error(openapi):
    assert all(p.startswith(f"{API}/") for p in openapi["paths"])
    for path, methods in openapi["paths"].items():
        for told in methods.values():
            assert "422" in told["responses"], path
            assert ("404" in told["responses"]) == ("{" in path), path
