"""An analyst confirms, discounts and takes back, by mouse and by keys alone."""

import pytest
from playwright.sync_api import expect

from desk.browser.going import go, ready
from desk.browser.test_axe import _RUN as RUN
from desk.browser.test_axe import AXE

OF_MAIN = RUN.replace("(document,", "('main',")


@pytest.fixture
def line(visit):
    """Return Now's first incident that is FLASH, as the page with its address."""
    page = visit("/")
    flash = page.locator(".incident", has=page.locator(".t-flash")).first
    return page, flash.locator(".go").get_attribute("href")


def say(page, button, why):
    page.locator("#assessment textarea").first.fill(why)
    page.get_by_role("button", name=button, exact=True).click()
    ready(page)


def take_back(page, why):
    """Take back the newest assessment that stands and was none itself."""
    history = page.locator(".assessed")
    if history.get_attribute("open") is None:
        history.locator("summary").first.click()
    newest = history.locator("li.stands", has_not_text="taken back").first
    newest.locator("summary").click()
    newest.locator("textarea").fill(why)
    newest.locator("button").click()
    ready(page)


def test_confirm_discount_undo(line):
    page, incident = line
    go(page, incident)
    person = page.locator(".who .person").inner_text()
    status = page.locator("#assessment .word").first
    rule = status.locator("b").inner_text()
    page.get_by_role("button", name="Confirm", exact=True).click()
    assert page.url.endswith(incident), "a reason is needed"
    say(page, "Confirm", "Both sides say so in writing.")
    expect(status.locator("b")).to_have_text("confirmed")
    expect(status).to_contain_text(f"by {person}")
    expect(status).to_contain_text(f"rule: {rule}")
    say(page, "Discount", "The footage is of a drill.")
    expect(status.locator("b")).to_have_text("discounted")
    expect(page.locator(".head .tier")).to_have_text("ROUTINE")
    go(page, "/")
    shown = page.locator(f'.incident.discounted .go[href="{incident}"]')
    expect(shown).to_be_visible()
    page.get_by_role("link", name="Hide discounted").click()
    ready(page)
    assert "discounted=hide" in page.url
    expect(shown).to_have_count(0)
    page.reload()
    ready(page)
    expect(shown).to_have_count(0)
    page.get_by_role("link", name="Show discounted").click()
    ready(page)
    expect(shown).to_be_visible()
    go(page, incident)
    take_back(page, "It is of that day.")
    expect(status.locator("b")).to_have_text("confirmed")
    take_back(page, "Only one side wrote it.")
    expect(status.locator("b")).to_have_text(rule)
    expect(page.locator(".head .tier")).to_have_text("FLASH")
    go(page, "/")
    expect(page.locator(".incident.discounted")).to_have_count(0)


def test_a_grade_is_given_and_taken_back_by_keys_alone(line):
    page, incident = line
    go(page, incident)
    number = page.locator("#assessment .word").nth(1)
    before = number.inner_text()
    page.locator("#assessment textarea").first.focus()
    page.keyboard.type("Two wires of their own.")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("2: prob")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ready(page)
    expect(number.locator("b")).to_have_text("2")
    expect(number).to_contain_text("Two wires of their own.")
    page.locator(".assessed > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("They copy each other.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ready(page)
    assert number.inner_text() == before


@pytest.mark.parametrize("width", [390, 1280])
def test_the_block_fits_and_says_what_is_wrong(line, watch, width):
    page, incident = line
    page.set_viewport_size({"width": width, "height": 900})
    go(page, incident)
    page.locator("#assessment textarea").first.fill("Because.")
    page.get_by_role("button", name="Give this grade").click()
    expect(page.locator("#assessment [role=alert]")).to_contain_text("choice: is missing")
    expect(page.locator("#assessment textarea").first).to_have_value("Because.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # A browser tells each answer of 422 in its console.
    assert all("422" in told for told in watch.faults)
    watch.faults.clear()


def test_axe_finds_no_violation_on_what_was_assessed(line):
    page, incident = line
    go(page, incident)
    say(page, "Confirm", "Both sides say so in writing.")
    say(page, "Discount", "The footage is of a drill.")
    for path in (incident, "/"):
        go(page, path)
        if path == incident:
            page.locator(".assessed > summary").click()
        page.evaluate(AXE.read_text("utf-8"))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert page.evaluate(OF_MAIN, {"resultTypes": ["violations"], "iframes": False}) == []
    go(page, incident)
    for _ in range(2):
        take_back(page, "As it was.")
