"""Assessing at the desk by plain forms: over the rule's word, with a reason, once at a time; discounted ones on Now."""

import re

import pytest
from lxml import html

from desk.make_reports import EVIL, dossier
from vedette.records.source import Grade
from vedette.store.store import Store
from vedette.store.watching import add_grade
from vedette.workflow import assessing, judging
from vedette.workflow.add import add_records

ONE, TWO = "aa01" * 5, "aa02" * 5


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(r, "a file") for r in dossier()])
    yield made
    made.close()


@pytest.fixture
def desk(client_of, store):
    return client_of(store)


@pytest.fixture
def incident(store):
    return store.incident(ONE)


def page(desk, address, status=200):
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def words(element):
    return " ".join(element.text_content().split())


def block(desk, incident):
    return page(desk, f"/incident/{incident.id}").xpath('//section[@id="assessment"]')[0]


def said(desk, incident):
    return [words(w) for w in block(desk, incident).xpath('.//div[contains(@class, "word")]')]


def sent(desk, incident, action="assess"):
    forms = block(desk, incident).xpath(f'.//form[@action="/incident/{incident.id}/{action}"]')
    return dict(forms[0].form_values())


def assess(desk, incident, say, why="seen on film", **more):
    data = {**sent(desk, incident), "say": say, "why": why, **more}
    return desk.post(f"/incident/{incident.id}/assess", data=data)


def test_without_a_person_the_rule_speaks_with_its_receipts(desk, incident):
    status, information = said(desk, incident)
    assert status.startswith("Status contested by rule: who did it is denied or differs: of Azerbaijan as the doer")
    assert information.startswith("Information 4 doubtful suggested by rule: who did it is denied or differs")
    assert len(block(desk, incident).xpath('.//div[contains(@class, "word")][1]//a[@class="receipt"]')) >= 2


def test_a_word_over_the_rule_stands_with_who_when_why_and_the_rule_beside_it(desk, incident):
    answer = assess(desk, incident, "status discounted", f"a drill {EVIL}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incident/{incident.id}#assessment")
    status = said(desk, incident)[0]
    assert re.match(rf"Status discounted by Rudolf, \d{{4}}-\d\d-\d\d \d\d:\d\d UTC a drill {re.escape(EVIL)} rule: contested, who did it", status)  # fmt: skip
    assert "<script>alert" not in desk.get(f"/incident/{incident.id}").text
    assert assess(desk, incident, "other", other="information 2").status_code == 303
    assert said(desk, incident)[1].startswith("Information 2 probably true by Rudolf")
    assert "rule: 4 doubtful" in said(desk, incident)[1]


def test_it_is_taken_back_and_restored(desk, store, incident):
    assess(desk, incident, "status confirmed")
    form = sent(desk, incident, "unassess") | {"why": "it was none"}
    assert desk.post(f"/incident/{incident.id}/unassess", data=form).status_code == 303
    assert said(desk, incident)[0].startswith("Status contested by rule")
    lines = [words(x) for x in block(desk, incident).xpath('.//ol[@class="judged"]/li')]
    assert lines[0].startswith("taken back status")
    assert lines[1].startswith("status confirmed no longer in force")
    form = sent(desk, incident, "unassess") | {"why": "it is after all"}
    assert desk.post(f"/incident/{incident.id}/unassess", data=form).status_code == 303
    assert said(desk, incident)[0].startswith("Status confirmed by Rudolf")


def test_who_was_quicker_is_told_with_what_was_typed(desk, store, incident):
    form = {**sent(desk, incident), "say": "status fair", "why": f"mine {EVIL}"}
    assessing.assess(store, incident.id, "status", "weak", author="Jane <b>", why="one text")
    answer = desk.post(f"/incident/{incident.id}/assess", data=form)
    assert answer.status_code == 409
    told = words(html.fromstring(answer.text).xpath("//main")[0])
    assert "Jane <b> assessed this incident at" in told
    assert f"mine {EVIL}" in told
    assert "<script>alert" not in answer.text
    assert len(assessing.history(store, incident)) == 1
    form = {**sent(desk, incident), "say": "status fair", "why": "so"}
    judging.split(store, incident.id, [TWO], author="Jane", evidence="at night")
    answer = desk.post(f"/incident/{incident.id}/assess", data=form)
    assert answer.status_code == 409
    assert "Jane judged this incident" in words(html.fromstring(answer.text).xpath("//main")[0])


@pytest.mark.parametrize(
    ("say", "more", "fault"),
    [
        ("status confirmed", {"why": " "}, "reason: is missing"), ("other", {}, "choice: is missing"),
        ("other", {"other": "status holy"}, "choose one of"), (EVIL, {}, "choose one of"),
        ("status fair", {"why": "x" * 501}, "write 500 at most"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_keeps_what_was_typed(desk, store, incident, say, more, fault):
    answer = assess(desk, incident, say, **{"why": f"mine {EVIL}", **more})
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert fault in words(tree.xpath('//section[@id="assessment"]//*[@role="alert"]')[0])
    assert tree.xpath('//section[@id="assessment"]//textarea')[0].text_content() == more.get("why", f"mine {EVIL}")
    assert "<script>alert" not in answer.text
    assert assessing.history(store, incident) == ()


def test_a_state_that_is_none_stores_nothing_and_a_form_s_address_leads_back(desk, store, incident):
    assert assess(desk, incident, "status fair", seen="x").status_code == 422
    assert assessing.history(store, incident) == ()
    for action in ("assess", "unassess"):
        assert (
            desk.get(f"/incident/{incident.id}/{action}").headers["location"] == f"/incident/{incident.id}#assessment"
        )
    assert desk.get("/sources/hetq/grade").headers["location"] == "/sources/hetq#grades"


def test_of_joined_incidents_the_older_word_is_told_beside_the_newest(desk, store, incident):
    other = store.incident("e1")
    assessing.assess(store, incident.id, "status", "confirmed", author="Ani", why="so")
    assessing.assess(store, other.id, "status", "discounted", author="Boris", why="a drill")
    judging.join(store, incident.id, [other.id], author="Ani", evidence="one")
    whole = store.incident(ONE)
    told = words(block(desk, whole))
    assert "Status discounted by Boris" in told
    assert "Also in force, but older: status confirmed by Ani. The newest counts." in told


def test_discounted_incidents_are_dimmed_never_flash_and_hidden_by_the_address(desk, store, incident):
    before = page(desk, "/").xpath(f'//li[@id="i-{incident.id[:12]}"]')[0]
    assert words(before.xpath('.//span[contains(@class, "tier")]')[0]) == "FLASH"
    assess(desk, incident, "status discounted", "a drill")
    tree = page(desk, "/")
    line = tree.xpath(f'//li[@id="i-{incident.id[:12]}"]')[0]
    assert "discounted" in line.get("class")
    tier = line.xpath('.//span[contains(@class, "tier")]')[0]
    assert words(tier) == "ROUTINE"
    assert tier.get("title").startswith("Discounted by Rudolf: a drill. By what is told it would be FLASH:")
    assert [words(x) for x in line.xpath('.//span[contains(@class, "hand")]')] == ["discounted"]
    turn = tree.xpath('//a[@id="discounted"]')[0]
    assert (words(turn), turn.get("href")) == ("Hide discounted", "/?discounted=hide")
    hidden = page(desk, turn.get("href"))
    assert not hidden.xpath(f'//li[@id="i-{incident.id[:12]}"]')
    assert hidden.xpath('//a[@id="discounted"]/@href') == ["/"]
    assert all("discounted=hide" in a for a in hidden.xpath('//nav[@aria-label="Tiers"]/a[not(@id)]/@href'))
    assert hidden.xpath('//form[@action="/seen"]/input[@name="back"]/@value') == ["/?discounted=hide"]
    assert not page(desk, "/?tier=FLASH").xpath(f'//li[@id="i-{incident.id[:12]}"]')
    page(desk, "/?discounted=maybe", 422)


def test_since_one_last_looked_corrections_and_assessments_are_told(desk, store, incident):
    from vedette.workflow.correcting import correct  # noqa: PLC0415

    mark = dict(page(desk, "/").xpath('//form[@action="/seen"]')[0].form_values())
    assert desk.post("/seen", data=mark).status_code == 303
    assess(desk, incident, "status fair")
    correct(store, "two", "cc02" * 5, {"low": 21, "high": 21}, author="Ani", why="mended")
    tree = page(desk, "/")
    assert [words(x) for x in tree.xpath('//ul[@class="news"]/li')] == ["1 corrected", "1 assessed"]
    assert words(tree.xpath(f'//li[@id="i-{incident.id[:12]}"]//span[@class="change"]')[0]) == "corrected, assessed"
    # What the browser kept before corrections were told is still read.
    desk.cookies.set("vedette-seen", ".".join(mark["told"].split(".")[:2]))
    assert "1 assessed" in words(page(desk, "/").xpath('//ul[@class="news"]')[0])


def test_a_source_is_graded_with_a_reason_and_shown_beside_its_reports(client_of, setup, store, incident):
    desk = client_of(store)
    source = setup(store).registry.sources[0].source
    form = dict(
        page(desk, f"/sources/{source.id}").xpath(f'//form[@action="/sources/{source.id}/grade"]')[0].form_values()
    )
    data = {**form, "letter": "B", "why": f"named sources {EVIL}"}
    assert desk.post(f"/sources/{source.id}/grade", data=data).headers["location"] == f"/sources/{source.id}#grades"
    tree = page(desk, f"/sources/{source.id}")
    assert "B usually reliable: named sources" in words(tree.xpath("//main")[0])
    late = desk.post(f"/sources/{source.id}/grade", data={**data, "letter": "C"})
    assert late.status_code == 409
    assert "Rudolf graded this source" in words(html.fromstring(late.text).xpath("//main")[0])
    for wrong in ({"letter": "G"}, {"letter": ""}, {"why": ""}):
        again = dict(tree.xpath(f'//form[@action="/sources/{source.id}/grade"]')[0].form_values())
        answer = desk.post(f"/sources/{source.id}/grade", data={**again, "letter": "A", "why": "so", **wrong})
        assert answer.status_code == 422
        assert html.fromstring(answer.text).xpath('//*[@role="alert"]')
    assert desk.post("/sources/none-such/grade", data=data).status_code == 404
    assert "<script>alert" not in desk.get(f"/sources/{source.id}").text


def test_reports_tell_how_their_source_is_graded(client_of, setup, store):
    from dataclasses import replace  # noqa: PLC0415

    from desk.make_reports import agency  # noqa: PLC0415

    source = setup(store).registry.sources[0].source
    made = agency()
    document = replace(made.document, id="graded", source=source.name)
    add_records(store, [(replace(made, document=document, events=(replace(made.events[0], id="aa09" * 5),)), "a file")])
    desk = client_of(store)
    home = store.incident("aa09" * 5)
    for address, place in (("/report/graded", "//header//p"), (f"/incident/{home.id}", '//section[@id="reports"]//li')):
        links = page(desk, address).xpath(f'{place}//a[@class="letter"]')
        assert [(words(a), a.get("href")) for a in links] == [("not graded", f"/sources/{source.id}#grades")]
    with store.writing() as connection:
        add_grade(connection, Grade(source=source.id, grade="D", why="late", author="Ani", at="2026-11-29T08:00:00Z"))
    for address in ("/report/graded", f"/incident/{home.id}"):
        (link,) = page(desk, address).xpath('//a[@class="letter"]')
        assert words(link) == "graded D"
        assert link.get("title") == "not usually reliable, by Ani, 2026-11-29 08:00 UTC: late"
