"""The brief as one self-contained page: the lines on one side, the texts on the other, linked both ways."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from vedette.publishing import phrases
from vedette.publishing.basemap import render_map
from vedette.publishing.model import Brief, Line, Ref
from vedette.publishing.terminal import coordinates, figure_order
from vedette.publishing.wording import ACTS_BY_MODE, clean, listed
from vedette.records.document import UNREAD

LONGEST_TEXT = 400_000
"""Characters of one document that the page shows; what lies behind is told as left out."""

_SAFE_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text: the lines that rest on it, and why it was not read, if it was not."""

    text: str
    start: int
    lines: str
    unread: str | None


def render_html(brief: Brief) -> str:
    """Return `brief` as an HTML page that loads nothing and runs no script but its own."""
    template = _environment().get_template("brief.html")
    style, script = _asset("brief.css"), _asset("brief.js")
    return str(
        template.render(
            brief=brief,
            phrases=phrases,
            by_mode=ACTS_BY_MODE,
            listed=listed,
            clean=clean,
            title=phrases.title_of(brief),
            warning=phrases.warning_line(brief),
            label=lambda n: phrases.document_label(brief, n),
            figures=sorted(brief.figures, key=figure_order),
            texts=[list(_pieces(brief, n)) for n in range(len(brief.documents))],
            left_out=[max(0, len(d.text) - LONGEST_TEXT) for d in brief.documents],
            links=[d.url if d.url and _SAFE_LINK.fullmatch(d.url) else None for d in brief.documents],
            map=render_map(brief.spots),
            unpinned=list(dict.fromkeys(s.name for s in brief.spots if s.lat is None)),
            coordinates=coordinates,
            timeline=list(_timeline(brief)),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    return Environment(
        loader=PackageLoader("vedette.publishing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return resources.files("vedette.publishing").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the hash by which the page's own policy allows its one style and its one script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _receipts(brief: Brief) -> Iterator[tuple[str, Sequence[Ref]]]:
    for group in (brief.lines(), brief.figures, brief.quotes, brief.spots, brief.doubts):
        for item in group:
            yield item.id, item.receipts


def _pieces(brief: Brief, n: int) -> Iterator[Piece]:
    """Yield the text of document `n` cut wherever a receipt or an unread passage begins or ends."""
    d = brief.documents[n]
    end = min(len(d.text), LONGEST_TEXT)
    spans = [
        (r.start, r.end, id_)
        for id_, receipts in _receipts(brief)
        for r in receipts
        if r.document == n and r.start < end
    ]
    unread = [p for p in d.passages if p.kind in UNREAD]
    cuts = sorted(
        {0, end, *(min(x, end) for s in spans for x in s[:2]), *(min(x, end) for p in unread for x in (p.start, p.end))}
    )
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for start, stop, id_ in spans:
        opening.setdefault(start, []).append(id_)
        closing.setdefault(min(stop, end), []).append(id_)
    active: list[str] = []
    for a, b in pairwise(cuts):
        for id_ in closing.get(a, ()):
            active.remove(id_)
        active.extend(opening.get(a, ()))
        why = next((p.reason for p in unread if p.start <= a < p.end), None)
        yield Piece(d.text[a:b], a, " ".join(dict.fromkeys(active)), why)


def _timeline(brief: Brief) -> Iterator[tuple[str, str, list[Line]]]:
    """Yield the days of the acts in order: when they begin, as told, and the lines of that time."""
    dated = sorted((x for x in brief.lines() if x.day), key=lambda x: (str(x.day)[:10], str(x.day)))
    found: dict[tuple[str, str], list[Line]] = {}
    for x in dated:
        found.setdefault((str(x.day)[:10], str(x.last_day or x.day)[:10]), []).append(x)
    for (first, last), lines in found.items():
        yield first, last, lines
