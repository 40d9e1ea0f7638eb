"""The brief in the terminal. Untrusted words are plain text: no markup, no escape sequence of theirs is obeyed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vedette.publishing import phrases
from vedette.publishing.model import Brief, Figure, Line, Ref
from vedette.publishing.wording import clean, listed

if TYPE_CHECKING:
    from rich.console import Console


def render_terminal(brief: Brief, console: "Console") -> None:
    """Print `brief` to `console`; reads well from 80 columns on and without colours."""
    from rich.text import Text  # noqa: PLC0415 - rich is only needed here

    for style, indent, line in _rows(brief):
        if style == "table":
            console.print(_table(brief))
        else:
            console.print(Text(" " * indent + clean(line), style=style), soft_wrap=False)


def _rows(brief: Brief) -> Iterator[tuple[str, int, str]]:
    warning = phrases.warning_line(brief)
    if warning:
        yield "bold reverse", 0, warning
    yield "bold", 0, phrases.title_of(brief)
    yield "dim", 0, "; ".join(phrases.document_label(brief, n) for n in range(len(brief.documents)))
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
    yield from _rest(brief)


def _rest(brief: Brief) -> Iterator[tuple[str, int, str]]:
    if brief.contacts:
        yield from _section("Contacts")
        for x in brief.contacts:
            yield "", 0, f"{phrases.headline(x)}{'; ' + x.time if x.time else ''}{_at(brief, x.receipts)}"
    if brief.quotes:
        yield from _section("Said")
        for q in brief.quotes:
            yield "", 0, f"{listed(q.speakers) or 'speaker not told'}: “{_short(q.text)}”{_at(brief, q.receipts)}"
    if brief.background:
        yield from _section("Background")
        for x in brief.background:
            yield from _line(brief, x)
    unpinned = [s for s in brief.spots if s.lat is None]
    if brief.spots:
        yield from _section("Places")
        for s in brief.spots:
            if s.lat is not None and s.lon is not None:
                yield "", 0, f"{s.name} {coordinates(s.lat, s.lon)}{_at(brief, s.receipts)}"
        if unpinned:
            yield "dim", 0, "told, not pinned: " + "; ".join(dict.fromkeys(s.name for s in unpinned))
    if brief.doubts:
        yield from _section("Not certain")
        for d in brief.doubts:
            yield "", 0, f"“{d.text}”: {d.reason}{_at(brief, d.receipts)}"
    yield "dim", 0, ""
    yield "dim", 0, f"[document:characters] stands behind each line. Read by {brief.reader or 'vedette'}."


def _section(title: str) -> Iterator[tuple[str, int, str]]:
    yield "", 0, ""
    yield "bold underline", 0, title


def _line(brief: Brief, x: Line) -> Iterator[tuple[str, int, str]]:
    yield "", 0, f"{phrases.headline(x)}{_at(brief, x.receipts)}"
    source = phrases.source_of(x.claimants, hidden=x.hidden)
    mark = "CLAIM" if x.claimants or x.hidden else "TEXT"
    where = phrases.circumstances(x)
    yield "dim", 4, f"{mark}: {source}{' · ' + where if where else ''}"


def _at(brief: Brief, receipts: tuple[Ref, ...]) -> str:
    """Return the receipt as "[characters]", with the document's number where there are several."""
    if not receipts:
        return ""
    r = receipts[0]
    number = f"{r.document + 1}:" if len(brief.documents) > 1 else ""
    return f" [{number}{r.start}–{r.end}]"


def _short(text: str, most: int = 240) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def coordinates(lat: float, lon: float) -> str:
    """Return a point in degrees: "40.20° N 45.87° E"."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def _table(brief: Brief) -> Any:
    from rich.table import Table  # noqa: PLC0415 - rich is only needed here
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("side", "figure", "who says so", "as of", "receipt"):
        table.add_column(column, overflow="fold")
    for f in sorted(brief.figures, key=figure_order):
        cells = (
            f.side,
            phrases.figure_line(f),
            phrases.source_of(f.claimants, hidden=f.hidden),
            (f.as_of or "no date")[:10],
            _at(brief, f.receipts).strip(),
        )
        table.add_row(*(Text(clean(c)) for c in cells))
    return table


def figure_order(f: Figure) -> tuple[str, str, str, int]:
    """Return the key by which figures stand: side, kind, date, document."""
    return (f.side, f.kind, f.as_of or "", f.document)
