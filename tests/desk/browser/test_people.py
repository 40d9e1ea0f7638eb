"""People in a real browser: the one-time link, a password, signing in, a judgement, signing out; axe on the new pages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import expect

from desk.browser.going import ready
from desk.browser.test_axe import _ALL, _RUN, AXE
from desk.make_people import PASSWORD


@pytest.fixture(scope="module")
def served(chromium, demo_store, tmp_path_factory):
    """Yield what a desk tells that asks for a login, on a copy of the example dossier."""
    file = tmp_path_factory.mktemp("people") / "demo.db"
    there = Path(str(demo_store.address.file))
    for end in ("", "-wal"):
        if (part := there.with_name(there.name + end)).exists():
            copy(part, file.with_name(file.name + end))
    command = [
        sys.executable,
        "-m",
        "vedette",
        "desk",
        "--store",
        str(file),
        "--login",
        "--person",
        "Ada",
        "--port",
        "0",
    ]
    errors = (file.parent / "stderr").open("wb")
    desk = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--no-browser", "--format", "json"], stdout=subprocess.PIPE, stderr=errors, env=os.environ
    )
    try:
        yield json.loads(desk.stdout.readline())
    finally:
        desk.terminate()
        desk.wait(20)
        errors.close()


@pytest.fixture
def page(browser, served, watch):
    context = browser.new_context(base_url=served["address"].rstrip("/"), reduced_motion="reduce")
    context.set_default_timeout(20_000)
    made = context.new_page()
    watch.over(made)
    yield made
    context.close()
    # A sign-in in vain is answered with 422, which the console tells.
    assert [f for f in watch.faults if "422" not in f] == []


def looks_well(page):
    """No violation that axe sees, light and dark; nothing to scroll sideways on a phone."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_RUN, _ALL) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(_RUN, {**_ALL, "runOnly": ["color-contrast"]}) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


def go(page, path):
    page.goto(path)
    ready(page)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    ready(page)


def take_up(page, link, name):
    """Open a one-time link, choose a password, and be in."""
    go(page, link)
    expect(page.get_by_role("heading", name=f"Welcome, {name}")).to_be_visible()
    looks_well(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    press(page, "Keep it and sign in")
    expect(page.locator(".person")).to_have_text(name)


def sign_out(page):
    page.locator(".person").click()
    ready(page)
    press(page, "Sign out here")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def make_token(page):
    page.locator(".person").click()
    ready(page)
    page.get_by_label("What it is for").fill("export")
    press(page, "Make it")
    assert re.fullmatch(r"vdt_[\w-]{43}", page.locator(".word").inner_text())
    looks_well(page)


def invited(page, name):
    """Invite somebody, and return the one-time link."""
    page.get_by_role("link", name="People", exact=True).click()
    ready(page)
    page.get_by_label("Name, as it will stand under judgements").fill(name)
    press(page, "Invite")
    looks_well(page)
    return page.locator(".word").inner_text()


def test_from_a_one_time_link_to_a_judgement_and_out_again(page, served, demo_store):
    incident = f"/incident/{demo_store.incident('66da2661').id}?show=bound"
    take_up(page, served["invitation"], "Ada")
    make_token(page)
    link = invited(page, "Anahit")
    page.get_by_role("link", name="Audit", exact=True).click()
    ready(page)
    expect(page.locator("main")).to_contain_text("chain whole")
    looks_well(page)
    sign_out(page)
    page.go_back()
    ready(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    take_up(page, link, "Anahit")
    sign_out(page)
    go(page, incident)
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill("not this one")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()
    looks_well(page)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    assert page.url.endswith(incident)
    page.locator("#split summary").click()
    page.locator("#split input[type=checkbox]").last.check()
    page.locator("#split textarea").fill("it is told of another day")
    press(page, "Take out what is ticked")
    judged = page.locator("#history .judged li").filter(has_text="it is told of another day").first
    expect(judged).to_contain_text("Anahit")
    sign_out(page)
