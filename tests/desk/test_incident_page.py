"""The page of an incident: both versions, claimant beside figure, receipts, judgements that work without a script."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import html

from desk.make_reports import EVIL, dossier, report
from desk.make_reports import told as told_by
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow import judging
from vedette.workflow.add import add_records

ONE, TWO, THREE = ("aa01" * 5, "aa02" * 5, "aa03" * 5)


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


def form(tree, action):
    (found,) = tree.xpath(f'//form[@action="{action}"]')
    return dict(found.form_values())


def test_both_versions_stand_side_by_side_with_the_denial(desk, incident):
    told = [words(e) for e in page(desk, f"/incident/{incident.id}").xpath('//section[contains(@class, "version")]')]
    assert [t.split(" names")[0] for t in told[:1]] == ["Armenia says so"]
    azerbaijan = next(t for t in told if t.startswith("Azerbaijan"))
    assert azerbaijan.startswith("Azerbaijan denies it said not to have happened Azerbaijan denied that it shelled")
    assert "Armenia, killed: 20, military says Azerbaijan" in azerbaijan
    assert any(t.startswith("Strelsau Wire says so") for t in told)


def test_every_row_of_the_ledger_has_claimant_figure_and_receipt(desk, incident):
    tree = page(desk, f"/incident/{incident.id}")
    rows = [[words(c) for c in r] for r in tree.xpath('//section[@class="ledger"]//tbody/tr')]
    assert [(r[0].split(" by ")[0], r[1]) for r in rows] == [("Armenia", "49"), ("Azerbaijan", "20")]
    links = tree.xpath('//section[@class="ledger"]//tbody//a/@href')
    assert links == [f"/report/one/of%3Ftwo?claim={'cc01' * 5}#c-{'cc01' * 5}", f"/report/two?claim={'cc02' * 5}#c-{'cc02' * 5}"]  # fmt: skip
    assert "contested" in words(tree.xpath('//p[@class="verdict"]')[0])
    assert not re.search(r"\b(?:69|34|34\.5)\b", words(tree.xpath('//section[@id="ledger"]')[0]))


def test_every_figure_is_one_click_from_its_words(desk, incident):
    tree = page(desk, f"/incident/{incident.id}")
    links = {a for a in tree.xpath("//main//a/@href") if a.startswith("/report/") and "#" in a}
    assert len(links) > 4
    for link in links:
        address, _, anchor = link.partition("#")
        report = page(desk, address)
        assert report.xpath(f'//*[@id="{anchor}"]'), link
        assert report.xpath('//a[contains(@class, "chosen")]'), link


def test_a_mention_and_the_beginning_of_an_id_lead_to_the_incident(desk, incident):
    for name in (TWO, incident.id[:8]):
        answer = desk.get(f"/incident/{name}?show=bound")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/incident/{incident.id}?show=bound")
    assert desk.get("/incident/ffff").status_code == 404


def test_no_word_of_a_report_becomes_markup(desk, incident, store):
    for address in (f"/incident/{incident.id}", "/report/one/of%3Ftwo"):
        answer = desk.get(address)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert" in answer.text
        tree = html.fromstring(answer.text)
        assert not tree.xpath("//main//script | //main//img | //@onerror | //@style")
        assert not [h for h in tree.xpath("//@href") if h.startswith(("javascript:", "data:"))]
        assert not [v for v in tree.xpath("//@*[starts-with(name(), 'hx-')]") if "alert" in v]


def test_split_and_undo_by_forms_alone(desk, store, incident):
    tree = page(desk, f"/incident/{incident.id}")
    sent = form(tree, f"/incident/{incident.id}/split") | {"mention": [THREE], "why": "another  day"}
    answer = desk.post(f"/incident/{incident.id}/split", data=sent)
    assert answer.status_code == 303
    assert THREE not in store.incident(ONE).mentions
    there = page(desk, answer.headers["location"].partition("#")[0])
    line = there.xpath('//ol[@class="judged"]/li[.//span[text()="Rudolf"]]')[0]
    assert words(line).startswith("kept apart")
    assert "another day Rudolf" in words(line)
    sent = dict(line.xpath(".//form")[0].form_values()) | {"why": "one thing after all"}
    assert desk.post(line.xpath(".//form/@action")[0], data=sent).status_code == 303
    assert set(store.incident(ONE).mentions) == {ONE, TWO, THREE}


@pytest.mark.parametrize(("way", "together"), [("join", True), ("forbid", False)])
def test_join_and_forbid_by_ticks_or_by_address(desk, store, incident, way, together):
    other = store.incident("e1")
    state = judging.state_of(store, incident)
    sent = {"seen": state, "others": f"http://127.0.0.1/incident/{other.id}?x#y", "why": "as the maps show"}
    answer = desk.post(f"/incident/{incident.id}/{way}", data=sent)
    assert answer.status_code == 303
    assert ("e1" in store.incident(ONE).mentions) == together
    assert "Rudolf" in {j.author for j in judging.history(store, store.incident(ONE))}


def test_who_was_quicker_is_told_and_nothing_is_overwritten(desk, store, incident):
    tree = page(desk, f"/incident/{incident.id}")
    sent = form(tree, f"/incident/{incident.id}/split") | {"mention": [TWO], "why": f"mine {EVIL}"}
    judging.split(store, incident.id, [THREE], author="Jane <b>", evidence="a strike at night")
    before = {i.mentions for i in store.all_incidents(Query())}
    answer = desk.post(f"/incident/{incident.id}/split", data=sent)
    assert answer.status_code == 409
    told = words(html.fromstring(answer.text).xpath("//main")[0])
    assert "Jane <b> judged this incident" in told
    assert "a strike at night" in told
    assert f"mine {EVIL}" in told
    assert {i.mentions for i in store.all_incidents(Query())} == before
    assert f"/incident/{store.incident(ONE).id}" in answer.text


def test_of_two_who_press_at_once_one_is_second(desk, store, incident):
    state = judging.state_of(store, incident)

    def press(mention):
        sent = {"seen": state, "mention": [mention], "why": "so"}
        return desk.post(f"/incident/{incident.id}/split", data=sent).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, [TWO, THREE])) == [303, 409]


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"mention": [THREE], "why": "  "}, "reason: is missing"),
        ({"mention": [THREE], "why": "x" * 501}, "has 501 characters"),
        ({"mention": [], "why": "so"}, "no mention is named"),
        ({"mention": [ONE, TWO, THREE], "why": "so"}, "would be empty"),
        ({"mention": ["ffff"], "why": "so"}, "is no mention of it"),
    ],
)
def test_what_cannot_be_judged_keeps_what_was_typed(desk, store, incident, sent, fault):
    answer = desk.post(f"/incident/{incident.id}/split", data=sent | {"seen": judging.state_of(store, incident)})
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert fault in words(tree.xpath('//*[@role="alert"]')[0])
    (box,) = tree.xpath('//details[@id="split"][@open]')
    assert (box.xpath(".//textarea")[0].text or "").strip() == sent["why"].strip()
    assert box.xpath(".//input[@checked]/@value") == [m for m in (ONE, TWO, THREE) if m in sent["mention"]]


@pytest.mark.parametrize("others", ["", "no such", "../../x", "<b>"])
def test_others_that_are_none_are_told(desk, store, incident, others):
    sent = {"seen": judging.state_of(store, incident), "others": others, "why": "so"}
    answer = desk.post(f"/incident/{incident.id}/join", data=sent)
    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath('//details[@id="join"][@open]//*[@role="alert"]')


def test_who_is_bound_is_a_part_of_its_own_and_a_page_without_script(desk, incident):
    part = desk.get(f"/incident/{incident.id}?part=bound").text
    assert "<html" not in part
    assert "If Azerbaijan attacked Armenia on 13 September 2022" in part
    assert "Collective Security Treaty" in part
    assert "nothing on record" in part
    whole = page(desk, f"/incident/{incident.id}?show=bound")
    assert "Collective Security Treaty" in words(whole.xpath('//section[@id="bound"]')[0])
    assert page(desk, f"/incident/{incident.id}").xpath('//section[@id="bound"]//a[contains(@href, "show=bound")]')


def test_words_with_a_warning_stand_behind_the_gate_until_it_is_opened(desk, store):
    address = f"/incident/{store.incident('e1').id}"
    shut = desk.get(address).text
    assert "Strelsau overnight, killing" not in shut
    assert "Border town shelled" not in shut
    assert "Behind the gate" in shut
    answer = desk.post("/gate", data={"choice": "open", "back": address})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "shelled" in desk.get(address).text
    assert "Border town shelled" in desk.get(address).text
    desk.post("/gate", data={"choice": "closed", "back": address})
    assert "Border town shelled" not in desk.get(address).text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\n/x"])
def test_the_gate_leads_nowhere_else(desk, back):
    assert desk.post("/gate", data={"choice": "open", "back": back}).headers["location"] == "/"


def test_the_address_of_a_form_leads_to_its_incident(desk, incident):
    answer = desk.get(f"/incident/{incident.id}/split")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incident/{incident.id}")


def test_a_ledger_of_too_much_is_refused_whole(desk, monkeypatch):
    monkeypatch.setattr("vedette.desk.pages.ledger.MOST", 1)
    tree = page(desk, "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-09-30")
    assert "more figures than one page holds" in words(tree.xpath("//main")[0])
    assert not tree.xpath('//section[@class="ledger"]')


def test_the_ledger_between_two_is_a_page_and_says_what_it_does_not_ask(desk):
    tree = page(desk, "/ledger?dyad=ARM-AZE&tier=FLASH&from=2022-09-01&to=2022-09-30")
    assert len(tree.xpath('//section[@class="ledger"]//tbody/tr')) == 2
    assert tree.xpath("//main//svg//a/@href")
    assert "figures do not tell it: tier FLASH" in words(tree.xpath("//main")[0])
    assert "between two countries" in words(page(desk, "/ledger").xpath("//main")[0])
    assert "No figure is told there" in words(page(desk, "/ledger?dyad=FRA-DEU&from=1999-01-01&to=1999-02-01").xpath("//main")[0])  # fmt: skip


def test_an_incident_of_very_many_reports_still_opens_and_says_what_it_leaves_out(desk, store):
    words_of = "north south east west hill river bridge road school market depot ridge".split()
    reports = []
    for n in range(130):
        text = f"Azerbaijan struck Jermuk on 13 September. {' '.join(words_of[n % 7 :: n % 3 + 1] * 9)} {n}."
        reports.append(report(f"n{n}", text, [told_by(f"{n:020x}", text, "struck")], source=f"Paper {n}"))
    add_records(store, [(r, "a file") for r in reports])
    tree = page(desk, f"/incident/{store.incident(ONE).id}")
    told = words(tree.xpath("//main")[0])
    assert "33 more mentions" in told
    assert "33 more reports" in told
    assert len(tree.xpath('//input[@name="mention"]')) == 100
