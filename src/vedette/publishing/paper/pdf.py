"""A paper as PDF, set by typst from a page of ours; what others wrote is handed in as data and never read as markup."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from vedette.errors import StopError
from vedette.publishing.paper.model import Block, Drawing, Grid, Heading, Paper, Span, Text, warning_of
from vedette.publishing.story_text import shown


def pdf(paper: Paper) -> bytes:
    """Return the paper as PDF: with tags and words for its pictures (PDF/UA-1) where the letters at hand show all of it.

    Letters come with typst; what they lack is taken from the system's. The same paper gives the same bytes where the same
    letters are installed. StopError where the extra `paper` is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise StopError("PDF: typst is not installed; pip install 'vedette[paper]'") from None
    page = resources.files("vedette.publishing.paper").joinpath("paper.typ").read_bytes()
    files = {"main.typ": page, **data_of(paper)}
    # Its stubs do not know yet that several files may be handed in.
    compiled: Any = typst.compile
    try:
        return bytes(compiled(files, format="pdf", pdf_standards=["ua-1"], timestamp=0))
    except typst.TypstError:
        # A letter that no font has is no reason to have no paper; only the standard's promise cannot be made.
        return bytes(compiled(files, format="pdf", timestamp=0))


def data_of(paper: Paper) -> dict[str, bytes]:
    """Return the files that the page reads: paper.json, and each picture."""
    places = {note.id: n for n, note in enumerate(paper.notes)}
    drawings = [b for b in paper.blocks if isinstance(b, Drawing)]
    names = {id(b): f"picture-{n}.svg" for n, b in enumerate(drawings)}
    told = {
        "title": paper.title,
        "kicker": paper.kicker,
        "dateline": paper.dateline,
        "standing": list(paper.standing),
        "warning": warning_of(paper.warnings),
        "warned": ", ".join(w.upper() for w in paper.warnings),
        "running": paper.running,
        "foot": paper.foot,
        "date": [int(x) for x in paper.day[:10].split("-")] if paper.day else None,
        "contents": paper.contents_at,
        "blocks": [dict(_block(b, places, names)) for b in paper.blocks],
        "notes": [asdict(n) for n in paper.notes],
    }
    pictures = {names[id(b)]: b.svg.encode() for b in drawings}
    return {"paper.json": json.dumps(_shown(told), ensure_ascii=False).encode(), **pictures}


def _block(b: Block, places: Mapping[str, int], names: Mapping[int, str]) -> Iterator[tuple[str, Any]]:
    if isinstance(b, Heading):
        yield from (("is", "heading"), ("level", b.level), ("spans", _spans(b.spans, places)))
    elif isinstance(b, Text):
        yield from (("is", "text"), ("kind", b.kind), ("depth", b.depth), ("number", b.number))
        yield "spans", _spans(b.spans, places)
    elif isinstance(b, Grid):
        yield from (("is", "grid"), ("caption", b.caption), ("head", list(b.head)))
        yield "widths", list(b.widths or (1,) * len(b.head))
        # A cell is an object, so that rows can be laid flat without their cells' spans.
        yield "rows", [[{"spans": _spans(cell, places)} for cell in row] for row in b.rows]
    else:
        yield from (("is", "drawing"), ("file", names[id(b)]), ("alt", b.alt), ("caption", b.caption))


def _spans(spans: Sequence[Span], places: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{**asdict(s), "cite": places.get(s.cite)} for s in spans]


def _shown(told: Any) -> Any:
    """Return data with every word in it as it may stand on a page."""
    if isinstance(told, str):
        return shown(told)
    if isinstance(told, list):
        return [_shown(x) for x in told]
    return {k: _shown(v) for k, v in told.items()} if isinstance(told, dict) else told
