"""Stories on paper: every citation is there, nothing that others wrote is markup, the same story gives the same bytes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from vedette.publishing.paper.blocks import blocks_of
from vedette.publishing.paper.model import Heading, Span, Text
from vedette.publishing.paper.story import paper_of
from vedette.publishing.paper.write import written
from vedette.records.story import PUBLISH, RETRACT, Citation, Content, Decision, Picture, Story, Version

HOSTILE = '#eval("1+1") \\ $x^2$ <w:t>x</w:t> #read("/etc/passwd") <script>alert(1)</script> @note *a* \u202eabc \x07'
SVG = (
    '<svg class="map" viewBox="0 0 100 50" onload="x()"><rect class="sea" width="100" height="50"/><script>1</script>'
    '<image href="file:///etc/passwd"/><a href="#c1"><text x="5" y="20">Jermuk &amp; Goris</text></a></svg>'
)
C1 = Citation(
    id="c1", document="d", start=0, end=6, text=HOSTILE, claimants=("Armenia",), source="Zenda Post",
    published="2022-09-13", url="https://example.org/a?b=1&c=2",
)  # fmt: skip
C2 = Citation(
    id="c2", document="e", start=0, end=3, text="“49” men", source="Other <b>Post</b>", url="javascript:alert(1)"
)
BODY = (
    f"Armenia said that **49** were killed.[^c1][^c2] {HOSTILE.replace('<', chr(92) + '<')}\n\n"
    "## Figures #let\n\n- one [^c1]\n- two\n\n3. third\n\n> quoted\n\n    code #x\n\n[a](https://example.org) [b](javascript:x)\n"
)
CONTENT = Content(
    headline=f"Force at Jermuk {HOSTILE}", body=BODY, tier="FLASH", category="Conflict", place="Jermuk", day="2022-09-13",
    warnings=("graphic",), citations=(C1, C2),
    pictures=(Picture(kind="map", svg=SVG, alt="Map: Jermuk <x>", caption="Places $told$"), Picture(kind="map", svg="<svg", alt="", caption="")),
)  # fmt: skip


def story(*decisions, content=CONTENT):
    versions = (Version(number=1, content=content, author="Jane", at="2026-01-01T00:00:00Z"),)
    made = [Decision.of("s", 1, kind, author="Jane", at=at, why="it did not happen") for kind, at in decisions]
    return Story(
        id="s" * 12, about={}, author="Jane", at="2026-01-01T00:00:00Z", versions=versions, decisions=tuple(made)
    )


OUT = (PUBLISH, "2026-01-02T00:00:00Z")
NOW = "2026-02-01T00:00:00Z"


def text_of(packed):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(packed)).pages).split())


@pytest.fixture(scope="module")
def pdf():
    return written(paper_of(story(OUT), NOW), "pdf")


def test_a_pdf_has_every_citation_the_warning_first_and_hostile_words_as_words(pdf):
    told = text_of(pdf)
    assert told.index("GRAPHIC") < told.index("Force at Jermuk")
    for words in (
        "[1]",
        "[2]",
        '#eval("1+1")',
        "$x^2$",
        "<w:t>x</w:t>",
        '#read("/etc/passwd")',
        "[U+202E]abc",
        "“49” men",
    ):
        assert words in told, words
    assert "root:" not in told
    assert "[^" not in told
    assert "Places $told$" in told
    assert "DRAFT" not in told
    assert "1 / " in told


def test_a_pdf_leads_only_to_safe_addresses(pdf):
    links = [
        a.get_object()["/A"]["/URI"]
        for p in PdfReader(BytesIO(pdf)).pages
        for a in p.get("/Annots", [])
        if "/A" in a.get_object() and "/URI" in a.get_object()["/A"]
    ]
    assert set(links) == {"https://example.org/a?b=1&c=2", "https://example.org"}


def test_a_letter_that_no_font_has_is_no_reason_for_no_paper():
    content = Content(headline="\U000e0041 中文 العربية \ue123", body="Words.[^c1]\n", citations=(C1,))
    assert "Words." in text_of(written(paper_of(story(OUT, content=content), NOW), "pdf"))


def test_the_same_story_gives_the_same_bytes(pdf):
    assert written(paper_of(story(OUT), NOW), "pdf") == pdf
    assert written(paper_of(story(OUT), NOW), "docx") == written(paper_of(story(OUT), NOW), "docx")


def test_a_docx_has_headings_notes_that_are_led_to_and_words_for_pictures():
    packed = written(paper_of(story(OUT), NOW), "docx")
    xml = ZipFile(BytesIO(packed)).read("word/document.xml").decode()
    made = Document(BytesIO(packed))
    assert [p.text for p in made.paragraphs if p.style.name.startswith("Heading")] == [
        "Figures #let",
        "What it rests on",
    ]
    assert made.paragraphs[0].style.name == "Warning"
    assert xml.count('w:anchor="note0"') == 2
    assert xml.count('w:anchor="note1"') == 1
    assert 'w:name="note1"' in xml
    assert 'descr="Map: Jermuk &lt;x&gt;"' in xml
    assert "&lt;w:t&gt;x&lt;/w:t&gt;" in xml
    assert "javascript:" not in ZipFile(BytesIO(packed)).read("word/_rels/document.xml.rels").decode()
    assert ZipFile(BytesIO(packed)).read("word/media/image1.png")[:4] == b"\x89PNG"


def test_of_a_retracted_story_only_the_headline_and_the_reason_are_told():
    paper = paper_of(story(OUT, (RETRACT, "2026-01-03T00:00:00Z")), NOW)
    told = text_of(written(paper, "pdf"))
    assert "RETRACTED on 2026-01-03: it did not happen" in told
    assert "49" not in told


def test_a_draft_says_that_it_is_one():
    assert paper_of(story(), NOW).standing == ("DRAFT, not published.",)


def test_blocks_know_lists_their_numbers_and_marks():
    told = list(blocks_of("a[^c1] [^c9]\n\n- x\n  - y\n\n2. z\n3. w\n", {"c1": "1"}))
    assert told[0] == Text(spans=(Span(text="a"), Span(text="1", cite="c1"), Span(text=" [^c9]")))
    assert [(t.depth, t.number) for t in told[1:]] == [(0, ""), (1, ""), (0, "2."), (0, "3.")]
    assert list(blocks_of("### deep\n", {})) == [Heading(level=2, spans=(Span(text="deep"),))]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_an_editor_writes_can_be_written_out(body, headline):
    paper = paper_of(story(OUT, content=Content(headline=headline, body=f"{body}[^c1]", citations=(C1,))), NOW)
    for form in ("docx", "html", "markdown", "pdf"):
        assert written(paper, form)


def test_html_and_markdown_escape_what_others_wrote():
    paper = paper_of(story(OUT), NOW)
    page, text = written(paper, "html").decode(), written(paper, "markdown").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<w:t>" not in text
    assert page.count("<ul>") == 1
    assert (
        "    # no heading"
        in written(
            paper_of(story(OUT, content=Content(headline="x", body="```\n\n# no heading\n```\n")), NOW), "markdown"
        ).decode()
    )
    assert "[^c1]:" in text


def test_a_long_paper_has_a_table_of_contents():
    body = "".join(f"## Part {n}\n\nWords.[^c1]\n\n" for n in range(9))
    paper = paper_of(story(OUT, content=Content(headline="Long", body=body, citations=(C1,))), NOW)
    told = text_of(written(paper, "pdf"))
    assert told.count("Part 3") == 2
    assert 'TOC \\o "1-2"' in ZipFile(BytesIO(written(paper, "docx"))).read("word/document.xml").decode()
