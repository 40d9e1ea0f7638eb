"""The page of corrections: forms that work without a script, keep what was typed, and never show what stands behind the gate."""

from urllib.parse import quote

import pytest
from lxml import html

from desk.make_reports import EVIL, dossier
from vedette.store.store import Store
from vedette.workflow import correcting
from vedette.workflow.add import add_records

NAME, ONE, FIGURE = "one/of?two", "aa01" * 5, "cc01" * 5
HERE = f"/correct?document={quote(NAME, safe='')}"


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(r, "a file") for r in dossier()])
    yield made
    made.close()


@pytest.fixture
def desk(client_of, store):
    return client_of(store)


def page(desk, address, status=200):
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def words(element):
    return " ".join(element.text_content().split())


def form(tree, action="/correct/change", n=0):
    return dict(tree.xpath(f'//form[@action="{action}"]')[n].form_values())


def post(desk, action, data, status=303):
    answer = desk.post(action, data=data)
    assert answer.status_code == status, answer.text
    return answer


def now(store):
    return store.records([NAME])[0]


def test_the_report_leads_to_its_corrections_and_back(desk):
    report = page(desk, f"/report/{quote(NAME, safe='/')}")
    (link,) = report.xpath('//a[starts-with(@href, "/correct?")]/@href')
    there = page(desk, link)
    assert "Correct: Shelling" in words(there.xpath("//h1")[0])
    assert there.xpath("//h1/following-sibling::p/a/@href")[0].startswith("/report/one/of%3Ftwo")
    assert len(there.xpath('//*[@id="text"]/a')) == 2
    assert not there.xpath('//form[@action="/correct/change"]')


def test_a_type_is_corrected_shown_everywhere_and_taken_back(desk, store):
    fields = form(page(desk, f"{HERE}&claim={ONE}"))
    assert (fields["what"], fields["actors"], fields["place"]) == ("ASSAULT", "Azerbaijan=AZE.MIL", "Jermuk")
    answer = post(desk, "/correct/change", {**fields, "what": "THREATEN/violence", "why": "  it only\nwarned "})
    assert answer.headers["location"] == f"{HERE.replace('%20', '+')}&claim={ONE}#done"
    assert [(e.type, e.mode, e.id) for e in now(store).events] == [("THREATEN", "violence", ONE)]
    there = page(desk, f"{HERE}&claim={ONE}")
    (line,) = there.xpath('//ol[@class="judged"]/li')
    for part in (
        "Rudolf changed the act “",
        "shelled",
        "type ASSAULT THREATEN mode not told violence",
        "it only warned",
    ):
        assert part.replace("“", "") in words(line).replace("“", "")
    assert "corrected" in words(there.xpath('//*[@id="h-form"]')[0])
    undo = form(there, "/correct/undo")
    post(desk, "/correct/undo", {**undo, "why": "it did shell"})
    assert now(store).events[0].type == "ASSAULT"
    lines = page(desk, HERE).xpath('//ol[@class="judged"]/li')
    assert ["taken back" in words(x) for x in lines] == [False, True]
    assert "Restore it" in words(lines[0])
    assert correcting.standing_in(store, NAME) == ()


def test_a_figure_is_set_struck_out_and_a_missed_one_added(desk, store):
    fields = form(page(desk, f"{HERE}&claim={FIGURE}"))
    assert fields["event"] == ONE
    post(desk, "/correct/change", {**fields, "low": "3", "high": "4", "why": "three or four"})
    assert [(c.low, c.high, c.claimants[0].country) for c in now(store).casualties] == [(3, 4, "ARM")]
    fields = form(page(desk, f"{HERE}&claim={FIGURE}"))
    post(desk, "/correct/strike", {**fields, "why": "nobody said so"})
    assert now(store).casualties == ()
    fields = form(page(desk, f"{HERE}&add=figure"), "/correct/add")
    count = {"words": "49 soldiers", "low": "49", "side": "ARM", "claimants": "Armenia=ARM.GOV"}
    post(desk, "/correct/add", {**fields, **count, "event": ONE, "why": "missed"})
    assert [(c.text, c.low, c.event) for c in now(store).casualties] == [("49 soldiers", 49, ONE)]


def test_a_missed_act_is_added(desk, store):
    fields = form(page(desk, f"{HERE}&add=event"), "/correct/add")
    act = {
        "trigger": "said",
        "what": "ACCUSE",
        "actors": "Armenia=ARM.GOV",
        "recipients": "Azerbaijan=AZE.GOV",
        "why": "blame",
    }
    post(desk, "/correct/add", {**fields, **act})
    found = next(e for e in now(store).events if e.type == "ACCUSE")
    assert (found.trigger.text, found.actors[0].text, found.recipients[0].country) == ("said", "Armenia", "AZE")


def test_what_cannot_be_done_is_said_and_keeps_what_was_typed(desk, store):
    before = now(store)
    fields = form(page(desk, f"{HERE}&claim={ONE}"))
    for typed, fault in (
        ({"why": " "}, "reason: is missing"),
        ({"why": "w"}, "is so already"),
        ({"why": "w", "actors": "Ruritania=ARM.MIL"}, "'Ruritania' does not stand in the text"),
        ({"why": "w", "country": "QQQ"}, "QQQ is no country's code"),
        ({"why": "w", "what": "WAR"}, "'WAR' is none of"),
        ({"why": "w", "claim": "x"}, "is no longer in what was read"),
    ):
        tree = html.fromstring(post(desk, "/correct/change", {**fields, **typed}, 422).text)
        assert fault in words(tree.xpath('//p[@class="fault"]')[0])
        for name in typed.keys() - {"claim", "what"} if "claim" not in typed else ():
            assert form(tree)[name].strip() == typed[name].strip()
    assert now(store) == before
    post(desk, "/correct/change", {**fields, "document": "nothing", "why": "w"}, 404)
    post(desk, "/correct/add", {"document": NAME, "add": "quote", "why": "w"}, 422)
    post(desk, "/correct/undo", {"document": NAME, "correction": "x", "why": "w"}, 422)
    post(desk, "/correct/strike", {}, 404)


def test_who_was_quicker_is_told_and_what_was_typed_stays(desk, store):
    fields = form(page(desk, f"{HERE}&claim={ONE}"))
    correcting.correct(store, NAME, ONE, {"status": "negated"}, author="Flavia", why="they deny it")
    answer = post(desk, "/correct/change", {**fields, "what": "THREATEN", "why": "a warning"}, 409)
    tree = html.fromstring(answer.text)
    assert "Flavia corrected it" in words(tree.xpath('//p[@class="fault"]')[0])
    again = form(tree)
    assert (again["what"], again["why"].strip()) == ("THREATEN", "a warning")
    assert again["seen"] != fields["seen"]
    assert now(store).events[0].type == "ASSAULT"


def test_words_behind_the_gate_are_not_shown(desk, store):
    name = dossier()[3].document.id
    shut = desk.get(f"/correct?document={name}")
    text = dossier()[3].document.text
    assert text[:40] not in shut.text
    assert not html.fromstring(shut.text).xpath('//form[starts-with(@action, "/correct")]')
    claim = store.records([name])[0].events[0].id if store.records([name])[0].events else "x"
    refused = desk.post("/correct/change", data={"document": name, "claim": claim, "why": "w"})
    assert refused.status_code == 422
    assert text[:40] not in refused.text


def test_hostile_words_are_shown_as_words(desk):
    fields = form(page(desk, f"{HERE}&claim={ONE}"))
    post(desk, "/correct/change", {**fields, "status": "future", "name": EVIL, "why": EVIL})
    for address in (HERE, f"{HERE}&claim={ONE}", f"{HERE}&add=event"):
        answer = desk.get(address)
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert not html.fromstring(answer.text).xpath("//*[@*[starts-with(name(), 'on')] or @style]")


def test_what_is_none_is_not_found_and_another_site_is_refused(desk):
    assert desk.get("/correct?document=nothing").status_code == 404
    assert desk.get("/correct").status_code == 422
    assert desk.get(f"{HERE}&claim=nothing&add=quote").status_code == 200
    answer = desk.post("/correct/strike", data={"document": NAME}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
