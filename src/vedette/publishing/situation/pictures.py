"""The pictures of a situation report: where, and how much on which day by tier. SVG, with the same in words."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from vedette.publishing import wording
from vedette.publishing.basemap import render_map
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.pictures import PINNED
from vedette.publishing.model import Spot
from vedette.publishing.stored import counted
from vedette.records.record import Event
from vedette.records.story import Picture
from vedette.workflow.situation import TIERS, Situation

MOST_PINS = 40
"""Places on the map, those of what comes first."""

MOST_NAMED = 12
"""Places that stand in words beneath it; the sentences name all."""

_WIDTH, _HEIGHT, _LEFT, _FOOT, _TOP = 760.0, 150.0, 34.0, 24.0, 18.0
_MOST_TICKS = 8


def map_of(s: Situation, citing: Citing) -> Iterator[Picture]:
    """Yield the map of the places told narrowly enough for a pin, none where there is no such place."""
    spots = list(_spots(s, citing))[:MOST_PINS]
    if svg := render_map(spots):
        names = list(dict.fromkeys(x.name for x in spots))
        others = [counted(len(names) - MOST_NAMED, "other place")] if len(names) > MOST_NAMED else []
        named = wording.listed([*names[:MOST_NAMED], *others])
        yield Picture(
            kind="map",
            svg=svg,
            alt=f"Map of the places told: {named}.",
            caption=f"Places as reports tell them: {named}. Outlines: Natural Earth; the map takes no side in any dispute.",
        )


def _spots(s: Situation, citing: Citing) -> Iterator[Spot]:
    seen: set[tuple[object, ...]] = set()
    for f in (f for h in s.told for f in h.mentions[:1]):
        p = f.claim.place if isinstance(f.claim, Event) else None
        if p is None or p.lat is None or p.precision not in PINNED or (p.name, p.lat, p.lon) in seen:
            continue
        seen.add((p.name, p.lat, p.lon))
        mark = citing.event(f).removeprefix("[^").removesuffix("]")
        yield Spot(
            id=mark, name=p.name, country=wording.country(p.country), lat=p.lat, lon=p.lon, precision=p.precision,
            lines=(), document=0, receipts=(),
        )  # fmt: skip


def timeline_of(s: Situation) -> Iterator[Picture]:
    """Yield incidents a day by tier as bars, none for fewer than two days; what is of weeks or of no known day is not drawn."""
    counts = _counts(s)
    if len(counts) < 2:
        return
    first, last = min(counts), max(counts)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    told = "; ".join(f"{wording.day_span(d, None)}: {_in_words(counts[d])}" for d in sorted(counts)[:60])
    left = len(s.happened) - sum(sum(c.values()) for c in counts.values())
    beside = f" {counted(left, 'incident')} of weeks, or of no known day, are not drawn." if left else ""
    yield Picture(
        kind="chart",
        svg=_bars(counts, date.fromisoformat(first), days),
        alt=f"Incidents a day by tier. {told}.",
        caption=f"Incidents a day: FLASH dark, PRIORITY lighter, ROUTINE grey.{beside}",
    )


def _counts(s: Situation) -> dict[str, Counter[str]]:
    out: dict[str, Counter[str]] = {}
    for h in s.happened:
        d = h.incident.days
        if d and not d.wide:
            out.setdefault(max(d.first[:10], s.query.since or ""), Counter())[h.urgency.tier] += 1
    return out


def _in_words(c: Counter[str]) -> str:
    return ", ".join(f"{c[t]} {t}" for t in TIERS if c[t])


def _bars(counts: dict[str, Counter[str]], first: date, days: int) -> str:
    most = max(sum(c.values()) for c in counts.values())
    room, base = (_WIDTH - _LEFT - 8) / days, _HEIGHT - _FOOT
    wide = min(room * 0.8, 46.0)
    bars = []
    for day, c in sorted(counts.items()):
        x, y = _LEFT + (date.fromisoformat(day) - first).days * room + (room - wide) / 2, base
        for tier in TIERS:
            high = c[tier] / most * (base - _TOP)
            y -= high
            if c[tier]:
                bars.append(
                    f'<rect class="{tier.lower()}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
                )
    top = f'<text x="{_LEFT - 6:.0f}" y="{_TOP + 4:.0f}" text-anchor="end">{most}</text>'
    zero = f'<text x="{_LEFT - 6:.0f}" y="{base + 4:.0f}" text-anchor="end">0</text>'
    axis = f'<path class="axis" d="M{_LEFT:.0f},{base:.0f}H{_WIDTH - 8:.0f}"/>'
    return (
        f'<svg class="days" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" aria-label="Incidents a day by tier">'
        f"{axis}{''.join(bars)}{top}{zero}{''.join(_ticks(first, days, room, base))}</svg>"
    )


def _ticks(first: date, days: int, room: float, base: float) -> Iterator[str]:
    step = next(
        (n for n in (1, 2, 3, 7, 14, 30, 61, 91, 182, 365) if days / n <= _MOST_TICKS), 365 * (days // 2920 + 1)
    )
    for n in range(0, days, step):
        day = first + timedelta(n)
        told = escape(f"{day.day} {day:%b}" if step < 91 else f"{day:%b} {day.year}")
        yield f'<text x="{_LEFT + (n + 0.5) * room:.1f}" y="{base + 16:.0f}" text-anchor="middle">{told}</text>'
