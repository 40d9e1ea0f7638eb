"""The brief in the terminal. Untrusted words are plain text: no markup, no escape sequence of theirs is obeyed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vedette.publishing import phrases
from vedette.publishing.languages import borne, name_line
from vedette.publishing.model import Brief, Line, Ref
from vedette.publishing.wording import at_head, clean, listed

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 110
"""Columns of the text at the most: longer lines are hard to read on a wide screen."""

LONGEST_QUOTE = 240

Row = tuple[str, int, str]
"""A line of the output: its style, its indent in columns, its text."""


def render_terminal(brief: Brief, console: "Console") -> None:
    """Print `brief` to `console`; reads well from 80 columns on and without colours."""
    from rich.text import Text  # noqa: PLC0415 - rich is only needed here

    width = min(console.width, WIDEST)
    for style, indent, line in _rows(brief):
        if style == "table":
            console.print(_table(brief), width=width)
            continue
        # Wrapped here, so that what follows a first line stands under it and not at the margin.
        for part in Text(clean(line), style=style).wrap(console, max(1, width - indent)) or [Text()]:
            part.rstrip()
            console.print(Text(" " * indent) + part, soft_wrap=True)


def _rows(brief: Brief) -> Iterator[Row]:
    yield from _header(brief)
    if brief.bottom:
        yield from _section("Bottom line")
        for s in brief.bottom:
            yield "", 0, f"{s.text}{_at(brief, s.receipts)}"
    for group, lines in brief.groups:
        yield from _section(group.capitalize())
        for x in lines:
            yield from _line(brief, x)
    if brief.figures:
        yield from _section("Casualties, by who says so")
        yield "table", 0, ""
    yield from _said(brief)
    yield from _when_and_where(brief)
    if brief.stated:
        yield from _section(phrases.STATED)
        for c in brief.stated:
            yield "", 0, f"{c.verdict.upper()} ({c.about}): “{c.text}”{_at(brief, c.receipts)}"
            yield "dim", 4, f"{c.sentence}. {phrases.known_from(c)}"
    if brief.doubts:
        yield from _section("Not certain")
        for d in brief.doubts:
            yield "", 0, f"“{d.text}”: {d.reason}{_at(brief, d.receipts)}"
    yield from _other_languages(brief)
    yield "dim", 0, ""
    several = len(brief.documents) > 1
    form = "[document:characters]" if several else "[characters]"
    yield "dim", 0, f"{form} stands behind each line. Read by {brief.reader or 'vedette'}."


def _header(brief: Brief) -> Iterator[Row]:
    warning = phrases.warning_line(brief)
    if warning:
        yield "bold reverse", 0, warning
    yield "bold", 0, phrases.title_of(brief)
    for n, d in enumerate(brief.documents):
        label = phrases.document_label(brief, n)
        if len(brief.documents) == 1:
            yield "dim", 0, label
        else:
            title = f": {d.title}" if d.title and clean(d.title) != label else ""
            yield "dim", 0, f"[{n + 1}] {label}{title}"


def _said(brief: Brief) -> Iterator[Row]:
    if brief.contacts:
        yield from _section("Contacts")
        for x in brief.contacts:
            yield "", 0, f"{phrases.contact(x)}{'; ' + x.time if x.time else ''}{_at(brief, x.receipts)}"
    if brief.quotes:
        yield from _section("Said")
        for q in brief.quotes:
            said = phrases.shortened(q.text, LONGEST_QUOTE)
            yield "", 0, f"{at_head(listed(q.speakers)) or 'Speaker not told'}: “{said}”{_at(brief, q.receipts)}"
    if brief.background:
        yield from _section("Background")
        for x in brief.background:
            yield from _line(brief, x)


def _when_and_where(brief: Brief) -> Iterator[Row]:
    by_id = {x.id: x for x in brief.lines()}
    if brief.timeline:
        yield from _section("Timeline")
    for m in brief.timeline:
        yield "", 0, phrases.moment_days(m)
        for i in m.lines:
            yield "dim", 4, f"{phrases.act(by_id[i])}{_at(brief, by_id[i].receipts)}"
    if brief.spots:
        yield from _section("Places")
    for s in brief.spots:
        if s.lat is not None and s.lon is not None:
            yield "", 0, f"{s.name} {phrases.coordinates(s.lat, s.lon)}{_at(brief, s.receipts)}"
    unpinned = [f"{s.name}{_at(brief, s.receipts)}" for s in brief.spots if s.lat is None]
    if unpinned:
        yield "dim", 0, "told, not pinned: " + "; ".join(unpinned)


def _other_languages(brief: Brief) -> Iterator[Row]:
    if brief.named:
        yield from _section(phrases.NAMED)
        yield "", 0, "; ".join(f"{name_line(x)}{_at(brief, x.receipts)}" for x in brief.named)
    told = borne(brief)
    if told:
        yield from _section(f"Original and translation, by {brief.translated_by}")
        for b in told:
            yield "", 0, f"{b.original}{_at(brief, (Ref(b.document, b.start, b.end, b.original, 'sentence'),))}"
            yield "dim", 4, b.english


def _section(title: str) -> Iterator[Row]:
    yield "", 0, ""
    yield "bold underline", 0, title


def _line(brief: Brief, x: Line) -> Iterator[Row]:
    yield "", 0, f"{phrases.headline(x)}{_at(brief, x.receipts)}"
    where = phrases.circumstances(x)
    told = f"{phrases.voice(x).upper()}: {phrases.line_source(brief, x)}{' · ' + where if where else ''}"
    label = phrases.document_label(brief, x.document)
    yield "dim", 4, f"{told} · {label}" if len(brief.documents) > 1 else told


def _at(brief: Brief, receipts: tuple[Ref, ...]) -> str:
    """Return the receipt as "[characters]", with the document's number where there are several."""
    if not receipts:
        return ""
    r = receipts[0]
    number = f"{r.document + 1}:" if len(brief.documents) > 1 else ""
    return f" [{number}{r.start}–{r.end}]"


def _table(brief: Brief) -> Any:
    from rich.table import Table  # noqa: PLC0415 - rich is only needed here
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("side", "figure", "who says so", "as of", "receipt"):
        table.add_column(column, overflow="fold")
    for f in sorted(brief.figures, key=phrases.figure_order):
        cells = (
            f.side,
            phrases.figure_line(f),
            f"{phrases.voice(f).upper()}: {phrases.source_of(brief, f)}",
            (f.as_of or "no date")[:10],
            _at(brief, f.receipts).strip(),
        )
        table.add_row(*(Text(clean(c)) for c in cells))
    return table
