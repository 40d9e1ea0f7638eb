"""Stories and situation reports for paper at the desk: what is offered answers, the gate holds, two at a time."""

from dataclasses import replace

import pytest
from lxml import html

from desk.make_hostile import SECRET, fill
from vedette.desk import papers
from vedette.errors import StopError
from vedette.records.story import PUBLISH
from vedette.store.store import Store
from vedette.workflow.stories import Deciding, decide, rewrite, story_of

STARTS = {"pdf": b"%PDF", "docx": b"PK", "markdown": b"**DRAFT", "html": b"<!doctype html>"}
PERIOD = "from=2022-09-13&to=2022-09-13&dyad=ARM-AZE"


@pytest.fixture
def client(client_of, own_store):
    return client_of(own_store)


@pytest.fixture
def story(client, own_store):
    told = client.get("/api/v1/incidents?type=force&limit=1").json()["items"][0]["id"]
    answer = client.post("/stories/new", data={"incident": told})
    return story_of(own_store, answer.headers["location"].removeprefix("/story/"))


def offered(client, address, part="/paper?"):
    found = html.fromstring(client.get(address).text).xpath("//main//a/@href")
    return [a for a in found if part in a]


def test_a_draft_is_taken_along_in_each_form_and_says_what_it_is(client, story):
    links = offered(client, f"/story/{story.id}")
    assert len(links) == len(STARTS)
    for (form, start), link in zip(STARTS.items(), links, strict=True):
        answer = client.get(link)
        assert answer.content.startswith(start)
        assert f'attachment; filename="story-{story.id[:8]}-1.' in answer.headers["content-disposition"]
        assert form in link
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_readers_version_is_what_is_told_unless_another_is_asked_for(client, own_store, story):
    decide(own_store, story.id, Deciding(kind=PUBLISH), author="Ada", seen=1)
    changed = replace(story.latest.content, headline="Quite another head")
    rewrite(own_store, story.id, changed, author="Ada", seen=1, why="a better head")
    assert len(offered(client, f"/story/{story.id}")) == 2 * len(STARTS)
    first = client.get(f"/story/{story.id}/paper?form=markdown").text
    assert "DRAFT" not in first
    assert "Quite another head" not in first
    assert "Quite another head" in client.get(f"/story/{story.id[:8]}/paper?form=markdown&version=2").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("form=exe", "choose one of pdf"),
        ("version=3", "choose 1 to 1"),
        ("version=-1", "choose 1 to 1"),
        ("version=<b>", "is none"),
    ],
)
def test_what_there_is_not_is_told(client, story, query, told):
    answer = client.get(f"/story/{story.id}/paper?{query}")
    assert answer.status_code == 422
    assert told in answer.text
    assert "<b>'" not in answer.text


def test_a_story_that_is_none_is_not_found(client):
    assert client.get("/story/ffff/paper").status_code == 404


def test_a_situation_report_of_the_bars_period(client):
    (link,) = offered(client, f"/timeline?{PERIOD}", "/situation")
    links = offered(client, link, "form=")
    assert [client.get(a).content[:4] for a in links] == [b"%PDF", b"PK\x03\x04", b"# Ar", b"<!do"]
    assert (
        'filename="situation-ARM-AZE-2022-09-13-2022-09-13.md"' in client.get(links[2]).headers["content-disposition"]
    )


def test_without_a_period_one_is_offered_and_no_file_is_made(client):
    for link in offered(client, "/situation?dyad=ARM-AZE", "from="):
        assert len(offered(client, link, "form=")) == len(STARTS)
    assert "write from and to" in client.get("/situation?form=pdf").text
    assert client.get("/situation?form=pdf&from=2022-99-99&to=x").status_code == 422


def test_where_the_extra_is_missing_the_page_says_how_to_get_it(client, monkeypatch):
    def none(*_):
        raise StopError("PDF: typst is not installed; pip install 'vedette[paper]'")

    monkeypatch.setattr(papers, "written", none)
    answer = client.get(f"/situation?{PERIOD}&form=pdf")
    assert answer.status_code == 422
    assert "pip install &#39;vedette[paper]&#39;" in answer.text


def test_two_are_made_at_a_time_and_the_third_is_told_to_wait(client, story):
    with papers.making(), papers.making():
        answer = client.get(f"/story/{story.id}/paper?form=html")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert "wait some seconds" in answer.text
        assert "The store" not in html.fromstring(answer.text).findtext(".//h1")
    assert client.get(f"/story/{story.id}/paper?form=html").status_code == 200


def test_what_has_a_warning_stays_behind_the_gate(client_of, tmp_path):
    store = Store.open(str(tmp_path / "hostile.db"), make=True)
    client = client_of(store)
    client.cookies.set("vedette-session", fill(store))
    shut = client.post("/stories/new", data={"incident": store.incident("e1").id}).headers["location"]
    situation = "/situation?from=2000-01-01&to=2030-12-31"
    assert client.get(f"{shut}/paper?form=markdown").headers["location"] == shut
    assert offered(client, shut) == []
    led = client.get(f"{situation}&form=markdown").headers["location"]
    assert "Behind the gate" in client.get(led).text
    client.post("/gate", data={"choice": "open", "back": situation})
    assert SECRET in client.get(f"{situation}&form=markdown").text
    assert client.get(f"{shut}/paper?form=markdown").status_code == 200
    for form in ("html", "pdf", "docx"):
        answer = client.get(f"{situation}&form={form}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert b"<script" not in answer.content
    store.close()
