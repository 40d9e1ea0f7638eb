"""What queries find: claims with where they stand, sentences, and whole records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, Table, case, exists, func, select

from vedette.records.document import Document, passages_of
from vedette.records.incident import Source
from vedette.records.parsing import beside_of, casualty_of, event_of
from vedette.records.record import Casualty, Event, Record
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.texts import MARK, stored, told

_MANY = 400
_KNOWN = ("url", "source", "title", "byline", "published", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim of the store: an event or a figure, with where it stands.

    `sentence` are the words of its sentence (None where no sentence holds it); `incident` the id of the incident that
    its event is of, if any; `cursor` continues a query after it.
    """

    claim: Event | Casualty
    body: dict[str, Any]
    at: Source
    title: str | None
    sentence: str | None
    incident: str | None
    reader: str
    cursor: str

    def to_json(self) -> dict[str, Any]:
        """Return the claim's own JSON, with where it stands."""
        place = {**self.at.to_json(), "title": self.title, "incident": self.incident, "reader": self.reader}
        return {**self.body, **place, "words": self.sentence, "cursor": self.cursor}


def claims_at(connection: Connection, table: Table, serials: Sequence[int]) -> list[Found]:
    """Return the claims with these row numbers of `event` or `figure`, in the order given."""
    d, s, r, o = schema.document, schema.sentence, schema.reading, derived.origin
    mention, telling = derived.mention, derived.telling
    event_id = table.c.id if table is schema.event else table.c.event
    query = (
        select(
            table.c.serial,
            table.c.since,
            table.c.body,
            d.c.id,
            d.c.source,
            d.c.published,
            d.c.title,
            o.c.origin,
            telling.c.incident,
            r.c.reader,
            _words(d, s).label("words"),
        )
        .select_from(table)
        .join(d, d.c.serial == table.c.document)
        .join(r, r.c.serial == table.c.reading)
        .outerjoin(s, s.c.serial == table.c.sentence)
        .outerjoin(o, o.c.document == d.c.serial)
        .outerjoin(mention, mention.c.id == event_id)
        .outerjoin(telling, telling.c.id == mention.c.telling)
        .where(table.c.serial.in_(serials))
    )
    found = {row.serial: _claim(row, is_event=table is schema.event) for row in connection.execute(query)}
    return [found[n] for n in serials if n in found]


def events_near(
    connection: Connection, spans: Mapping[str, Sequence[tuple[int, int]]], types: Collection[str]
) -> list[Found]:
    """Return the events of these types whose sentences overlap with one of the `spans` of their document (by id)."""
    e, d, s = schema.event, schema.document, schema.sentence
    live = ~exists().where(schema.superseded.c.reading == e.c.reading)
    ids, serials = sorted(spans), []
    for n in range(0, len(ids), _MANY):
        part = [stored(i) or "" for i in ids[n : n + _MANY]]
        rows = connection.execute(select(d.c.serial, d.c.id).where(d.c.id.in_(part)))
        near = {row.serial: spans[told(row.id) or ""] for row in rows}
        query = select(e.c.serial, e.c.type, e.c.document, s.c.start, s.c.end).outerjoin(s, s.c.serial == e.c.sentence)
        # Types are compared here: SQLite, which knows no frequencies of values, would enter by them.
        serials += [
            row.serial
            for row in connection.execute(query.where(e.c.document.in_(list(near)), live))
            if row.type in types and _overlaps(row.start, row.end, near[row.document])
        ]
    serials.sort()
    return [f for n in range(0, len(serials), _MANY) for f in claims_at(connection, e, serials[n : n + _MANY])]


def _overlaps(start: int | None, end: int | None, spans: Sequence[tuple[int, int]]) -> bool:
    # What no sentence holds may stand anywhere.
    return start is None or end is None or any(a < end and start < b for a, b in spans)


def _words(d: Table, s: Table) -> Any:
    # Cutting in the database keeps long texts there; a text behind the mark is cut once it is read.
    cut = func.substr(d.c.text, s.c.start + 1, s.c.end - s.c.start)
    return case((func.substr(d.c.text, 1, 1) == MARK, None), else_=cut)


def _claim(row: Any, *, is_event: bool) -> Found:
    body = loads(row.body)
    at = source_of(row)
    return Found(
        claim=event_of(body) if is_event else casualty_of(body),
        body=body,
        at=at,
        title=told(row.title),
        sentence=row.words,
        incident=row.incident,
        reader=row.reader,
        cursor=f"{row.since}.{row.serial}",
    )


def source_of(row: Any) -> Source:
    """Return where a row's document stands; the row has its id, source, published and origin."""
    id_ = told(row.id) or ""
    return Source(document=id_, source=told(row.source), published=row.published, origin=row.origin or id_)


def document_of_row(row: Any) -> Document:
    """Return the document of a row of `document`."""
    body = loads(row.body)
    return Document(
        id=told(row.id) or "",
        text=told(row.text) or "",
        warnings=tuple(body["warnings"]),
        passages=passages_of(body["passages"]),
        **{name: told(getattr(row, name)) for name in _KNOWN},
    )


def records_of(connection: Connection, documents: Iterable[str], reader: str | None = None) -> list[Record]:
    """Return the records of documents by id, in the order given: the newest reading, or that of `reader`."""
    d, r = schema.document, schema.reading
    wanted = [stored(i) for i in documents]
    query = select(r.c.serial.label("reading"), r.c.reader, r.c.body.label("rest"), d).join_from(
        d, r, r.c.document == d.c.serial
    )
    newest = ~exists().where(schema.superseded.c.reading == r.c.serial)
    query = query.where(d.c.id.in_(wanted), newest if reader is None else r.c.reader == reader)
    rows = {row.id: row for row in connection.execute(query)}
    events = _bodies(connection, schema.event, [row.reading for row in rows.values()])
    figures = _bodies(connection, schema.figure, [row.reading for row in rows.values()])
    return [_record(rows[i], events, figures) for i in wanted if i in rows]


def readings_of(connection: Connection, document: int) -> list[tuple[Record, str]]:
    """Return every whole reading of a document (its row number) with its time, oldest first.

    A reading whose events or figures are not all there is left out.
    """
    d, r = schema.document, schema.reading
    columns = (r.c.serial.label("reading"), r.c.reader, r.c.body.label("rest"), r.c.at, r.c.events, r.c.figures, d)
    query = select(*columns).join_from(d, r, r.c.document == d.c.serial)
    rows = connection.execute(query.where(d.c.serial == document).order_by(r.c.serial)).all()
    numbers = [row.reading for row in rows]
    events, figures = (_bodies(connection, t, numbers) for t in (schema.event, schema.figure))
    return [
        (_record(row, events, figures), row.at)
        for row in rows
        if (len(events[row.reading]), len(figures[row.reading])) == (row.events, row.figures)
    ]


def _bodies(connection: Connection, table: Table, readings: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {n: [] for n in readings}
    documents = select(schema.reading.c.document).where(schema.reading.c.serial.in_(readings))
    query = (
        select(table.c.reading, table.c.body)
        .where(table.c.document.in_(documents), table.c.reading.in_(readings))
        .order_by(table.c.serial)
    )
    for reading, body in connection.execute(query):
        found[reading].append(loads(body))
    return found


def _record(row: Any, events: dict[int, list[Any]], figures: dict[int, list[Any]]) -> Record:
    rest = loads(row.rest)
    return Record(
        document=document_of_row(row),
        events=tuple(event_of(e) for e in events[row.reading]),
        casualties=tuple(casualty_of(c) for c in figures[row.reading]),
        reader=row.reader,
        **beside_of(rest),
    )
