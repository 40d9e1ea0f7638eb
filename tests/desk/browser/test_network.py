"""Contacts over time as a browser has them: steps, network, matrix and ties, each one click from its words."""

import pytest
from playwright.sync_api import expect

from desk.browser.going import ready

PAGE = "/contacts?from=2022-01-01"


def test_a_step_is_chosen_kept_in_the_address_and_left_again(visit):
    page = visit(f"{PAGE}&as=network")
    step = page.locator(".steps-of a").last
    step.click()
    page.wait_for_url("**at=2022-09-12")
    ready(page)
    expect(page.locator(".steps-of [aria-current]")).to_have_count(1)
    expect(page.locator("#h-drawn")).to_contain_text("week of 12 September 2022")
    again = visit(page.url)
    assert again.locator("main").inner_text() == page.locator("main").inner_text()
    page.get_by_role("link", name="Show all").click()
    ready(page)
    assert "at=" not in page.url


@pytest.mark.parametrize("way", ["network", "ties", "matrix"])
def test_a_tie_is_one_click_from_its_words(visit, way):
    page = visit(f"{PAGE}&as={way}")
    tie = {"network": "svg.ring:not(.small) a", "ties": ".ties th a", "matrix": ".matrix td a"}[way]
    # A line is met where it is drawn, not in the middle of its box.
    page.locator(tie).first.dispatch_event("click")
    page.wait_for_url("**dyad=**")
    ready(page)
    expect(page.locator(".relations .receipt").first).to_be_visible()
    if way != "matrix":
        page.locator(".ties .receipt").first.click()
        ready(page)
        expect(page.locator(".m.chosen").first).to_be_in_viewport()


def test_ties_are_walked_by_keys(visit):
    page = visit(f"{PAGE}&as=ties")
    page.keyboard.press("j")
    expect(page.locator(".ties th a").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".ties th a").nth(1)).to_be_focused()


def test_the_matrix_is_sorted_at_a_click(visit):
    page = visit(PAGE)
    page.get_by_role("link", name="name", exact=True).click()
    ready(page)
    heads = page.locator(".matrix tbody th").all_inner_texts()
    assert heads == sorted(heads)


def test_a_phone_shows_it_without_scrolling_the_page(visit):
    page = visit(f"{PAGE}&as=network", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".steps-of").evaluate("e => e.parentElement.scrollWidth >= e.parentElement.clientWidth")
