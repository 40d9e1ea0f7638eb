"""Where the bytes stand that documents were taken out of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from vedette.records.arriving import Kept, Original
from vedette.store import schema
from vedette.store.documents import serials_of
from vedette.store.schema_watching import original, taken
from vedette.store.serials import last_serial
from vedette.store.texts import stored, told

_PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """An original as it is stored: what it is, when it was got, and where in the archive it stands."""

    uri: str
    kind: str | None
    at: str
    kept: Kept


def kept_at(connection: Connection, hash: str) -> Kept | None:  # noqa: A002 - the record's own name
    """Return where bytes with this hash are kept, None where they are not."""
    row = connection.execute(select(original).where(original.c.hash == hash)).first()
    return Kept(file=row.file, offset=row.offset, length=row.length, hash=row.hash) if row else None


def every_original(connection: Connection) -> Iterator[Kept]:
    """Yield where every original is kept, in the order of storing."""
    last = 0
    while rows := connection.execute(
        select(original).where(original.c.serial > last).order_by(original.c.serial).limit(_PAGE)
    ).all():
        yield from (Kept(file=r.file, offset=r.offset, length=r.length, hash=r.hash) for r in rows)
        last = rows[-1].serial


def add_originals(connection: Connection, came: Sequence[tuple[str, Original, Kept]], at: str) -> None:
    """Note which stored documents (ids) were taken out of which originals, and where these are kept.

    The archive must have been synced before.
    """
    serials = serials_of(connection, [document for document, _, _ in came])
    numbers = _numbers(connection, came)
    pairs = {(serials[d], numbers[o.hash]) for d, o, _ in came if d in serials and o.hash in numbers}
    there = select(taken.c.document, taken.c.original).where(taken.c.document.in_(sorted({d for d, _ in pairs})))
    new = pairs - {(row.document, row.original) for row in connection.execute(there)}
    if new:
        connection.execute(insert(taken), [{"document": d, "original": o, "at": at} for d, o in sorted(new)])


def _numbers(connection: Connection, came: Sequence[tuple[str, Original, Kept]]) -> dict[str, int]:
    """Return the row number of each original by its hash, those that were not there before stored first."""
    hashes = sorted({o.hash for _, o, _ in came})
    query = select(original.c.hash, original.c.serial).where(original.c.hash.in_(hashes))
    found = {row.hash: row.serial for row in connection.execute(query)}
    serial = last_serial(connection, original) + 1
    rows = []
    for _, o, kept in came:
        if o.hash not in found:
            found[o.hash] = serial
            place = {"file": kept.file, "offset": kept.offset, "length": kept.length}
            facts = {"uri": stored(o.uri), "kind": stored(o.kind), "status": o.status, "at": o.at}
            rows.append({"serial": serial, "hash": o.hash, **facts, **place})
            serial += 1
    if rows:
        connection.execute(insert(original), rows)
    return found


def originals_of(connection: Connection, document: str) -> tuple[Where, ...]:
    """Return the originals that a document (its id) was taken out of, oldest first."""
    d = schema.document
    query = (
        select(original)
        .join(taken, taken.c.original == original.c.serial)
        .join(d, d.c.serial == taken.c.document)
        .where(d.c.id == stored(document))
        .order_by(original.c.serial)
    )
    return tuple(
        Where(
            uri=told(row.uri) or "",
            kind=told(row.kind),
            at=row.at,
            kept=Kept(file=row.file, offset=row.offset, length=row.length, hash=row.hash),
        )
        for row in connection.execute(query)
    )
