"""Stories at the desk: forms that work without a script, keep what was typed, and never run what an editor or a report wrote."""

import re
from dataclasses import replace

import pytest
from lxml import html

from desk.make_reports import EVIL, dossier
from vedette.publishing.drafting.several import MOST
from vedette.records.story import PUBLISH
from vedette.store.audit import entries
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.stories import Deciding, all_stories, decide, rewrite, story_of, take_up


@pytest.fixture
def store(tmp_path):
    found = Store.open(str(tmp_path / "own.db"), make=True)
    add_records(found, [(r, "a file") for r in dossier()])
    yield found
    found.close()


@pytest.fixture
def client(client_of, store):
    return client_of(store)


@pytest.fixture
def incident(store):
    return store.incident("aa01" * 5)


@pytest.fixture
def story(client, store, incident):
    """Return a draft that was made at the desk."""
    answer = client.post("/stories/new", data={"incident": incident.id})
    assert answer.status_code == 303
    return story_of(store, answer.headers["location"].removeprefix("/story/"))


@pytest.fixture
def short(store, story):
    """Return a story that cites one claim of its incident."""
    content = replace(story.latest.content, body="It happened.[^c1]\n", citations=story.latest.content.citations[:1])
    return take_up(store, story.about, content, author="Rudolf")


def page(answer, status=200):
    assert answer.status_code == status, answer.text[:600]
    return html.fromstring(answer.text)


def fields(tree, id_="write"):
    """Return what a browser would send of the form as it is shown."""
    form = tree.get_element_by_id(id_)
    told = {e.get("name"): e.get("value") or "" for e in form.xpath(".//input[@name]")}
    told |= {
        e.get("name"): e.text[1:] if (e.text or "").startswith("\n") else e.text or ""
        for e in form.xpath(".//textarea")
    }
    for e in form.xpath(".//select"):
        told[e.get("name")] = (e.xpath("./option[@selected]") or e.xpath("./option"))[0].text
    return told


def shown(client, story):
    return page(client.get(f"/story/{story.id}"))


def save(client, story, **changed):
    return client.post(f"/story/{story.id}", data={**fields(shown(client, story)), **changed})


def fault(tree):
    return tree.xpath("string(//*[@role='alert'])")


def test_an_incident_is_drafted_by_one_button(client, incident, story):
    tree = page(client.get(f"/incident/{incident.id}"))
    (form,) = tree.xpath("//form[@action='/stories/new']")
    assert form.xpath(".//input[@name='incident']/@value") == [incident.id]
    assert story.about == {"mention": min(incident.mentions)}
    assert story.author == "Rudolf"
    assert [v.number for v in story.versions] == [1]


def test_what_was_not_changed_is_no_version(client, store, story):
    assert "is so already" in fault(page(save(client, story), 422))
    # A browser ends lines in two signs.
    told = fields(shown(client, story))
    answer = client.post(f"/story/{story.id}", data={**told, "body": told["body"].replace("\n", "\r\n")})
    assert "is so already" in fault(page(answer, 422))
    assert len(story_of(store, story.id).versions) == 1


def test_a_wrong_figure_is_marked_with_its_reason_and_goes_out_with_a_reason_alone(client, store, story):
    body = story.latest.content.body.replace("49", "77", 1)
    assert save(client, story, body=body).status_code == 303
    tree = shown(client, story)
    (mark,) = tree.xpath("//mark[contains(@class, 'k-figure') or contains(@class, 'k-bounds')]")
    assert "77" in mark.text_content()
    (line,) = tree.xpath("//*[@id='faults']//li[contains(@class, 'grave')]")
    assert line.xpath("string(.//a/@href)") == f"#{mark.get('id')}"
    answer = client.post(f"/decide/{story.id}", data={"seen": 2, "kind": "publish", "why": ""})
    assert "grave fault" in fault(page(answer, 422))
    answer = client.post(f"/decide/{story.id}", data={"seen": 2, "kind": "publish", "why": "told us by phone"})
    assert answer.status_code == 303
    with store.reading() as connection:
        assert "told us by phone" in str(entries(connection)[0])


def test_what_is_out_is_corrected_with_a_note_and_retracted_with_a_reason(client, store, story):
    assert client.post(f"/decide/{story.id}", data={"seen": 1, "kind": "publish"}).status_code == 303
    answer = save(client, story, headline="Other")
    tree = page(answer, 422)
    assert "write for its readers what you corrected" in fault(tree)
    assert fields(tree)["headline"] == "Other"
    assert save(client, story, headline="Other", note="the head was wrong").status_code == 303
    assert "version 2 is not out yet" in shown(client, story).text_content()
    assert "write why" in fault(page(client.post(f"/decide/{story.id}", data={"seen": 2, "kind": "retract"}), 422))
    told = {"seen": 2, "kind": "retract", "why": "it did not happen"}
    assert client.post(f"/decide/{story.id}", data=told).status_code == 303
    assert story_of(store, story.id).standing("9999").state == "retracted"
    assert "RETRACTED" in page(client.get(f"/story/{story.id}?as=telegram")).xpath("string(//pre)")


def test_a_story_is_scheduled_in_a_zone_told_as_embargo_and_held(client, store, story):
    told = {"seen": 1, "kind": "schedule", "when": "2099-01-01T12:00", "zone": "Asia/Yerevan"}
    assert client.post(f"/decide/{story.id}", data=told).status_code == 303
    assert "under embargo until 2099-01-01 08:00 UTC" in shown(client, story).text_content()
    assert "under embargo" in page(client.get("/stories?state=scheduled")).text_content()
    assert client.post(f"/decide/{story.id}", data={"seen": 1, "kind": "hold"}).status_code == 303
    assert story_of(store, story.id).standing("2026-01-01").due is None
    wrong = client.post(f"/decide/{story.id}", data={**told, "zone": "Nowhere/Here"})
    assert "zone 'Nowhere/Here': is not known" in fault(page(wrong, 422))


def test_two_editors_see_each_other_and_nothing_typed_is_lost(client, store, story):
    told = fields(shown(client, story))
    mine = {**told, "headline": "Mine", "body": told["body"] + "\nMy sentence.[^c1]\n"}
    rewrite(store, story.id, replace(story.latest.content, headline="Theirs"), author="Jane", seen=1)
    tree = page(client.post(f"/story/{story.id}", data=mine), 409)
    assert "Jane wrote version 2 since you looked" in fault(tree)
    kept = fields(tree)
    assert (kept["headline"], kept["seen"]) == ("Mine", "2")
    assert kept["body"].strip().endswith("My sentence.[^c1]")
    assert client.post(f"/story/{story.id}", data=kept).status_code == 303
    answer = client.post(f"/decide/{story.id}", data={"seen": 2, "kind": "publish", "why": "kept words"})
    assert "kept words" in page(answer, 409).xpath("string(//form[@action='/decide/" + story.id + "']//textarea)")


def test_a_claim_is_cited_without_a_script(client, store, short):
    told = fields(shown(client, short))
    offered = page(client.get(f"/story/{short.id}?cite=show")).xpath("//button[@name='cite' and not(@data-cited)]")
    assert offered
    claim, mark = offered[0].get("value"), offered[0].get("data-mark")
    tree = page(client.post(f"/story/{short.id}/cite", data={**told, "cite": claim}))
    kept = fields(tree)
    assert kept["add"] == claim
    assert kept["body"].rstrip().endswith(mark)
    assert len(story_of(store, short.id).versions) == 1
    assert client.post(f"/story/{short.id}", data=kept).status_code == 303
    made = story_of(store, short.id).latest.content
    assert [c.claim for c in made.citations if f"[^{c.id}]" == mark] == [claim]
    assert not page(client.get(f"/story/{short.id}")).xpath("//mark[contains(@class,'k-unknown')]")


def test_a_mark_of_an_older_version_is_led_to_the_same_claim(client, store, short):
    offered = page(client.get(f"/story/{short.id}?cite=show")).xpath("//button[@name='cite' and not(@data-cited)]")
    (one, two) = (b.get("value") for b in offered[:2])
    told = fields(shown(client, short))
    first = client.post(f"/story/{short.id}/cite", data={**told, "cite": two})
    assert client.post(f"/story/{short.id}", data={**fields(page(first)), "headline": "One"}).status_code == 303
    mine = fields(page(client.post(f"/story/{short.id}/cite", data={**told, "cite": one})))
    mine["seen"] = "1"
    kept = fields(page(client.post(f"/story/{short.id}", data=mine), 409))
    assert client.post(f"/story/{short.id}", data=kept).status_code == 303
    made = story_of(store, short.id).latest.content
    (last,) = re.findall(r"\[\^(c\d+)\]\s*\Z", made.body)
    assert {c.id: c.claim for c in made.citations}[last] == one


def test_a_claim_of_elsewhere_cannot_be_cited(client, story):
    told = fields(shown(client, story))
    assert "is not offered" in fault(page(client.post(f"/story/{story.id}/cite", data={**told, "cite": "ffff"}), 422))
    assert "none of the story's" in fault(page(client.post(f"/story/{story.id}", data={**told, "add": "ffff"}), 422))


def test_the_preview_stores_nothing(client, store, story):
    answer = client.post(
        f"/story/{story.id}/preview", data={**fields(shown(client, story)), "body": "At least 9 fell."}
    )
    assert "no citation stands behind this sentence" in page(answer).text_content()
    assert len(story_of(store, story.id).versions) == 1


def test_differences_are_read_word_by_word(client, store, story):
    body = story.latest.content.body.replace("49", "77", 1)
    save(client, story, body=body, headline="Other")
    tree = page(client.get(f"/story/{story.id}?diff=2"))
    (diff,) = tree.xpath("//div[@class='diff']")
    assert [e.text for e in diff.xpath(".//div[@class='text']/del")] == ["49"]
    assert [e.text for e in diff.xpath(".//div[@class='text']/ins")] == ["77"]
    assert diff.xpath("string(.//dl//ins)") == "Other"
    page(client.get(f"/story/{story.id}?diff=9"), 422)


def test_hostile_words_stay_words(client, story):
    evil = f"{EVIL} [a](javascript:alert(1)) ![x](https://example.org/x.png) <b onclick=alert(1)>\n\n<iframe src=//x></iframe>\n"
    assert save(client, story, headline=EVIL, body=evil, place=EVIL[:150], warnings=EVIL).status_code == 303
    for path in (f"/story/{story.id}", "/stories", f"/story/{story.id}?diff=2", f"/story/{story.id}?as=markdown"):
        text = client.get(path).text
        tree = html.fromstring(text)
        assert "<script>alert" not in text
        assert not tree.xpath("//img|//iframe|//*[@onerror]|//*[@onclick]|//a[starts-with(@href,'javascript')]"), path


def test_signs_of_the_marker_itself_are_no_markup(client, story):
    sign = "\U000f0000\U00100000\U0010ffff"
    assert (
        save(client, story, body=f"So {sign} it was 5{sign}00 [x](https://example.org/{sign}9).\n").status_code == 303
    )
    text = client.get(f"/story/{story.id}").text
    assert not re.search("[\U000f0000-\U0010ffff]|%F[34]%", text.partition('id="preview"')[2])


def test_somebody_else_must_approve_where_it_is_set(client, client_of, store, story, monkeypatch):
    monkeypatch.setenv("VEDETTE_SECOND_EYES", "on")
    assert "Second pair of eyes is on" in shown(client, story).text_content()
    answer = client.post(f"/decide/{story.id}", data={"seen": 1, "kind": "publish"})
    assert "somebody else must approve it first" in fault(page(answer, 422))
    other = client_of(store, person="Flavia")
    assert other.post(f"/decide/{story.id}", data={"seen": 1, "kind": "approve"}).status_code == 303
    assert client.post(f"/decide/{story.id}", data={"seen": 1, "kind": "publish"}).status_code == 303
    monkeypatch.setenv("VEDETTE_SECOND_EYES", "yes")
    assert "is neither on nor off" in client.get("/stories").text


def test_the_list_is_filtered_by_its_address(client, store, story):
    rows = "//li[contains(@class,'story')]"
    assert len(page(client.get("/stories")).xpath(rows)) == 1
    assert len(page(client.get("/stories?state=draft&category=Conflict")).xpath(rows)) == 1
    for other in ("state=published", "category=Diplomacy"):
        assert not page(client.get(f"/stories?{other}")).xpath(rows)
    decide(store, story.id, Deciding(kind=PUBLISH), author="Jane", seen=1)
    assert len(page(client.get("/stories?state=published")).xpath(rows)) == 1
    for wrong in ("state=x", "category=x", "after=x"):
        page(client.get(f"/stories?{wrong}"), 422)


def test_several_incidents_of_a_query_are_one_story(client, store):
    tree = page(client.get("/stories/new?actor=ARM"))
    chosen = tree.xpath("//input[@name='incident' and @checked]/@value")
    assert chosen
    every = page(client.get("/stories/new")).xpath("//input[@name='incident']/@value")
    answer = client.post("/stories/new", data={"incident": every[:MOST], "query": "?actor=ARM"})
    assert answer.status_code == 303
    (made,) = [s for s in _all(store) if len(s.latest.content.incidents) == len(every[:MOST])]
    assert made.latest.content.body.count("\n## ") >= 1 or len(every) == 1
    assert "choose 1 to" in client.post("/stories/new", data={"query": ""}).text


def test_words_with_a_warning_stand_behind_the_gate(client, store):
    graphic = next(
        i for i in page(client.get("/stories/new")).xpath("//input[@name='incident']/@value") if _is_graphic(store, i)
    )
    where = client.post("/stories/new", data={"incident": graphic}).headers["location"]
    made = story_of(store, where.removeprefix("/story/"))
    assert made.latest.content.warnings == ("graphic",)
    quoted = made.latest.content.citations[0].text[:30]
    for path in (where, f"{where}?as=text", f"{where}?cite=show", f"{where}?part=cite"):
        assert quoted not in html.fromstring(client.get(path).text).text_content()
    client.cookies.set("vedette-gate", "open")
    assert quoted in html.fromstring(client.get(where).text).text_content()


def _is_graphic(store, incident):
    return any("graphic" in r.document.warnings for r in store.records(sorted(store.incident(incident).documents)))


def _all(store):
    with store.reading() as connection:
        return all_stories(connection)


def test_what_is_none_is_told_so(client):
    for path in ("/story/ffff", "/story/ffff?part=cite"):
        page(client.get(path), 404)
    assert client.get("/decide/x").headers["location"] == "/story/x"
    page(client.post("/stories/new", data={"incident": "ffff"}), 404)


@pytest.mark.parametrize("name", ["%00", "%ed%a0%80", "%27", "%f0%9f%99%82", "a" * 3_000])
def test_no_name_breaks_a_page(client, name):
    assert client.get(f"/story/{name}").status_code in (404, 422)
    assert client.post(f"/decide/{name}", data={"kind": "publish"}).status_code in (404, 422)
