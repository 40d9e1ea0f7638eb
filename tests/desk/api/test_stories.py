"""Stories through the API: what the desk's pages do, in the same words, with the same refusals."""

import pytest

from vedette.store.audit import entries

API = "/api/v1"


@pytest.fixture
def client(client_of, own_store):
    return client_of(own_store)


@pytest.fixture
def story(client):
    told = client.get(f"{API}/incidents?type=force&limit=5").json()["items"][0]["id"]
    answer = client.post(f"{API}/stories", json={"incidents": [told]})
    assert answer.status_code == 201, answer.text
    return answer.json()


def put(client, story, **told):
    return client.put(f"{API}/stories/{story['id']}/versions", json={"seen": 1, **told})


def decide(client, story, decision, seen=1, **told):
    return client.post(f"{API}/stories/{story['id']}/decisions", json={"decision": decision, "seen": seen, **told})


def test_a_draft_is_listed_and_told_in_the_form_of_the_reference(client, story):
    schemas = client.get(f"{API}/openapi.json").json()["components"]["schemas"]
    assert set(story) == set(schemas["Story"]["properties"])
    assert set(story["latest"]["content"]) == set(schemas["StoryContent"]["properties"])
    assert story["faults"] == 0
    assert story["standing"]["state"] == "draft"
    (listed,) = client.get(f"{API}/stories").json()["items"]
    assert set(listed) == set(schemas["StoryHead"]["properties"])
    assert client.get(f"{API}/stories?state=published").json()["items"] == []
    assert client.get(f"{API}/stories/{story['id'][:8]}").json() == story
    assert client.get(f"{API}/stories/ffff").status_code == 404
    assert client.get(f"{API}/stories?state=out").status_code == 422


def test_several_incidents_are_one_story(client):
    ids = [i["id"] for i in client.get(f"{API}/incidents?limit=3").json()["items"]]
    made = client.post(f"{API}/stories", json={"incidents": ids, "query": "?dyad=ARM-AZE"}).json()
    assert set(made["latest"]["content"]["incidents"]) == set(ids)
    assert made["faults"] == 0
    assert client.post(f"{API}/stories", json={"incidents": ["ffff"]}).status_code == 422
    assert client.post(f"{API}/stories", json={"incidents": []}).status_code == 422


def test_a_version_tells_what_its_citations_do_not_bear_out(client, story):
    made = put(client, story, body="At least 77 men fell.[^c1]\n", warnings=["Graphic "])
    assert made.status_code == 201
    assert [f["kind"] for f in made.json()["faults"]] == ["figure"]
    assert made.json()["content"]["warnings"] == ["graphic"]
    assert decide(client, story, "publish", 2).status_code == 422
    assert decide(client, story, "publish", 2, why="told us").status_code == 201
    refused = client.put(f"{API}/stories/{story['id']}/versions", json={"seen": 2, "headline": "New"})
    assert "write for its readers" in refused.text
    assert len(client.get(f"{API}/stories/{story['id']}/versions").json()["items"]) == 2
    assert decide(client, story, "retract", 2).status_code == 422
    assert decide(client, story, "retract", 2, why="wrong").status_code == 201
    told = client.get(f"{API}/stories/{story['id']}/decisions").json()["items"]
    assert [(d["kind"], d["why"]) for d in told] == [("publish", "told us"), ("retract", "wrong")]


def test_who_saw_an_older_version_is_told_so(client, story):
    assert put(client, story, headline="One").status_code == 201
    for answer in (put(client, story, headline="Two"), decide(client, story, "publish")):
        assert answer.status_code == 409
        assert "wrote version 2" in answer.json()["errors"][0]["cause"]


def test_a_claim_is_cited_by_its_id(client, story):
    offered = client.get(f"{API}/stories/{story['id']}/citable").json()["items"]
    assert offered
    new = next((x for x in offered if not x["cited"]), offered[0])
    made = put(client, story, body=f"{new['sentence']}\n", cite=[new["claim"]]).json()
    assert made["faults"] == []
    assert new["mark"].strip("[^]") in {c["id"] for c in made["content"]["citations"]}
    assert "none of the story's incidents" in put(client, story, body="x", cite=["ffff"]).text


@pytest.mark.parametrize(
    "told",
    [
        {"seen": 0}, {"day": "tomorrow"}, {"tier": "HIGH"}, {"pictures": []}, {"citations": []}, {"headline": "x" * 301},
        {"category": "Sports"}, {"warnings": ["x"] * 11}, {"body": " "},
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(client, story, told):
    answer = put(client, story, **{"headline": "Other", **told})
    assert answer.status_code == 422
    assert all(e["object"] and e["cause"] for e in answer.json()["errors"])


def test_a_publication_may_be_for_later_and_the_log_tells_all(client, story, own_store):
    assert decide(client, story, "publish", due="2099-01-01T00:00").status_code == 422
    assert decide(client, story, "publish", due="2099-01-01T00:00+04:00").json()["due"].startswith("2098-12-31T20:00")
    assert client.get(f"{API}/stories?state=scheduled").json()["items"]
    assert decide(client, story, "hold").status_code == 201
    with own_store.reading() as connection:
        assert [e.action for e in entries(connection)][:3] == ["story: hold", "story: publish", "story drafted"]
