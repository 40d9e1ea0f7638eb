"""What is added to the store: one document with its reading, and how it came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vedette.records.record import Actor, Casualty, Event, Record

WIDE = timedelta(days=31)
"""Claims over more days than this are looked up apart from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record to store. `way` tells how the document came (a file's name, an address), `at` when (ISO, UTC).

    A document of the store that is only read anew has no `way`.

    `sentences` are the offsets of the document's sentences, in order.
    """

    record: Record
    way: str | None
    at: str
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a claim is of: ISO dates, both included; "" where none is known."""

    since: str
    until: str

    @property
    def wide(self) -> bool:
        """Tell whether it is over more than a month."""
        return bool(self.since) and date.fromisoformat(self.until) - date.fromisoformat(self.since) > WIDE


UNDATED = Period("", "")


def period_of(event: Event | None, published: str | None) -> Period:
    """Return the days that the event's time tells, else the day of publication, else none."""
    if event is not None and event.time is not None and (event.time.from_ or event.time.to):
        since = _day(event.time.from_ or event.time.to)
        until = _day(event.time.to or event.time.from_)
        if since and until:
            return Period(min(since, until), max(since, until))
    day = _day(published)
    return Period(day, day) if day else UNDATED


def _day(told: str | None) -> str:
    try:
        return date.fromisoformat((told or "")[:10]).isoformat()
    except ValueError:
        return ""


def cell_of(lat: float, lon: float) -> tuple[int, int]:
    """Return the squares of one and of ten degrees in which a point lies."""
    row, column = min(int(lat + 90), 179), min(int(lon + 180), 359)
    return row * 360 + column, (row // 10) * 36 + column // 10


def parties_of(people: Sequence[Actor]) -> Iterator[str]:
    """Yield the names by which `people` are found: country, country/sector and entity, each once."""
    seen: dict[str, None] = {}
    for a in people:
        if a.country:
            seen[a.country] = None
            seen[f"{a.country}/{a.sector}"] = None
        if a.entity:
            seen[a.entity] = None
    yield from seen


def pairs_of(doers: Sequence[Actor], others: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    """Yield each pair of countries ("ARM-AZE") with the doer's, each once; `others` are countries of whom it was done to."""
    seen: dict[tuple[str, str], None] = {}
    for other in others:
        for a in doers:
            if a.country and other and a.country != other:
                seen[(pair_of(a.country, other), a.country)] = None
    yield from seen


def pair_of(one: str, other: str) -> str:
    """Return how a dyad is written: both names, the smaller first."""
    return "-".join(sorted((one, other)))


def json_of(record: Record) -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the JSON of a record, and of its events and casualties by id."""
    whole = record.to_json()
    return whole, {e["id"]: e for e in whole["events"]}, {c["id"]: c for c in whole["casualties"]}


def event_for(casualty: Casualty, record: Record) -> Event | None:
    """Return the event that a casualty record belongs to."""
    return next((e for e in record.events if e.id == casualty.event), None)
