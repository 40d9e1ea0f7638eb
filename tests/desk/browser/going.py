"""How these tests go to a page."""

from playwright.sync_api import Page


def go(page: Page, path: str) -> None:
    """Go to an address and wait until the page's script has run: without `eval`, which the policy forbids."""
    page.goto(path)
    ready(page)


def ready(page: Page) -> None:
    page.wait_for_selector("body[data-ready]")
    if page.locator("#map").count():
        page.wait_for_selector("body[data-map=ready]")
