"""The place, date and agency with which a report opens ("KYIV, Sept 13 (Reuters) -"), in the forms agencies use.

Sources of the forms: the public style guides of Reuters, AP, AFP and Xinhua reports, and of the broadcast monitoring of the
Foreign Broadcast Information Service ("San Salvador, 5 Dec 88 (Radio Cadena) -- [Text]").
"""

import re
from datetime import date
from typing import NamedTuple

from vedette.documents.dates import MONTH, day_of, month_number, stamp_at

LONGEST = 220
"""Characters of the longest dateline."""

_UPPER = r"[A-Z][A-Z'’.\-]{1,30}(?:[ /](?:[A-Z][A-Z'’.\-]{0,30}|de|al|el)){0,3}"
_MIXED = r"[A-ZÀ-Þ][\w'’.\-]{1,30}(?: (?:[A-ZÀ-Þ][\w'’.\-]{0,30}|de|del|la|al|el|as)){0,3}"
_PROPER = r"[A-ZÀ-Þ][\w'’.\-]{0,30}"
_REGION = (
    rf"(?:, ?(?!{MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){_PROPER}(?: (?:of |and )?{_PROPER}){{0,3}}){{0,2}}"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{MONTH})|(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,? (?P<y>(?:19|20)\d\d|'?\d\d(?= ?[(:/\[–—-])))?"
)
_AGENCY = r"(?:\([A-ZÀ-Þ][^()\n]{1,60}\)|/[A-Z][\w .]{1,30}/)"
_DASH = r"(?: ?(?:--|[–—])| ?-(?= )|:(?= ))"
_MARKS = r"(?: ?\[[^\[\]\n]{1,60}\]){0,4}"
_DATELINE = re.compile(
    rf"(?:(?P<upper>{_UPPER})|(?P<mixed>{_MIXED})){_REGION}"
    rf"(?:,? (?P<date>{_DATE}))?(?: ?(?P<agency>{_AGENCY})){{0,2}}(?:(?P<dash>{_DASH})|(?<=[)/])\.?(?= )){_MARKS}\s{{0,3}}(?=\S)"
)
_NO_PLACES = frozenset(
    "BREAKING UPDATE UPDATED UPDATES GRAPHIC WATCH VIDEO LIVE EXCLUSIVE ANALYSIS OPINION EXPLAINER FACTBOX NEWS ALERT URGENT CORRECTED "
    "CORRECTION WARNING NOTE PHOTO PHOTOS IMAGE IN-DEPTH INTERVIEW TIMELINE QUESTION ANSWER READ LISTEN FULL FLASH JUST WRAPUP "
    "FEATURE EDITORIAL COMMENT REPORT STATEMENT SUMMARY TRANSCRIPT NATO".split()
)


_PARTS = re.compile(r"\s(?:--?|[–—/])\s|\s?[|•·]\s?")
_COMMAS = re.compile(r",\s+(?=\S)")
_BRACKETS = "[]() .,:"
_KIND = re.compile(
    r"(?:for immediate release|(?:joint |press |official )*(?:release|statement|communiqu[eé]|bulletin|briefing|service|readout|remarks|"
    r"conference|information|note))\b",
    re.IGNORECASE,
)
_TOWN = re.compile(rf"{_PROPER}(?:[ -](?:{_PROPER}|de|del|la|al|el|as)){{0,3}}")
_BEHIND = re.compile(r"\)?\s?(?:--|[–—:]|-(?= ))\s?(?=\S)")


class Dateline(NamedTuple):
    """A dateline at `start` to `end` of the text, with the dash and editor's marks; `place` as written.

    `day` is its date where the year is told as well, `year` the year told, `agency` without brackets; None where untold.
    """

    start: int
    end: int
    place: str
    day: date | None
    year: int | None
    agency: str | None


def dateline_at(text: str, start: int) -> Dateline | None:
    """Return the dateline that opens at offset `start` of `text`, or None.

    A place in capitals needs a dash; one in small letters needs a date or an agency as well, for "Kabul - a city in ruins"
    is a sentence.
    """
    m = _DATELINE.match(text, start, min(len(text), start + LONGEST))
    if m is None or not _plausible(m):
        return None
    end = m.start() + len(m.group().rstrip())
    year = _year(m["y"])
    day = None
    if year and m["date"]:
        name = m["m1"] or m["m2"]
        day = day_of(year, month_number(name), int(m["d1"] or m["d2"]))
    return Dateline(start, end, m["upper"] or m["mixed"], day, year, m["agency"].strip("()/") if m["agency"] else None)


def _plausible(m: re.Match[str]) -> bool:
    told = bool(m["date"]) + bool(m["agency"])
    dash = (m["dash"] or "").strip()
    place = m["upper"] or m["mixed"]
    if place.split()[0].strip(".") in _NO_PLACES or _spelt_out(place, m["agency"]):
        return False
    if dash == ":":
        return told > 0 and bool(m["upper"] or told == 2)
    if not dash:
        return told == 2
    return told > 0 or (bool(m["upper"]) and len(place) >= 3 and dash != "-") or (bool(m["upper"]) and len(place) > 4)


def _spelt_out(place: str, agency: str | None) -> bool:
    """Tell whether the brackets only shorten what stands before them ("Syrian Democratic Forces (SDF)")."""
    return agency is not None and "".join(word[0] for word in place.split() if word[0].isupper()) == agency.strip("()/")


def _year(told: str | None) -> int | None:
    if told is None:
        return None
    number = int(told.lstrip("'"))
    # A year of two digits is of the century that makes it past: agencies wrote so until the nineties.
    return number if number > 99 else number + (1900 if number >= 50 else 2000)


def heading_day(line: str) -> date | None:
    """Return the day that a heading of a text tells of the text itself, or None.

    "MINISTRY OF DEFENCE — Press release — 13 September 2022", "Press release No. 114, Baku, 13.09.2022", "Yerevan, September
    13, 2022": a part of its own between dashes or bars, or the end behind a kind of text or a town alone. A date within a
    heading's sentence ("The ceasefire of 9 November 2020") is what the text is about.
    """
    parts = [p.strip(_BRACKETS) for p in _PARTS.split(line)]
    day = next((d for p in (line.strip(_BRACKETS), *parts) if (d := _day_alone(p))), None)
    return day or next((d for p in parts if (d := _day_at_end(p))), None)


def opening_day(line: str) -> date | None:
    """Return the day with which a line of running text opens, set off from it: "13 September 2022 – …", "(Yerevan, 13 …) –"."""
    start = 1 if line[:1] in "[(" else 0
    town = _TOWN.match(line, start)
    behind = _COMMAS.match(line, town.end()) or re.compile(r" \(").match(line, town.end()) if town else None
    stamp = stamp_at(line, start) or (stamp_at(line, behind.end()) if behind else None)
    if stamp is None:
        return None
    return (
        stamp.day if stamp.clock or _BEHIND.match(line, stamp.end) or line[stamp.end : stamp.end + 2] == ". " else None
    )


def _day_alone(part: str) -> date | None:
    stamp = stamp_at(part, 0)
    return stamp.day if stamp and not part[stamp.end :].strip(_BRACKETS) else None


def _day_at_end(part: str) -> date | None:
    """Return the day at the end of "Yerevan, 13 September 2022" or "Statement by the ministry, September 13, 2022"."""
    for comma in _COMMAS.finditer(part):
        before = part[: comma.start()]
        day = _day_alone(part[comma.end() :])
        if day and (_TOWN.fullmatch(before) or _KIND.match(before)):
            return day
    return None
