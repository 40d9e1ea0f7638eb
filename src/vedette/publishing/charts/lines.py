"""Figures over time as one line a claimant, drawn as SVG by the server: no script, and a point leads to its words.

Nothing is summed or averaged: a point is what one claimant said on one day, a bar beside it the bounds that he told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

WIDTH, HEIGHT = 760.0, 250.0
"""Units of the picture; it is scaled to the page."""

LEFT, RIGHT, TOP, FOOT = 54.0, 232.0, 14.0, 28.0
"""Room for numbers, names of claimants, and dates."""

SHAPES = 4
TONES = 6
"""Claimants are told apart by tone, by shape and by the name at the end of the line, never by colour alone."""

_APART = 15.0
_OPEN = 16.0
_LONGEST = 26
_MOST_TICKS = 6
_DASHES = ("", "6 3", "2 3", "9 3 2 3")
_STEPS = (1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652, 9131, 18262)
"""Days between two dates on the axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One figure: ISO `day`, bounds (one of them is told), its words, and where a click on it leads."""

    day: str
    low: int | None
    high: int | None
    approx: bool
    figure: str
    href: str

    @property
    def at(self) -> int:
        """Return the bound that is drawn: the lower, the upper where only that is told."""
        return self.low if self.low is not None else self.high or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One claimant's figures, in the order of their days; `tone` tells him apart in every chart of a page."""

    claimant: str
    tone: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int
    top: int

    def x(self, day: str) -> float:
        room = WIDTH - LEFT - RIGHT
        if not self.days:
            return LEFT + room / 2
        return LEFT + (date.fromisoformat(day[:10]) - self.first).days / self.days * room

    def y(self, count: int) -> float:
        return HEIGHT - FOOT - min(count, self.top) / self.top * (HEIGHT - FOOT - TOP)


def render_lines(traces: Sequence[Trace], *, label: str) -> Markup:
    """Return the traces as an SVG element, empty where they have fewer than two figures between them.

    `label` says what is counted. Every word in it is escaped here.
    """
    dots = [d for t in traces for d in t.dots]
    if len(dots) < 2:
        return Markup()
    days = sorted(date.fromisoformat(d.day[:10]) for d in dots)
    scale = _Scale(days[0], (days[-1] - days[0]).days, _ceiling(max(max(d.low or 0, d.high or 0) for d in dots)))
    told = [t for t in traces if t.dots]
    drawn = "".join(_trace(t, scale) for t in told)
    names = "".join(_names(told, scale))
    return Markup(  # noqa: S704 - every word is escaped above and below
        f'<svg class="lines" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" aria-label="{escape(label)}">'
        f"{''.join(_grid(scale))}{''.join(_dates(scale))}{drawn}{names}</svg>"
    )


def _ceiling(most: int) -> int:
    """Return the round number at or above `most` at which the axis ends."""
    step = 10 ** max(0, len(str(most)) - 1)
    return next((k * step for k in (1, 2, 3, 4, 5, 6, 8, 10) if k * step >= most), step * 10) or 1


def _grid(scale: _Scale) -> Iterator[str]:
    parts = next((n for n in (4, 5, 3, 2) if scale.top % n == 0), 1)
    for n in range(parts + 1):
        count = scale.top // parts * n
        y = scale.y(count)
        yield f'<path class="grid" d="M{LEFT:.0f},{y:.1f}H{WIDTH - RIGHT:.0f}"/>'
        yield f'<text class="num" x="{LEFT - 8:.0f}" y="{y + 4:.1f}" text-anchor="end">{count:,}</text>'


def _dates(scale: _Scale) -> Iterator[str]:
    step = next((s for s in _STEPS if scale.days / s < _MOST_TICKS), _STEPS[-1])
    for n in range(0, scale.days + 1, step):
        day = date.fromordinal(scale.first.toordinal() + n)
        told = f"{day.year}" if step >= 365 else f"{day:%b} {day.year}" if step >= 61 else f"{day.day} {day:%b}"
        x = scale.x(day.isoformat())
        yield f'<text class="date" x="{x:.1f}" y="{HEIGHT - 8:.0f}" text-anchor="middle">{told}</text>'


def _trace(t: Trace, scale: _Scale) -> str:
    points = [(scale.x(d.day), scale.y(d.at)) for d in t.dots]
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = _DASHES[t.tone // TONES % len(_DASHES)]
    line = f'<polyline points="{way}"{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>'
    return f'<g class="t{t.tone % TONES}">{line}{"".join(_dot(t, d, scale) for d in t.dots)}</g>'


def _dot(t: Trace, d: Dot, scale: _Scale) -> str:
    x, y = scale.x(d.day), scale.y(d.at)
    told = escape(f"{t.claimant}: {d.figure}, {d.day[:10]}")
    # The table beside it leads to the same words, so the keyboard need not pass each twice.
    return (
        f'<a href="{escape(d.href)}" tabindex="-1" aria-label="{told}"><title>{told}</title>'
        f'{_bounds(d, x, y, scale)}<path class="{"dot about" if d.approx else "dot"}" d="{_shape(t.tone, x, y)}"/></a>'
    )


def _bounds(d: Dot, x: float, y: float, scale: _Scale) -> str:
    """Return the bar of a figure's bounds: to the other bound, or an arrow where that is open."""
    if d.low is not None and d.high is not None:
        return f'<path class="bar" d="M{x:.1f},{y:.1f}V{scale.y(d.high):.1f}"/>' if d.low != d.high else ""
    way = -1 if d.high is None else 1
    tip = y + way * _OPEN
    return f'<path class="bar" d="M{x:.1f},{y:.1f}V{tip:.1f}m-3,{-4 * way}l3,{4 * way}l3,{-4 * way}"/>'


def _shape(tone: int, x: float, y: float) -> str:
    """Return a circle, a square, a diamond or a triangle around a point."""
    return (
        f"M{x - 4.5:.1f},{y:.1f}a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",
        f"M{x - 4:.1f},{y - 4:.1f}h8v8h-8z",
        f"M{x:.1f},{y - 5.5:.1f}l5.5,5.5l-5.5,5.5l-5.5,-5.5z",
        f"M{x:.1f},{y - 5:.1f}l5,9h-10z",
    )[tone % SHAPES]


def _names(traces: Sequence[Trace], scale: _Scale) -> Iterator[str]:
    """Yield each claimant's name with his last figure, moved apart where lines end close together."""
    ends = sorted((scale.y(t.dots[-1].at), n) for n, t in enumerate(traces))
    low = TOP - _APART + 4
    places: dict[int, float] = {}
    for y, n in ends:
        low = max(y, low + _APART)
        places[n] = low
    over = max(0.0, low - (HEIGHT - FOOT)) if places else 0.0
    for n, t in enumerate(traces):
        last = t.dots[-1]
        told = t.claimant if len(t.claimant) <= _LONGEST else t.claimant[: _LONGEST - 1] + "…"
        x, y = WIDTH - RIGHT + 14, places[n] - over
        yield (
            f'<g class="t{t.tone % TONES}"><path class="dot" d="{_shape(t.tone, x, y)}"/>'
            f'<text class="name" x="{x + 10:.1f}" y="{y + 4:.1f}"><title>{escape(t.claimant)}</title>'
            f"{escape(told)} <tspan>{escape(_short(last))}</tspan></text></g>"
        )


def _short(d: Dot) -> str:
    """Return a figure in signs, for beside a name: 49, ≥49, ≤12, 5–7, ~200."""
    about = "~" if d.approx else ""
    if d.low is None or d.high is None:
        return f"{about}{'≥' if d.high is None else '≤'}{d.at:,}"
    return f"{about}{d.low:,}" if d.low == d.high else f"{about}{d.low:,}–{d.high:,}"
