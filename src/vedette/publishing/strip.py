"""The timeline drawn to scale: a bar for each stretch of time in which something happened. SVG, no script."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from vedette.publishing.model import Moment

WIDTH, LANE, AXIS = 640.0, 11.0, 26.0
"""Units of the picture: its width, the height of a lane of bars, the height of the axis with its dates."""

EDGE = 14.0
MOST_LANES = 6
LEAST_BAR = 7.0
MOST_TICKS = 7
STEPS = (1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652, 9131, 18262, 36524)
"""Days between two dates on the axis."""


def render_strip(moments: Sequence[Moment]) -> str:
    """Return the news among `moments` on one axis as an SVG element, or "" where there are fewer than two of them."""
    news = [m for m in moments if m.news]
    if len(news) < 2:
        return ""
    first = min(date.fromisoformat(m.first) for m in news)
    last = max(date.fromisoformat(m.last) for m in news) + timedelta(days=1)
    unit = (WIDTH - 2 * EDGE) / max(1, (last - first).days)
    bars = [(m, *_extent(m, first, unit)) for m in news]
    lanes = _lanes([(left, right) for _, left, right in bars])
    base = (max(lanes) + 1) * LANE + 4
    drawn = "".join(_bar(m, left, right, n, base) for (m, left, right), n in zip(bars, lanes, strict=True))
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH:.0f} {base + AXIS:.0f}" role="group" aria-label="Timeline to scale">'
        f'<path class="axis" d="M{EDGE:.0f},{base:.1f}H{WIDTH - EDGE:.0f}"/>{"".join(_ticks(first, last, unit, base))}'
        f"<g>{drawn}</g></svg>"
    )


def _extent(m: Moment, first: date, unit: float) -> tuple[float, float]:
    """Return where a bar begins and ends; a clock time is a point in its day."""
    left = EDGE + (date.fromisoformat(m.first) - first).days * unit
    right = EDGE + ((date.fromisoformat(m.last) - first).days + 1) * unit
    if m.clock and m.first == m.last:
        left += (int(m.clock[:2]) + int(m.clock[3:5]) / 60) / 24 * unit
        right = left
    return left, max(right, left + LEAST_BAR)


def _lanes(bars: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each bar the lowest lane in which it overlaps none before it; the topmost takes what is left over."""
    ends: list[float] = []
    out = []
    for left, right in bars:
        lane = next((n for n, end in enumerate(ends) if end + 1 <= left), len(ends))
        lane = min(lane, MOST_LANES - 1)
        ends[lane : lane + 1] = [max(right, ends[lane]) if lane < len(ends) else right]
        out.append(lane)
    return out


def _bar(m: Moment, left: float, right: float, lane: int, base: float) -> str:
    count = f"{len(m.lines)} act{'s' * (len(m.lines) > 1)}"
    days = m.first if m.first == m.last else f"{m.first} to {m.last}"
    told = escape(f"{days}{', ' + m.clock if m.clock else ''}: {count}")
    # The list below leads to the same lines: the bars are for the pointer and would only be passed twice by the keyboard.
    return (
        f'<a href="#t-{escape(m.lines[0])}" data-line="{escape(" ".join(m.lines))}" tabindex="-1" aria-label="{told}">'
        f'<title>{told}</title><rect x="{left:.1f}" y="{base - 2 - (lane + 1) * LANE + 2:.1f}" '
        f'width="{right - left:.1f}" height="{LANE - 3:.0f}" rx="2"/></a>'
    )


def _ticks(first: date, last: date, unit: float, base: float) -> Iterator[str]:
    days = (last - first).days
    step = next((s for s in STEPS if days / s <= MOST_TICKS), STEPS[-1])
    for n in range(0, days, step):
        at = first + timedelta(days=n)
        x = EDGE + n * unit
        told = f"{at.year}" if step >= 365 else f"{at:%b} {at.year}" if step >= 182 else f"{at.day} {at:%b}"
        yield f'<path class="tick" d="M{x:.1f},{base:.1f}v5"/><text x="{x:.1f}" y="{base + 17:.1f}">{told}</text>'
