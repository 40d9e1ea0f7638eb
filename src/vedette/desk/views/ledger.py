"""A ledger as pages show it: by side and kind, one line a claimant, every figure with its receipt. Pure.

A figure never stands without its claimant, and nothing is added up or averaged: what figures come to together is said in the
ledger's own named rules (docs/incidents.md).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from vedette.desk.views.receipts import Gate, receipt_of
from vedette.desk.views.shared import Receipt
from vedette.incidents.ledger import CAMPAIGN
from vedette.incidents.standing import UNTOLD
from vedette.publishing import wording
from vedette.publishing.charts.lines import Dot, Trace, render_lines
from vedette.publishing.parties import name, names, said
from vedette.records.ledger import Figure, Ledger, Line, Standing, Step

CHANGES = {
    "up": ("↑", "up from"),
    "down": ("↓", "down from"),
    "same": ("=", "the same as"),
    "wider": ("↔", "told more widely than"),
}
"""A claimant's step from his figure before: its sign, and what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure of one claimant: its day (ISO, None where untold), bounds, words, and how it stands to the one before.

    `change` is a sign with what it says, None at first. `total` tells a running total, `increase` one that is added to an
    earlier count. `copies` counts other documents that copy it, `again` how often its own text gives it again.
    """

    day: str | None
    low: int | None
    high: int | None
    approx: bool
    figure: str
    people: str | None
    change: tuple[str, str] | None
    total: bool
    increase: bool
    copies: int
    again: int
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantLine:
    """What one claimant says over time. `who` are the words by which the texts name him; `tone` tells him apart in charts."""

    claimant: str
    who: str
    own_voice: bool
    tone: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the claimants' figures come to together: the rules that hold, why, and which parties give no figure."""

    people: str | None
    words: tuple[str, ...]
    reason: str
    silent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one side and kind; `campaign` tells that they count over a period or over scattered fighting.

    `incident` is the one that they count for, None in a campaign. `undrawn` counts the figures that the chart cannot show: without a number, without a day, or added to another.
    """

    key: str
    side: str
    kind: str
    campaign: bool
    incident: str | None
    lines: tuple[ClaimantLine, ...]
    verdicts: tuple[Verdict, ...]
    chart: Markup
    undrawn: int

    @property
    def contested(self) -> bool:
        """Tell whether two claimants' figures exclude each other."""
        return any("contested" in v.words for v in self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger by side and kind, those that count for the incident itself first."""

    groups: tuple[Group, ...]


def ledger_view(ledger: Ledger, gate: Gate | None = None) -> LedgerView:
    """Return the view of a ledger. A claimant has one tone in all of its charts."""
    shown = gate or Gate()
    tones = {party: n for n, party in enumerate(dict.fromkeys(x.party for x in ledger.lines))}
    found = [
        _group(n, list(lines), [s for s in ledger.standings if (s.reach, s.side, s.kind) == key], tones, shown)
        for n, (key, lines) in enumerate(groupby(ledger.lines, key=lambda x: (x.reach, x.side, x.kind)))
    ]
    return LedgerView(groups=tuple(sorted(found, key=lambda g: g.campaign)))


def point_of(f: Figure, told: Sequence[Figure], change: tuple[str, str] | None, gate: Gate) -> Point:
    """Return the point of a figure that `told` give, itself among them: the same text again, and copies of it."""
    c = f.casualty
    return Point(
        day=f.as_of,
        low=c.low,
        high=c.high,
        approx=c.approx,
        figure=wording.figure(c),
        people=None if c.who == UNTOLD else wording.WHO.get(c.who, c.who),
        change=change,
        total=c.scope == "total",
        increase=f.increase,
        copies=len({x.at.document for x in told if x.at.document != x.at.first}),
        again=max(0, sum(x.at.document == f.at.document for x in told) - 1),
        receipt=receipt_of(f.at, c.id, (c.start, c.end), c.text, c.claimants, gate),
    )


def told_once(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures in order, those that one text or its copies give again together, the fullest of the origin first."""
    found: dict[tuple[object, ...], list[Figure]] = {}
    for f in figures:
        c = f.casualty
        found.setdefault((f.at.first, c.low, c.high, c.approx, f.increase), []).append(f)
    for told in found.values():
        yield sorted(told, key=_fullness)


def _fullness(f: Figure) -> tuple[bool, bool, bool, int]:
    c = f.casualty
    return (f.at.document != f.at.first, c.who == UNTOLD, c.scope != "total", c.start)


def _group(n: int, lines: list[Line], standings: list[Standing], tones: Mapping[str, int], gate: Gate) -> Group:
    first = lines[0]
    side = wording.at_head(wording.country(first.side) or wording.NO_SIDE)
    kind = wording.KINDS.get(first.kind, first.kind)
    shown = tuple(_line(x, tones[x.party], gate) for x in lines)
    traces = [t for x in shown for t in _traces(x, apart=len(standings) > 1)]
    drawn = sum(len(t.dots) for t in traces)
    return Group(
        key=f"g{n}",
        side=side,
        kind=kind,
        campaign=first.reach == CAMPAIGN,
        incident=None if first.reach == CAMPAIGN else first.reach,
        lines=shown,
        verdicts=tuple(_verdict(s, lines) for s in standings),
        chart=render_lines(traces, label=f"{side}: {kind}, as each claimant tells it over time"),
        undrawn=sum(len(x.points) for x in shown) - drawn,
    )


def _line(x: Line, tone: int, gate: Gate) -> ClaimantLine:
    steps = {s.after.id: s for s in x.steps}
    return ClaimantLine(
        claimant=name(x.party),
        who=wording.listed([wording.clean(w) for w in x.who]),
        own_voice=x.own_voice,
        tone=tone,
        points=tuple(
            point_of(told[0], told, next((_change(s) for f in told if (s := steps.get(f.id))), None), gate)
            for told in told_once(x.figures)
        ),
    )


def _change(step: Step) -> tuple[str, str]:
    sign, words = CHANGES[step.change]
    return sign, f"{words} {wording.figure(step.before.casualty)}"


def _traces(x: ClaimantLine, *, apart: bool) -> Iterator[Trace]:
    """Yield what a chart draws of a claimant: one line, or one for each of the people that are counted `apart`."""
    drawn = sorted((p for p in x.points if _is_drawn(p)), key=lambda p: p.day or "")
    for people in dict.fromkeys(p.people if apart else None for p in drawn):
        dots = tuple(_dot(p) for p in drawn if not apart or p.people == people)
        yield Trace(claimant=f"{x.claimant}, {people}" if people else x.claimant, tone=x.tone, dots=dots)


def _is_drawn(p: Point) -> bool:
    return p.day is not None and not p.increase and (p.low is not None or p.high is not None)


def _dot(p: Point) -> Dot:
    return Dot(day=p.day or "", low=p.low, high=p.high, approx=p.approx, figure=p.figure, href=p.receipt.href)


def _verdict(s: Standing, lines: Sequence[Line]) -> Verdict:
    return Verdict(
        people=None if s.people == UNTOLD else wording.WHO.get(s.people, s.people),
        words=s.words,
        reason=said(s.reason, [x.party for x in lines]),
        silent=names(s.silent),
    )
