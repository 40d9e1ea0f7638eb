"""Chromium for bench/desk.py, without a graphics card and with no name but this machine's."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import sync_playwright

_FLAGS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def browsing(chromium: str) -> Iterator[Any]:
    """Open Chromium."""
    found = shutil.which(chromium)
    if found is None:
        sys.exit(f"{chromium}: is not installed; apt-get install chromium, or name one with --chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


def first_of(browser: Any, address: str) -> dict[str, str]:
    """Return an incident and a report of the first page, two states, and a word to search for."""
    page = browser.new_page()
    page.goto(address + "/")
    incident = page.locator("li.incident a.go").first.get_attribute("href")
    report = page.locator("li.incident a.receipt").first.get_attribute("href")
    words = page.locator("li.incident a.receipt").first.get_attribute("title") or ""
    demo = page.locator(".demo").count() > 0
    page.close()
    long = [w for w in words.partition("“")[2].strip("”. ").split() if w.isalpha()]
    return {
        "incident": incident,
        "report": report,
        "dyad": "ARM-AZE" if demo else "RUS-UKR",
        "word": max(long, key=len, default="fire"),
    }
