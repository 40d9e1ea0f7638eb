"""From an expression to days: the arithmetic of calendars, against the day of publication."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.reading.times_grammar import MONTHS, NUMBERS, WEEKDAYS, Atom

NO_YEAR = "the year is not told"
NO_DAY = "the publication date is not known"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What times are resolved against: the day of publication, or at least the year that the text tells."""

    published: date | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included, or None where they cannot be told; `precision` as in the record."""

    from_: date | None
    to: date | None
    precision: str
    doubt: str | None = None


def resolve(a: Atom, anchor: Anchor) -> Days:
    """Return the days that atom `a` covers."""
    days = _RESOLVERS[a.kind](a, anchor)
    if a.open and days.from_:
        # "Since 2009" has not ended when it is told.
        return Days(days.from_, anchor.published, "span", days.doubt)
    if days.from_ and days.to and a.edge:
        days = _edged(days, a.edge)
    if a.part and days.from_:
        return Days(days.from_, days.to, "night" if "night" in a.part else "part", days.doubt)
    return days


def _one(d: date, precision: str = "day", doubt: str | None = None) -> Days:
    return Days(d, d, precision, doubt)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of(month: int, day: int, anchor: Anchor) -> int | None:
    """Return the year of a day told without one: the publication's, or the one before or after at the turn of a year."""
    p = anchor.published
    if p is None:
        return anchor.year
    if p.month <= 2 and month >= 10:
        return p.year - 1
    if p.month == 12 and month == 1 and day <= 31:
        return p.year + 1
    return p.year


def _full_year(told: str, anchor: Anchor) -> int:
    if len(told) == 4:
        return int(told)
    now = anchor.published.year if anchor.published else anchor.year or 2000
    # Two digits mean the year nearest to the publication ("5 Dec 88").
    return min(
        (c + int(told) for c in (1800, 1900, 2000, 2100)),
        key=lambda y: abs(y - now) if anchor.published or anchor.year else abs(y - 1990),
    )


def _day_month(a: Atom, anchor: Anchor) -> Days:
    k = a.kind
    month = MONTHS[a.told[f"{k}_m"].rstrip(".").lower()]
    first, last = int(a.told[f"{k}_d"]), int(a.told.get(f"{k}_e", a.told[f"{k}_d"]))
    told = a.told.get(f"{k}_y")
    year = _full_year(told, anchor) if told else _shifted(a, anchor) or year_of(month, first, anchor)
    if year is None:
        return Days(None, None, "day", NO_YEAR)
    from_, to = _made(year, month, first), _made(year, month, last)
    if from_ is None or to is None:
        return Days(None, None, "day", f"there is no such day in {year}")
    if to < from_:
        from_, to = to, from_
    return Days(from_, to, "day" if from_ == to else "span")


def _shifted(a: Atom, anchor: Anchor) -> int | None:
    """Return the year of "… of this year" or "last year"."""
    now = anchor.published.year if anchor.published else anchor.year
    return None if a.year is None or now is None else now - (a.year == "last")


def _month(a: Atom, anchor: Anchor) -> Days:
    month = MONTHS[(a.told.get("my_m") or a.told["m_m"]).rstrip(".").lower()]
    told = a.told.get("my_y")
    year = int(told) if told else _shifted(a, anchor) or _last_month_year(month, anchor)
    if year is None:
        return Days(None, None, "month", NO_YEAR)
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _last_month_year(month: int, anchor: Anchor) -> int | None:
    """A month told alone is the last one that has begun, as reports look back."""
    p = anchor.published
    if p is None:
        return anchor.year
    return p.year if month <= p.month else p.year - 1


def _iso(a: Atom, _: Anchor) -> Days:
    try:
        return _one(date.fromisoformat(a.told["iso"]))
    except ValueError:
        return Days(None, None, "day", "there is no such day")


def _slash(a: Atom, anchor: Anchor) -> Days:
    d, m, y = (int(x) for x in a.told["slash"].split("/"))
    year = y if y > 99 else _full_year(f"{y:02d}", anchor)
    doubt = "day and month may be the other way round" if d <= 12 and m <= 12 and d != m else None
    found = _made(year, m, d) or _made(year, d, m)
    return _one(found, "day", doubt) if found else Days(None, None, "day", "there is no such day")


def _year(a: Atom, _: Anchor) -> Days:
    y = int(a.told["y_y"])
    return Days(date(y, 1, 1), date(y, 12, 31), "year")


def _span(a: Atom, _: Anchor) -> Days:
    first = int(a.told.get("sp_a") or a.told["sp_c"])
    told = a.told.get("sp_b") or a.told["sp_d"]
    last = int(told) if len(told) == 4 else first // 100 * 100 + int(told)
    return Days(date(first, 1, 1), date(max(first, last), 12, 31), "span")


def _decade(a: Atom, _: Anchor) -> Days:
    y = int(a.told["dec"])
    return Days(date(y, 1, 1), date(y + 9, 12, 31), "span")


def _weekday(a: Atom, anchor: Anchor) -> Days:
    part = a.told.get("wd_p")
    precision = "night" if part == "night" else "part" if part else "day"
    p = anchor.published
    if p is None:
        return Days(None, None, precision, NO_DAY)
    back = (p.weekday() - WEEKDAYS[a.told["wd_w"].lower()]) % 7
    word = a.told.get("wd_b", "").lower()
    if word in ("next", "this coming", "coming"):
        return _one(p + timedelta(days=7 - back if back else 7), precision)
    if word == "last" and back == 0:
        back = 7
    return _one(p - timedelta(days=back), precision)


def _count(told: str) -> int | None:
    word = told.lower().removesuffix("-plus")
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _unit_days(n: int, unit: str) -> int:
    return n * {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}[unit.rstrip("s")]


def _ago(a: Atom, anchor: Anchor) -> Days:
    n, unit = _count(a.told["ago_n"]), a.told["ago_u"]
    word, p = a.told["ago_w"], anchor.published
    if word != "ago":
        return Days(None, None, "unknown", "the text does not tell from which day it counts")
    if p is None or n is None:
        return Days(None, None, "unknown", NO_DAY if p is None else "the number is not told")
    at = p - timedelta(days=min(_unit_days(n, unit), 36500))
    if unit.startswith("year"):
        return Days(date(at.year, 1, 1), date(at.year, 12, 31), "year")
    if unit.startswith("month"):
        return Days(at.replace(day=1), at.replace(day=calendar.monthrange(at.year, at.month)[1]), "month")
    return (
        _one(at) if unit.startswith(("day", "hour")) else Days(at - timedelta(days=3), at + timedelta(days=3), "week")
    )


def _past(a: Atom, anchor: Anchor) -> Days:
    p = anchor.published
    n = _count(a.told.get("pa_n", "one"))
    if p is None or n is None:
        return Days(None, None, "span", NO_DAY if p is None else "the number is not told")
    unit = a.told["pa_u"]
    days = -(-n // 24) if unit.startswith("hour") else _unit_days(n, unit)
    return Days(p - timedelta(days=min(days, 36500)), p, "span")


def _relative(a: Atom, anchor: Anchor) -> Days:
    p, told = anchor.published, a.told
    if "same" in told:
        return Days(None, None, "unknown", "the text tells the day elsewhere")
    if p is None and anchor.year and "year" in told.get("lastunit", ""):
        return _unit(told["lastunit"].lower(), date(anchor.year, 6, 30))
    if p is None:
        return Days(None, None, "unknown" if "lastunit" in told or "now" in told else "day", NO_DAY)
    day = timedelta(days=1)
    if "yesterday" in told:
        part = told.get("ye_p")
        return _one(p - day, "night" if part == "night" else "part" if part else "day")
    if "tomorrow" in told:
        return _one(p + day)
    if "overnight" in told or "lastnight" in told:
        return Days(p - day, p, "night")
    if "tonight" in told:
        return _one(p, "night")
    if "thispart" in told:
        return _one(p, "part")
    if "weekend" in told:
        return _weekend(p, after="next" in told["weekend"].lower())
    if "feast" in told:
        return _feast(told["feast"], p)
    if "lastunit" in told:
        return _unit(told["lastunit"].lower(), p)
    if "now" in told and "recent" in told["now"].lower():
        return Days(None, None, "unknown", "the text does not tell the day")
    return _one(p, "part" if "now" in told else "day")


def _weekend(p: date, *, after: bool) -> Days:
    """Return the Saturday and Sunday last begun, or those to come."""
    saturday = p - timedelta(days=(p.weekday() - 5) % 7) + timedelta(days=7 * after)
    return Days(saturday, saturday + timedelta(days=1), "span")


def _feast(told: str, p: date) -> Days:
    """Return the last Christmas or New Year that has begun, or its eve."""
    eve = "Eve" in told
    month, day = (12, 24 if eve else 25) if told.startswith("C") else (12, 31) if eve else (1, 1)
    at = date(p.year, month, day)
    return _one(at if at <= p else at.replace(year=p.year - 1))


def _unit(words: str, p: date) -> Days:
    """Return the days of "last week", "this month", "next year"."""
    words = words.removesuffix("'s").removesuffix("’s")
    shift = -1 if "last" in words else 1 if "next" in words else 0
    if "week" in words:
        monday = p - timedelta(days=p.weekday()) + timedelta(days=7 * shift)
        return Days(monday, monday + timedelta(days=6), "week")
    if "month" in words:
        n = p.year * 12 + p.month - 1 + shift
        y, m = divmod(n, 12)
        return Days(date(y, m + 1, 1), date(y, m + 1, calendar.monthrange(y, m + 1)[1]), "month")
    if "year" in words:
        return Days(date(p.year + shift, 1, 1), date(p.year + shift, 12, 31), "year")
    return Days(None, None, "unknown", "the season's days are not told")


def _edged(d: Days, edge: str) -> Days:
    """Return the first, middle or last third of a month or year."""
    assert d.from_ is not None and d.to is not None  # noqa: S101, PT018 - the caller has tested it
    third = timedelta(days=((d.to - d.from_).days + 1) // 3)
    if third.days == 0:
        return d
    if "end" in edge or "late" in edge:
        return Days(d.to - third + timedelta(days=1), d.to, "span")
    if "mid" in edge:
        return Days(d.from_ + third, d.to - third, "span")
    return Days(d.from_, d.from_ + third - timedelta(days=1), "span")


_RESOLVERS: dict[str, Callable[[Atom, Anchor], Days]] = {
    "iso": _iso,
    "slash": _slash,
    "dm": _day_month,
    "md": _day_month,
    "my": _month,
    "m": _month,
    "span": _span,
    "decade": _decade,
    "y": _year,
    "wd": _weekday,
    "ago": _ago,
    "past": _past,
    "rel": _relative,
}
