"""The palette, light and dark by choice, and answers that fail, as a browser has them."""

import re

import pytest
from playwright.sync_api import expect

from desk.browser.going import go, ready
from desk.browser.test_axe import _ALL, _RUN, AXE


def opened(page, words=""):
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.type(words)
    expect(page.locator("#palette-list")).not_to_have_attribute("aria-busy", "true")
    return page.locator("#palette [role=option]")


@pytest.mark.parametrize("path", ["/", "/ledger", "/obligations", "/sources", "/api", "incident", "report", "/map"])
def test_it_opens_on_every_page_and_escape_gives_the_focus_back(visit, places, path):
    page = visit(places.get(path, path))
    page.locator(".brand").focus()
    opened(page)
    expect(page.locator("#palette-words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator(".brand")).to_be_focused()


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("contacts of armenia", "/contacts?actor=ARM"),
        ("ARM-AZE ledger", "/ledger?dyad=ARM-AZE"),
        ("13 sep 2022", "/?from=2022-09-13&to=2022-09-13"),
        ("sept2022-06", "/report/sept2022-06-wire"),
        ("timel", "/timeline"),
    ],
)
def test_words_and_enter_lead_there(visit, words, there):
    page = visit("/")
    page.keyboard.press("Control+k")
    # Nobody waits for the list.
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{there}")
    ready(page)


def test_arrows_choose_and_what_is_chosen_is_told(visit):
    page = visit("/")
    options = opened(page)
    field = page.locator("#palette-words")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.first).to_have_attribute("aria-selected", "false")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(page.locator("#palette-told")).to_have_text(re.compile(r"\d+ suggestions"))


def test_a_page_keeps_what_the_bar_asks(visit):
    page = visit("/?dyad=ARM-AZE")
    opened(page, "timeline").first.click()
    page.wait_for_url("**/timeline?dyad=ARM-AZE")
    ready(page)


def test_the_button_opens_it_and_a_click_beside_closes_it(visit):
    page = visit("/")
    page.get_by_role("link", name="Go to").click()
    expect(page.locator("#palette")).to_be_visible()
    page.mouse.click(8, 880)
    expect(page.locator("#palette")).to_be_hidden()


def test_what_the_page_offers_is_done_from_it(visit):
    page = visit("/report?document=doc")
    opened(page, "open the gate").first.click()
    ready(page)
    expect(page.locator("#text")).to_contain_text("Strelsau overnight")
    opened(page, "keyboard").first.click()
    expect(page.locator("#keys")).to_be_visible()


def test_where_the_desk_does_not_answer_it_says_so_and_searches(visit, watch):
    page = visit("/")
    page.route("**/api/v1/suggest*", lambda route: route.fulfill(status=503, body="{}"))
    opened(page, "killed")
    expect(page.locator("#palette-told")).to_contain_text("503")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=killed")
    ready(page)
    watch.faults.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(visit, scheme):
    page = visit("/")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened(page, "armenia")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_RUN, _ALL) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(_RUN, _ALL) == []


def test_light_or_dark_is_chosen_at_once_and_kept(visit):
    page = visit("/ledger")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    # The page is dark at once; what is looked at next is so from when the desk has kept the choice.
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.get_by_role("button", name="Dark", exact=True)).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(ground)
    assert dark != before
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    go(page, "/search")
    assert page.evaluate(ground) == dark
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.get_by_role("button", name="Light", exact=True).click()
    assert page.evaluate(ground) == before
    page.get_by_role("button", name="As the system").click()
    assert page.evaluate(ground) == dark


def test_paper_is_white_whatever_is_chosen(visit):
    page = visit("/")
    page.get_by_role("button", name="Dark", exact=True).click()
    page.emulate_media(media="print", reduced_motion="reduce")
    ink, ground = (page.evaluate(f"getComputedStyle(document.body).{n}") for n in ("color", "backgroundColor"))
    assert (ink, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    expect(page.locator(".top")).to_be_hidden()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"status": 500, "body": "<h1>x</h1>"}, "The desk answered with 500."),
        (
            {
                "status": 404,
                "body": '<main><section class="problem"><h1>There is nothing here</h1><p>gone</p></section>',
            },
            "There is nothing here: gone",
        ),
    ],
)
def test_a_part_that_fails_says_so_in_its_place(visit, places, watch, answer, told):
    page = visit("/search")
    page.route("**/incident/*part=bound", lambda route: route.fulfill(content_type="text/html", **answer))
    go(page, places["incident"])
    expect(page.locator("#bound .fault")).to_have_text(told)
    # What led there without script still does.
    expect(page.locator("#bound").get_by_role("link", name="Look it up")).to_be_visible()
    watch.faults.clear()


def test_a_part_that_nobody_answers_says_so(visit, places, watch):
    page = visit("/search")
    page.route("**/incident/*part=bound", lambda route: route.abort())
    go(page, places["incident"])
    expect(page.locator("#bound .fault")).to_contain_text("did not answer")
    expect(page.locator("#bound [aria-busy]")).to_have_count(0)
    watch.faults.clear()
