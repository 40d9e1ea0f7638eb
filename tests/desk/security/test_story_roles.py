"""An analyst drafts and writes, an editor decides, a reader reads; what a role may not do is not offered."""

import re

import pytest

from vedette.store.query import Query


@pytest.fixture
def incident(peopled):
    return peopled.incidents(Query(limit=1))[0][0].id


@pytest.fixture
def story(as_role, incident):
    """Return the address of a story that an analyst drafted."""
    answer = as_role("analyst").post("/stories/new", data={"incident": incident})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_an_analyst_writes_and_does_not_decide(as_role, story):
    analyst = as_role("analyst")
    text = analyst.get(story).text
    assert "Save as version 2" in text
    assert "To decide takes an editor; Anahit is analyst here." in text
    assert 'value="publish"' not in text
    answer = analyst.post(story, data={"seen": 1, "headline": "New", "body": "It happened.[^c1]"})
    assert answer.status_code == 303
    decide = story.replace("/story/", "/decide/")
    assert analyst.post(decide, data={"seen": 2, "kind": "publish"}).status_code == 403
    api = story.replace("/story/", "/api/v1/stories/")
    assert analyst.post(f"{api}/decisions", json={"decision": "publish", "seen": 2}).status_code == 403
    assert analyst.put(f"{api}/versions", json={"seen": 2, "headline": "By the API"}).status_code == 201
    assert as_role("editor").post(decide, data={"seen": 3, "kind": "publish"}).status_code == 303


def test_a_reader_is_offered_nothing_and_can_do_nothing(as_role, story, incident):
    reader = as_role("reader")
    text = reader.get(story).text
    assert "To write takes an analyst; Rita is reader here." in text
    assert re.search(r"<fieldset class=\"plain\" disabled>", text)
    assert "/stories/new" not in reader.get(f"/incident/{incident}").text
    assert "takes an analyst" in reader.get("/stories/new").text
    for path in (story, f"{story}/cite", f"{story}/preview", "/stories/new"):
        assert reader.post(path, data={"incident": incident, "seen": 1}).status_code == 403
    assert reader.get("/stories").status_code == 200


def test_who_is_not_signed_in_sees_no_story(browser_of, story):
    for path in (story, "/stories", story.replace("/story/", "/api/v1/stories/")):
        assert browser_of().get(path).status_code in (303, 401)
