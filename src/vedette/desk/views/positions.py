"""Positions: who supports, blames, warns, asks whom, and who is silent though bound. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from vedette.desk.views.contacts import FIRST, MOST, told_receipt
from vedette.desk.views.receipts import Gate
from vedette.desk.views.shared import Receipt
from vedette.incidents.positions import SILENT
from vedette.publishing.parties import name
from vedette.records.ledger import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """One position: stance and towards whom ("" where nobody is named), ISO days of the first and last, and the receipts.

    `receipts` are the newest first; `more` is how many there are beyond those that a page holds.
    """

    id: str
    stance: str
    whom: str
    first: str | None
    last: str | None
    receipts: tuple[Receipt, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one party takes towards others."""

    who: str
    lines: tuple[PositionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """The page: positions by who takes them, and the bound that take none; `looked_at` claims of each kind (None: all)."""

    groups: tuple[Group, ...]
    silent: tuple[str, ...]
    count: int
    looked_at: int | None


def id_of(p: Position) -> str:
    """Return who, stance and whom in one word; it is stable and unique in an answer."""
    return ".".join((p.who, p.stance, p.whom or ""))


def positions_view(
    found: Sequence[Position], page: Iterable[Position], gate: Gate, *, looked_at: int | None
) -> Positions:
    """Return the page; `found` are all positions, `page` those that are shown, both in the order of their ids."""
    taken = [p for p in page if p.stance != SILENT]
    return Positions(
        groups=tuple(
            Group(who=name(who), lines=tuple(_line(p, gate) for p in group))
            for who, group in groupby(taken, key=lambda p: p.who)
        ),
        silent=tuple(name(p.who) for p in found if p.stance == SILENT),
        count=sum(p.stance != SILENT for p in found),
        looked_at=looked_at,
    )


def _line(p: Position, gate: Gate) -> PositionLine:
    newest = tuple(reversed(p.told))
    return PositionLine(
        id=id_of(p),
        stance=p.stance,
        whom=name(p.whom) if p.whom else "",
        first=p.first,
        last=p.last,
        receipts=tuple(told_receipt(t, gate) for t in newest[: FIRST + MOST]),
        more=max(0, len(newest) - FIRST - MOST),
    )
