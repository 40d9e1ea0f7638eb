"""All that is stored of one document beside what it tells: how it came, who read it, out of which bytes, which versions."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from vedette.errors import StopError
from vedette.records.document import Document
from vedette.store import schema
from vedette.store.found import document_of_row
from vedette.store.originals import Where, originals_of
from vedette.store.texts import stored, told
from vedette.store.versions import Change, changes

_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How and when a document came."""

    way: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A reading of a document: by which reader, when, with how many events and figures."""

    reader: str
    at: str
    events: int
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A document with its arrivals and readings (oldest first), its originals, and the changes of its article."""

    document: Document
    arrivals: tuple[Arrival, ...]
    readings: tuple[Read, ...]
    originals: tuple[Where, ...]
    changes: tuple[Change, ...]


def document_called(connection: Connection, name: str) -> Document:
    """Return the document whose id is `name`, or the one whose id begins with it; StopError where not one does."""
    d = schema.document
    exact = connection.execute(select(d).where(d.c.id == stored(name))).first()
    if exact is not None:
        return document_of_row(exact)
    query = select(d).where(d.c.id.startswith(name, autoescape=True)).order_by(d.c.serial).limit(_MOST)
    rows = connection.execute(query).all() if name else []
    if len(rows) != 1:
        what = (
            "there is none" if not rows else f"{len(rows)} begin with it: {', '.join(told(r.id) or '' for r in rows)}"
        )
        raise StopError(f"document {name!r}: {what}; 'vedette documents list' tells their ids")
    return document_of_row(rows[0])


def standing_of(connection: Connection, name: str) -> Standing:
    """Return what is stored of the document called `name`; StopError where there is none."""
    document = document_called(connection, name)
    d, a, r = schema.document, schema.arrival, schema.reading
    serial = connection.execute(select(d.c.serial).where(d.c.id == stored(document.id))).scalar_one()
    arrivals = connection.execute(select(a).where(a.c.document == serial).order_by(a.c.serial))
    readings = connection.execute(select(r).where(r.c.document == serial).order_by(r.c.serial))
    return Standing(
        document=document,
        arrivals=tuple(Arrival(way=told(row.way) or "", at=row.at) for row in arrivals),
        readings=tuple(_read(row) for row in readings),
        originals=originals_of(connection, document.id),
        changes=tuple(changes(connection, document=document.id)),
    )


def _read(row: Any) -> Read:
    return Read(reader=row.reader, at=row.at, events=row.events, figures=row.figures)


def documents_page(
    connection: Connection,
    *,
    after: int = 0,
    limit: int = 50,
    source: str | None = None,
    language: str | None = None,
    unread: bool = False,
) -> list[tuple[int, Document, bool]]:
    """Return documents in the order of storing behind row number `after`: the row number, the document, whether it is read."""
    d, r = schema.document, schema.reading
    read = select(r.c.serial).where(r.c.document == d.c.serial).exists()
    query = select(d, read.label("read")).where(d.c.serial > after).order_by(d.c.serial).limit(limit)
    if source is not None:
        query = query.where(d.c.source == stored(source))
    if language is not None:
        query = query.where(d.c.language.startswith(language, autoescape=True))
    if unread:
        query = query.where(~read)
    return [(row.serial, document_of_row(row), bool(row.read)) for row in connection.execute(query)]
