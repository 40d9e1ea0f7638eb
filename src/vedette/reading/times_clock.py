"""Clock times with their zones, and the doubt that a zone leaves: EST written in summer, IST in three countries."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from vedette.reading.times_grammar import Atom
from vedette.reading.times_resolve import Anchor, Days

REGIONS = {
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York", "Eastern": "America/New_York",
    "Eastern time": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago", "MST": "America/Denver",
    "MDT": "America/Denver", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "BST": "Europe/London",
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "EET": "Europe/Kyiv", "EEST": "Europe/Kyiv", "MSK": "Europe/Moscow",
    "AMT": "Asia/Yerevan", "AZT": "Asia/Baku", "TRT": "Europe/Istanbul", "Moscow time": "Europe/Moscow",
    "Kyiv time": "Europe/Kyiv", "Kiev time": "Europe/Kyiv", "Yerevan time": "Asia/Yerevan", "Baku time": "Asia/Baku",
}  # fmt: skip
"""The region whose clocks bear an abbreviation (IANA time zone database)."""

FIXED = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
}
"""Hours from UTC that an abbreviation means by itself, whatever the season."""

AMBIGUOUS = {
    "IST": "IST is India's, Israel's and Ireland's time",
    "AST": "AST is the Atlantic's and Arabia's time",
    "CST": "CST is also China's and Cuba's time",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as ISO date-times with an offset, or as plain days where the zone is not told."""

    from_: str | None
    to: str | None
    doubt: str | None


def clock_time(a: Atom, days: Days, anchor: Anchor) -> Clock:
    """Return the moment that clock atom `a` tells on `days`, or on the day of publication where none is told."""
    hour, minute = _hour_minute(a)
    day = days.from_ or (anchor.published if days.precision == "clock" else None)
    zone = a.told.get("ck_z")
    if day is None:
        return Clock(None, None, days.doubt or "the day is not told")
    end = (days.to or day).isoformat()
    if hour is None:
        return Clock(day.isoformat(), end, "the clock time is not one")
    naive = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - the zone is added below
    if zone in AMBIGUOUS and zone not in FIXED:
        return Clock(day.isoformat(), end, AMBIGUOUS[zone])
    if zone in ("Z", "GMT", "UTC"):
        return _at(naive, timezone.utc, None)  # noqa: UP017 - an offset of +00:00 is meant
    if zone in FIXED:
        return _at(naive, timezone(timedelta(hours=FIXED[zone])), _season_doubt(naive, zone) or AMBIGUOUS.get(zone))
    if zone in REGIONS:
        return _at(naive, ZoneInfo(REGIONS[zone]), None)
    told = "it is local time, and the text does not tell where" if zone == "local time" else "the zone is not told"
    return Clock(day.isoformat(), end, told)


def _hour_minute(a: Atom) -> tuple[int | None, int]:
    t = a.told
    if "ck_x" in t:
        return int(t["ck_x"][:2]), int(t["ck_x"][2:])
    hour = int(t.get("ck_h") or t["ck_a"])
    half = (t.get("ck_p") or t.get("ck_q") or "").lower()
    if half and hour > 12:
        half = ""
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return (hour if hour < 24 else None), int(t.get("ck_m", "0"))


def _at(naive: datetime, zone: timezone | ZoneInfo, doubt: str | None) -> Clock:
    text = naive.replace(tzinfo=zone).isoformat()
    return Clock(text, text, doubt)


def _season_doubt(naive: datetime, zone: str) -> str | None:
    """Return a sentence where a standard-time abbreviation is written in summer, or the other way round."""
    meant = naive.replace(tzinfo=timezone(timedelta(hours=FIXED[zone])))
    kept = naive.replace(tzinfo=ZoneInfo(REGIONS[zone]))
    if meant.utcoffset() == kept.utcoffset():
        return None
    clock = f"{naive:%H:%M}"
    return (
        f"{zone} is written in {naive:%B}, when {REGIONS[zone].split('/')[1].replace('_', ' ')} keeps {kept.tzname()}: "
        f"{clock} {zone} is {meant.astimezone(UTC):%H:%M} UTC, {clock} {kept.tzname()} is {kept.astimezone(UTC):%H:%M} UTC"
    )
