"""What no template may hold: words that are taken as markup, script or style of their own, anything loaded from elsewhere."""

import re

import pytest

from vedette.desk.assets import STATIC, TEMPLATES

FILES = sorted(TEMPLATES.glob("*.html"))
FORBIDDEN = {
    "words taken as markup": r"\|\s*safe\b|Markup\(|autoescape\s+false",
    "script of its own": r"<script(?![^>]*\ssrc=)|\son\w+\s*=|hx-on|\bjs:|javascript:|hx-vals='js",
    "style of its own": r"<style|\sstyle\s*=",
    "something from elsewhere": r"""(?:src|href)=["'](?:https?:)?//""",
    # An address of the desk's own with an id in it is none that words decide.
    "an attribute of htmx that words decide": r"""\s(?:data-)?hx-(?:get|post|put|patch|delete)=["'](?!/\w)[^"']*\{\{(?!\s*(?:here|href|older|address)\b)"""
    r"""|\s(?:data-)?hx-(?:on|target|select|swap|vals|headers|trigger)=["'][^"']*\{\{""",
}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(file, what):
    found = re.search(FORBIDDEN[what], file.read_text("utf-8"), re.IGNORECASE)
    assert found is None, f"{what}: {found and found[0]}"


@pytest.mark.parametrize("file", sorted(f for f in STATIC.glob("*.mjs")), ids=lambda f: f.name)
def test_our_scripts_load_nothing_from_elsewhere_and_evaluate_no_text(file):
    text = file.read_text("utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML", text)
    assert not re.search(r"https?://", text)


def test_the_frame_is_light():
    weights = {f: (STATIC / f).stat().st_size for f in ("desk.css", "desk.mjs", "keys.mjs", "vendor/htmx.esm.min.js")}
    assert sum(weights.values()) < 80_000, weights
