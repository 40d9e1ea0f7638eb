"""The demo as an analyst walks it: from Now to the very words and back, a split and its undo, addresses that reopen."""

import re

import pytest
from playwright.sync_api import expect

from desk.browser.going import go, ready

LEDGER = "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31"

FILTERS = [
    ("/", "from", "2022-09-14", "2022-09-14"),
    ("/", "to", "2022-09-13", "2022-09-13"),
    ("/", "dyad", "ARM-AZE", "ARM-AZE"),
    ("/", "actor", "Armenia", "ARM"),
    ("/", "type", "force", "force"),
    ("/", "tier", "PRIORITY", "PRIORITY"),
    ("/", "words", "killed", "killed"),
    ("/", "claimant", "Armenia", "ARM"),
    ("/", "source", None, None),
    ("/", "status", "negated", "negated"),
    ("/", "window", "38,44,41,47", "38,44,41,47"),
    ("/", "origins", "2", "2"),
    ("/timeline", "dyad", "ARM-AZE", "ARM-AZE"),
    ("/ledger", "dyad", "ARM-AZE", "ARM-AZE"),
    ("/contacts", "from", "2022-01-01", "2022-01-01"),
    ("/search", "words", "shelling", "shelling"),
]  # fmt: skip


def main_of(page):
    return page.locator("main").inner_text()


def marked_words(page):
    """Return the marked words, which must lie in what is seen."""
    marks = page.locator(".m.chosen")
    expect(marks.first).to_be_in_viewport()
    return " ".join(marks.all_inner_texts())


def test_from_now_to_an_incident_to_the_very_words_and_back(visit, places):
    page = visit("/")
    now = main_of(page)
    assert page.locator(".incident").count() > 20
    page.locator(f'.incident .go[href^="{places["incident"]}"]').click()
    ready(page)
    incident = page.url
    assert page.locator("#versions .version:not(.silent)").count() >= 2
    assert page.locator("#ledger tbody tr th").count() >= 1
    # The duty comes as a part of its own, by the script.
    expect(page.locator("#bound")).to_contain_text("Collective Security Treaty")
    page.locator("#versions .receipt").first.click()
    ready(page)
    assert re.search(r"/report/.+#c-\w+$", page.url)
    assert marked_words(page)
    page.go_back()
    assert page.url == incident
    page.go_back()
    assert main_of(page) == now


def test_words_and_record_lead_to_each_other(visit, places):
    page = visit(places["report"])
    line = page.locator(".line .go").last
    line.click()
    expect(page.locator(".line.on .go")).to_contain_text(line.inner_text())
    expect(page.locator(".m.on").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".m.on")).to_have_count(0)


def test_every_figure_of_a_ledger_has_its_claimant_and_leads_to_its_words(visit):
    page = visit(LEDGER)
    rows = page.locator(".ledger tbody tr")
    assert rows.count() >= 8
    for row in rows.all():
        assert row.locator("th").inner_text()
        assert row.locator(".receipt").count() == 1
    assert {"49", "105", "135", "202", "431", "80"} <= set(
        " ".join(page.locator(".ledger .figure").all_inner_texts()).split()
    )
    expect(page.locator(".ledger .flag").first).to_have_text("contested")
    point = page.locator("svg.lines a").first
    told = point.get_attribute("href")
    point.click()
    ready(page)
    assert page.url.endswith(told)
    assert marked_words(page)
    page.go_back()
    rows.filter(has=page.get_by_text("202", exact=True)).first.locator(".receipt").click()
    ready(page)
    assert "202" in marked_words(page)


def test_a_split_needs_a_reason_and_is_undone(visit, places):
    page = visit("/")
    before = main_of(page)
    many = page.locator(".incident").count()
    go(page, places["incident"])
    page.locator("#split summary").click()
    page.locator("#split .tick input").last.check()
    page.locator("#split button").click()
    assert page.url.endswith(places["incident"])
    page.locator("#split textarea").fill("An answer, later in the day.")
    page.locator("#split button").click()
    ready(page)
    judged = page.locator(".judged li", has_text="An answer, later in the day.").first
    expect(judged.locator(".says")).to_have_text(page.locator(".who .person").inner_text())
    judgement = page.url
    go(page, "/")
    assert page.locator(".incident").count() == many + 1
    go(page, judgement)
    judged = page.locator(".judged li", has_text="An answer, later in the day.").first
    judged.locator("summary").click()
    judged.locator("textarea").fill("It was the same after all.")
    judged.locator("button").click()
    ready(page)
    expect(page.locator(".judged .gone", has_text="An answer, later in the day.").first).to_be_visible()
    go(page, "/")
    assert main_of(page) == before


def test_a_figure_is_corrected_beside_its_words_and_taken_back(visit):
    wire = "sept2022-06-wire"
    page = visit(f"/report/{wire}")
    page.get_by_role("link", name="Correct it").click()
    ready(page)
    before = main_of(page)
    page.locator("#h-add ~ ul a.go", has_text="105 killed").first.click()
    ready(page)
    for bound in ("low", "high"):
        page.locator(f"input[name={bound}]").fill("106")
    page.locator("#form textarea[name=why]").fill("The wire was mended an hour later.")
    page.get_by_role("button", name="Correct it").click()
    ready(page)
    done = page.locator("#done li", has_text="The wire was mended an hour later.")
    expect(done.locator("b").first).to_have_text(page.locator(".who .person").inner_text())
    expect(done.locator("ins", has_text="106").first).to_be_visible()
    go(page, "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31")
    assert "106" in main_of(page)
    go(page, f"/correct?document={wire}")
    done = page.locator("#done li", has_text="The wire was mended an hour later.").first
    done.locator("summary").click()
    done.locator("textarea").fill("It was not.")
    done.locator("button").click()
    ready(page)
    expect(page.locator("#done li.gone", has_text="The wire was mended an hour later.").first).to_be_visible()
    assert "105 killed" in main_of(page)
    assert "105 killed" in before
    go(page, "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31")
    assert "106" not in main_of(page)


@pytest.mark.parametrize(("path", "name", "typed", "told"), FILTERS)
def test_what_the_bar_asks_stands_in_the_address_which_reopens_it(visit, path, name, typed, told):
    page = visit(path)
    page.keyboard.press("f")
    field = page.locator(f"#bar [name={name}]")
    if name == "source":
        typed = told = page.locator("#sources option").first.get_attribute("value")
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(typed)
    else:
        field.fill(typed)
    page.locator("#bar .do button").click()
    page.wait_for_url(lambda url: "?" in url)
    ready(page)
    shown, asked = main_of(page), page.url
    page.goto("about:blank")
    go(page, asked)
    assert page.url == asked
    assert page.locator(f"#bar [name={name}]").input_value() == told
    assert main_of(page) == shown


def test_the_map_is_drawn_and_its_list_tells_the_same_where_it_is_reopened(visit):
    page = visit("/map")
    expect(page.locator("#map .sign").first).to_be_visible()
    assert page.locator("#places .incident").count() >= 5
    before = page.locator("#places").inner_text()
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.wait_for_url(re.compile("z="))
    page.wait_for_selector("#places:not([aria-busy])")
    again = visit(page.url)
    again.wait_for_selector("#places:not([aria-busy])")
    assert again.locator("#places").inner_text() == page.locator("#places").inner_text()
    assert before


def test_a_text_with_a_warning_is_shut_until_it_is_opened_and_the_choice_is_kept(visit):
    report = "/report?document=doc"
    page = visit(report)
    expect(page.locator("main")).not_to_contain_text("Strelsau")
    page.get_by_role("button", name="Open the gate").click()
    expect(page.locator("#text")).to_contain_text("Strelsau overnight")
    later = visit(report)
    expect(later.locator("#text")).to_contain_text("Strelsau overnight")
    later.get_by_role("button", name="Close it").click()
    expect(later.locator("main")).not_to_contain_text("Strelsau")
    expect(visit(report).locator("main")).not_to_contain_text("Strelsau")
