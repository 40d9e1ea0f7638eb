"""Times as listings tell them: in UTC, a plain day where only a day is told, and nothing where the zone is not known."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from vedette.documents.dates import day_of, parse_published

SKEW = timedelta(hours=1)
"""How far a publisher's clock may be ahead of ours."""

EASTMOST = timedelta(hours=14)
"""The zone in which a day begins first, UTC+14."""

_ISO = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d[Tt ]\s*\d\d:?\d\d.{0,30}")
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)|\s*(?:UTC|GMT|[zZ])$")
_CLOCK = re.compile(r"\d:\d\d|T\d{4}")
_NUMERIC_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)$")
_ZONES = dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET"), 0) | {
    name: hours
    for hours, names in (
        (-8, "PST"),
        (-7, "PDT MST"),
        (-6, "MDT CST"),
        (-5, "CDT EST"),
        (-4, "EDT AST"),
        (-3, "ADT"),
        (1, "CET"),
        (2, "CEST EET"),
        (3, "EEST MSK"),
    )
    for name in names.split()
}
"""Zones by name, in hours: those of RFC 822, section 5, and those of Europe that have one meaning. IST, BST and the like
have several, and a time in them is not read."""


def when(told: str | None, *, now: datetime) -> tuple[str | None, str | None]:
    """Return the ISO time in UTC that `told` writes, or its ISO day where it writes no more, and what is wrong with it.

    A time without a zone is not read, nor one that has several readings, nor one later than an hour from `now` (which
    knows its zone): the first of the pair is then None, and the second says why.
    """
    told = " ".join((told or "").split())[:100]
    if not told:
        return None, None
    found = _moment(told)
    if found is None and not _CLOCK.search(told):
        return _day(told, now)
    if found is None:
        return None, "a time without a zone, or of no one reading, is left out"
    if found > now + SKEW:
        return None, "a time that is yet to come is left out"
    if found.year < 1971:
        return None, "a time before 1971, as of a clock that was never set, is left out"
    return found.isoformat(timespec="seconds").replace("+00:00", "Z"), None


def _day(told: str, now: datetime) -> tuple[str | None, str | None]:
    written = (parse_published(told) or "")[:10]
    if not written:
        return None, "a date of no one reading is left out"
    if date.fromisoformat(written) > (now.astimezone(UTC) + EASTMOST).date():
        return None, "a date that is yet to come is left out"
    return written, None


def _moment(told: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(_zoned(told)) if _ISO.fullmatch(told) else _mailed(told)
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _zoned(told: str) -> str:
    return _SPACED_ZONE.sub(lambda m: "Z" if m.group().strip() else "", told.replace("T ", "T"))


def _mailed(told: str) -> datetime | None:
    """Return a time as RFC 822 writes it; its zone is looked at here, since the library takes unknown ones for UTC."""
    if told[-1].isdigit() and not _NUMERIC_ZONE.search(told):
        return None
    try:
        parts = parsedate_tz(told)
    except (TypeError, IndexError, ValueError):
        return None
    if not parts or day_of(*parts[:3]) is None:
        return None
    name, numeric = told.rsplit(" ", 1)[-1].upper(), _NUMERIC_ZONE.search(told)
    if numeric:
        minutes = (60 * int(numeric[2]) + int(numeric[3])) * (-1 if numeric[1] == "-" else 1)
    elif name in _ZONES:
        minutes = 60 * _ZONES[name]
    else:
        return None
    return datetime(*parts[:6], tzinfo=timezone(timedelta(minutes=minutes)))
