"""The desk without a mouse: the skip link, every shortcut, and a focus that is always seen."""

from playwright.sync_api import expect

from desk.browser.going import go

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
