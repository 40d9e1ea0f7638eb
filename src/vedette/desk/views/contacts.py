"""Contacts: who called, met, visited or wrote to whom, as a list and a matrix; `views/network.py` lays them out over time. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vedette.desk.charts.matrix import SORTS, Matrix, Pair, level_of, matrix_of, pairs_between
from vedette.desk.views.receipts import Gate, receipt_of
from vedette.desk.views.shared import Receipt
from vedette.incidents.parties import country_of
from vedette.publishing import wording
from vedette.publishing.parties import name, names
from vedette.records.ledger import Contact, Told

UNKNOWN = "?"

FIRST, MOST = 3, 40
"""Receipts that stand in a line, and that a page holds of it behind the first ones."""

KINDS = {"mediated": "mediated between"}
"""What a contact is called in a line, where its own word does not do."""

BODIES = {"IGO": "organisations of states", "NGO": "other organisations"}
"""What a row of bodies of one kind is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """One contact: `headline` says who sought whom; `told` are the receipts that tell it, `said` what was said beside it.

    `more` is how many receipts there are beyond those that a page holds.
    """

    id: str
    headline: str
    day: str | None
    place: str | None
    told: tuple[Receipt, ...]
    said: tuple[Receipt, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many contacts two parties had; `level` is the shade, `href` leads to them ("" for none)."""

    count: int
    level: int
    href: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A party of the matrix: its code, what it is called, and its cells in the order of the rows (None for itself)."""

    code: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """The page: `count` contacts made of the `looked_at` newest claims (None: of all), `lines` those of this page.

    `left_out` is how many parties had too few contacts to be shown in the matrix.
    """

    count: int
    rows: tuple[Row, ...]
    left_out: int
    lines: tuple[ContactLine, ...]
    looked_at: int | None


Href = Callable[[str, str], str]
"""Gives the address of the contacts between two countries."""


def newest_first(found: Iterable[Contact]) -> list[Contact]:
    """Return contacts, the latest day first and those of no day last, in the order of their cursors."""
    return sorted(found, key=cursor_of, reverse=True)


def cursor_of(c: Contact) -> str:
    """Return what continues a list of contacts behind this one: its day and its id, which is that of the event told first."""
    return f"{c.day or ''}.{c.told[0].event}"


def contacts_view(
    found: Iterable[Contact],
    page: Iterable[Contact],
    href: Href,
    gate: Gate,
    *,
    looked_at: int | None,
    sort: str = SORTS[0],
) -> Contacts:
    """Return the page; `found` are all contacts, `page` those of the list, `sort` the order of the matrix's parties."""
    everything = tuple(found)
    matrix = matrix_of((pairs_of(c) for c in everything), sort=sort, named=called)
    names_ = [called(p) for p in matrix.parties]
    return Contacts(
        count=len(everything),
        rows=_rows(matrix, names_, href),
        left_out=matrix.left_out,
        lines=tuple(_line(c, gate) for c in page),
        looked_at=looked_at,
    )


def called(party: str) -> str:
    """Return what a party of the matrix or the ring is called."""
    return BODIES.get(party) or name(party)


def pairs_of(c: Contact) -> list[Pair]:
    """Return the countries (and bodies) that a contact brought together, by two."""
    left, right = ([country_of(p) for p in side] for side in (c.who, c.whom))
    return [(a, b) for a, b in pairs_between(left, right) if UNKNOWN not in (a, b)]


def told_receipt(t: Told, gate: Gate) -> Receipt:
    """Return the receipt of what somebody says."""
    return receipt_of(t.at, t.event, (t.trigger.start, t.trigger.end), t.trigger.text, t.claimants, gate)


def _rows(matrix: Matrix, names_: list[str], href: Href) -> tuple[Row, ...]:
    def cell(a: int, b: int) -> Cell | None:
        count = matrix.counts[a][b]
        if a == b:
            return None
        where = href(matrix.parties[a], matrix.parties[b]) if count else ""
        return Cell(
            count=count, level=level_of(count, matrix.top), href=where, told=f"{names_[a]} and {names_[b]}: {count}"
        )

    places = range(len(names_))
    return tuple(Row(code=matrix.parties[a], name=names_[a], cells=tuple(cell(a, b) for b in places)) for a in places)


def _line(c: Contact, gate: Gate) -> ContactLine:
    whom = f" {names(c.whom)}" if c.whom else ""
    return ContactLine(
        id=c.told[0].event,
        headline=f"{names(c.who) or 'somebody not named'} {KINDS.get(c.kind, c.kind) if whom else c.kind}{whom}",
        day=c.day,
        place=wording.clean(c.place) if c.place else None,
        told=tuple(told_receipt(t, gate) for t in c.told[: FIRST + MOST]),
        said=tuple(told_receipt(t, gate) for t in c.said[:MOST]),
        more=max(0, len(c.told) - FIRST - MOST) + max(0, len(c.said) - MOST),
    )
