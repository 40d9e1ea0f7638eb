"""What each page of the desk weighs in Chromium: at the first visit of a new profile, and at the second."""

import re
from collections.abc import Iterator
from typing import Any

from desk_chromium import browsing, first_of

MOST = 200_000
"""Bytes that a page may weigh without the map's own files; a page of 200 lines was asked for and is told without."""

_OF_THE_MAP = re.compile(r"/maplibre-gl|/map(?:-[a-z]+)?\.(?:mjs|css)$|/map/[a-z]")
"""What only the map loads: MapLibre, its script and style, and the data that it draws."""

PAGES = (
    "/", "/map", "/timeline", "/ledger?dyad={dyad}", "/contacts", "/positions", "/obligations", "/search?words={word}",
    "/sources", "/api", "/?limit=200", "{incident}", "{report}",
)  # fmt: skip


def weighed(address: str, name: str, chromium: str) -> Iterator[dict[str, Any]]:
    """Yield the bytes of each page: unpacked and as they came, without the map's own files, and those apart."""
    with browsing(chromium) as browser:
        places = first_of(browser, address)
        yield from (_weigh(browser, address, path.format(**places), name) for path in PAGES)


def _weigh(browser: Any, address: str, path: str, name: str) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    first, second = (_visit(context, page, address + path) for _ in range(2))
    context.close()
    told = {"first_unpacked": first[0], "first_sent": first[1], "second_unpacked": second[0], "second_sent": second[1]}
    # What is asked is bounded by what the page is made of, as unpacked: gzip is no merit of a page.
    map_ = {"map_files": first[2]} if first[2] else {}
    return {
        "name": f"weight, {name}: {path[:40]}",
        **told,
        **map_,
        "missed": "limit=" not in path and max(first[0], second[0]) > MOST,
    }


def _visit(context: Any, page: Any, address: str) -> tuple[int, int, int]:
    """Return bytes unpacked, bytes sent (with headers), and those of the map's own files as they came."""
    cdp = context.new_cdp_session(page)
    asked: dict[str, list[Any]] = {}
    cdp.on("Network.requestWillBeSent", lambda e: asked.setdefault(e["requestId"], [e["request"]["url"], 0, 0]))
    cdp.on("Network.dataReceived", lambda e: _add(asked, e["requestId"], 1, e["dataLength"]))
    cdp.on("Network.loadingFinished", lambda e: _add(asked, e["requestId"], 2, e["encodedDataLength"]))
    cdp.send("Network.enable")
    # An address with a mark behind it would only be scrolled to.
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    if "/map" in address:
        page.wait_for_selector("body[data-map]", timeout=60_000)
        page.wait_for_load_state("networkidle")
    cdp.detach()
    # What the browser has kept comes with no bytes as sent, and is told as unpacked all the same.
    came = [(url, unpacked, sent) for url, unpacked, sent in _told(asked) if sent]
    own = [x for x in came if not _OF_THE_MAP.search(x[0])]
    return sum(x[1] for x in own), sum(x[2] for x in own), sum(x[2] for x in came) - sum(x[2] for x in own)


def _add(asked: dict[str, list[Any]], id_: str, at: int, count: float) -> None:
    if id_ in asked:
        asked[id_][at] += int(count)


def _told(asked: dict[str, list[Any]]) -> Iterator[tuple[str, int, int]]:
    yield from (
        (url, unpacked, sent) for url, unpacked, sent in asked.values() if not url.startswith(("data:", "blob:"))
    )
