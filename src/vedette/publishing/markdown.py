"""The brief in Markdown; untrusted words are escaped, receipts are references at the foot."""

import re
from collections.abc import Iterator, Sequence

from vedette.publishing import phrases
from vedette.publishing.model import Brief, Figure, Line, Ref
from vedette.publishing.terminal import coordinates, figure_order
from vedette.publishing.wording import clean, listed

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def escaped(text: str) -> str:
    """Return `text` so that no character of it is Markdown or HTML."""
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", clean(text).replace("&", "&amp;")))


class _Notes:
    """Numbers the receipts as they are used."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._numbers: dict[tuple[Ref, ...], int] = {}

    def mark(self, receipts: Sequence[Ref]) -> str:
        key = tuple(receipts)
        if not key:
            return ""
        return f" [^{self._numbers.setdefault(key, len(self._numbers) + 1)}]"

    def foot(self) -> Iterator[str]:
        for receipts, n in self._numbers.items():
            words = "; ".join(f"{r.role} {r.start}–{r.end} “{escaped(r.text)}”" for r in receipts)
            yield f"[^{n}]: {escaped(phrases.document_label(self._brief, receipts[0].document))}: {words}"


def render_markdown(brief: Brief) -> str:
    """Return `brief` as Markdown."""
    notes = _Notes(brief)
    body = list(_body(brief, notes))
    return "\n".join([*body, "", *notes.foot(), ""])


def _body(brief: Brief, notes: _Notes) -> Iterator[str]:
    warning = phrases.warning_line(brief)
    if warning:
        yield f"> **{escaped(warning)}**\n"
    yield f"# {escaped(phrases.title_of(brief))}\n"
    for n, d in enumerate(brief.documents):
        link = f" — <{d.url}>" if d.url and re.fullmatch(r"https?://[^\s<>\"']+", d.url) else ""
        yield f"- {escaped(phrases.document_label(brief, n))}{': ' + escaped(d.title) if d.title else ''}{link}"
    if brief.bottom:
        yield "\n## Bottom line\n"
        for s in brief.bottom:
            yield f"{escaped(s.text)}{notes.mark(s.receipts)}\n"
    for group, lines in brief.groups:
        yield f"\n## {escaped(group.capitalize())}\n"
        yield from (_line(brief, x, notes) for x in lines)
    yield from _figures(brief, notes)
    yield from _rest(brief, notes)


def _line(brief: Brief, x: Line, notes: _Notes) -> str:
    mark = "claim" if x.claimants or x.hidden else "text"
    where = phrases.circumstances(x)
    told = f"*{mark}*: {escaped(phrases.source_of(x.claimants, hidden=x.hidden))}"
    source = f" · {escaped(phrases.document_label(brief, x.document))}" if len(brief.documents) > 1 else ""
    return f"- {escaped(phrases.headline(x))} — {told}{' · ' + escaped(where) if where else ''}{source}{notes.mark(x.receipts)}"


def _figures(brief: Brief, notes: _Notes) -> Iterator[str]:
    if not brief.figures:
        return
    yield "\n## Casualties, by who says so\n"
    yield "| side | figure | who says so | as of |\n|---|---|---|---|"
    for f in sorted(brief.figures, key=figure_order):
        yield _figure(f, notes)


def _figure(f: Figure, notes: _Notes) -> str:
    cells = (
        f.side,
        phrases.figure_line(f),
        phrases.source_of(f.claimants, hidden=f.hidden),
        (f.as_of or "no date")[:10],
    )
    return f"| {' | '.join(escaped(c) for c in cells)}{notes.mark(f.receipts)} |"


def _rest(brief: Brief, notes: _Notes) -> Iterator[str]:
    if brief.contacts:
        yield "\n## Contacts\n"
        for x in brief.contacts:
            yield f"- {escaped(phrases.headline(x))}{'; ' + escaped(x.time) if x.time else ''}{notes.mark(x.receipts)}"
    if brief.quotes:
        yield "\n## Said\n"
        for q in brief.quotes:
            yield f"- {escaped(listed(q.speakers) or 'speaker not told')}: “{escaped(q.text)}”{notes.mark(q.receipts)}"
    if brief.background:
        yield "\n## Background\n"
        yield from (_line(brief, x, notes) for x in brief.background)
    if brief.spots:
        yield "\n## Places\n"
        for s in brief.spots:
            at = coordinates(s.lat, s.lon) if s.lat is not None and s.lon is not None else "told, not pinned"
            yield f"- {escaped(s.name)}: {at}{notes.mark(s.receipts)}"
    if brief.doubts:
        yield "\n## Not certain\n"
        for d in brief.doubts:
            yield f"- “{escaped(d.text)}”: {escaped(d.reason)}{notes.mark(d.receipts)}"
