"""Every page is free of violations that axe-core can see, light and dark, and fits a phone and 200 % zoom."""

import hashlib
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
AXE = HERE / "axe.min.js"
MENU = ["/", "/map", "/timeline", "/contacts?from=2022-01-01", "/positions", "/obligations?attacker=AZE&attacked=ARM&on=2022-09-13", "/sources", "/stories", "/search?words=killed", "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31"]  # fmt: skip
DEEPER = ["incident", "report"]
CORRECTING = "/correct?document=sept2022-06-wire"
OTHERS = [
    *(
        "/api",
        "/contacts?from=2022-01-01&as=network",
        "/contacts?from=2022-01-01&as=ties&step=month&at=2022-09-01",
        "/go?q=armenia",
        "/search",
        "/report?document=doc",
        "/saved",
        "/situation?from=2022-09-12&to=2022-09-18",
    ),
    *(CORRECTING, f"{CORRECTING}&add=event", f"{CORRECTING}&add=figure"),
]

_RUN = """async (options) => (await axe.run(document, options)).violations.map(
  (v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.any.map((a) => a.message).join(" ")}`).slice(0, 3).join(" | ")}`)"""

_ALL = {"resultTypes": ["violations"], "iframes": False}


def test_axe_is_the_one_that_was_released():
    (told,) = re.findall(
        r"^\| axe\.min\.js \|.*\| ([0-9a-f]{64}) \|$", (HERE / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == told


def test_every_page_of_the_menu_is_looked_at(visit):
    links = visit("/").locator("[data-go]").all()
    assert {a.get_attribute("href") for a in links} == {path.split("?")[0] for path in MENU}


@pytest.mark.parametrize("path", [*MENU, *DEEPER, *OTHERS])
def test_axe_finds_no_violation(visit, places, path):
    page = visit(places.get(path, path))
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_RUN, _ALL) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(_RUN, {**_ALL, "runOnly": ["color-contrast"]}) == []


def test_axe_would_find_one(visit):
    page = visit("/search")
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [found.split(":")[0] for found in page.evaluate(_RUN, _ALL)] == ["button-name"]


def test_no_page_scrolls_sideways_on_a_phone_or_at_200_percent(visit, places):
    page = visit("/", width=390, height=844)
    wide = []
    for path in [*MENU, *DEEPER, *OTHERS]:
        page.goto(places.get(path, path))
        for width in (390, 640):
            page.set_viewport_size({"width": width, "height": 844})
            if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
                wide.append((path, width, over))
    assert wide == []
