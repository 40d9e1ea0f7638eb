"""Full dates as texts and pages write them: day, month and year, never guessed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""English month names and their usual short forms, to their numbers."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
"""Pattern of a month's name, written with a capital so that "may" and "march" are words."""

_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = re.compile(_YEAR)
_FULL = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{MONTH}),? (?P<y1>{_YEAR})\b"
    rf"|\b(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>{_YEAR})\b"
    rf"|(?<![\d-])(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)(?![\d-])"
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\b\.?)?(?: ?\(?(?:[A-Z]{2,5}|Z)\b\)?)?(?: ?[+-]\d\d?(?::?\d\d)?)?(?: local time)?"
_STAMP = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?[,.]? )?"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? {_YEAR}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|{_YEAR}-\d\d-\d\d|\d{{1,2}}(?P<sep>[./])\d{{1,2}}(?P=sep){_YEAR})(?![\d-])"
    rf"(?P<clock>(?:T|,? ?(?:at|/|\||-|–|—)? ?){_CLOCK})?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"\b(?:{MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?,?)?),? (?P<year>{_YEAR})\b"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{2,6}Z?)?")


class FullDate(NamedTuple):
    """A date with day, month and year, at offsets `start` to `end` of its text."""

    start: int
    end: int
    day: date


class Stamp(NamedTuple):
    """A date as a page stamps it ("Tuesday, 13.09.2022, 10:15"), to offset `end`; `clock` tells that it has an hour."""

    end: int
    day: date
    clock: bool


def stamp_at(text: str, start: int) -> Stamp | None:
    """Return the full date at offset `start` of `text`, weekday before and hour behind taken in, or None.

    With a month's name, as ISO writes it, or in numbers that have one reading (13.09.2022, 13/09/2022; not 09/10/2022).
    """
    m = _STAMP.match(text, start, min(len(text), start + 100))
    told = parse_published(m["day"]) if m and m["day"][:1].isalnum() else None
    return Stamp(m.end(), date.fromisoformat(told), bool(m["clock"])) if m and told else None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day or the year is outside 1900 to 2100."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """Return the number of a month whose name or short form matched MONTH."""
    return MONTHS[name.rstrip(".").lower()]


def full_dates(text: str) -> Iterator[FullDate]:
    """Yield the full dates written in `text`, in order; numeric forms other than ISO's are left out as ambiguous."""
    if not _ANY_YEAR.search(text):
        return  # most texts tell no year, and this is the cheaper pattern
    for m in _FULL.finditer(text):
        if m["y1"]:
            found = day_of(int(m["y1"]), month_number(m["m1"]), int(m["d1"]))
        elif m["y2"]:
            found = day_of(int(m["y2"]), month_number(m["m2"]), int(m["d2"]))
        else:
            found = day_of(int(m["y3"]), int(m["m3"]), int(m["d3"]))
        if found:
            yield FullDate(m.start(), m.end(), found)


def dated_years(text: str) -> Iterator[tuple[int, int]]:
    """Yield offset and year wherever a year stands beside a month's name, with or without a day, or in an ISO date."""
    if not _ANY_YEAR.search(text):
        return
    for m in _MONTH_YEAR.finditer(text):
        yield m.start("year"), int(m["year"])
    for found in full_dates(text):
        yield found.start, found.day.year


def parse_published(told: str) -> str | None:
    """Return the ISO date or date-time of a publication date as pages, feeds and corpora write it, or None.

    Read are ISO 8601, RFC 2822, compact digits (20220913), dates with the month's name, day.month.year with points, and
    numeric dates in which only one reading is possible (13/09/2022). 09/10/2022 is not read: it has two.
    """
    told = told.strip()
    if not 6 <= len(told) <= 100:
        return None
    return _iso(told) or _compact(told) or _rfc(told) or _written(told)


def _iso(told: str) -> str | None:
    if not re.match(r"(?:19|20)\d\d-\d\d-\d\d(?!\d)", told):
        return None
    try:
        if len(told) == 10:
            return date.fromisoformat(told).isoformat()
        return datetime.fromisoformat(
            re.sub(r"\s+(?=[+Z-])|\s*UTC$", lambda m: "Z" if m.group().strip() else "", told)
        ).isoformat()
    except ValueError:
        day = day_of(int(told[:4]), int(told[5:7]), int(told[8:10]))
        return day.isoformat() if day else None


def _compact(told: str) -> str | None:
    m = _COMPACT.fullmatch(told)
    day = day_of(int(m["y"]), int(m["m"]), int(m["d"])) if m else None
    return day.isoformat() if day else None


def _rfc(told: str) -> str | None:
    if ":" not in told:
        return None
    try:
        found = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not 1900 <= found.year <= 2100:
        return None
    # RFC 2822 writes -0000 for "UTC, zone unknown", which Python gives back without a zone.
    return (
        (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat() if "," in told else found.date().isoformat()
    )


def _written(told: str) -> str | None:
    written = next(full_dates(told.title() if told.islower() else told), None)
    if written:
        return written.day.isoformat()
    if m := _SLASHED.search(told):
        day = day_of(int(m["y"]), int(m["m"]), int(m["d"]))
        return day.isoformat() if day else None
    if m := _NUMERIC.search(told):
        return _numeric(int(m["a"]), int(m["b"]), int(m["y"]), points=m["sep"] == ".")
    return None


def _numeric(a: int, b: int, year: int, *, points: bool) -> str | None:
    if points or a > 12 or a == b:
        day = day_of(year, b, a)
    elif b > 12:
        day = day_of(year, a, b)
    else:
        return None
    return day.isoformat() if day else None
