import re
from dataclasses import replace
from html import unescape
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_records import TEXT, actor, event, record
from rich.console import Console

from vedette.publishing.brief import make_brief
from vedette.publishing.html import render_html
from vedette.publishing.markdown import escaped, render_markdown
from vedette.publishing.terminal import render_terminal
from vedette.records.document import Document
from vedette.records.record import Record

HOSTILE = (
    "<script>alert(1)</script> [red]x[/red] \x1b[31m javascript:alert(1) <img src=x onerror=alert(1)> `a` |b| [c](d)"
)


def terminal(brief, width=100):
    out = StringIO()
    render_terminal(brief, Console(file=out, width=width, color_system=None, highlight=False))
    return out.getvalue()


def hostile_record():
    text = f"{HOSTILE} attacked"
    who = actor(HOSTILE, "FRA", "MIL", name=HOSTILE, text=text)
    document = Document.of(
        text, id="bad", title=HOSTILE, source=HOSTILE, url='javascript:alert("x")', warnings=("<b>graphic</b>",)
    )
    return Record(document=document, events=(event("e", "ASSAULT", "attacked", text=text, actors=(who,)),))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_terminal_shows_warning_claim_and_receipt(width):
    out = terminal(make_brief([record()]), width)
    assert out.startswith("GRAPHIC")
    assert "CLAIM" in out
    assert "TEXT" in out
    assert max(len(line) for line in out.splitlines()) <= width


def test_the_terminal_keeps_sections_apart_and_indents_what_is_wrapped():
    rows = terminal(make_brief([record()]), 40).splitlines()
    at = rows.index("Force")
    assert rows[at - 1] == ""
    claim = next(n for n, row in enumerate(rows) if row.startswith("    CLAIM"))
    assert rows[claim + 1].startswith("    ")
    assert not [row for row in rows if row.startswith(" ") and not row.startswith("    ")]


def test_the_terminal_does_not_run_over_a_wide_screen():
    assert max(len(row) for row in terminal(make_brief([record()]), 240).splitlines()) <= 110


def test_markdown_is_as_it_was(snapshot):
    assert render_markdown(make_brief([record()])) == snapshot


def body(page):
    """The brief's own column, without the outlines of the map."""
    told = re.search(r'<div class="brief">.*?</aside>', page, re.DOTALL).group()
    return re.sub(r'<svg class="map".*?</svg>', "<svg/>", told, flags=re.DOTALL)


def test_the_page_is_as_it_was(snapshot):
    assert body(render_html(make_brief([record()]))) == snapshot


def test_the_page_marks_words_and_lines_alike():
    page = render_html(make_brief([record()]))
    lines = {i for m in re.findall(r'data-line="([^"]+)"', page) for i in m.split()}
    marked = {i for m in re.findall(r'data-lines="([^"]+)"', page) for i in m.split()}
    assert marked
    assert marked == lines
    assert 'href="#d1-e1" data-lines="d1-e1" data-core="d1-e1">shelled</a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_every_link_leads_somewhere_without_a_script(count):
    page = render_html(make_brief([record()] * count))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_shows_the_whole_text_once():
    page = render_html(make_brief([record()]))
    shown = re.search(r'<div class="source"[^>]*>(.*?)</div>', page, re.DOTALL).group(1)
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == TEXT


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_stands_in_the_page_as_it_is(text):
    page = render_html(make_brief([Record(document=Document.of(text))]))
    shown = re.search(r'<div class="source"[^>]*>(.*?)</div>', page, re.DOTALL).group(1)
    assert unescape(shown) == text


def test_what_cannot_be_written_is_replaced_one_for_one():
    page = render_html(make_brief([Record(document=Document.of("a\ud800b\x1bc", source="\ud800"))]))
    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c" in page
    page.encode()


def test_the_page_says_what_was_not_read_and_why():
    page = render_html(make_brief([record()]))
    assert 'data-why="Not read: a link">Read more: border news</span>' in page


def test_the_page_loads_nothing_and_runs_only_its_own_script():
    page = render_html(make_brief([record()]))
    assert "default-src 'none'" in page
    assert len(re.findall("<script", page)) == 1
    assert not re.search(r"\b(?:src|srcset|action)\s*=|@import|url\(|<link|<iframe", page)
    assert not re.search(r'href="(?!#|https?://)', page)


def test_the_map_pins_only_what_has_coordinates():
    r = record()
    assert "<circle" in render_html(make_brief([r]))
    bare = replace(r.events[0], place=replace(r.events[0].place, lat=None, lon=None, precision="region"))
    page = render_html(make_brief([replace(r, events=(bare,))]))
    assert "<circle" not in page
    assert re.search(r"Told, not pinned</h3><ul[^>]*><li[^>]*><a[^>]*>Strelsau</a>", page)


def test_hostile_text_is_shown_as_text_everywhere():
    brief = make_brief([hostile_record()])
    page = render_html(brief)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "<b>graphic" not in page.lower()
    assert "\x1b" not in terminal(brief)
    assert "[red]x[/red]" in " ".join(terminal(brief, 400).split())
    markdown = render_markdown(brief)
    assert "<script>" not in markdown
    assert "](d)" not in markdown.replace("\\]", "")


def test_an_address_in_a_text_becomes_no_link_in_markdown():
    assert "://" not in escaped("see https://example.org/x")
    assert "www." not in escaped("see www.example.org")
    assert escaped("![x](y)").startswith("\\!\\[")


def test_only_the_pages_own_words_are_markup():
    page = render_html(make_brief([hostile_record()]))
    plain = render_html(make_brief([record()]))
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= set(re.findall(r"<([a-z0-9]+)", plain)) | {"p"}
    assert not re.search(r"<[^>]*\bon[a-z]+\s*=", re.sub(r'"[^"]*"', "", page.split("<script>")[0]))


def test_a_figure_says_whose_voice_it_is():
    r = record()
    own = replace(r, casualties=(replace(r.casualties[0], claimants=(), cue=None),))
    assert "TEXT: own voice of Zenda Post" in " ".join(terminal(make_brief([own]), 200).split())
    assert "| text: own voice of Zenda Post |" in render_markdown(make_brief([own]))
    bare = replace(own, document=replace(own.document, source=None))
    assert "the text’s own words" in render_markdown(make_brief([bare]))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_escaped_text_has_no_bare_markup(text):
    out = escaped(text)
    assert not re.search(r"(?<!\\)[<>`*\[\]|]", out)
    assert "\n" not in out


def test_several_documents_are_told_apart():
    r = record()
    other = replace(r, document=replace(r.document, id="two", source="Other Post"))
    brief = make_brief([r, other])
    assert "2 reports" in terminal(brief)
    assert "[2] Other Post, 2022-09-13" in terminal(brief)
    assert render_html(brief).count("<article") == 2
    assert "Other Post" in render_markdown(brief)
