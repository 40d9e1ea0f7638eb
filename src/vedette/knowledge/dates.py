"""Dates told to the day, the month or the year, and whether a spell between two of them holds on a day."""

import re
from calendar import monthrange
from enum import StrEnum

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(
    rf"\b(?:(?P<m>{'|'.join(_MONTHS)})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{'|'.join(_MONTHS)}))"
    r"(?:,?\s+(?P<y>\d{4}))?"
)


class Holds(StrEnum):
    """Whether something holds on a day; PERHAPS where its date is told too widely to say."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


def is_date(told: str) -> bool:
    """Tell whether `told` is an ISO date, month or year that exists: "1999-04-20", "1999-04", "1999"."""
    m = _ISO.fullmatch(told)
    return m is not None and (not m[3] or int(m[3]) <= monthrange(int(m[1]), int(m[2]))[1])


def first_day(told: str) -> str:
    """Return the first day of the date, month or year `told`: "1999" begins on 1999-01-01."""
    return told + "-01-01"[len(told) - 4 :] if len(told) in (4, 7) else told


def last_day(told: str) -> str:
    """Return the last day of the date, month or year `told`: "1999-04" ends on 1999-04-30."""
    if len(told) == 4:
        return f"{told}-12-31"
    return f"{told}-{monthrange(int(told[:4]), int(told[5:7]))[1]}" if len(told) == 7 else told


def holds(from_: str, to: str, on: str) -> Holds:
    """Tell whether a spell `from_` to `to` (both included; "" is open) holds on the ISO day `on`."""
    if (from_ and on < first_day(from_)) or (to and on > last_day(to)):
        return Holds.NO
    if (from_ and on < last_day(from_)) or (to and len(to) < 10 and on >= first_day(to)):
        return Holds.PERHAPS
    return Holds.YES


def agrees(told: str, known: str) -> bool:
    """Tell whether a date that a text tells and one that is known can be the same, each as far as it goes."""
    n = min(len(told), len(known))
    return bool(n) and told[:n] == known[:n]


def days_told(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the days told with a month in `text`: start, end, ISO day; one without its year has that of the next.

    "January 11 and November 26, 2021" are two days of 2021.
    """
    found = list(_DAY.finditer(text))
    out: list[tuple[int, int, str]] = []
    year = ""
    for m in reversed(found):
        year = m.group("y") or year
        month = _MONTHS.index(m.group("m") or m.group("m2")) + 1
        if year:
            out.append((m.start(), m.end(), f"{year}-{month:02d}-{int(m.group('d') or m.group('d2')):02d}"))
    return tuple(reversed(out))
