"""How soon the desk paints after a key or a click, in Chromium by its Event Timing API.

Each interaction is done several times on a fresh page. What is measured is the browser's own: from the event until the frame
behind it is shown, in steps of 8 ms, the longest of an interaction's events. An interaction without any entry took less than 16 ms.
Where it leads to another page the frame is the first of the page it leads to.
"""

import statistics
from collections.abc import Callable, Iterator
from typing import Any

from desk_chromium import browsing, first_of

TARGET, TIMES = 200, 5
SHORTEST = 16
"""Milliseconds below which the browser tells nothing."""

_WATCH = """
(() => {
  const told = window.__painted = [];
  const watch = new PerformanceObserver((list) => told.push(...list.getEntries().map((e) => [e.name, e.interactionId, e.duration])));
  watch.observe({ type: "event", durationThreshold: 16, buffered: true });
})();
"""

Done = Callable[[Any], None]


def painted(address: str, name: str, chromium: str) -> Iterator[dict[str, Any]]:
    """Yield milliseconds to the next paint of each interaction: median and longest of some tries."""
    with browsing(chromium) as browser:
        places = first_of(browser, address)
        for path, what, do in _STAYING:
            yield _measure(browser, address, name, path.format(**places), what, do)
        for path, what, do in _LEAVING:
            yield _leave(browser, address, name, path.format(**places), what, do)


def _measure(browser: Any, address: str, name: str, path: str, what: str, do: Done) -> dict[str, Any]:
    spent = []
    for _ in range(TIMES):
        page = _opened(browser, address + path)
        page.evaluate("window.__painted.length = 0")
        if do(page) is not False:
            page.wait_for_timeout(350)
            entries = page.evaluate("window.__painted")
            spent.append(max((duration for _, id_, duration in entries if id_), default=SHORTEST))
        page.context.close()
    return _told(f"paint, {name}: {what}", spent)


def _leave(browser: Any, address: str, name: str, path: str, what: str, do: Done) -> dict[str, Any]:
    spent = []
    for _ in range(TIMES):
        page = _opened(browser, address + path)
        # The time of the event, kept over the way to the next page.
        page.evaluate(
            "for (const n of ['keydown', 'pointerdown']) addEventListener(n, (e) => "
            "sessionStorage.setItem('began', performance.timeOrigin + e.timeStamp), true)"
        )
        with page.expect_navigation(wait_until="load"):
            do(page)
        _wait_painted(page)
        spent.append(
            page.evaluate(
                "performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime "
                "- Number(sessionStorage.getItem('began'))"
            )
        )
        page.context.close()
    return _told(f"paint, {name}: {what}", spent)


def _wait_painted(page: Any) -> None:
    # Playwright's own waiting evaluates a string in the page, which the desk's policy forbids.
    while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
        page.wait_for_timeout(20)


def _told(name: str, spent: list[float]) -> dict[str, Any]:
    if not spent:
        return {"name": name, "absent": True}
    found = {"p50": round(statistics.median(spent)), "max": round(max(spent))}
    return {"name": name, "paint": found, "target": TARGET, "missed": found["max"] > TARGET}


def _opened(browser: Any, address: str) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_selector("body[data-ready]", timeout=60_000)
    if "/map" in address:
        page.wait_for_selector("body[data-map=ready]", timeout=60_000)
        page.wait_for_timeout(500)
    return page


def _keys(*keys: str) -> Done:
    def do(page: Any) -> None:
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(30)

    return do


def _click(selector: str) -> Done:
    def do(page: Any) -> bool | None:
        if page.locator(selector).count() == 0:
            return False
        page.locator(selector).first.click()
        return None

    return do


def _tick(page: Any) -> bool | None:
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    page.wait_for_timeout(200)
    return _click("main input[type=checkbox]:visible, main input[type=radio]:visible")(page)


def _type_words(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("convoy", delay=40)


def _pan(page: Any) -> None:
    box = page.locator("#map canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x + 137, y + 101)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=6)
    page.mouse.move(x - 40, y - 20, steps=6)
    page.mouse.up()
    page.wait_for_timeout(700)


def _slide(page: Any) -> bool | None:
    if page.locator("#day").count() == 0:
        return False
    page.locator("#day").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    return None


def _palette(page: Any) -> bool | None:
    page.keyboard.press("Control+k")
    page.wait_for_timeout(200)
    if page.locator("dialog[open]").count() == 0:
        return False
    page.keyboard.type("map", delay=40)
    return None


def _search(page: Any) -> None:
    page.locator("#bar [name=words]").fill("the")
    page.keyboard.press("Enter")


_STAYING: tuple[tuple[str, str, Done], ...] = (
    ("/", "keys j and k", _keys("j", "j", "j", "k", "k", "j", "j", "j", "j")),
    ("/?limit=200", "key j in a list of 200", _keys("j", "j", "j", "j", "k")),
    ("/", "key /, then words typed", _type_words),
    ("/", "key f: the whole bar", _keys("f")),
    ("/", "key ?: the keys", _keys("?")),
    ("/", "the palette, a word typed", _palette),
    ("/", "more fields", _click("#bar details summary")),
    ("{incident}", "open a report's words", _click("main details:not([open]) > summary")),
    ("{incident}", "tick a box", _tick),
    ("{report}", "open details of a report", _click("main details:not([open]) > summary")),
    ("/map", "map: drag", _pan),
    ("/map", "map: a step nearer", _click(".maplibregl-ctrl-zoom-in")),
    (
        "/map",
        "map: keys + and arrows",
        lambda page: (page.locator("#map canvas").focus(), _keys("+", "ArrowLeft", "-")(page))[1],
    ),
    ("/map", "map: a day of the slider", _slide),
    ("/map", "map: what the signs mean", _click(".legend summary")),
)
_LEAVING: tuple[tuple[str, str, Done], ...] = (
    ("/", "the bar's words sent, to the next page", _search),
    ("/", "Enter on a line, to the incident", _keys("j", "Enter")),
    ("/", "g t, to the timeline", _keys("g", "t")),
    ("/", "g m, to the map", _keys("g", "m")),
)
