"""Saved searches at the desk: kept by analysts, told by editors' channels, words stay words."""

import pytest
from lxml import html

from desk.make_hostile import VILE
from vedette.desk import saving
from vedette.store.audit import entries
from vedette.store.saved import all_saved
from vedette.workflow import searches

ASKED = "dyad=ARM-AZE&tier=FLASH"


@pytest.fixture(autouse=True)
def channels(tmp_path, monkeypatch):
    file = tmp_path / "channels.yaml"
    file.write_text("editors:\n  webhook: https://example.org/SECRET\n'<b>odd':\n  apprise: json://x\n", "utf-8")
    monkeypatch.setenv("VEDETTE_CHANNELS", str(file))
    return file


def saved(store):
    with store.reading() as connection:
        return [(s.name, s.query, s.every, s.channels, s.author) for s in all_saved(connection)]


def form(client, address):
    return html.fromstring(client.get(address).text).xpath("//form[@class='keep']")


def fields(found):
    return {i.get("name"): i.get("value") for i in found.xpath(".//input[@type='hidden']")}


def test_an_editor_saves_what_the_bar_asks_and_removes_it(as_role, peopled):
    editor = as_role("editor")
    (found,) = form(editor, f"/?{ASKED}")
    assert found.xpath(".//input[@name='channel']/@value") == ["editors", "<b>odd"]
    assert "SECRET" not in editor.get(f"/?{ASKED}").text
    sent = {**fields(found), "name": " caucasus ", "every": "at once", "channel": "editors"}
    assert editor.post("/saved", data=sent).status_code == 303
    assert saved(peopled) == [("caucasus", ASKED, "at once", ("editors",), "Emil")]
    (item,) = html.fromstring(editor.get("/saved").text).xpath("//ol[@class='saved']/li")
    assert item.xpath(".//a/@href") == [f"/?{ASKED}"]
    assert "told nothing yet" in item.text_content()
    assert as_role("analyst").post("/saved/remove", data=fields(item)).status_code == 403
    assert editor.post("/saved/remove", data=fields(item)).status_code == 303
    assert saved(peopled) == []
    with peopled.reading() as connection:
        assert {e.action for e in entries(connection)} >= {"search saved", "search removed"}
    assert editor.post("/saved/remove", data=fields(item)).status_code == 404


def test_an_analyst_keeps_a_query_and_reaches_no_channel(as_role, peopled):
    analyst = as_role("analyst")
    (found,) = form(analyst, f"/?{ASKED}")
    assert found.xpath(".//input[@name='channel']") == []
    sent = {**fields(found), "name": "mine"}
    assert analyst.post("/saved", data={**sent, "every": "at once", "channel": "editors"}).status_code == 403
    assert analyst.post("/saved", data=sent).status_code == 303
    (item,) = html.fromstring(analyst.get("/saved").text).xpath("//ol[@class='saved']/li")
    assert analyst.post("/saved/remove", data=fields(item)).status_code == 303
    assert saved(peopled) == []


def test_a_reader_sees_and_saves_nothing(as_role):
    reader = as_role("reader")
    assert form(reader, f"/?{ASKED}") == []
    assert reader.get("/saved").status_code == 200
    assert reader.post("/saved", data={"name": "x", "query": ASKED}).status_code == 403
    assert reader.post("/saved/remove", data={"search": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "write 1 to 80"),
        ({"name": "a\x1b[2J"}, "write 1 to 80"),
        ({"query": "colour=red"}, "colour is no field"),
        ({"query": "dyad=ARM"}, "dyad"),
        ({"query": f"words={'a' * 5000}"}, "query"),
        ({"query": "tier="}, "asks nothing"),
        ({"every": "hourly", "channel": "editors"}, "choose one of"),
        ({"every": "daily"}, "has no channel"),
        ({"every": "daily", "channel": "others"}, "is not in the file of channels"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client_of, own_store, changed, told):
    answer = client_of(own_store).post("/saved", data={"name": "kept", "query": ASKED, **changed})
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert told in tree.xpath("string(//*[@role='alert'])")
    assert fields(tree.xpath("//form[@class='keep']")[0])["query"] == changed.get("query", ASKED)
    assert saved(own_store) == []


def test_hostile_names_and_words_stay_words(client_of, own_store):
    client = client_of(own_store)
    sent = {"name": VILE[:60], "query": "words=" + VILE.replace("&", "").replace("#", "")[:60]}
    client.post("/saved", data=sent)
    client.post("/saved", data={"name": "'><img src=x onerror=alert(1)>", "query": 'words="><script>alert(2)</script>'})
    assert len(saved(own_store)) >= 1
    page = client.get("/saved").text
    assert "<script>alert" not in page
    assert html.fromstring(page).xpath("//main//img") == []
    for href in html.fromstring(page).xpath("//ol[@class='saved']//a/@href"):
        assert client.get(href).status_code == 200


def test_no_more_than_so_many_are_kept(client_of, own_store, monkeypatch):
    monkeypatch.setattr(searches, "MOST_SAVED", 1)
    client = client_of(own_store)
    assert client.post("/saved", data={"name": "a", "query": ""}).status_code == 303
    assert "remove one first" in client.post("/saved", data={"name": "b", "query": ""}).text


def test_a_file_of_channels_with_faults_tells_no_path_here(client_of, own_store, channels):
    channels.write_text("editors: [", "utf-8")
    assert saving.channel_names() == ()
    text = client_of(own_store).get(f"/?{ASKED}").text
    assert "No channels are set up" in text
    assert str(channels) not in text
