"""On which days something can have happened, and how two such stretches stand to each other."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from vedette.records.incident import Days, Mention
from vedette.records.moments import day_of
from vedette.records.reading import TimeExpression
from vedette.records.record import Event

BACK = 7
"""Days before publication within which an event lies whose day is not told."""

HELD = 3
"""Days before one on which a ceasefire is said to hold, within which it began."""

_HOLDS = re.compile(r"h[eo]ld|observ|ke(?:ep|pt)|remain|respect|in (?:force|place|effect)", re.IGNORECASE)

CLOCK = timedelta(hours=6)
"""Two clock times further apart than this are of two things."""

NEVER = -99.0
"""Points where the days do not forbid that two are one, but are no ground to think so."""

WIDEST = 62
"""Days from which on a stretch says too little to compare by."""

_NARROW = frozenset({"clock", "part", "night", "day"})
_LONG_AGO = 180


class Relation(NamedTuple):
    """`apart`: cannot be the same days; else `points` of evidence and the words for it."""

    apart: bool
    points: float
    words: str


def days_of(m: Mention) -> Days | None:
    """Return the days that `m`'s own sentence tells; None where it tells none."""
    t = m.event.time
    first, last = (day_of(t.from_), day_of(t.to)) if t else (None, None)
    if t is None or first is None or last is None:
        return None
    if t.precision == "day" and in_force(m.event):
        first = last - timedelta(HELD)
    return Days(first=first.isoformat(), last=last.isoformat(), wide=t.precision not in _NARROW, clock=_clock(t))


def in_force(event: Event) -> bool:
    """Tell whether `event` is a ceasefire that holds: it began on that day or shortly before."""
    return event.mode == "ceasefire" and bool(_HOLDS.match(event.trigger.text))


def concluded(published: str | None, status: str) -> Days | None:
    """Return the days that follow from publication alone, for an event of `status`; None without a publication."""
    day = day_of(published)
    if day is None:
        return None
    if status == "historical":
        return Days(first="0001-01-01", last=_iso(day, -_LONG_AGO), told=False, wide=True)
    if status == "future":
        return Days(first=_iso(day, 0), last=_iso(day, 30), told=False, wide=True)
    return Days(first=_iso(day, -BACK), last=_iso(day, 0), told=False)


def each(days: Days) -> Iterator[date]:
    """Yield every day of `days`, at most sixty."""
    first, last = date.fromisoformat(days.first), date.fromisoformat(days.last)
    for n in range(min((last - first).days + 1, 60)):
        yield first + timedelta(days=n)


def relation(a: Days | None, b: Days | None) -> Relation:
    """Return how the days of two tellings stand to each other."""
    if a is None or b is None:
        return Relation(False, NEVER, "one of them without a day")
    if a.told and b.told:
        return _both_told(a, b)
    if not a.told and not b.told:
        return _neither_told(a, b)
    told, open_ = (a, b) if a.told else (b, a)
    return _one_told(told, open_)


def _both_told(a: Days, b: Days) -> Relation:
    if a.clock and b.clock and abs(datetime.fromisoformat(a.clock) - datetime.fromisoformat(b.clock)) > CLOCK:
        return Relation(True, 0.0, f"{a.clock} and {b.clock} are hours apart")
    if a.last < b.first or b.last < a.first:
        return Relation(True, 0.0, f"{span(a)} and {span(b)} are different days")
    if max(length(a), length(b)) > WIDEST:
        return Relation(False, NEVER, f"{span(a)} and {span(b)} overlap, one of them very long")
    if a.wide or b.wide:
        same = (a.first, a.last) == (b.first, b.last)
        return Relation(False, 1.0 if same else 0.5, f"{span(a)} and {span(b)} overlap")
    return Relation(False, 2.0, f"both on {max(a.first, b.first)}")


def _neither_told(a: Days, b: Days) -> Relation:
    if a.wide or b.wide:
        return Relation(a.last < b.first or b.last < a.first, NEVER, "days only roughly known")
    gap = _gap(a.last, b.last)
    if gap == 0:
        return Relation(False, 1.0, f"both published on {a.last}, without a day")
    return Relation(gap > BACK, NEVER, f"published {gap} days apart, without a day")


def _one_told(told: Days, open_: Days) -> Relation:
    if open_.wide:
        apart = told.last < open_.first or open_.last < told.first
        return Relation(apart, NEVER, f"{span(told)}, and told as long ago")
    if told.first > _shift(open_.last, 1):
        return Relation(True, 0.0, f"{span(told)} is after the other's publication")
    if length(told) > WIDEST:
        return Relation(False, NEVER, f"{span(told)} is very long")
    gap = max(0, (date.fromisoformat(open_.last) - date.fromisoformat(told.last)).days)
    if told.wide:
        return Relation(gap > BACK, 0.2, f"{span(told)}, the other without a day")
    if gap > BACK:
        return Relation(gap > 2 * BACK, NEVER, f"told {gap} days after {told.last}")
    return Relation(False, 1.2 - 0.12 * gap, f"on {told.last}, the other told {gap} days later without a day")


def span(d: Days) -> str:
    """Return the days in words: "2022-09-13" or "2022-09-01 to 2022-09-30"."""
    return d.first if d.first == d.last else f"{d.first} to {d.last}"


def length(d: Days) -> int:
    """Return the days from the first to the last, 0 for one day."""
    return (date.fromisoformat(d.last) - date.fromisoformat(d.first)).days


def narrower(a: Days | None, b: Days | None) -> Days | None:
    """Return the one that says more: a clock before a day, a day before a month, told before concluded."""
    if a is None or b is None:
        return a or b

    def rank(d: Days) -> tuple[bool, bool, int, bool, str]:
        return (not d.told, d.wide, length(d), d.clock is None, d.first)

    return min(a, b, key=rank)


def _gap(a: str, b: str) -> int:
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)


def _shift(iso: str, n: int) -> str:
    return (date.fromisoformat(iso) + timedelta(days=n)).isoformat()


def _iso(day: date, n: int) -> str:
    return (day + timedelta(days=n)).isoformat()


def _clock(t: TimeExpression) -> str | None:
    """Return the moment in UTC where the text gives a clock time with its offset."""
    if t.precision != "clock" or t.from_ is None or "T" not in t.from_:
        return None
    moment = datetime.fromisoformat(t.from_)
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else None
