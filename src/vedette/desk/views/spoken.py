"""Days and periods as people write them: "13 Sep 2022", "September 2022", "last week"; pure.

What is counted from now is counted from the newest report of the store, since a store may be of long ago.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.desk.periods import last_of, name_of, start_of
from vedette.publishing import wording

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]}|t)?" if m[:3] == "sep" else f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS) + r")\.?"  # fmt: skip
_ALONE = _MONTH.replace("mar(?:ch)?|", "").replace("|may(?:)?", "")
"""Months that are told by their name alone: "may" and "march" are words of their own."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = r"\d{4}-\d{2}-\d{2}"
_SPANS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until` (ISO, both included), and what they are called."""

    since: str
    until: str
    told: str


def period_in(words: str, newest: date | None) -> tuple[Period | None, str]:
    """Return the first period that `words` tell, and the words without it; None and all of them where they tell none.

    `newest` is the day of the newest report; without it nothing is counted from now, and a day must have its year.
    """
    for pattern, read in _READ:
        if found := pattern.search(words):
            try:
                period = read(found, newest)
            except (ValueError, OverflowError):
                # A 31 February is none, and February is not what was meant.
                return None, words
            if period is not None:
                return period, f"{words[: found.start()]} {words[found.end() :]}"
    return None, words


def _days(a: date, b: date) -> Period:
    since, until = min(a, b).isoformat(), max(a, b).isoformat()
    return Period(since, until, wording.day_span(since, until) or since)


def _from_to(m: re.Match[str], _: date | None) -> Period:
    return _days(date.fromisoformat(m["a"]), date.fromisoformat(m["b"]))


def _iso(m: re.Match[str], _: date | None) -> Period:
    day = date.fromisoformat(m[0])
    return _days(day, day)


def _day(m: re.Match[str], newest: date | None) -> Period | None:
    month, number = _month(m["month"]), int(m["day"])
    if m["year"]:
        day = date(int(m["year"]), month, number)
    elif newest is None:
        return None
    else:
        day = date(newest.year, month, number)
        day = day if day <= newest else date(newest.year - 1, month, number)
    return _days(day, day)


def _of_month(m: re.Match[str], newest: date | None) -> Period | None:
    year, month = m.groupdict().get("year"), _month(m["month"])
    if not year and newest is None:
        return None
    first = date(int(year), month, 1) if year else date(newest.year - (month > newest.month), month, 1)  # type: ignore[union-attr]
    return _named(first, "month")


def _iso_month(m: re.Match[str], _: date | None) -> Period:
    return _named(date(int(m["year"]), int(m["number"]), 1), "month")


def _of_year(m: re.Match[str], _: date | None) -> Period:
    return _named(date(int(m["year"]), 1, 1), "year")


def _named(first: date, by: str) -> Period:
    return Period(first.isoformat(), last_of(first, by).isoformat(), name_of(first, by))


def _last(m: re.Match[str], newest: date | None) -> Period | None:
    if newest is None:
        return None
    many = int(m["many"] or 1) * _SPANS[m["by"].lower()]
    first = newest - timedelta(max(0, many - 1))
    told = f"the {many} days up to {wording.day_span(newest.isoformat(), None)}" if many > 1 else "the newest day"
    return Period(first.isoformat(), newest.isoformat(), told)


def _this(m: re.Match[str], newest: date | None) -> Period | None:
    return None if newest is None else _named(start_of(newest, m["by"].lower()), m["by"].lower())


def _today(m: re.Match[str], newest: date | None) -> Period | None:
    if newest is None:
        return None
    day = newest - timedelta(m[0].lower() == "yesterday")
    return _days(day, day)


def _month(told: str) -> int:
    return next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(told[:3].lower()))


_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Period | None]], ...] = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?P<a>{_ISO})\s*(?:to|until|till|–|-|\.\.|/)\s*(?P<b>{_ISO})", _from_to),
        (_ISO, _iso),
        (rf"{_NUMBER}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _day),
        (rf"{_MONTH}\s+{_NUMBER}(?:,?\s+{_YEAR})?", _day),
        (rf"{_MONTH}\s+{_YEAR}", _of_month),
        (r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])", _iso_month),
        (r"(?:the\s+)?(?:last|past|newest|latest)\s+(?:(?P<many>\d{1,3})\s+)?(?P<by>day|week|fortnight|month|quarter|year)s?", _last),
        (r"this\s+(?P<by>week|month|year)", _this),
        (r"today|yesterday", _today),
        (_ALONE, _of_month),
        (_YEAR, _of_year),
    )
)  # fmt: skip
