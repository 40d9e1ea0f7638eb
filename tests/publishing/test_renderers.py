import re
from dataclasses import replace
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


def test_markdown_is_as_it_was(snapshot):
    assert render_markdown(make_brief([record()])) == snapshot


def test_the_page_marks_words_and_lines_alike():
    page = render_html(make_brief([record()]))
    lines = set(re.findall(r'data-line="([^"]+)"', page))
    marked = {i for m in re.findall(r'<mark data-lines="([^"]+)"', page) for i in m.split()}
    assert marked
    assert marked <= {i for x in lines for i in x.split()}
    assert '<mark data-lines="d1-e1" tabindex="0" role="button">shelled</mark>' in page


def test_the_page_shows_the_whole_text_once():
    page = render_html(make_brief([record()]))
    shown = re.search(r'<div class="source">(.*?)</div>', page, re.DOTALL).group(1)
    assert re.sub(r"<[^>]+>", "", shown) == TEXT


def test_the_page_says_what_was_not_read_and_why():
    page = render_html(make_brief([record()]))
    assert '<span class="unread" title="Not read: a link">Read more: border news</span>' in page


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
    assert "Told, but not pinned: Strelsau" in page


def test_hostile_text_is_shown_as_text_everywhere():
    brief = make_brief([hostile_record()])
    page = render_html(brief)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "<b>graphic" not in page.lower()
    assert "\x1b" not in terminal(brief)
    assert "[red]x[/red]" in terminal(brief, 400)
    markdown = render_markdown(brief)
    assert "<script>" not in markdown
    assert "](d)" not in markdown.replace("\\]", "")


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
    assert render_html(brief).count("<article") == 2
    assert "Other Post" in render_markdown(brief)
