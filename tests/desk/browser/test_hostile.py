"""A desk in which everything is hostile, in a real browser: nothing runs, nothing is asked of another host, no dialog opens."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import quote

import pytest

from desk.browser.going import go
from desk.make_hostile import BRIEF, MET, fill, tell
from vedette.store.store import Store

FOREIGN = """<!doctype html><title>foreign</title><script>
  window.told = "";
  const asked = {headers: {"HX-Request": "true"}, credentials: "include"};
  fetch("%s/", asked).then(r => r.text(), () => "stopped").then(t => { window.told = t; });
</script><form id="f" method="post" action="%s/gate"><input name="choice" value="open"></form>"""


@pytest.fixture(scope="module")
def hostile(chromium, client_of, tmp_path_factory):
    """Yield the address of a desk on a hostile store, the word of a session, and addresses to look at."""
    file = tmp_path_factory.mktemp("hostile") / "store.db"
    store = Store.open(str(file), make=True)
    word = fill(store)
    client = client_of(store)
    client.cookies.set("vedette-session", word)
    told, shut = tell(client, store)
    first, other = (store.incident(m).id for m in ("aa01" * 5, "e1"))
    store.close()
    command = [sys.executable, "-m", "vedette", "desk", "--store", str(file), "--port", "0", "--no-browser", "--format", "json"]  # fmt: skip
    with file.with_name("stderr").open("wb") as errors:
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=os.environ)  # noqa: S603
    try:
        assert desk.stdout
        line = desk.stdout.readline()
        assert line, file.with_name("stderr").read_text("utf-8")
        pages = [
            "/", "/report/one/of%3Ftwo", "/report/doc", f"/report?document={quote(chr(98))}", f"/incident/{first}", f"/incident/{other}",
            f"/incident/{first}/assess", f"/incident/{first}/split", "/search?words=shelled", f"/search?words={quote(BRIEF)}", "/timeline",
            "/map", "/contacts?from=2022-01-01", "/contacts?from=2022-01-01&as=network", "/positions?from=2022-01-01", "/ledger?actor=ARM",
            "/obligations", "/sources", f"/story/{told}", f"/story/{shut}", "/stories", f"/story/{told}/preview", "/people", "/account",
            "/audit", f"/go?q={quote(BRIEF)}", "/api", f"/sign-in?next={quote(BRIEF)}",
        ]  # fmt: skip
        embeds = [f"/embed/incident/{first}", "/embed/ledger?actor=ARM", "/embed/map"]
        yield json.loads(line)["address"].rstrip("/"), word, pages, embeds
    finally:
        desk.terminate()
        desk.wait(20)


@pytest.fixture
def signed(browser, hostile):
    """Yield a maker of pages of one who is signed in."""
    address, word, *_ = hostile
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    context.add_cookies(
        [{"name": "vedette-session", "value": word, "url": address, "httpOnly": True, "sameSite": "Lax"}]
    )
    yield context
    context.close()


def test_nothing_in_a_hostile_desk_runs(signed, hostile, watch):
    address, _, pages, embeds = hostile
    page = signed.new_page()
    watch.over(page)
    met = 0
    for path in (*pages, *embeds):
        if path in embeds or path.endswith("/preview"):
            page.goto(path)
        else:
            go(page, path)
        met += MET in page.content()
        assert page.locator(MET).count() == 0, path
        assert page.locator("[onclick], [onerror], [onload], [hx-get*='vile'], base[href]").count() == 0, path
        assert page.locator("a[href^='javascript:' i]").count() == 0, path
    assert met > 15
    assert [f for f in watch.faults if "404" not in f and "422" not in f] == []
    assert {a for a in watch.asked if not a.startswith((address, "data:", f"blob:{address}"))} == set()


def test_hostile_words_in_the_palette_and_in_parts_stay_words(signed, hostile, watch):
    page = signed.new_page()
    watch.over(page)
    go(page, "/")
    page.keyboard.press("Control+k")
    page.keyboard.type("one/of?two")
    page.wait_for_selector("#palette-list [role=option]")
    assert page.locator(MET).count() == 0
    page.keyboard.press("Escape")
    # What htmx swaps in is the same page's part.
    go(page, "/search?words=shelled")
    page.locator("nav a[href^='/timeline']").first.click()
    page.wait_for_url("**/timeline*")
    assert page.locator(MET).count() == 0
    assert watch.faults == []


def test_a_foreign_page_reads_nothing_and_changes_nothing(browser, signed, hostile):
    address, *_ = hostile
    # Another port is another origin, and the same site, to which browsers send cookies.
    page = signed.new_page()
    page.route("http://127.0.0.1:9/", lambda r: r.fulfill(body=FOREIGN % (address, address), content_type="text/html"))
    page.goto("http://127.0.0.1:9/")
    page.wait_for_function("window.told !== ''")
    assert page.evaluate("window.told") == "stopped"
    with page.expect_navigation() as gone:
        page.locator("#f").evaluate("f => f.submit()")
    assert gone.value.status == 403
    assert not re.search("Close the gate", page.content())
