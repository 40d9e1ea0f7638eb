"""A story's body as HTML and as text: marks lead to their citations, and hostile words stay words."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.story_html import body_html
from vedette.publishing.story_text import body_text, lead_text, shown, summary
from vedette.records.story import Citation, Content


def content(body, *ids):
    return Content(headline="h", body=body, citations=tuple(Citation(id=i, text="words") for i in ids))


def test_marks_become_links_to_their_citations_and_unknown_ones_stay_words():
    told = body_html(content("Forty-nine died.[^c1][^c3] Again.[^c1] Never.[^c9]\n", "c1", "c3"))
    assert 'id="from-c1"><a href="#c1" role="doc-noteref" aria-label="Source 1">1</a>' in told
    assert told.count('id="from-c1"') == 1
    assert told.count('href="#c1"') == 2
    assert 'href="#c3"' in told
    assert "[^c9]" in told


def test_headings_begin_at_the_level_told():
    assert "<h3>Said</h3>" in body_html(content("## Said\n"), heading=3)
    assert "<h2>Said</h2>" in body_html(content("# Said\n"))
    assert "<h6>Said</h6>" in body_html(content("###### Said\n"), heading=4)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,a)",
        "![x](https://elsewhere.example/pixel.png)",
        "[^c1]: https://elsewhere.example\n\n[^c1]",
        "<!--",
        "<svg onload=alert(1)>",
        "[x](//elsewhere.example)",
    ],
)
def test_no_html_no_picture_and_no_other_scheme_comes_through(evil):
    tree = html5lib.parseFragment(body_html(content(f"Words {evil} end.", "c1")), namespaceHTMLElements=False)
    assert {e.tag for e in tree.iter() if isinstance(e.tag, str)} <= {"DOCUMENT_FRAGMENT", "p", "sup", "a"}
    for a in tree.iter("a"):
        assert a.get("href", "").startswith(("#", "https://", "http://", "mailto:"))
        assert set(a.keys()) <= {"href", "rel", "role", "aria-label"}


def test_links_tell_nobody():
    assert '<a href="https://a.example/" rel="noopener nofollow">there</a>' in body_html(
        content("See [there](https://a.example/).")
    )


def test_text_has_no_marks_and_no_signs_of_markdown():
    told = body_text(content("## Said\n\nOne \\*star.[^c1]\n\n- two [there](https://a.example/)\n- **three**\n", "c1"))
    assert told == "Said\n\nOne *star.\n\n- two there\n\n- three"


def test_what_turns_writing_round_and_what_no_feed_can_hold_is_written_out():
    assert shown("a\u202eb\x00c\ud800d\u200de") == "a[U+202E]b\ufffdc\ufffdd\u200de"


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_written(text):
    told = str(body_html(content(text, "c1"))) + body_text(content(text))
    told.encode()
    assert "<script" not in told.lower() or "&lt;script" in told.lower()


def test_the_lead_is_no_heading():
    assert lead_text(content("## What is established\n\nIt is *so*.[^c1]\n\nMore.\n", "c1")) == "It is so."
    assert lead_text(content("## Only\n\n- One\n- Two\n")) == "One"
    assert lead_text(content("## Only\n")) == ""


def test_a_summary_ends_at_a_sentence():
    assert summary("One is. Two is.\n\nThree.", 20) == "One is. Two is."
    assert summary("One is. Two is longer than that.", 12) == "One is."
    assert summary("wordswithout end here", 15) == "wordswithout…"
