"""What mending a store needs of the database: emptying what is derived, and going through what is kept."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, select, text, union

from vedette.records.record import Record
from vedette.store import schema
from vedette.store.dialects import add_words
from vedette.store.found import records_of
from vedette.store.schema import metadata
from vedette.store.schema_derived import DERIVED
from vedette.store.texts import told

PAGE = 2_000


def clear_derived(connection: Connection) -> None:
    """Empty every derived table."""
    for name in DERIVED:
        connection.execute(delete(metadata.tables[name]))


def clear_words(connection: Connection) -> None:
    """Empty the full text."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO sentence_words (sentence_words) VALUES ('delete-all')"))
    else:
        connection.execute(text("DELETE FROM sentence_words"))


def index_words(connection: Connection) -> None:
    """Index the words of every sentence."""
    s, d = schema.sentence, schema.document
    query = select(d.c.serial, d.c.text).order_by(d.c.serial).limit(PAGE // 20)
    last = 0
    while rows := connection.execute(query.where(d.c.serial > last)).all():
        texts = {row.serial: told(row.text) or "" for row in rows}
        cut = select(s.c.serial, s.c.document, s.c.start, s.c.end).where(s.c.document.in_(texts))
        add_words(
            connection,
            [{"n": r.serial, "t": texts[r.document][r.start : r.end]} for r in connection.execute(cut)],
        )
        last = rows[-1].serial


def newest_records(connection: Connection, size: int) -> Iterator[list[Record]]:
    """Yield the newest reading of every document, `size` at a time, in the order of storing."""
    d = schema.document
    last = 0
    while rows := connection.execute(
        select(d.c.serial, d.c.id).where(d.c.serial > last).order_by(d.c.serial).limit(size)
    ).all():
        yield records_of(connection, [told(row.id) or "" for row in rows])
        last = rows[-1].serial


def count_named(connection: Connection) -> int:
    """Return how many documents there are or are pointed to, in a store out of which rows may be lost."""
    tables = (schema.arrival, schema.reading, schema.sentence, schema.event, schema.figure)
    named = union(select(schema.document.c.serial), *(select(t.c.document) for t in tables)).subquery()
    return connection.execute(select(func.count()).select_from(named)).scalar_one()


def arrivals_of(connection: Connection, document: int) -> list[tuple[str, str, str]]:
    """Return how and when a document (its row number) came, and what was then known otherwise of it, oldest first."""
    a = schema.arrival
    query = select(a.c.way, a.c.at, a.c.known).where(a.c.document == document).order_by(a.c.serial)
    return [_arrival(row) for row in connection.execute(query)]


def _arrival(row: Any) -> tuple[str, str, str]:
    return told(row.way) or "", row.at, row.known
