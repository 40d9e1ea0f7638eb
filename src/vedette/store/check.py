"""Whether a store is sound: the file itself, every text against its hash, every receipt against its text, every count."""

from collections.abc import Iterator
from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, exists, func, select, text

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.audit import faults as audit_faults
from vedette.store.corrections import correction_of, not_laid_over
from vedette.store.rows import hash_of
from vedette.store.schema_people import audit
from vedette.store.schema_watching import original
from vedette.store.texts import told

MOST = 100
"""Faults of the file that are told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: `kind` is file, text, reading, receipt, correction, audit, words or derived; `item` what it is about."""

    kind: str
    item: str
    what: str


def counts_of(connection: Connection) -> dict[str, int]:
    """Return how many rows a check goes through, by what they are."""
    tables = {
        "documents": schema.document,
        "readings": schema.reading,
        "sentences": schema.sentence,
        "events": schema.event,
        "figures": schema.figure,
        "corrections": schema.correction,
        "incidents": derived.incident,
        "originals": original,
        "entries": audit,
    }
    return {n: connection.execute(select(func.count()).select_from(t)).scalar_one() for n, t in tables.items()}


def check_all(connection: Connection) -> Iterator[Fault]:
    """Yield every fault, the file's own first; raises the database's error where it cannot even be looked at."""
    if connection.dialect.name == "sqlite":
        yield from _file(connection)
    yield from _texts(connection)
    yield from _readings(connection)
    yield from _receipts(connection, schema.event)
    yield from _receipts(connection, schema.figure)
    yield from _corrections(connection)
    yield from (Fault("audit", "audit log", what) for what in audit_faults(connection))
    yield from _words(connection)
    yield from _derived(connection)


def _file(connection: Connection) -> Iterator[Fault]:
    for (found,) in connection.execute(text(f"PRAGMA integrity_check({MOST})")):
        if found != "ok":
            yield Fault("file", "integrity", " ".join(str(found).split()))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault("file", f"{row[0]} {row[1]}", f"points to a row of {row[2]} that is not there")


def _texts(connection: Connection) -> Iterator[Fault]:
    d = schema.document
    for row in _all(connection, select(d.c.serial, d.c.id, d.c.text, d.c.hash), d):
        if hash_of(told(row.text) or "") != row.hash:
            yield Fault("text", f"document {told(row.id)}", "its text is not the one that was stored")


def _readings(connection: Connection) -> Iterator[Fault]:
    r, d = schema.reading, schema.document
    for table, column in ((schema.event, r.c.events), (schema.figure, r.c.figures)):
        counted = (
            select(func.count())
            .where(table.c.reading == r.c.serial, table.c.document == r.c.document)
            .scalar_subquery()
        )
        query = select(d.c.id, r.c.reader, column.label("told"), counted.label("found")).join_from(
            r, d, d.c.serial == r.c.document
        )
        for row in connection.execute(query.where(column != counted)):
            what = f"has {row.found} of {row.told} {table.name}s"
            yield Fault("reading", f"document {told(row.id)}, reader {row.reader}", what)


def _receipts(connection: Connection, table: Table) -> Iterator[Fault]:
    d = schema.document
    query = select(table.c.serial, table.c.id, table.c.body, d.c.text, d.c.id.label("document")).join_from(
        table, d, d.c.serial == table.c.document
    )
    for row in _all(connection, query, table):
        body = loads(row.body)
        at = body["trigger"] if table is schema.event else body
        if (told(row.text) or "")[at["start"] : at["end"]] != at["text"]:
            yield Fault("receipt", f"{table.name} {row.id}", f"its words do not stand in document {told(row.document)}")


def _corrections(connection: Connection) -> Iterator[Fault]:
    c, d = schema.correction, schema.document
    query = select(c, d.c.id.label("name"), d.c.text).join_from(c, d, d.c.serial == c.c.document)
    for row in _all(connection, query, c):
        what = _correction_fault(row._mapping, told(row.name) or "", told(row.text) or "")  # noqa: SLF001 - public, in spite of its name
        if what is not None:
            yield Fault("correction", f"correction {row.id}", what)
    for name in not_laid_over(connection):
        yield Fault("derived", f"document {name}", "its newest reading is without what people corrected")


def _correction_fault(row: RowMapping, document: str, whole: str) -> str | None:
    try:
        found = correction_of(row, document)
        at = [(c.get("trigger") or c) for c in (found.before, found.after) if c is not None]
        stands = all(whole[w["start"] : w["end"]] == w["text"] for w in at)
    except (TypeError, ValueError, KeyError):
        return "is no longer readable"
    if found.hash() != found.id:
        return "is not the one that was stored"
    return None if stands else f"its words do not stand in document {document}"


def _words(connection: Connection) -> Iterator[Fault]:
    sentences = connection.execute(select(func.count()).select_from(schema.sentence)).scalar_one()
    # A contentless index counts its rows by their sizes.
    table = "sentence_words_docsize" if connection.dialect.name == "sqlite" else "sentence_words"
    indexed = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our own names
    if sentences != indexed:
        yield Fault("words", "full text", f"has {indexed} of {sentences} sentences")


def _derived(connection: Connection) -> Iterator[Fault]:
    d, o, t, i, r = schema.document, derived.origin, derived.telling, derived.incident, schema.reading
    # What nobody has read yet is told in no incident, and is no copy of anything.
    read = exists().where(r.c.document == d.c.serial)
    loose = select(d.c.id).where(read, ~exists().where(o.c.document == d.c.serial))
    for row in connection.execute(loose):
        yield Fault("derived", f"document {told(row.id)}", "was not reconciled")
    homeless = select(t.c.id).where(~exists().where(i.c.id == t.c.incident))
    for row in connection.execute(homeless):
        yield Fault("derived", f"telling {row.id}", "is of no incident")
    empty = select(i.c.id).where(~exists().where(t.c.incident == i.c.id))
    for row in connection.execute(empty):
        yield Fault("derived", f"incident {row.id}", "has no telling")


def _all(connection: Connection, query: Any, table: Table, size: int = 500) -> Iterator[Any]:
    """Yield the rows of `query` by serial, a page at a time, so that memory does not grow with the store."""
    last = 0
    while rows := connection.execute(query.where(table.c.serial > last).order_by(table.c.serial).limit(size)).all():
        yield from rows
        last = rows[-1].serial
