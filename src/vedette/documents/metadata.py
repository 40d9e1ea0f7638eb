"""What a plain text tells of itself: its day of publication, its year, byline, publisher and warnings."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from vedette.documents.datelines import Dateline, dateline_at, heading_day, opening_day
from vedette.documents.dates import FullDate, dated_years, day_of, full_dates, parse_published
from vedette.documents.lines import Line, key_of
from vedette.documents.phrases import any_of, phrase_file
from vedette.records.document import Document

OPENING = 15
"""Lines at the beginning in which a date of publication or a warning is looked for."""
CLOSING = 5
"""Lines at the end in which a date of publication is looked for."""
NEWS = 0.5
"""Share of the text, from the beginning, in which a report tells its day; what stands later is more often background."""
LONGEST = 160
"""Characters of the longest heading."""

_LABELLED = re.compile(
    r"(?:(?:first |originally |date )?(?:published|posted)(?: on| at)?|publication date|release date|date|dated)\s?[:|]\s*(?P<told>.{6,80})"
    r"|(?:first |originally )?(?:published|posted) on (?P<on>.{6,80})",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last )?updated?(?: on)?\s?[:|]?\s+(?P<told>.{6,80})", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<told>\S.{5,30}?)(?:,? (?:at )?\d{1,2}[:.]\d\d.{0,20})?"
)
_PATH_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=[/\-_.?#]|$)")
_NAME_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!\d)")
_PATH_YEAR = re.compile(r"[/=](?P<y>(?:19|20)\d\d)(?:[/\-]|$)")
_BARE_YEAR = re.compile(r"(?<![\d.,/$£€-])(?:19|20)\d\d(?![\d,%]|\.\d)")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“A-Z])|\n")
_NOT_NEWS = re.compile(
    r"\b(?:will|would|shall|dated|until|till|by|before|since|scheduled|planned|plans|expected|expires?|deadline|upcoming|next|"
    r"born|anniversary|last (?:meeting|time)|previous(?:ly)?|ago|elections? on|due|set for|set to|entered into force|resolution)\b",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(
    r"(?:\b(?:on|of|from|overnight|early|late|today|yesterday|this (?:morning|evening|afternoon))|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"[,(]? ?(?:\b(?:the )?(?:(?:early |late )?(?:night|morning|evening|afternoon|hours) of )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?)?\Z",
    re.IGNORECASE,
)


def told_published(text: str, lines: Sequence[Line]) -> tuple[str, str] | None:
    """Return the ISO day of publication that a plain text tells, with a sentence on where; None where it tells none.

    Read are a dateline with a year, a line such as "Published: 13 September 2022", a line among the first that holds
    nothing but a full date, and the text's own heading ("MINISTRY OF DEFENCE — Press release — 13 September 2022").
    """
    opening = dateline_of(text, lines)
    if opening and opening.day:
        return opening.day.isoformat(), "the dateline tells it"
    for line in [*lines[:OPENING], *lines[OPENING:][-CLOSING:]]:
        if (
            len(line.text) <= 120
            and (m := _LABELLED.match(line.text))
            and (day := parse_published(m["told"] or m["on"]))
        ):
            return day, "a line of the text tells it"
    for line in lines[:OPENING]:
        if len(line.text) <= 60 and (day := _date_alone(line.text)):
            return day, "a line of its own tells it"
    return _in_heading(lines)


def _in_heading(lines: Sequence[Line]) -> tuple[str, str] | None:
    """Return the day that a heading or the opening of the first running text tells, and why."""
    for line in lines[:OPENING]:
        day = opening_day(line.text[:LONGEST]) or (heading_day(line.text) if len(line.text) <= LONGEST else None)
        if day:
            return day.isoformat(), "the text's own heading tells it"
        if line.prose:
            break
    updated = (m for line in lines[:OPENING] if len(line.text) <= LONGEST and (m := _UPDATED.match(line.text)))
    told = next((found for m in updated if (found := parse_published(m["told"]))), None)
    return (told, "a line tells when it was brought up to date") if told else None


def _date_alone(text: str) -> str | None:
    m = _ALONE.fullmatch(text.strip(" -–—|•.()"))
    found = next(full_dates(m["told"]), None) if m else None
    return found.day.isoformat() if m and found and (found.start, found.end) == (0, len(m["told"])) else None


def dateline_of(text: str, lines: Sequence[Line]) -> Dateline | None:
    """Return the dateline with which one of the first `lines` opens, or None."""
    for line in lines[:OPENING]:
        if found := dateline_at(text, line.start):
            return found
        if line.prose:
            return None
    return None


def url_published(url: str | None) -> tuple[str, str] | None:
    """Return the ISO day that the path of `url` tells with year, month and day, and why; None where it does not."""
    path = _path(url)
    if (m := _PATH_DAY.search(path)) and (day := _day(m)):
        return day.isoformat(), "the address tells it"
    found = name_published(path)
    return (found[0], "the address tells it") if found else None


def name_published(name: str) -> tuple[str, str] | None:
    """Return the ISO day that stands in a file's name ("border-2022-09-13.txt"), and why; None where none does."""
    days = {day for m in _NAME_DAY.finditer(name) if (day := _day(m)) and (m["sep"] or 1990 <= day.year <= 2049)}
    return (days.pop().isoformat(), "the file's name tells it") if len(days) == 1 else None


def source_of(url: str | None) -> str | None:
    """Return the publisher that `url` tells: its host without "www."; None where there is no host."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return str(host).removeprefix("www.") if host else None


def year_hint(document: Document) -> int | None:
    """Return the year in which days without a year lie, or None where nothing tells it.

    Told by the publication date, the address, the dateline, or the text where all dates with a month's name in it are of
    one year, one of them early, and no later year is mentioned.
    """
    if document.published and document.published[:4].isdigit():
        return int(document.published[:4])
    if m := _PATH_YEAR.search(_path(document.url)):
        return int(m["y"])
    opening = _marked_dateline(document)
    if opening and opening.year:
        return opening.year
    return _only_year(document.text) or _title_year(document)


def _title_year(document: Document) -> int | None:
    """Return the year that the title tells ("the 2016 summit"), where the text mentions no later one."""
    told = {int(m.group()) for m in _BARE_YEAR.finditer(document.title or "")}
    later = [y for m in _BARE_YEAR.finditer(document.text) if (y := int(m.group())) > max(told, default=0)]
    return told.pop() if len(told) == 1 and not later else None


def _only_year(text: str) -> int | None:
    told = list(dated_years(text))
    years = {year for _, year in told}
    if len(years) != 1 or min(at for at, _ in told) > NEWS * len(text):
        return None
    year = years.pop()
    return None if any(int(m.group()) > year for m in _BARE_YEAR.finditer(text)) else year


def _marked_dateline(document: Document) -> Dateline | None:
    marked = next((p for p in document.passages if p.kind == "dateline"), None)
    return dateline_at(document.text, marked.start) if marked else None


def infer_published(document: Document) -> tuple[str, str] | None:
    """Return the ISO day on which a text without a date was most likely published, and a sentence on why, or None.

    That is the latest full date in the text, where it is told as the day of news: early in the text, as "on" that day, in
    no sentence on plans, deadlines or earlier times, with no later year anywhere. Callers say that it is inferred.
    """
    if document.published:
        return None
    text = document.text
    dates = list(_read_dates(document))
    if not dates:
        return None
    latest = max(d.day for d in dates)
    if any(int(m.group()) > latest.year for m in _BARE_YEAR.finditer(text)) or not _agrees(document, latest):
        return None
    for found in dates:
        if found.day == latest and found.start <= NEWS * len(text) and _told_as_news(text, found):
            words = text[found.start : found.end]
            return latest.isoformat(), f"inferred: the latest day that the text tells as news is “{words}”"
    return None


def _read_dates(document: Document) -> Iterator[FullDate]:
    unread = document.unread()
    return (d for d in full_dates(document.text) if not any(p.start <= d.start < p.end for p in unread))


def _agrees(document: Document, day: date) -> bool:
    m = _PATH_YEAR.search(_path(document.url))
    return m is None or int(m["y"]) == day.year


def _told_as_news(text: str, found: FullDate) -> bool:
    window = text[max(0, found.start - 300) : found.start]
    breaks = [m.end() for m in _SENTENCE_END.finditer(window)]
    before = window[breaks[-1] :] if breaks else window
    ahead = text[found.end : found.end + 300]
    stop = _SENTENCE_END.search(ahead)
    after = ahead[: stop.start()] if stop else ahead
    return not _NOT_NEWS.search(before) and not _NOT_NEWS.search(after[:120]) and _ON_THE_DAY.search(before) is not None


def warnings_of(title: str | None, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the warnings that a text gives on itself in its title or first lines, as lower-case words ("graphic")."""
    first = [key_of(title)] if title else []
    first += [line.key[:400].casefold() for line in lines[:OPENING]]
    return tuple(
        word
        for word, (opening, phrase) in _warning_patterns().items()
        if any(opening.match(key) for key in first) or any(phrase.search(key) for key in first)
    )


@cache
def _warning_patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        word: (
            re.compile(rf"[\[(*]{{0,3}}(?:{any_of(lists['openings'])})\s?(?:[:\])*|!–—]|-\s|$)"),
            re.compile(any_of(lists["phrases"])),
        )
        for word, lists in phrase_file("warnings").items()
    }


def _path(url: str | None) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _day(m: re.Match[str]) -> date | None:
    return day_of(int(m["y"]), int(m["m"]), int(m["d"]))
