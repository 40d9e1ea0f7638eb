"""What is stored of a document beside its text: how it came, who read it, out of which bytes, how its article changed. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.desk.views.receipts import report_href, title_of
from vedette.documents.differences import differences
from vedette.publishing import wording
from vedette.publishing.differences import AROUND
from vedette.records.document import Document
from vedette.store.originals import Where
from vedette.store.standing import Standing
from vedette.store.versions import Change

MOST_DIFFERENCES = 40
"""Differences of one change that a page shows; the rest is counted."""

_SAFE_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLine:
    """Where bytes stand that the document was taken out of: file of the archive, offset, length and hash."""

    uri: str
    kind: str | None
    at: str
    file: str
    offset: int
    length: int
    hash: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Words that went and words that came, with those around them; one of the two is empty where nothing went or came."""

    left: str
    went: str
    came: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A version of the article and the one before: when it was seen, what differs, and how many differences more.

    `shut` tells that the words stand behind the gate; without it and without differences only layout differs.
    """

    at: str
    source: str
    before: str
    after: str
    before_href: str
    after_href: str
    differences: tuple[DifferenceLine, ...]
    more: int
    shut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a document. `link` is its address where a browser may be sent there; `copies` what it copies.

    `readings` are reader, time, events and figures; `arrivals` the way and the time.
    """

    id: str
    href: str
    title: str
    source: str | None
    byline: str | None
    published: str | None
    language: str | None
    url: str | None
    link: str | None
    warnings: tuple[str, ...]
    characters: int
    copies: tuple[str, str] | None
    arrivals: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, str, int, int], ...]
    originals: tuple[OriginalLine, ...]
    changes: tuple[ChangeLine, ...]


def facts_of(standing: Standing, *, origin: Document | None = None, gated: bool = False) -> Facts:
    """Return the facts of a stored document; `origin` is the document that it copies, None for its own text."""
    d = standing.document
    return Facts(
        id=d.id,
        href=report_href(d.id),
        title=title_of(d, gated=gated),
        source=_told(d.source),
        byline=_told(d.byline),
        published=d.published,
        language=d.language,
        url=_told(d.url),
        link=d.url if d.url and _SAFE_LINK.fullmatch(d.url) else None,
        warnings=tuple(wording.clean(w) for w in d.warnings),
        characters=len(d.text),
        copies=(_told(origin.source) or origin.id, report_href(origin.id)) if origin else None,
        arrivals=tuple((wording.clean(a.way), a.at) for a in standing.arrivals),
        readings=tuple((wording.clean(r.reader), r.at, r.events, r.figures) for r in standing.readings),
        originals=tuple(map(_original, standing.originals)),
        changes=tuple(_change(c, gated=gated) for c in standing.changes),
    )


def _told(words: str | None) -> str | None:
    return wording.clean(words) or None if words else None


def _original(w: Where) -> OriginalLine:
    return OriginalLine(
        uri=wording.clean(w.uri), kind=_told(w.kind), at=w.at,
        file=w.kept.file, offset=w.kept.offset, length=w.kept.length, hash=w.kept.hash,
    )  # fmt: skip


def _change(c: Change, *, gated: bool) -> ChangeLine:
    lines = [] if gated else list(_lines(c))
    return ChangeLine(
        at=c.at,
        source=wording.clean(c.source),
        before=c.before.id,
        after=c.after.id,
        before_href=report_href(c.before.id),
        after_href=report_href(c.after.id),
        differences=tuple(lines[:MOST_DIFFERENCES]),
        more=max(0, len(lines) - MOST_DIFFERENCES),
        shut=gated,
    )


def _lines(c: Change) -> Iterator[DifferenceLine]:
    """Yield what differs in the title, then in the text."""
    before, after = c.before.text, c.after.text
    if c.before.title != c.after.title:
        yield DifferenceLine("Title:", wording.clean(c.before.title or ""), wording.clean(c.after.title or ""), "")
    for d in differences(before, after):
        yield DifferenceLine(
            wording.clean(after[max(0, d.after.start - AROUND) : d.after.start]),
            wording.clean(d.before.slice(before)),
            wording.clean(d.after.slice(after)),
            wording.clean(after[d.after.end : d.after.end + AROUND]),
        )
