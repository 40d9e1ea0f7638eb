"""A story from draft to retraction in a browser: by hand, by keys, with a wrong figure, with hostile words; axe, phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from desk.browser.going import go, ready
from desk.browser.test_axe import AXE

_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)"
EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "quoted"'


@pytest.fixture
def story(visit, places):
    """Return the page of a story that was drafted from the incident that is told most often."""
    page = visit("/")
    go(page, places["incident"])
    page.get_by_role("button", name="Draft a story").click()
    page.wait_for_url("**/story/*")
    ready(page)
    expect(page.locator(".citable")).to_be_visible()
    return page


def body(page):
    return page.locator("textarea[name=body]")


def save(page):
    page.get_by_role("button", name=re.compile("Save as version")).click()
    ready(page)


def test_draft_edit_mend_publish_correct_retract(story, watch):
    page = story
    expect(page.locator("#faults li")).to_have_count(0)
    text = body(page).input_value()
    body(page).fill(f"{text}\nAt least 4,711 men fell.[^c1]\n")
    # The preview comes by itself, before anything is stored.
    expect(page.locator("#preview mark").first).to_contain_text("4,711")
    expect(page.locator("#faults li.grave")).to_contain_text("no citation of this sentence gives this number")
    save(page)
    page.get_by_role("button", name="Publish now").click()
    ready(page)
    expect(page.locator(".fault[role=alert]")).to_contain_text("grave fault")
    body(page).fill(text)
    save(page)
    expect(page.locator("#faults li")).to_have_count(0)
    page.get_by_role("button", name="Publish now").click()
    ready(page)
    expect(page.locator(".head .state")).to_have_text("published")
    page.get_by_label("Headline").fill("Another headline")
    page.get_by_label(re.compile("What was corrected")).fill("The headline was too long.")
    save(page)
    expect(page.locator(".head .meta").first).to_contain_text("is not out yet")
    page.locator("#versions li").first.get_by_role("link", name="what changed").click()
    ready(page)
    expect(page.locator(".diff ins").first).to_have_text("Another headline")
    page.get_by_role("button", name="Publish now").click()
    ready(page)
    page.locator(".deciding textarea").fill("It did not happen.")
    page.get_by_role("button", name="Retract").click()
    ready(page)
    expect(page.locator(".head .state")).to_have_text("retracted")
    page.get_by_role("link", name="Message").click()
    ready(page)
    expect(page.locator(".output")).to_contain_text("RETRACTED")
    go(page, "/stories?state=retracted")
    expect(page.locator(".stories .story").first).to_contain_text("Another headline")
    assert all("422" in told for told in watch.faults)
    watch.faults.clear()


def test_a_sentence_is_put_at_the_cursor_and_is_borne_out(story):
    page = story
    body(page).fill("Before.[^c1] After.[^c1]\n")
    body(page).evaluate("(e) => { e.focus(); e.setSelectionRange(12, 12); }")
    page.get_by_role("button", name=re.compile("^Put in a sentence")).first.press("Enter")
    told = body(page).input_value()
    assert told.startswith("Before.[^c1] ")
    assert told.endswith(" After.[^c1]\n")
    assert len(told) > 40
    expect(page.locator("#preview .cites li:not(.unused)").first).to_be_visible()
    save(page)
    expect(page.locator("#faults li.grave")).to_have_count(0)


def test_hostile_words_never_run(story):
    page = story
    page.get_by_label("Headline").fill(EVIL)
    body(page).fill(f"{EVIL}\n\n## {EVIL}\n\n- “{EVIL}”[^c1]\n")
    expect(page.locator("#preview .body")).to_contain_text("<script>alert(1)</script>")
    save(page)
    for path in (page.url, f"{page.url.partition('#')[0]}?diff=2&as=html", "/stories"):
        go(page, path)
        assert page.locator("main img, main script, main a[href^=javascript]").count() == 0


def test_axe_and_a_phone(story):
    page = story
    for path in (
        page.url,
        f"{page.url}?as=telegram&diff=1".replace("&diff=1", ""),
        "/stories",
        "/stories/new?dyad=ARM-AZE",
    ):
        go(page, path)
        page.evaluate(Path(AXE).read_text("utf-8"))
        assert page.evaluate(_RUN) == [], path
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert page.evaluate(_RUN) == [], path
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, path
        page.set_viewport_size({"width": 1280, "height": 900})
