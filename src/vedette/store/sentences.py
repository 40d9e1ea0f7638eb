"""Sentences by their words, with the claims that stand in them."""

from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, column, exists, select, text

from vedette.records.incident import Source
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.dialects import match_of, matching
from vedette.store.found import source_of
from vedette.store.query import Query
from vedette.store.texts import stored, told

_LAST = 2**62
"""Behind every row number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A sentence with where it stands (offsets of its document's text) and the events told in it."""

    at: Source
    title: str | None
    start: int
    end: int
    text: str
    events: tuple[dict[str, Any], ...]
    cursor: str

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        names = ("title", "start", "end", "text", "cursor")
        return {**self.at.to_json(), **{n: getattr(self, n) for n in names}, "events": list(self.events)}


def sentences_with(connection: Connection, query: Query) -> tuple[Hit, ...]:
    """Return a page of the sentences that hold the query's words, last stored first.

    Of the query's other conditions those on the document count: `since` and `until` (its publication), `source`, `document`.
    """
    words = match_of(query.words or "", connection.dialect.name)
    if not words:
        return ()
    s, d, o = schema.sentence, schema.document, derived.origin
    conditions = _on_document(query)
    found = _matching(connection.dialect.name, words, query, alone=not conditions)
    asked = (
        select(s.c.serial, s.c.start, s.c.end, d.c.id, d.c.source, d.c.published, d.c.title, d.c.text, o.c.origin)
        .select_from(found)
        .join(s, s.c.serial == found.c.n)
        .join(d, d.c.serial == s.c.document)
        .outerjoin(o, o.c.document == d.c.serial)
        .order_by(s.c.serial.desc())
        .limit(query.limit)
    )
    if query.key:
        asked = asked.where(found.c.n < query.key[1])
    for condition in conditions:
        asked = asked.where(condition)
    rows = connection.execute(asked).all()
    events = _events_in(connection, [row.serial for row in rows])
    return tuple(_hit(row, events.get(row.serial, [])) for row in rows)


def _matching(dialect: str, words: str, query: Query, *, alone: bool) -> Any:
    """Return the subquery of the sentences that match; where nothing else is asked, of no more than the page's.

    A common word stands in a tenth of all sentences, and the index can go through them from the last one backwards.
    """
    told = matching(dialect)
    known: dict[str, Any] = {"words": words}
    if alone:
        number = "rowid" if dialect == "sqlite" else "sentence"
        told += f" AND {number} < :before ORDER BY {number} DESC LIMIT :most"
        known |= {"before": query.key[1] if query.key else _LAST, "most": query.limit}
    return text(told).bindparams(**known).columns(column("n")).subquery("found")


def _on_document(query: Query) -> list[Any]:
    d = schema.document
    found = []
    if query.since:
        found.append(d.c.published >= query.since)
    if query.until:
        # A date-time of the last day is greater than the day itself, and smaller than the day with this behind it.
        found.append(d.c.published < query.until + "U")
    if query.source is not None:
        found.append(d.c.source == stored(query.source))
    if query.document is not None:
        found.append(d.c.id == stored(query.document))
    return found


def _events_in(connection: Connection, sentences: list[int]) -> dict[int, list[dict[str, Any]]]:
    e = schema.event
    newest = ~exists().where(schema.superseded.c.reading == e.c.reading)
    query = select(e.c.sentence, e.c.body).where(e.c.sentence.in_(sentences), newest).order_by(e.c.serial)
    out: dict[int, list[dict[str, Any]]] = {}
    for sentence, body in connection.execute(query):
        out.setdefault(sentence, []).append(loads(body))
    return out


def _hit(row: Any, events: list[dict[str, Any]]) -> Hit:
    words = (told(row.text) or "")[row.start : row.end]
    return Hit(
        at=source_of(row),
        title=told(row.title),
        start=row.start,
        end=row.end,
        text=words,
        events=tuple(events),
        cursor=f".{row.serial}",
    )
