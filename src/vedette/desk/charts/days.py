"""Incidents a day (or week, month, year) as columns, and below them those of which only a span of days is known. SVG.

Stretches without any incident are folded to a mark, so that one report on a war of long ago does not press a week's
events into one line. No script; every text is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import ceil

from markupsafe import Markup

from vedette.desk.periods import between, later, name_of

WIDTH, HIGH, AXIS, LANE = 1000.0, 130.0, 22.0, 16.0
"""Units of the picture: its width, the height of the columns, of the axis with its dates, and of a lane of spans."""

LEFT, RIGHT, TOP, BREAK, WIDEST = 34.0, 6.0, 10.0, 46.0, 34.0
MOST_EMPTY = 10
"""Periods without incidents that are drawn in a row; more are folded."""

MOST_LANES = 6
TICK = 64.0
"""Units that a date on the axis takes at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How many incidents, of force and others, fall into the period that begins on `start` (an ISO date)."""

    start: str
    force: int
    other: int
    told: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many incidents happened on some day between two periods (ISO dates of their first days, both included)."""

    start: str
    end: str
    count: int
    told: str
    href: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Periods drawn without a break: the first, how many, and where it begins in the picture."""

    start: date
    length: int
    x: float


@dataclass(frozen=True, slots=True)
class _Axis:
    by: str
    unit: float
    runs: tuple[_Run, ...]

    def at(self, start: str) -> float:
        """Return where the period that begins on `start` has its left edge."""
        day = date.fromisoformat(start)
        run = max((r for r in self.runs if r.start <= day), key=lambda r: r.start)
        return run.x + between(run.start, day, self.by) * self.unit


def periods_drawn(columns: Sequence[Column], reaches: Sequence[Reach], by: str) -> int:
    """Return how many periods a chart over these draws, folded stretches left out."""
    return sum(length for _, length in _runs(columns, reaches, by))


def render_days(columns: Sequence[Column], reaches: Sequence[Reach], by: str) -> Markup:
    """Return the chart, or "" where there is nothing to draw. What more lanes would hold is told by `lanes_left`."""
    if not columns and not reaches:
        return Markup()
    axis = _axis(_runs(columns, reaches, by), by)
    base, most = TOP + HIGH, max((c.force + c.other for c in columns), default=0)
    lanes = _lanes(reaches)
    low = base + AXIS + min(MOST_LANES, max(lanes, default=-1) + 1) * LANE + 4
    parts = [
        *_scale(most, base),
        *(_column(c, axis, base, most) for c in columns),
        *_ticks(axis, base),
        *_breaks(axis, base),
        *(_reach(r, axis, base + AXIS + 2 + n * LANE) for r, n in zip(reaches, lanes, strict=True) if n < MOST_LANES),
    ]
    return Markup(  # noqa: S704 - every text in it is escaped above
        f'<svg class="days" viewBox="0 0 {WIDTH:.0f} {low:.0f}" role="group" '
        f'aria-label="Incidents by {escape(by)}">{"".join(parts)}</svg>'
    )


def lanes_left(reaches: Sequence[Reach]) -> int:
    """Return how many incidents with a span of days find no lane in the chart."""
    return sum(r.count for r, n in zip(reaches, _lanes(reaches), strict=True) if n >= MOST_LANES)


def _runs(columns: Sequence[Column], reaches: Sequence[Reach], by: str) -> list[tuple[date, int]]:
    """Return the stretches that are drawn, each with its first period and its length; none is broken within a reach."""
    ends: dict[date, date] = {}
    for first, last in [*((c.start, c.start) for c in columns), *((r.start, r.end) for r in reaches)]:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        ends[start] = max(ends.get(start, end), end)
    runs: list[tuple[date, int]] = []
    for start in sorted(ends):
        length = between(start, ends[start], by) + 1
        first_drawn, drawn = runs[-1] if runs else (start, 0)
        away = between(first_drawn, start, by)
        if not runs or away - drawn > MOST_EMPTY:
            runs.append((start, length))
        else:
            runs[-1] = (first_drawn, max(drawn, away + length))
    return runs


def _axis(runs: Sequence[tuple[date, int]], by: str) -> _Axis:
    room = WIDTH - LEFT - RIGHT - BREAK * (len(runs) - 1)
    unit = max(0.5, min(WIDEST, room / sum(length for _, length in runs)))
    out, x = [], LEFT
    for start, length in runs:
        out.append(_Run(start, length, x))
        x += length * unit + BREAK
    return _Axis(by, unit, tuple(out))


def _scale(most: int, base: float) -> Iterator[str]:
    """Yield lines at nothing, the half and the most, each with its number."""
    for n in sorted({0, most // 2, most}):
        y = base - (n / most * HIGH if most else 0)
        yield f'<path class="{"axis" if n == 0 else "grid"}" d="M{LEFT:.0f},{y:.1f}H{WIDTH - RIGHT:.0f}"/>'
        yield f'<text class="count" x="{LEFT - 5:.0f}" y="{y + 4:.1f}" text-anchor="end">{n:,}</text>'


def _column(c: Column, axis: _Axis, base: float, most: int) -> str:
    x, wide = axis.at(c.start), max(0.5, axis.unit - min(2.0, axis.unit / 4))
    high, low = (n / most * HIGH for n in (c.force, c.other))
    told = escape(c.told)
    # The list below leads to the same days: the columns are for the pointer and would only be passed twice by the keyboard.
    return (
        f'<a href="{escape(c.href)}" tabindex="-1" aria-label="{told}"><title>{told}</title>'
        f'<rect class="hit" x="{x:.1f}" y="{TOP:.0f}" width="{axis.unit:.1f}" height="{HIGH:.0f}"/>'
        f'<rect class="force" x="{x:.1f}" y="{base - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
        f'<rect class="other" x="{x:.1f}" y="{base - high - low:.1f}" width="{wide:.1f}" height="{low:.1f}"/></a>'
    )


def _reach(r: Reach, axis: _Axis, y: float) -> str:
    left, right, told = axis.at(r.start), axis.at(r.end) + axis.unit, escape(r.told)
    high = LANE - 3
    return (
        f'<a href="{escape(r.href)}" tabindex="-1" aria-label="{told}"><title>{told}</title>'
        f'<rect class="reach" x="{left:.1f}" y="{y:.1f}" width="{max(2.0, right - left - 1):.1f}" height="{high:.0f}" rx="2"/>'
        f'<text class="within" x="{left + 4:.1f}" y="{y + high - 3:.1f}">{r.count:,}</text></a>'
    )


def _lanes(reaches: Sequence[Reach]) -> list[int]:
    """Return for each span the lowest lane in which it overlaps none before it; they come in the order of their days."""
    ends: list[str] = []
    out = []
    for r in reaches:
        lane = next((n for n, end in enumerate(ends) if end < r.start), len(ends))
        ends[lane : lane + 1] = [r.end]
        out.append(lane)
    return out


def _ticks(axis: _Axis, base: float) -> Iterator[str]:
    every, free = max(1, ceil(TICK / axis.unit)), 0.0
    for run in axis.runs:
        for n in range(0, run.length, every):
            x = run.x + n * axis.unit
            if x < free:
                continue
            free = x + TICK
            told = escape(_short(later(run.start, n, axis.by), axis.by, whole=n == 0))
            yield f'<path class="tick" d="M{x:.1f},{base:.1f}v4"/><text class="date" x="{x:.1f}" y="{base + 15:.1f}">{told}</text>'


def _short(start: date, by: str, *, whole: bool) -> str:
    """Return a date as the axis writes it, with its year at the head of a stretch."""
    if by in ("month", "year"):
        return f"{start:%b} {start.year}" if by == "month" else f"{start.year}"
    return f"{start.day} {start:%b}" + (f" {start.year % 100:02}" if whole else "")


def _breaks(axis: _Axis, base: float) -> Iterator[str]:
    """Yield a mark where time is folded, which tells from when to when."""
    for a, b in zip(axis.runs, axis.runs[1:], strict=False):
        x = b.x - BREAK / 2
        first, last = (
            name_of(later(a.start, a.length, axis.by), axis.by),
            name_of(later(b.start, -1, axis.by), axis.by),
        )
        told = escape(f"nothing from {first} to {last}")
        yield (
            f'<g class="break"><title>{told}</title><rect class="hit" x="{x - 9:.1f}" y="{TOP:.0f}" width="18" height="{HIGH + 8:.0f}"/>'
            f'<path d="M{x - 4:.1f},{base + 6:.1f}l4,-12M{x + 2:.1f},{base + 6:.1f}l4,-12"/></g>'
        )
