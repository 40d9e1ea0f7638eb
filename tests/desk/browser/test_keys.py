"""The desk without a mouse: the skip link, every shortcut, and a focus that is always seen."""

import pytest
from playwright.sync_api import expect

from desk.browser.going import go, ready
from desk.browser.test_axe import _ALL, _RUN, AXE

_FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return { name: e.outerHTML.slice(0, 120), seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, body: e === document.body };
}"""


def test_the_first_stop_skips_to_the_content(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_is_seen_at_every_stop(visit, places):
    page = visit("/")
    for path in ("/", places["incident"], "/map"):
        go(page, path)
        stops = []
        for _ in range(32):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(_FOCUS))
        stops = [s for s in stops if not s["body"]]
        assert len(stops) >= 25, path
        assert [s["name"] for s in stops if not (s["seen"] and s["inside"])] == [], path


def test_g_and_a_letter_go_to_every_page(visit):
    page = visit("/")
    there = [(a.get_attribute("data-go"), a.get_attribute("href")) for a in page.locator("[data-go]").all()]
    for key, path in [*there[1:], there[0]]:
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**{path}", wait_until="commit")
        page.wait_for_selector("body[data-ready]")
        expect(page.locator(f'[data-go="{key}"]')).to_have_attribute("aria-current", "page")


def test_j_and_k_walk_along_the_list_and_enter_opens(visit):
    page = visit("/")
    links = page.locator(".incident .go")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()
    there = links.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{there}")
    expect(page.locator("h1")).to_be_visible()


def test_slash_and_f_lead_to_the_bar_and_escape_leaves_it(visit):
    page = visit("/")
    page.keyboard.press("/")
    expect(page.locator("#bar [name=words]")).to_be_focused()
    page.keyboard.type("gj?")
    assert page.locator("#bar [name=words]").input_value() == "gj?"
    page.keyboard.press("Escape")
    expect(page.locator("#bar [name=words]")).not_to_be_focused()
    page.keyboard.press("f")
    expect(page.locator("#bar [name=window]")).to_be_visible()


def test_the_list_of_keys_opens_and_closes(visit):
    page = visit("/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".incident .go").first).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_a_split_is_made_by_keys_alone(visit, places):
    page = visit(places["incident"])
    page.locator("#split summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#split textarea")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#split .tick input").first).to_be_checked()


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/", []),
        ("/sources", []),
        ("/contacts?from=2022-01-01&as=ties", []),
        ("/obligations?attacker=AZE&attacked=ARM&on=2022-09-13", []),
        ("/go?q=armenia", []),
        ("report", ["e"]),
        ("incident", ["s", "w", "a"]),
        ("/report?document=doc", ["v"]),
        ("/correct?document=sept2022-06-wire", ["a", "n"]),
    ],
)
def test_the_list_shows_the_keys_of_the_page_each_once(visit, places, path, own):
    page = visit(places.get(path, path))
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    shown = keys.locator("#keys-here kbd").all_inner_texts()
    assert set(own) <= set(shown)
    assert len(shown) == len(set(shown)) == len({e.get_attribute("data-key") for e in page.locator("[data-key]").all()})
    assert keys.get_by_text("all fields of the bar").is_visible() == bool(page.locator("#bar").count())
    assert keys.get_by_text("next and previous line").is_visible() == bool(page.locator("[data-row]").count())
    page.keyboard.press("Escape")
    # Whatever has no bar is left by the palette, whose last line searches.
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('#bar [name=words], #palette-words')")


def test_the_keys_of_a_page_do_what_they_say(visit, places):
    page = visit(places["incident"])
    page.keyboard.press("a")
    expect(page.locator("#assessment textarea").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#split textarea")).to_be_visible()
    page.keyboard.press("w")
    expect(page.locator("#join textarea")).to_be_visible()
    go(page, places["report"])
    page.keyboard.press("e")
    page.wait_for_url("**/correct?**")
    ready(page)
    page.keyboard.press("n")
    page.wait_for_url("**add=figure**")
    ready(page)


def test_the_menu_shows_its_letters_while_one_is_waited_for(visit):
    page = visit("/")
    letter = page.locator('[data-go="l"] kbd')
    expect(letter).to_be_hidden()
    page.keyboard.press("g")
    expect(letter).to_be_visible()
    expect(letter).to_be_hidden()


def test_a_wrong_field_has_the_focus_and_is_named_with_a_link_to_it(visit, watch):
    page = visit("/?from=yesterday&tier=LOUD")
    watch.faults.clear()
    expect(page.locator("#bar-from")).to_be_focused()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_RUN, _ALL) == []
    page.locator(".problem a", has_text="LOUD").click()
    expect(page.locator("#bar-tier")).to_be_in_viewport()


def test_the_page_at_hand_is_seen_in_the_menu_of_a_phone(visit):
    page = visit("/search", width=390, height=844)
    expect(page.locator(".menu [aria-current]")).to_be_in_viewport(ratio=1)


def test_what_is_pressed_is_at_least_24_pixels_high_and_wide(visit, places):
    page = visit("/")
    small = """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, .menu a, .tabs a, .onward a, .find, .steps-of a, .matrix a")]
      .filter((e) => e.checkVisibility() && !e.matches(".tick input")).map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 || box.width < 24).map(([told, box]) => `${told} ${box.width}x${box.height}`)"""
    for path in (
        "/",
        "/contacts?from=2022-01-01",
        "/ledger?dyad=ARM-AZE&from=2022-09-01",
        "/timeline",
        places["report"],
        places["incident"],
        "/positions",
    ):
        go(page, path)
        assert page.evaluate(small) == [], path
