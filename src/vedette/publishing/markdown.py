"""The brief in Markdown; untrusted words are escaped, receipts are references at the foot."""

import re
from collections.abc import Iterator, Sequence

from vedette.publishing import phrases
from vedette.publishing.languages import borne, name_line
from vedette.publishing.model import Brief, Figure, Line, Ref
from vedette.publishing.wording import at_head, clean, listed

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_SAFE_LINK = re.compile(r"https?://[^\s<>\"'\\]+")


def escaped(text: str) -> str:
    """Return `text` so that no character of it is Markdown or HTML, and no address in it becomes a link."""
    told = _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", clean(text).replace("&", "&amp;")))
    return _ADDRESS.sub(lambda m: f"&#{ord(m.group())};", told)


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
            by_document: dict[int, list[Ref]] = {}
            for r in receipts:
                by_document.setdefault(r.document, []).append(r)
            yield f"[^{n}]: " + "; ".join(self._told(d, refs) for d, refs in by_document.items())

    def _told(self, document: int, refs: Sequence[Ref]) -> str:
        label = phrases.document_label(self._brief, document)
        words = "; ".join(f"{r.role} {r.start}–{r.end} “{escaped(phrases.shortened(r.text))}”" for r in refs)
        return f"{escaped(label)} ({escaped(self._brief.documents[document].id)}): {words}"


def render_markdown(brief: Brief) -> str:
    """Return `brief` as Markdown; a receipt names document, characters (start–end) and the words."""
    notes = _Notes(brief)
    body = list(_body(brief, notes))
    return "\n".join([*body, "", *notes.foot(), ""])


def _body(brief: Brief, notes: _Notes) -> Iterator[str]:
    warning = phrases.warning_line(brief)
    if warning:
        yield f"> **{escaped(warning)}**\n"
    yield f"# {escaped(phrases.title_of(brief))}\n"
    for n, d in enumerate(brief.documents):
        link = f" — <{d.url}>" if d.url and _SAFE_LINK.fullmatch(d.url) else ""
        yield f"- {escaped(phrases.document_label(brief, n))}{': ' + escaped(d.title) if d.title else ''}{link}"
    if brief.bottom:
        yield "\n## Bottom line\n"
        for s in brief.bottom:
            yield f"{escaped(s.text)}{_source(brief, s.document)}{notes.mark(s.receipts)}\n"
    for group, lines in brief.groups:
        yield f"\n## {escaped(group.capitalize())}\n"
        yield from (_line(brief, x, notes) for x in lines)
    yield from _figures(brief, notes)
    yield from _said(brief, notes)
    yield from _when_and_where(brief, notes)
    if brief.stated:
        yield f"\n## {phrases.STATED}\n"
        for c in brief.stated:
            told = f"**{c.verdict}** ({c.about}): “{escaped(c.text)}”. {escaped(c.sentence)}. {escaped(phrases.known_from(c))}"
            yield f"- {told}{_source(brief, c.document)}{notes.mark(c.receipts)}"
    if brief.doubts:
        yield "\n## Not certain\n"
        for u in brief.doubts:
            yield f"- “{escaped(u.text)}”: {escaped(u.reason)}{notes.mark(u.receipts)}"
    yield from _other_languages(brief, notes)


def _other_languages(brief: Brief, notes: _Notes) -> Iterator[str]:
    if brief.named:
        yield f"\n## {phrases.NAMED}\n"
        for x in brief.named:
            yield f"- {escaped(name_line(x))}{notes.mark(x.receipts[:1])}"
    told = borne(brief)
    if told:
        yield f"\n## Original and translation, by {escaped(brief.translated_by or '')}\n"
        for b in told:
            yield f"- {escaped(b.original)}{_source(brief, b.document)}\n  {escaped(b.english)}"


def _line(brief: Brief, x: Line, notes: _Notes) -> str:
    where = phrases.circumstances(x)
    told = f"*{phrases.voice(x)}*: {escaped(phrases.line_source(brief, x))}{' · ' + escaped(where) if where else ''}"
    return f"- {escaped(phrases.headline(x))} — {told}{_source(brief, x.document)}{notes.mark(x.receipts)}"


def _source(brief: Brief, document: int) -> str:
    """Return the source and date of a line, where there are several documents."""
    return f" · {escaped(phrases.document_label(brief, document))}" if len(brief.documents) > 1 else ""


def _figures(brief: Brief, notes: _Notes) -> Iterator[str]:
    if not brief.figures:
        return
    yield "\n## Casualties, by who says so\n"
    yield "| side | kind | who | figure | who says so | as of | scope | receipt |\n|---|---|---|---|---|---|---|---|"
    for f in sorted(brief.figures, key=phrases.figure_order):
        yield _figure(brief, f, notes)


def _figure(brief: Brief, f: Figure, notes: _Notes) -> str:
    cells = (
        f.side,
        f.kind,
        f.who,
        f.figure,
        f"{phrases.voice(f)}: {phrases.source_of(brief, f)}",
        (f.as_of or "no date")[:10],
        "running total" if f.scope == "total" else f.scope,
    )
    told = " | ".join(escaped(c) for c in cells)
    return f"| {told} |{notes.mark(f.receipts)}{_source(brief, f.document)} |"


def _said(brief: Brief, notes: _Notes) -> Iterator[str]:
    if brief.contacts:
        yield "\n## Contacts\n"
        for x in brief.contacts:
            time = f"; {escaped(x.time)}" if x.time else ""
            yield f"- {escaped(phrases.contact(x))}{time}{_source(brief, x.document)}{notes.mark(x.receipts)}"
    if brief.quotes:
        yield "\n## Said\n"
        for q in brief.quotes:
            who = escaped(at_head(listed(q.speakers)) or "Speaker not told")
            yield f"- {who}: “{escaped(q.text)}”{_source(brief, q.document)}{notes.mark(q.receipts)}"
    if brief.background:
        yield "\n## Background\n"
        yield from (_line(brief, x, notes) for x in brief.background)


def _when_and_where(brief: Brief, notes: _Notes) -> Iterator[str]:
    by_id = {x.id: x for x in brief.lines()}
    if brief.timeline:
        yield "\n## Timeline\n"
    for m in brief.timeline:
        yield f"- {escaped(phrases.moment_days(m))}"
        for i in m.lines:
            yield f"  - {escaped(phrases.act(by_id[i]))}{notes.mark(by_id[i].receipts)}"
    if brief.spots:
        yield "\n## Places\n"
    for s in brief.spots:
        at = "told, not pinned" if s.lat is None or s.lon is None else phrases.coordinates(s.lat, s.lon)
        yield f"- {escaped(s.name)}: {at}{notes.mark(s.receipts)}"
