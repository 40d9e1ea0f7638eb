"""Corrections: kept for ever, each with its author, time and reason; taken back only by another correction."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, RowMapping, exists, func, insert, select

from vedette.errors import StopError
from vedette.records.correction import Correction, corrected, corrected_name, is_corrected
from vedette.records.record import Record
from vedette.store import schema
from vedette.store.documents import serials_of
from vedette.store.found import records_of
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored, told

_MANY = 400
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a document, oldest first, with the row number of the newest."""

    last: int
    all: tuple[Correction, ...]


def add_correction(connection: Connection, correction: Correction) -> int:
    """Store a correction; returns its row number. Raises StopError where its document is not stored."""
    c = schema.correction
    document = serials_of(connection, [correction.document]).get(correction.document)
    if document is None:
        raise StopError(f"document {correction.document!r}: is none; 'vedette documents list' tells their ids")
    serial = last_serial(connection, c) + 1
    connection.execute(insert(c), [row_of(correction, serial, document)])
    return serial


def row_of(correction: Correction, serial: int, document: int) -> dict[str, Any]:
    """Return the row of a correction; `document` is the row number of its document."""
    as_told = {n: getattr(correction, n) for n in ("id", "claim", "kind", "start", "end", "at", "supersedes")}
    claims = {n: None if (v := getattr(correction, n)) is None else packed(v) for n in ("before", "after")}
    words = {n: stored(getattr(correction, n)) for n in ("author", "why")}
    return {"serial": serial, "document": document, "beside": packed(correction.beside), **as_told, **claims, **words}


def corrections_of(connection: Connection, documents: Collection[str]) -> dict[str, Corrections]:
    """Return the corrections of documents (ids), undone or not; documents without any are left out."""
    c, d = schema.correction, schema.document
    found: dict[str, list[tuple[int, Correction]]] = {}
    for part in _parts(sorted(documents)):
        query = select(c, d.c.id.label("name")).join_from(c, d, d.c.serial == c.c.document)
        query = query.where(d.c.id.in_([stored(i) for i in part])).order_by(c.c.serial)
        for row in connection.execute(query).mappings():
            name = told(row["name"]) or ""
            found.setdefault(name, []).append((row["serial"], correction_of(row, name)))
    return {i: Corrections(rows[-1][0], tuple(one for _, one in rows)) for i, rows in found.items()}


def correction_called(connection: Connection, name: str) -> Correction:
    """Return the correction whose id begins with `name`; StopError where not exactly one does."""
    c, d = schema.correction, schema.document
    query = select(c, d.c.id.label("name")).join_from(c, d, d.c.serial == c.c.document)
    rows = connection.execute(query.where(c.c.id.between(name, name + "g"))).mappings().all() if name else []
    if len(rows) != 1:
        what = "names several; write more of its id" if rows else "is none; the report's page tells them"
        raise StopError(f"correction {name!r}: {what}")
    return correction_of(rows[0], told(rows[0]["name"]) or "")


def documents_corrected(connection: Connection) -> Iterator[str]:
    """Yield the ids of the documents that have corrections, undone or not, in the order of storing."""
    c, d = schema.correction, schema.document
    last = 0
    query = select(d.c.serial, d.c.id).where(d.c.serial.in_(select(c.c.document))).order_by(d.c.serial)
    while rows := connection.execute(query.where(d.c.serial > last).limit(_PAGE)).all():
        yield from (told(row.id) or "" for row in rows)
        last = rows[-1].serial


def machine_reader(connection: Connection, document: str) -> str | None:
    """Return the name of the newest reading of a document (its id) that is a machine's; None where there is none."""
    r, d = schema.reading, schema.document
    query = select(r.c.reader).join_from(r, d, d.c.serial == r.c.document).where(d.c.id == stored(document))
    readers = connection.execute(query.order_by(r.c.serial.desc())).scalars()
    return next((name for name in readers if not is_corrected(name)), None)


def machine_record(connection: Connection, document: str) -> Record | None:
    """Return what the newest machine read in a document (its id), without what people corrected."""
    reader = machine_reader(connection, document)
    return records_of(connection, [document], reader)[0] if reader is not None else None


def corrected_of(connection: Connection, records: Sequence[Record]) -> list[Record]:
    """Return these machine's records with the corrections of their documents laid over; those without any are left out."""
    found = corrections_of(connection, {r.document.id for r in records})
    there = [(r, found[r.document.id]) for r in records if r.document.id in found]
    return [corrected(r, c.all, c.last) for r, c in there]


def not_laid_over(connection: Connection) -> Iterator[str]:
    """Yield the ids of documents with corrections whose newest reading is none with all of them laid over it."""
    c, d, r = schema.correction, schema.document, schema.reading
    for name in documents_corrected(connection):
        last = select(func.max(c.c.serial)).join_from(c, d, d.c.serial == c.c.document).where(d.c.id == stored(name))
        newest = ~exists().where(schema.superseded.c.reading == r.c.serial)
        query = select(r.c.reader).join_from(r, d, d.c.serial == r.c.document)
        reader = connection.execute(query.where(d.c.id == stored(name), newest)).scalar()
        wanted = corrected_name("", connection.execute(last).scalar_one())
        if reader is not None and not reader.endswith(wanted):
            yield name


def correction_of(row: RowMapping, document: str) -> Correction:
    """Return the correction of a row; `document` is the id of its document."""
    return Correction(
        document=document,
        before=None if row["before"] is None else loads(row["before"]),
        after=None if row["after"] is None else loads(row["after"]),
        beside=tuple(loads(row["beside"])),
        author=told(row["author"]) or "",
        why=told(row["why"]) or "",
        **{n: row[n] for n in ("id", "claim", "kind", "start", "end", "at", "supersedes")},
    )


def _parts(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[n : n + _MANY] for n in range(0, len(values), _MANY)]
