"""Contacts over time: by week, month or year who had to do with whom, which ties are new, and each tie with its receipt. Pure.

A tie weighs as many contacts as the two had; how many independent texts tell them stands beside. It is new in the step in
which the two meet first among all that is looked at; the first step of all has no past, so nothing in it is called new.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from vedette.desk.charts.matrix import Matrix, Pair, counts_of, matrix_of, matrix_within
from vedette.desk.charts.ring import render_ring, render_small
from vedette.desk.periods import BYS, between, last_of, later, start_of
from vedette.desk.views.contacts import Href, called, pairs_of, told_receipt
from vedette.desk.views.receipts import Gate
from vedette.desk.views.shared import Receipt
from vedette.records.ledger import Contact

STEPS = BYS[1:]
"""What time is cut into: weeks, months, years."""

MOST_STEPS = 18
"""Steps that stand beside one another; the finest is chosen of which there are no more, else the newest of them stand."""

MOST_TIES = 200
"""Rows of the list of ties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One week, month or year (it begins on the ISO day `start`): how many contacts, ties and new ties, and where it leads."""

    start: str
    name: str
    count: int
    ties: int
    new: int
    picture: Markup
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two parties with how many contacts they had, by how many independent texts, and the words that tell the latest."""

    names: str
    contacts: int
    texts: int
    new: bool
    day: str | None
    receipt: Receipt
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Steps of `by`, `earlier` ones that found no room, the ring of what is chosen ("" for all of it), and its ties.

    `left_out` parties are not drawn in the ring, `undrawn` not in those of the steps; `more` ties are not listed, and
    `undated` contacts lie in no step.
    """

    by: str
    bys: tuple[tuple[str, str, bool], ...]
    steps: tuple[Step, ...]
    earlier: int
    ring: Markup
    left_out: int
    undrawn: int
    ties: tuple[Tie, ...]
    more: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the address asks: the step's length and first day ("" where it tells none), and how addresses are made.

    `href` gives the address of two parties' contacts, `address` that of the page with these values of its own state.
    """

    by: str
    at: str
    href: Href
    address: Callable[..., str]


def finest(found: Iterable[Contact], by: str) -> str:
    """Return `by` where it is one of `STEPS`, else the finest of them that has room."""
    days = sorted(date.fromisoformat(c.day[:10]) for c in found if c.day)
    if by in STEPS or not days:
        return by if by in STEPS else STEPS[0]
    return next((b for b in STEPS if between(start_of(days[0], b), start_of(days[-1], b), b) < MOST_STEPS), STEPS[-1])


def within(found: Iterable[Contact], by: str, at: str) -> tuple[Contact, ...]:
    """Return the contacts of the step that begins on `at`, all of them where that is ""."""
    return tuple(c for c in found if not at or _start(c, by) == at)


def network_view(
    found: Sequence[Contact], chosen: Chosen, origin_of: Mapping[str, str], gate: Gate, *, drawn: bool = True
) -> Network:
    """Return the network of `found`, the contacts of every step; `origin_of` is the origin of a document by its id.

    Unless it is `drawn`, only the steps are made.
    """
    steps, earlier, first, top = _steps(found, chosen)
    here = within(found, chosen.by, chosen.at)
    new = frozenset(p for p, start in first.items() if start == chosen.at) if chosen.at else frozenset()
    matrix = matrix_of((pairs_of(c) for c in here), sort="near", named=called)
    ties = _ties(here, chosen, new, origin_of, gate) if drawn else ()
    names = [called(p) for p in matrix.parties]
    # Of a chosen step, a line is as thick as it is among all steps.
    top = top if chosen.at else 0
    ring = render_ring(matrix, names, chosen.href, label="Who had to do with whom", new=new, top=top)
    return Network(
        by=chosen.by,
        bys=tuple((b, chosen.address(step=b, at=None), b == chosen.by) for b in STEPS),
        steps=steps,
        earlier=earlier,
        ring=ring if drawn else Markup(),
        left_out=matrix.left_out,
        undrawn=matrix_of(pairs_of(c) for c in found).left_out,
        ties=ties[:MOST_TIES],
        more=max(0, len(ties) - MOST_TIES),
        undated=sum(c.day is None for c in found),
    )


def _steps(found: Sequence[Contact], chosen: Chosen) -> tuple[tuple[Step, ...], int, dict[Pair, str], int]:
    """Return the steps that stand, how many earlier ones do not, the first step of each pair, and the most contacts of a tie.

    Pairs that meet in the very first step are left out: nothing is known of what was before.
    """
    by_start: dict[str, list[Contact]] = defaultdict(list)
    for c in found:
        if start := _start(c, chosen.by):
            by_start[start].append(c)
    if not by_start:
        return (), 0, {}, 0
    first: dict[Pair, str] = {}
    for start in sorted(by_start):
        for pair in counts_of(pairs_of(c) for c in by_start[start]):
            first.setdefault(pair, start)
    starts = _between(min(by_start), max(by_start), chosen.by)
    shown = starts[-MOST_STEPS:]
    fresh = {pair: start for pair, start in first.items() if start != starts[0]}
    whole = matrix_of((pairs_of(c) for c in found), sort="near", named=called)
    top = max((matrix_within((pairs_of(c) for c in cs), whole.parties).top for cs in by_start.values()), default=0)
    return (
        tuple(_step(s, by_start.get(s, []), whole, top, fresh, chosen) for s in shown),
        len(starts) - len(shown),
        fresh,
        top,
    )


def _step(
    start: str, contacts: Sequence[Contact], whole: Matrix, top: int, fresh: Mapping[Pair, str], chosen: Chosen
) -> Step:
    new = {pair for pair, first in fresh.items() if first == start}
    pairs = [pairs_of(c) for c in contacts]
    here = start == chosen.at
    return Step(
        start=start,
        name=_short(date.fromisoformat(start), chosen.by),
        count=len(contacts),
        ties=len(counts_of(pairs)),
        new=len(new),
        picture=render_small(matrix_within(pairs, whole.parties), top=top, new=new),
        href=chosen.address(step=chosen.by, at=None if here else start),
        chosen=here,
    )


def _ties(
    contacts: Iterable[Contact], chosen: Chosen, new: frozenset[Pair], origin_of: Mapping[str, str], gate: Gate
) -> tuple[Tie, ...]:
    by_pair: dict[Pair, list[Contact]] = defaultdict(list)
    for c in contacts:
        for pair in counts_of([pairs_of(c)]):
            by_pair[pair].append(c)
    ties = [_tie(pair, cs, chosen, origin_of, gate, new=pair in new) for pair, cs in by_pair.items()]
    return tuple(sorted(ties, key=lambda t: (-t.contacts, -t.texts, t.names)))


def _tie(
    pair: Pair, contacts: Sequence[Contact], chosen: Chosen, origin_of: Mapping[str, str], gate: Gate, *, new: bool
) -> Tie:
    latest = max(contacts, key=lambda c: (c.day or "", c.told[0].event))
    documents = {t.at.document for c in contacts for t in c.told}
    return Tie(
        names=f"{called(pair[0])} and {called(pair[1])}",
        contacts=len(contacts),
        texts=len({origin_of.get(d, d) for d in documents}),
        new=new,
        day=latest.day[:10] if latest.day else None,
        receipt=told_receipt(latest.told[0], gate),
        href=chosen.href(*pair),
    )


def _short(start: date, by: str) -> str:
    """Return what a step is called where there is little room: "8–14 Aug 2022", "Aug 2022", "2022"."""
    if by != "week":
        return f"{start:%b} {start.year}" if by == "month" else f"{start.year}"
    last = last_of(start, by)
    head = f"{start.day}" if start.month == last.month else f"{start.day} {start:%b}"
    return f"{head}–{last.day} {last:%b} {last.year}"


def _start(c: Contact, by: str) -> str:
    return start_of(date.fromisoformat(c.day[:10]), by).isoformat() if c.day else ""


def _between(first: str, last: str, by: str) -> list[str]:
    """Return the first days of all steps from one to another, those without contacts included."""
    start = date.fromisoformat(first)
    count = between(start, date.fromisoformat(last), by)
    return [later(start, n, by).isoformat() for n in range(count + 1)]
