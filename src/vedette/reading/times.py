"""Times as told, resolved against the publication date: days, spans, nights and clocks with their zone and doubt."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from vedette.reading.times_clock import clock_time
from vedette.reading.times_grammar import MONTHS, WEEKDAYS, Atom, atoms
from vedette.reading.times_resolve import Anchor, Days, resolve
from vedette.records.document import Span
from vedette.records.moments import day_of
from vedette.records.reading import TimeExpression

BACKGROUND_DAYS = 365
"""A time that ends longer ago than this is background (codebook: historical, over about a year)."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LIST = re.compile(r",?\s(?:and|or|to|until|through)\s|,\s?|\s?[-–—]\s?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENOUGH = 12
"""Capitals from which a paragraph may be written in them."""

_WITH_CLOCK = re.compile(r",?\s(?:on\s|of\s)?|,?\s?")
_OF_DAY = re.compile(r",?\s(?:(?:on|of|to|into)\s)?(?:the\s)?")
_DATED = frozenset({"dm", "md", "iso", "my", "m", "y", "slash"})


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    kind: str
    days: Days
    clock: Atom | None = None
    atom: Atom | None = None
    shared: bool = False


def find_times(
    text: str, *, published: str | None, year: int | None = None, unread: Sequence[Span] = ()
) -> tuple[TimeExpression, ...]:
    """Return the times told in `text`, in order and without overlap, outside the `unread` spans.

    `published` is an ISO date or date-time, `year` a year that the text or its address tells where no date is known. A
    time that cannot be resolved keeps `from_` and `to` None and says why in `doubt`.
    """
    anchor = Anchor(day_of(published), year)
    out: list[TimeExpression] = []
    seen = in_small_letters(text)
    for m in _PARAGRAPH.finditer(text):
        if any(u.start <= m.start() < u.end for u in unread):
            continue
        found = _with_shared_years(seen, [_single(a, anchor) for a in atoms(seen, m.start(), m.end())])
        for f in _joined(seen, found, anchor):
            t = _expression(text, f, anchor)
            out.append(_as_before(t, out) if f.atom and "same" in f.atom.told else t)
    return tuple(out)


def in_small_letters(text: str) -> str:
    """Return `text`, as long as it is, with its paragraphs in capitals as they would else be written: "ON FRIDAY", "on Friday"."""
    return _PARAGRAPH.sub(lambda m: _WORD.sub(_small, m[0]) if _is_in_capitals(m[0]) else m[0], text)


def _is_in_capitals(told: str) -> bool:
    large, small = sum(map(str.isupper, told)), sum(map(str.islower, told))
    return large >= _ENOUGH and large > 4 * small


def _small(m: re.Match[str]) -> str:
    word = m[0].lower()
    if len(word) != len(m[0]):
        return m[0]
    return word.capitalize() if word in MONTHS or word in WEEKDAYS else word


def _as_before(t: TimeExpression, told: Sequence[TimeExpression]) -> TimeExpression:
    """Return "the same day" or "the same period" with the days of the time told last before it."""
    last = next((x for x in reversed(told) if x.from_), None)
    if last is None or last.from_ is None:
        return t
    days = replace(t, from_=last.from_[:10], to=last.to[:10] if last.to else None, doubt=last.doubt)
    return replace(days, precision="day" if last.precision == "clock" else last.precision, background=last.background)


def _single(a: Atom, anchor: Anchor) -> _Found:
    if a.kind == "clock":
        return _Found(a.start, a.end, "clock", Days(None, None, "clock"), clock=a)
    return _Found(a.start, a.end, a.kind, resolve(a, anchor), atom=a)


def _with_shared_years(text: str, found: list[_Found]) -> list[_Found]:
    """Give a day without a year the year of the next member of its list, and drop what a longer one covers."""
    kept: list[_Found] = []
    for f in found:
        if not kept or f.start >= kept[-1].end:
            kept.append(f)
    for a, b in reversed(list(pairwise(kept))):
        if (
            b.days.from_
            and a.atom
            and b.atom
            and not _has_year(a.atom)
            and _is_list(a, b, text[a.end : b.start])
            and b.kind in ("dm", "md")
        ):
            year = b.days.from_.year
            if _has_year(b.atom) or b.shared:
                a.days, a.shared = resolve(a.atom, Anchor(date(year, 6, 30), year)), True
    return kept


def _joined(text: str, found: list[_Found], anchor: Anchor) -> list[_Found]:
    """Return `found` with lists, ranges, weekdays before dates, and clocks with their days made one each."""
    out: list[_Found] = []
    for f in found:
        last = out[-1] if out else None
        gap = text[last.end : f.start] if last else ""
        join = next((j for test, j in _JOINS if last and test(last, f, gap)), None)
        if last is None or join is None:
            out.append(f)
        else:
            out[-1] = join(last, f, anchor)
    return out


def _is_list(a: _Found, b: _Found, gap: str) -> bool:
    return (
        a.kind in _DATED and b.kind in ("dm", "md", "iso") and a.kind not in ("y", "m") and bool(_LIST.fullmatch(gap))
    )


def _is_weekday_date(a: _Found, b: _Found, gap: str) -> bool:
    return a.kind == "wd" and b.kind in ("dm", "md", "iso") and gap in (", ", " ", ", the ", " the ")


def _is_clock_day(a: _Found, b: _Found, gap: str) -> bool:
    one, two = a.kind == "clock", b.kind == "clock"
    if one == two or (one and a.days.from_) or (a.clock and b.clock):
        return False
    other = b if one else a
    return other.kind in ("dm", "md", "iso", "rel", "wd") and bool(
        _WITH_CLOCK.fullmatch(gap) or gap in (" at ", ", at ")
    )


def _list(a: _Found, b: _Found, _: Anchor) -> _Found:
    """Return the span from the earliest to the latest member of a list or range."""
    starts = [d for d in (a.days.from_, b.days.from_) if d]
    ends = [d for d in (a.days.to, b.days.to) if d]
    span = Days(min(starts, default=None), max(ends, default=None), "span", a.days.doubt or b.days.doubt)
    return _Found(a.start, b.end, "md", span, atom=b.atom)


def _has_year(a: Atom) -> bool:
    return any(k.endswith("_y") or k == "iso" for k in a.told) or a.year is not None


def _dated_weekday(a: _Found, b: _Found, _: Anchor) -> _Found:
    part = a.atom.told.get("wd_p") if a.atom else None
    return _Found(
        a.start,
        b.end,
        b.kind,
        Days(
            b.days.from_, b.days.to, "night" if part == "night" else "part" if part else b.days.precision, b.days.doubt
        ),
        atom=b.atom,
    )


def _clocked(a: _Found, b: _Found, _: Anchor) -> _Found:
    clock, day = (a, b) if a.kind == "clock" else (b, a)
    return _Found(a.start, b.end, "clock", day.days, clock=clock.clock, atom=day.atom)


def _is_part_of_day(a: _Found, b: _Found, gap: str) -> bool:
    """Tell a part of a day before its day: "at dawn on Tuesday", "overnight into Sunday"."""
    part = a.atom is not None and a.kind == "rel" and ("overnight" in a.atom.told or a.days.precision == "part")
    return part and b.kind in ("wd", "dm", "md", "iso") and bool(_OF_DAY.fullmatch(gap))


def _part_of_day(a: _Found, b: _Found, anchor: Anchor) -> _Found:
    """Return the part of the day told behind it; a night ends the day after, where that is not to come."""
    day, one = b.days, timedelta(days=1)
    if day.from_ is None or day.to is None or a.atom is None:
        return _Found(a.start, b.end, b.kind, day, atom=b.atom)
    if "overnight" not in a.atom.told:
        return _Found(a.start, b.end, b.kind, Days(day.from_, day.to, "part", day.doubt), atom=b.atom)
    if anchor.published is not None and day.to >= anchor.published:
        return _night_into(a, b, anchor)
    return _Found(a.start, b.end, b.kind, Days(day.from_, day.to + one, "night", day.doubt), atom=b.atom)


def _is_night_into(a: _Found, b: _Found, gap: str) -> bool:
    """Tell "overnight into Sunday" and "overnight to 13 September"."""
    return (
        _is_part_of_day(a, b, gap)
        and "overnight" in (a.atom.told if a.atom else ())
        and gap.split()[:1] in (["into"], ["to"])
    )


def _night_into(a: _Found, b: _Found, _: Anchor) -> _Found:
    """Return the night that ends on the day told behind it."""
    day = b.days
    first = day.from_ - timedelta(days=1) if day.from_ else None
    return _Found(a.start, b.end, b.kind, Days(first, day.to, "night", day.doubt), atom=b.atom)


_Test = Callable[[_Found, _Found, str], bool]
_Join = Callable[[_Found, _Found, Anchor], _Found]
_JOINS: tuple[tuple[_Test, _Join], ...] = (
    (_is_weekday_date, _dated_weekday),
    (_is_clock_day, _clocked),
    (_is_night_into, _night_into),
    (_is_part_of_day, _part_of_day),
    (_is_list, _list),
)


def _expression(text: str, f: _Found, anchor: Anchor) -> TimeExpression:
    told = text[f.start : f.end]
    if f.clock is not None:
        c = clock_time(f.clock, f.days, anchor)
        return TimeExpression(f.start, f.end, told, c.from_, c.to, "clock", c.doubt, _is_background(f.days, anchor))
    d = f.days
    from_, to = (d.from_.isoformat() if d.from_ else None), (d.to.isoformat() if d.to else None)
    return TimeExpression(f.start, f.end, told, from_, to, d.precision, d.doubt, _is_background(d, anchor))


def _is_background(d: Days, anchor: Anchor) -> bool:
    if d.to is None:
        return False
    if anchor.published:
        return d.to < anchor.published - timedelta(days=BACKGROUND_DAYS)
    return anchor.year is not None and d.to.year < anchor.year - 1
