"""The timeline: when incidents happened, as told; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from vedette.desk import words
from vedette.desk.charts.days import Column, Reach, lanes_left, periods_drawn, render_days
from vedette.desk.filters import Filter
from vedette.desk.periods import BYS, last_of, name_of, start_of
from vedette.publishing import wording
from vedette.records.incident import Days, Incident
from vedette.store.entry import WIDE
from vedette.store.placed import Span

MOST_PERIODS = 120
"""Columns that are drawn at most; the chart is counted by longer periods where there would be more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What the page shows: the chart and the same as rows, counted `by` a period.

    `coarser` tells that another period was asked for and is too fine to draw; `spread` counts incidents of which only a
    span of days is known, `undrawn` those of them that found no room, `long` those over more than a month or without days.
    """

    by: str
    coarser: bool
    chart: Markup
    columns: tuple[Column, ...]
    reaches: tuple[Reach, ...]
    bys: tuple[tuple[str, str], ...]
    drawn: int
    spread: int
    undrawn: int
    long: int


def timeline_view(spans: Sequence[Span], asked: Filter, by: str | None, *, total: int) -> Timeline:
    """Return the timeline of `spans`; `total` counts every incident that the filter finds.

    `by` is one of `BYS`, or None for the finest that can be drawn.
    """
    told = _by_days(spans)
    chosen = _finest(told, asked, by or BYS[0])
    columns, reaches = _drawn(told, asked, chosen)
    spread = sum(r.count for r in reaches)
    return Timeline(
        by=chosen,
        coarser=by is not None and chosen != by,
        chart=render_days(columns, reaches, chosen),
        columns=columns,
        reaches=reaches,
        bys=tuple((b, f"/timeline{asked.query(by=b)}") for b in BYS),
        drawn=sum(c.force + c.other for c in columns),
        spread=spread,
        undrawn=lanes_left(reaches),
        long=total - sum(s.count for s in spans),
    )


def spans_of(incidents: Iterable[Incident]) -> list[Span]:
    """Return the spans of incidents as the store counts them: without those over more than a month or without days."""
    told = Counter((i.days.first, i.days.last, i.family) for i in incidents if i.days and not _is_long(i.days))
    return [Span(since=a, until=b, family=f, count=n) for (a, b, f), n in sorted(told.items())]


def _is_long(days: Days) -> bool:
    return date.fromisoformat(days.last) - date.fromisoformat(days.first) > WIDE


@dataclass(slots=True)
class _Days:
    """How many incidents of force and of other kinds lie between two days."""

    since: date
    until: date
    force: int = 0
    other: int = 0


def _by_days(spans: Iterable[Span]) -> list[_Days]:
    """Return spans with all families but force together: ten years hold thirty thousand spans, and a third of these."""
    found: dict[tuple[str, str], _Days] = {}
    for s in spans:
        key = (s.since, s.until)
        if (days := found.get(key)) is None:
            days = found[key] = _Days(date.fromisoformat(s.since), date.fromisoformat(s.until))
        if s.family == "force":
            days.force += s.count
        else:
            days.other += s.count
    return list(found.values())


def _finest(told: Sequence[_Days], asked: Filter, by: str) -> str:
    choice = BYS[BYS.index(by) :]
    return next((b for b in choice if periods_drawn(*_drawn(told, asked, b), b) <= MOST_PERIODS), BYS[-1])


def _drawn(told: Iterable[_Days], asked: Filter, by: str) -> tuple[tuple[Column, ...], tuple[Reach, ...]]:
    """Return the columns, and what lies in no one column: a night counts for the day on which it began."""
    force: dict[date, int] = defaultdict(int)
    other: dict[date, int] = defaultdict(int)
    spread: dict[tuple[date, date], int] = defaultdict(int)
    for t in told:
        start, end = start_of(t.since, by), start_of(t.until, by)
        if start == end or (t.until - t.since).days <= 1:
            force[start] += t.force
            other[start] += t.other
        else:
            spread[start, end] += t.force + t.other
    columns = tuple(_column(day.isoformat(), force[day], other[day], asked, by) for day in sorted(force))
    reaches = (_reach(a.isoformat(), b.isoformat(), n, asked, by) for (a, b), n in sorted(spread.items()))
    return columns, tuple(reaches)


def _column(start: str, force: int, other: int, asked: Filter, by: str) -> Column:
    day = date.fromisoformat(start)
    counts = [f"{force:,} of force"] * (force > 0) + [f"{other:,} of other kinds"] * (other > 0)
    href = _of_days(asked, start, last_of(day, by).isoformat(), by)
    return Column(start=start, force=force, other=other, told=f"{name_of(day, by)}: {', '.join(counts)}", href=href)


def _reach(start: str, end: str, count: int, asked: Filter, by: str) -> Reach:
    last = last_of(date.fromisoformat(end), by).isoformat()
    told = f"{words.many(count, 'incident')} on some day of {wording.day_span(start, last)}"
    return Reach(start=start, end=end, count=count, told=told, href=_of_days(asked, start, last, by))


def _of_days(asked: Filter, first: str, last: str, by: str) -> str:
    """Return the address of these days alone, within those asked for."""
    since, until = max(first, asked.since), min(last, asked.until or last)
    if since > until:
        # What lies over the edge of the period asked for is met from within it.
        since, until = (asked.since, asked.until) if asked.until else (first, last)
    return f"/timeline{replace(asked, since=since, until=until).query(by=by)}"
