"""The map's choices in a browser: symbols and disputed borders, by mouse and keyboard, on a screen and a phone."""

import re

import pytest
from playwright.sync_api import expect

from desk.browser.going import ready
from desk.browser.test_axe import _ALL, _RUN, AXE

ARMENIA = "/map?on=2022-09-13&z=7&c=39.8,46"
KARABAKH = "#area-nagorno-karabakh-2020"


def test_symbols_are_loaded_only_where_they_are_chosen_and_stay_chosen(visit, watch):
    page = visit(ARMENIA)
    assert not [a for a in watch.asked if "milsymbol" in a]
    assert page.locator(".sign canvas").count() == 0
    page.select_option("#look [name=symbols]", "nato")
    page.click("#look button")
    ready(page)
    expect(page.locator(".sign.nato canvas").first).to_be_visible()
    expect(page.locator(".legend [data-symbol] canvas").first).to_be_attached()
    assert [a for a in watch.asked if a.endswith("/vendor/milsymbol.js")]
    assert re.search(r"[?&]on=2022-09-13&.*symbols=nato", page.url)
    page.goto("/map")
    ready(page)
    expect(page.locator("#look [name=symbols]")).to_have_value("nato")


def test_a_sign_and_its_line_tell_the_symbol_in_words(visit):
    page = visit(f"{ARMENIA}&symbols=nato")
    sign = page.locator(".sign.nato").first
    expect(sign).to_have_attribute("aria-label", re.compile("; symbol: .+, side not told"))
    told = sign.get_attribute("aria-label").split("; symbol: ")[1]
    row = page.locator(f"#i-{sign.get_attribute('data-incident')[:12]}")
    expect(row.locator(".as-symbol")).to_have_text(f"symbol: {told}")


def test_a_symbol_is_an_image_of_a_side_only_by_choice(visit):
    def colours(path):
        page = visit(path)
        return page.locator(".sign.nato canvas").first.evaluate(
            """(c) => { const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; const seen = new Set();
            for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) seen.add(`${d[i]},${d[i + 1]},${d[i + 2]}`); return [...seen]; }"""
        )

    yellow, blue, red = "255,255,128", "128,224,255", "255,128,128"
    unknown = colours(f"{ARMENIA}&symbols=nato")
    assert yellow in unknown
    assert not {blue, red} & set(unknown)
    own = colours(f"{ARMENIA}&symbols=nato&friend=ARM,AZE")
    assert blue in own


def test_who_claims_an_area_is_told_by_mouse_and_keyboard(visit):
    page = visit("/map?on=2022-09-13&z=8&c=39.85,46.75")
    name = page.locator(".name.area", has_text="Nagorno-Karabakh")
    expect(name).to_be_visible()
    name.focus()
    page.keyboard.press("Enter")
    expect(page.locator(KARABAKH)).to_be_focused()
    expect(page.locator(KARABAKH)).to_contain_text("claimed by Azerbaijan; held by Artsakh and Russia")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60)
    expect(page.locator("#map-note")).to_contain_text("Nagorno-Karabakh: claimed by Azerbaijan")


def test_the_slider_changes_the_day_as_of_which_borders_are_told(visit):
    page = visit("/map?z=7&c=39.8,46")
    expect(page.locator(".areas summary")).to_contain_text("as of 14 September 2022")
    page.locator("#day").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".areas summary")).to_contain_text("as of 7 September 2022")
    page.locator(".areas summary").click()
    page.keyboard.press("Tab")
    page.locator("#day").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".areas summary")).not_to_contain_text("7 September")
    expect(page.locator(".areas")).to_have_attribute("open", "")


def test_a_viewpoint_stays_chosen_and_the_address_goes_before(visit):
    page = visit("/map?z=5&c=34.5,77")
    areas = page.locator(".areas li").all_text_contents()
    page.select_option("#look [name=borders]", "IND")
    page.click("#look button")
    ready(page)
    expect(page.locator(".legend")).to_contain_text("drawn as India draws them")
    assert page.locator(".areas li").all_text_contents() == areas
    page.goto("/map?borders=nobody")
    ready(page)
    expect(page.locator(".legend")).to_contain_text("They take no side")


def test_no_state_has_its_name_in_what_is_disputed(visit):
    page = visit("/map?z=8&c=45.2,34.3")
    expect(page.locator(".name.area", has_text="Crimea")).to_be_visible()
    assert page.locator(".name:not(.area)", has_text="Russia").count() == 0


def test_moving_the_map_keeps_what_the_address_tells(visit):
    page = visit("/map?symbols=nato&borders=RUS&friend=ARM")
    page.locator(".maplibregl-ctrl-zoom-out").click()
    expect(page).to_have_url(re.compile(r"z=.*symbols=nato&borders=RUS&friend=ARM"))


def test_clusters_tell_their_number_in_words(visit):
    page = visit("/map?z=4&c=40,45")
    expect(page.locator(".sign.many").first).to_have_attribute(
        "aria-label", re.compile(r"\d+ incidents in this part, \d+ of force")
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_and_nothing_is_too_wide(visit, width):
    page = visit("/map?symbols=nato&borders=IND&friend=ARM&on=2022-09-13", width=width)
    page.locator(".areas summary").click()
    page.evaluate(AXE.read_text("utf-8"))
    here = _RUN.replace("axe.run(document", "axe.run('main'")
    assert page.evaluate(here, _ALL) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(here, {**_ALL, "runOnly": ["color-contrast"]}) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
