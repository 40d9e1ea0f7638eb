"""A paper as DOCX: real headings, tables with heading rows, citations that lead to their notes, words for pictures.

The same paper gives the same bytes.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vedette.errors import StopError
from vedette.publishing.paper.docx_parts import contents, field, linked, noted, set_up
from vedette.publishing.paper.model import Block, Drawing, Grid, Heading, Paper, Span, Text, plain, warning_of
from vedette.publishing.story_text import shown

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: ZIP's own first day, so that the bytes do not tell when it was written."""


def docx(paper: Paper, picture: Callable[[str], bytes]) -> bytes:
    """Return the paper as DOCX; `picture` draws SVG as PNG. StopError where what writes it is not installed."""
    try:
        from docx import Document  # noqa: PLC0415 - slow to load, needed here alone
    except ImportError:
        raise StopError("DOCX: python-docx is not installed; pip install python-docx") from None
    made = Document()
    set_up(made, shown(paper.running or paper.title), shown(paper.foot), ", ".join(w.upper() for w in paper.warnings))
    _properties(made, paper)
    _head(made, paper)
    places = {n.id: f"note{k}" for k, n in enumerate(paper.notes)}
    for k, b in enumerate(paper.blocks):
        if k == paper.contents_at:
            contents(made, [(h.level, plain(h.spans)) for h in paper.blocks if isinstance(h, Heading) and h.level <= 2])
        _block(made, b, places, picture)
    if paper.notes:
        made.add_heading("What it rests on", level=1)
    for k, n in enumerate(paper.notes):
        p = made.add_paragraph(style="Source note")
        noted(p, k, f"[{n.number}]", shown(n.text))
        if n.url:
            p.add_run(" ")
            linked(p, shown(n.url), url=n.url)
    out = BytesIO()
    made.save(out)
    return _steady(out.getvalue())


def _properties(made: Any, paper: Paper) -> None:
    day = datetime.fromisoformat(paper.day[:10]).replace(tzinfo=UTC) if paper.day else datetime(1980, 1, 1, tzinfo=UTC)
    p = made.core_properties
    p.title, p.author, p.language, p.comments = shown(paper.title)[:250], "", "en", ""
    p.created = p.modified = day.replace(tzinfo=None)
    p.last_modified_by, p.revision = "", 1


def _head(made: Any, paper: Paper) -> None:
    if told := warning_of(paper.warnings):
        made.add_paragraph(shown(told), style="Warning")
    for line in paper.standing:
        made.add_paragraph(shown(line), style="Standing")
    if paper.kicker:
        made.add_paragraph(shown(paper.kicker), style="Kicker")
    made.add_paragraph(shown(paper.title), style="Title")
    if paper.dateline:
        made.add_paragraph(shown(paper.dateline), style="Subtitle")


def _block(made: Any, b: Block, places: dict[str, str], picture: Callable[[str], bytes]) -> None:
    if isinstance(b, Heading):
        _fill(made.add_heading("", level=min(b.level, 3)), b.spans, places)
    elif isinstance(b, Text):
        _fill(made.add_paragraph(style=_style(b)), b.spans, places, before=_sign(b))
    elif isinstance(b, Grid):
        _grid(made, b, places)
    else:
        _drawing(made, b, picture)


def _style(b: Text) -> str:
    if b.kind == "item" and not b.number:
        return "List Bullet" if b.depth == 0 else "List Bullet 2"
    if b.kind == "item":
        # Numbers are written out: those of the format would go on from list to list.
        return "List Continue" if b.depth == 0 else "List Continue 2"
    return {"quote": "Quote", "code": "Code"}.get(b.kind, "Normal")


def _sign(b: Text) -> str:
    return f"{b.number} " if b.kind == "item" and b.number.strip() else ""


def _fill(p: Any, spans: Sequence[Span], places: dict[str, str], *, before: str = "") -> None:
    if before:
        p.add_run(before)
    for s in spans:
        if s.cite in places:
            linked(p, f"[{s.text}]", anchor=places[s.cite])
        elif s.link:
            linked(p, shown(s.text), url=s.link)
        else:
            run = p.add_run(shown(s.text))
            run.bold, run.italic = s.strong or None, s.italic or None
            if s.code:
                run.font.name = "Courier New"


def _grid(made: Any, b: Grid, places: dict[str, str]) -> None:
    made.add_paragraph(shown(b.caption), style="Caption")
    table = made.add_table(rows=1, cols=len(b.head), style="Light List")
    for cell, told in zip(table.rows[0].cells, b.head, strict=True):
        cell.paragraphs[0].add_run(shown(told)).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(field("w:tblHeader"))  # noqa: SLF001 - the library has no word for it
    for row in b.rows:
        cells = table.add_row().cells
        for cell, spans in zip(cells, row, strict=True):
            _fill(cell.paragraphs[0], spans, places)
    made.add_paragraph()


def _drawing(made: Any, b: Drawing, picture: Callable[[str], bytes]) -> None:
    from docx.shared import Cm  # noqa: PLC0415 - slow to load, needed here alone

    run = made.add_paragraph().add_run()
    drawn = run.add_picture(BytesIO(picture(b.svg)), width=Cm(16))
    told = drawn._inline.docPr  # noqa: SLF001 - the library has no word for it
    told.set("descr", shown(b.alt))
    told.set("title", shown(b.caption)[:200])
    made.add_paragraph(shown(b.caption), style="Caption")


def _steady(packed: bytes) -> bytes:
    """Return the file with the same time on each of its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for item in old.infolist():
            info = ZipInfo(item.filename, _BEGINNING)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(item))
    return out.getvalue()
