"""One desk on the example dossier and one Chromium for all of these tests; every page of theirs is watched."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from desk.browser.going import go
from desk.make_reports import armenia, warned
from vedette.desk.demo import _version
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records

# Maps are drawn without a graphics card; no name but this machine's leads anywhere.
_FLAGS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_PATIENCE_MS = 20_000
expect.set_options(timeout=_PATIENCE_MS)


@dataclass
class Watch:
    """What the pages of a test did that nobody sees: faults in the console, dialogs, addresses asked for."""

    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda r: self.asked.append(r.url))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="package")
def chromium() -> str:
    """Return Chromium's path, by VEDETTE_CHROMIUM or on the path; without one these tests have nothing to say."""
    told = os.environ.get("VEDETTE_CHROMIUM")
    if told == "none":
        pytest.skip("there is no Chromium, and none can be installed")
    found = told or shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; the desk must be tested in it: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium, or name one in VEDETTE_CHROMIUM")
    return found


@pytest.fixture(scope="package")
def dossier(chromium: str, demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache with the example dossier, a report with a warning and a hostile one."""
    cache = tmp_path_factory.mktemp("browser")
    file = cache / f"desk-demo-{_version()}.db"
    there = Path(str(demo_store.address.file))
    for end in ("", "-wal"):
        if (part := there.with_name(there.name + end)).exists():
            shutil.copy(part, file.with_name(file.name + end))
    store = Store.open(str(file))
    add_records(store, [(warned(), "a file"), (armenia(), "a file")])
    store.close()
    return cache


@pytest.fixture(scope="package")
def address(dossier: Path) -> Iterator[str]:
    """Yield where `vedette desk --demo` listens, without the last slash."""
    command = [sys.executable, "-m", "vedette", "desk", "--demo", "--port", "0", "--no-browser", "--format", "json"]
    told = dossier / "stderr"
    with told.open("wb") as errors:
        env = {**os.environ, "VEDETTE_CACHE": str(dossier)}
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=env)  # noqa: S603
    try:
        assert desk.stdout
        line = desk.stdout.readline()
        assert line, told.read_text("utf-8")
        yield json.loads(line)["address"].rstrip("/")
    finally:
        desk.terminate()
        desk.wait(20)


def launched(chromium: str) -> Iterator[Browser]:
    """Yield a Chromium. Playwright's loop runs in this thread as long as it lives, and other tests have loops of their own."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    yield from launched(chromium)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="package")
def profile(browser: Browser, address: str) -> BrowserContext:
    """Return the profile whose pages share what the browser keeps, as an analyst's do; cookies go after each test."""
    made = browser.new_context(base_url=address, reduced_motion="reduce")
    made.set_default_timeout(_PATIENCE_MS)
    return made


@pytest.fixture
def visit(profile: BrowserContext, address: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Return an opener of pages: `visit("/map", width=390)`; at the end nothing may have gone wrong in any of them."""
    made: list[Page] = []

    def opened(path: str, *, width: int = 1280, height: int = 900) -> Page:
        page = profile.new_page()
        made.append(page)
        page.set_viewport_size({"width": width, "height": height})
        watch.over(page)
        go(page, path)
        return page

    yield opened
    for page in made:
        page.close()
    profile.clear_cookies()
    assert watch.faults == []
    assert [a for a in watch.asked if not a.startswith((address, "data:", f"blob:{address}"))] == []


@pytest.fixture(scope="package")
def places(browser: Browser, address: str, demo_store: Store) -> dict[str, str]:
    """Return where the incident that is told most often stands, and a report of it with the words marked."""
    most = max((incident for incident, _ in demo_store.incidents(Query())), key=lambda i: (len(i.mentions), i.id))
    page = browser.new_page(base_url=address)
    go(page, f"/incident/{most.id}")
    report = page.locator("#versions .receipt").first.get_attribute("href")
    page.close()
    return {"incident": f"/incident/{most.id}", "report": f"{report}"}
