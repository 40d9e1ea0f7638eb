"""What is new since somebody looked: by row numbers, which only grow, so that no clock and no further index is needed.

What reports tell is found by the first reading of a document, not by the document: a watcher stores first and reads later,
and a mark set in between must not pass over what is read out of it. What is read again is nothing new.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from json import loads
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, distinct, exists, func, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.schema_people import assessment
from vedette.store.serials import last_serial

NEW, JUDGED, CORRECTED, ASSESSED = "new", "judged", "corrected", "assessed"

T = TypeVar("T")

_MANY = 400
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has looked: the last reading, judgement, correction and assessment that were stored by then."""

    reading: int
    judgement: int
    correction: int = 0
    assessment: int = 0

    def __str__(self) -> str:
        """Return the mark as a cookie keeps it."""
        return ".".join(map(str, astuple(self)))

    @classmethod
    def of(cls, told: str) -> Self | None:
        """Return the mark that was written so, None for anything else.

        A mark of two numbers is from before corrections and assessments were told: all of them are new to it.
        """
        parts = told.split(".")
        if len(parts) not in (2, 4) or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
            return None
        return cls(*map(int, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new of an incident: itself, `more` texts that tell it, what people judged, corrected or assessed of it."""

    new: bool = False
    more: int = 0
    judged: bool = False
    corrected: bool = False
    assessed: bool = False

    @property
    def words(self) -> str:
        """Return it in words: "new", "told by 2 more, assessed"."""
        told = NEW if self.new else f"told by {self.more} more" if self.more else ""
        people = {JUDGED: self.judged, CORRECTED: self.corrected, ASSESSED: self.assessed}
        return ", ".join(w for w in (told, *(word for word, holds in people.items() if holds)) if w)


def mark(connection: Connection) -> Mark:
    """Return the mark of everything that the store holds now."""
    tables = (schema.reading, schema.judgement, schema.correction, assessment)
    return Mark(*(last_serial(connection, table) for table in tables))


def touched_since(connection: Connection, seen: Mark, limit: int = _MOST) -> set[str]:
    """Return the incidents (ids) that documents tell or people judged, corrected or assessed since, `limit` of each at most."""
    t, m, j = derived.telling, derived.mention, schema.judged
    judged = (
        select(t.c.incident)
        .distinct()
        .join_from(schema.judgement, j, j.c.judgement == schema.judgement.c.serial)
        .join(m, m.c.id == j.c.mention)
        .join(t, t.c.id == m.c.telling)
        .where(schema.judgement.c.serial > seen.judgement, schema.judgement.c.person, t.c.incident.is_not(None))
        .limit(limit)
    )
    found = told_anew(connection, seen, limit) | set(connection.execute(judged).scalars())
    people = {*corrected_mentions(connection, seen, limit), *_assessed_mentions(connection, seen, limit)}
    return found | set(_homes(connection, people).values())


def told_anew(connection: Connection, seen: Mark, limit: int = _MOST) -> set[str]:
    """Return the incidents (ids) that documents tell which were first read since, by `limit` documents at most."""
    t = derived.telling
    found: set[str] = set()
    for part in _parts(first_read(connection, seen, limit)):
        query = select(t.c.incident).distinct().where(t.c.document.in_(part), t.c.incident.is_not(None))
        found |= set(connection.execute(query).scalars())
    return found


def first_read(connection: Connection, seen: Mark, limit: int) -> list[int]:
    """Return the documents (row numbers) that were first read since, the newest readings first, `limit` at most."""
    r = schema.reading
    before = r.alias()
    known = exists().where(before.c.document == r.c.document, before.c.serial <= seen.reading)
    query = select(r.c.document).where(r.c.serial > seen.reading, ~known).order_by(r.c.serial.desc()).limit(limit)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def changed_since(connection: Connection, seen: Mark, ids: Collection[str]) -> dict[str, News]:
    """Return what is new of these incidents; what is as it was is left out."""
    wanted = sorted(ids)
    told: dict[str, tuple[bool, int]] = {}
    judged: set[str] = set()
    for part in _parts(wanted):
        judged |= _judged(connection, seen, part)
        told |= _told(connection, seen, part)
    corrected = set(_homes(connection, corrected_mentions(connection, seen)).values())
    assessed = set(_homes(connection, _assessed_mentions(connection, seen)).values())
    found: dict[str, News] = {}
    for i in wanted:
        new, more = told.get(i, (False, 0))
        news = News(new=new, more=more, judged=i in judged, corrected=i in corrected, assessed=i in assessed)
        if news != News():
            found[i] = news
    return found


def corrected_mentions(connection: Connection, seen: Mark, limit: int = _MOST) -> set[str]:
    """Return the mentions (ids of events) of which people corrected the event or a figure since, also those struck out."""
    c = schema.correction
    query = select(c.c.claim, c.c.kind, c.c.before, c.c.after).where(c.c.serial > seen.correction)
    rows = connection.execute(query.order_by(c.c.serial.desc()).limit(limit)).all()
    return {mention for row in rows for mention in _mentions_of(row)}


def struck_since(connection: Connection, seen: Mark) -> int:
    """Return how many events people struck out since that no incident tells any more; nobody finds them by an incident."""
    c, m = schema.correction, derived.mention
    query = select(func.count(distinct(c.c.claim))).where(c.c.serial > seen.correction, c.c.kind == "event")
    there = exists().where(m.c.id == c.c.claim)
    return int(connection.execute(query.where(c.c.after.is_(None), ~there)).scalar_one())


def _mentions_of(row: Any) -> Iterator[str]:
    if row.kind == "event":
        yield row.claim
        return
    for claim in (loads(packed) for packed in (row.before, row.after) if packed is not None):
        if claim and claim.get("event"):
            yield claim["event"]


def _assessed_mentions(connection: Connection, seen: Mark, limit: int = _MOST) -> set[str]:
    query = select(assessment.c.mention).where(assessment.c.serial > seen.assessment)
    return set(connection.execute(query.order_by(assessment.c.serial.desc()).limit(limit)).scalars())


def _homes(connection: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Return the incident of each of these mentions that are of one."""
    t, m = derived.telling, derived.mention
    found: dict[str, str] = {}
    for part in _parts(sorted(mentions)):
        query = select(m.c.id, t.c.incident).join_from(m, t, t.c.id == m.c.telling)
        rows = connection.execute(query.where(m.c.id.in_(part), t.c.incident.is_not(None)))
        found |= {row.id: row.incident for row in rows}
    return found


def _told(connection: Connection, seen: Mark, part: Collection[str]) -> dict[str, tuple[bool, int]]:
    """Return of each incident that documents tell which were first read since: whether it is new, and by how many where not."""
    r, t = schema.reading, derived.telling
    first = (
        select(t.c.incident, t.c.document, func.min(r.c.serial).label("read"))
        .join_from(t, r, r.c.document == t.c.document)
        .where(t.c.incident.in_(part))
        .group_by(t.c.incident, t.c.document)
    )
    later: dict[str, list[bool]] = {}
    for row in connection.execute(first):
        later.setdefault(row.incident, []).append(row.read > seen.reading)
    return {i: (True, 0) if all(told) else (False, sum(told)) for i, told in later.items() if any(told)}


def _judged(connection: Connection, seen: Mark, part: Collection[str]) -> set[str]:
    t, m, j, g = derived.telling, derived.mention, schema.judged, schema.judgement
    query = (
        select(t.c.incident)
        .distinct()
        .join_from(t, m, m.c.telling == t.c.id)
        .join(j, j.c.mention == m.c.id)
        .join(g, g.c.serial == j.c.judgement)
        .where(t.c.incident.in_(part), g.c.serial > seen.judgement, g.c.person)
    )
    return set(connection.execute(query).scalars())


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[n : n + _MANY] for n in range(0, len(values), _MANY))
