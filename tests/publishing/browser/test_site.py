"""The site in Chromium, from its folder and from a web server: no fault, no request elsewhere, search, axe, phone and dark."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desk.browser.conftest import chromium, launched  # noqa: F401 - a fixture
from desk.browser.test_axe import _ALL, _RUN, AXE
from desk.make_reports import agency, armenia, azerbaijan
from publishing.site.make_stories import CONTENT, NOW, PUBLISH, RETRACT, add, hostile, story
from vedette.knowledge.base import load_knowledge
from vedette.publishing.drafting.draft import draft
from vedette.publishing.site.build import publish_site
from vedette.publishing.site.config import SiteConfig, Sponsor
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.drafting import material_for

# axe itself would fetch the style sheet, which the policy forbids.
_LOOK = {**_ALL, "preload": False}
LISTS = (
    "index.html",
    "search.html?q=shell",
    "corrections.html",
    "methodology.html",
    "about.html",
    "categories/conflict/index.html",
    "regions/index.html",
)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:  # noqa: F811 - the fixture
    # One of a package that is not its own would live until the end of all tests.
    yield from launched(chromium)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    store = Store.open(str(folder / "a.db"), make=True)
    add_records(store, [(armenia(), None), (azerbaijan(), None), (agency(), None)])
    i = max((i for i, _ in store.incidents(Query())), key=lambda i: len(i.mentions))
    m = material_for(store, load_knowledge(), i)
    add(
        store,
        story("drafted", 3, content=draft(m), mention=m.mentions[0].claim.id),
        story("graphic", 4, content=replace(CONTENT, warnings=("graphic",), tier="FLASH")),
        story("gone", 5, decisions=[(1, PUBLISH, 5), (1, RETRACT, 6, {"why": "It was of 2014."})]),
        story("hostile", 6, content=hostile()),
        *(story(f"more {n}", 7, content=replace(CONTENT, headline=f"Shelling number {n}")) for n in range(50)),
    )
    site = SiteConfig(title="The Wire", sponsors=(Sponsor(name="Acme", text="Makes things."),))
    publish_site(store, folder / "out", site, now=NOW, pictures=0)
    store.close()
    return folder / "out"


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser, root, served):
    """Return an opener of pages of the folder or of the server; at the end nothing may have gone wrong in any."""
    faults, asked, made = [], [], []

    def opened(path, *, over="file", width=1280, dark=False):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        made.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("request", lambda r: asked.append(r.url))
        page.on("dialog", lambda d: (faults.append(d.message), d.dismiss()))
        page.goto(f"{root.as_uri()}/{path}" if over == "file" else served + path)
        return page

    yield opened
    for context in made:
        context.close()
    assert faults == []
    assert [a for a in asked if not a.startswith((root.as_uri(), served))] == []


def everything(root):
    stories = sorted((root / "stories").glob("*.html"), key=lambda p: p.stat().st_size)
    some = {
        next(p for p in stories if word in p.read_text())
        for word in ("Open the gate", "is retracted", "You opened the gate", "number 1<", "Hostile")
    }
    return [
        *LISTS,
        *(
            str(p.relative_to(root))
            for p in [*some, stories[-1], *(root / "incidents").iterdir(), *root.glob("conflicts/*/ledger.html")]
        ),
    ]


@pytest.mark.parametrize("over", ["file", "http"])
def test_search_finds_words_and_beginnings(visit, over):
    page = visit("index.html", over=over)
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words, or their beginnings").fill("shelli numb")
    page.wait_for_selector("[data-found] li")
    assert "50 stories with “shelli” and “numb”." in page.locator("[data-status]").inner_text()
    page.locator("[data-found] a").first.click()
    page.wait_for_selector("[data-week] ol li")
    assert "Shelling number" in page.locator("h1").inner_text()


def test_the_gate_opens_by_a_click_and_loads_its_words_only_then(visit, root):
    closed = next(p for p in (root / "stories").glob("*.html") if "Open the gate" in p.read_text())
    page = visit(str(closed.relative_to(root)))
    assert page.locator(".body").count() == 0
    page.get_by_role("link", name="Open the gate and read it").click()
    page.wait_for_selector(".body")
    assert "The town was shelled" in page.locator(".body").inner_text()


def test_axe_finds_no_violation_light_or_dark_and_nothing_scrolls_sideways(visit, root):
    found = []
    for path in everything(root):
        page = visit(path)
        page.evaluate(AXE.read_text("utf-8"))
        found += [(path, v) for v in page.evaluate(_RUN, _LOOK)]
        page.emulate_media(color_scheme="dark")
        found += [(path, "dark", v) for v in page.evaluate(_RUN, {**_LOOK, "runOnly": ["color-contrast"]})]
        page.set_viewport_size({"width": 390, "height": 844})
        if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            found.append((path, over))
        page.context.close()
    assert found == []
