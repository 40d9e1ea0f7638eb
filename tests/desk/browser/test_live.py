"""What comes in while a page is read: told quietly, from another process; and embeds in a page of another origin."""

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from desk.browser.going import go
from desk.browser.test_axe import _ALL, _RUN, AXE
from vedette.desk.along import SANDBOX

WRITER = """
import sys
from dataclasses import replace
sys.path.insert(0, sys.argv[2])
from desk.make_reports import actor, report, told
from vedette.store.store import Store
from vedette.workflow.add import add_records
text = "Azerbaijan shelled Jermuk on 13 September, and nobody else has told of it until today."
event = replace(told("bb" * 10, text, "shelled", day="2022-10-20"), actors=(actor(text, "Azerbaijan", "BRA", "MIL"),), place=None)
event = replace(event, recipients=(actor(text, "Jermuk", "PER", "CVL"),))
add_records(Store.open(sys.argv[1]), [(report("live-1", text, [event], published="2022-10-20", source="Late Wire"), "a file")])
"""
TESTS = str(Path(__file__).parents[2])


@pytest.fixture
def served(dossier, tmp_path, chromium) -> Iterator[tuple[str, Path, subprocess.Popen[bytes]]]:
    """Yield a desk of this test's own, its store, and its process."""
    (there,) = dossier.glob("desk-demo-*.db")
    file = tmp_path / "live.db"
    for end in ("", "-wal"):
        if (part := there.with_name(there.name + end)).exists():
            shutil.copy(part, file.with_name(file.name + end))
    command = [
        sys.executable,
        "-m",
        "vedette",
        "desk",
        "--store",
        str(file),
        "--port",
        "0",
        "--no-browser",
        "--format",
        "json",
    ]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        yield json.loads(desk.stdout.readline())["address"].rstrip("/"), file, desk
    finally:
        if desk.poll() is None:
            desk.terminate()
        desk.wait(20)


def add_elsewhere(file):
    subprocess.run([sys.executable, "-c", WRITER, str(file), TESTS], check=True)  # noqa: S603


def test_a_report_that_another_process_adds_is_told_and_moves_nothing(browser, served):
    address, file, _ = served
    page = browser.new_page(base_url=address)
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    go(page, "/")
    line, first = page.locator("#live"), page.locator(".incident .go").first
    expect(line).to_have_text("")
    assert line.get_attribute("aria-live") == "polite"
    assert "live.mjs" in page.content()
    before = page.locator("main .incidents").all_inner_texts(), first.bounding_box()
    expect(line).to_have_attribute("data-live", "")
    add_elsewhere(file)
    expect(line).to_have_text("1 new — show them")
    assert (page.locator("main .incidents").all_inner_texts(), first.bounding_box()) == before
    assert faults == []
    line.locator("a").click()
    expect(page.locator("#live")).to_have_text("")
    assert page.locator("main .incidents").all_inner_texts() != before[0]
    page.close()


def test_what_the_bar_does_not_ask_is_not_told(browser, served):
    address, file, _ = served
    asked, other = browser.new_page(base_url=address), browser.new_page(base_url=address)
    go(other, "/?type=deployment")
    go(asked, "/?actor=BRA")
    add_elsewhere(file)
    expect(asked.locator("#live")).to_have_text("1 new — show them")
    expect(other.locator("#live")).to_have_text("")
    for page in (asked, other):
        page.close()


def test_a_stream_that_is_lost_is_told(browser, served):
    address, _, desk = served
    page = browser.new_page(base_url=address)
    go(page, "/")
    expect(page.locator("#live")).to_have_attribute("data-live", "")
    desk.terminate()
    expect(page.locator("#live")).to_have_text(re.compile(r"^not live since \d\d:\d\d$"))
    page.close()


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield another origin and the page that it serves, by its path."""
    pages: dict[str, str] = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 204)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_embeds_are_drawn_in_a_page_of_another_origin(browser, address, places, elsewhere, scheme):
    origin, pages = elsewhere
    context = browser.new_context(color_scheme=scheme)
    desk = context.new_page()
    frames = []
    for path in (places["incident"], "/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31", "/map"):
        go(desk, address + path)
        desk.locator(".along summary").click()
        frames.append(desk.locator(".along textarea").input_value())
    assert all(f'sandbox="{SANDBOX}"' in f for f in frames)
    pages["/"] = "<!doctype html><title>News</title>" + "".join(frames).replace('loading="lazy"', "")
    page, faults = context.new_page(), []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(f"{origin}/")
    incident, ledger, map_ = (page.frame_locator("iframe").nth(n) for n in range(3))
    expect(incident.locator(".version .says").first).to_be_visible()
    expect(ledger.locator(".ledger tbody tr").first).to_be_visible()
    expect(map_.locator("svg.map .pins circle").first).to_be_visible()
    paper = map_.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    assert paper == {"light": "rgb(250, 248, 244)", "dark": "rgb(20, 22, 25)"}[scheme]
    assert faults == []
    with context.expect_page() as opened:
        incident.locator(".receipt").first.click()
    expect(opened.value.locator(".m.chosen").first).to_be_visible()
    assert opened.value.url.startswith(f"{address}/report/")
    assert opened.value.evaluate("window.opener") is None
    context.close()


@pytest.mark.parametrize(
    "path", ["incident", "/embed/ledger?dyad=ARM-AZE&from=2022-09-01&to=2022-12-31", "/embed/map", "/embed/map?dyad=X"]
)
def test_axe_finds_no_violation_in_an_embed_which_fits_a_narrow_frame(browser, address, places, path):
    at = f"/embed{places[path]}" if path in places else path
    for theme in ("light", "dark"):
        page = browser.new_page(base_url=address, bypass_csp=True, viewport={"width": 360, "height": 600})
        page.goto(f"{at}{'&' if '?' in at else '?'}theme={theme}")
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(_RUN, _ALL) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.close()
