"""Parts of a DOCX file for which python-docx has no words: fields, bookmarks, links inside and outside, styles."""

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_INK, _SOFT, _ACCENT = RGBColor(0x1B, 0x1E, 0x23), RGBColor(0x56, 0x5D, 0x67), RGBColor(0x8A, 0x2B, 0x1D)
_FONT = "Georgia"


def field(tag: str, **attributes: str) -> Any:
    """Return an element; attributes are named as `w_val` for `w:val`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":", 1)), value)
    return made


def set_up(made: Any, running: str, foot: str, warned: str) -> None:
    """Make a new document A4, with styles, a head and a foot with page numbers on each page."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    head = section.header.paragraphs[0]
    _small(head.add_run(running))
    if warned:
        run = head.add_run(f"   {warned}")
        _small(run)
        run.font.bold, run.font.color.rgb = True, _ACCENT
    bottom = section.footer.paragraphs[0]
    _small(bottom.add_run(f"{foot}   " if foot else ""))
    for told in ("PAGE", " / ", "NUMPAGES"):
        run = bottom.add_run("" if told.isalpha() else told)
        _small(run)
        if told.isalpha():
            _run_field(run, told, "1")
    _styles(made)


def _styles(made: Any) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(10.5), _INK
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title", "Subtitle", "Caption"):
        _face(made.styles[name], _FONT)
        made.styles[name].font.color.rgb = _SOFT if name in ("Subtitle", "Caption", "Heading 3") else _INK
    made.styles["Title"].font.size = Pt(20)
    made.styles["Caption"].font.size = Pt(8.5)
    for name, size, colour, bold in (
        ("Warning", 10.5, _ACCENT, True),
        ("Standing", 10.5, _INK, True),
        ("Kicker", 9, _ACCENT, True),
        ("Code", 9, _INK, False),
        ("Source note", 8.5, _INK, False),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, bold
    _face(made.styles["Code"], "Courier New")
    hanging = made.styles["Source note"].paragraph_format
    hanging.left_indent, hanging.first_line_indent = Cm(0.9), Cm(-0.9)


def _face(style: Any, name: str) -> None:
    """Set a font over the theme's, which would win."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _small(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(8), _SOFT


def _run_field(run: Any, code: str, shown: str) -> None:
    """Put a field into a run: its code, and what is shown until a reader works it out."""
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    text = OxmlElement("w:t")
    text.text = shown
    for part in (
        field("w:fldChar", w_fldCharType="begin"),
        told,
        field("w:fldChar", w_fldCharType="separate"),
        text,
        field("w:fldChar", w_fldCharType="end"),
    ):
        run._r.append(part)  # noqa: SLF001 - the library has no word for it


def contents(made: Any, headings: Sequence[tuple[int, str]]) -> None:
    """Add a table of contents: a field that Word and LibreOffice work out, which tells the headings until then."""
    made.add_paragraph("Contents", style="Subtitle")
    p = made.add_paragraph()
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = ' TOC \\o "1-2" \\h \\z '
    for part in (field("w:fldChar", w_fldCharType="begin"), told, field("w:fldChar", w_fldCharType="separate")):
        p.add_run()._r.append(part)  # noqa: SLF001 - as above
    for n, (level, words) in enumerate(headings):
        if n:
            p = made.add_paragraph()
        p.paragraph_format.left_indent, p.paragraph_format.space_after = Cm(0.6 * (level - 1)), Pt(2)
        p.add_run(words)
    p.add_run()._r.append(field("w:fldChar", w_fldCharType="end"))  # noqa: SLF001 - as above


def linked(p: Any, words: str, *, anchor: str = "", url: str = "") -> None:
    """Add words that lead to a bookmark, raised as a citation is, or to a safe address."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), p.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = p.add_run(words)
    run.font.superscript, run.font.color.rgb = True if anchor else None, _ACCENT
    link.append(run._r)  # noqa: SLF001 - as above
    p._p.append(link)  # noqa: SLF001 - as above


def noted(p: Any, place: int, number: str, words: str) -> None:
    """Write a note with its number, to which citations lead."""
    start = field("w:bookmarkStart", w_id=str(place), w_name=f"note{place}")
    end = field("w:bookmarkEnd", w_id=str(place))
    p._p.append(start)  # noqa: SLF001 - as above
    p.add_run(f"{number} ")
    p._p.append(end)  # noqa: SLF001 - as above
    p.add_run(words)
