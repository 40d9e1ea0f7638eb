"""Which documents copy which: keys by which copies are found, pairs, and each document's origin. Derived, not kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.texts import stored, told


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored document that may be a copy: its id, publication and text."""

    id: str
    published: str | None
    text: str


def put_keys(connection: Connection, document: int, day: str, keys: Collection[str]) -> None:
    """Store the keys by which copies of a document (its row number) are found; `day` is that of publication, or ""."""
    if keys:
        rows = [{"key": k, "day": day, "document": document} for k in sorted(set(keys))]
        connection.execute(insert(derived.copy_key), rows)


def sharing(connection: Connection, keys: Collection[str], day: str, within: int) -> list[Candidate]:
    """Return the documents that share one of `keys` and were published `within` so many days, or on an unknown day."""
    k, d = derived.copy_key, schema.document
    near = [k.c.day == "", k.c.day.between(*_around(day, within))] if day else []
    query = select(k.c.document).where(k.c.key.in_(sorted(keys)), *([or_(*near)] if near else [])).distinct()
    found = select(d.c.id, d.c.published, d.c.text).where(d.c.serial.in_(query)).order_by(d.c.serial)
    return [_candidate(row) for row in connection.execute(found)]


def _around(day: str, within: int) -> tuple[str, str]:
    middle, reach = date.fromisoformat(day), timedelta(days=within)
    return (middle - reach).isoformat(), (middle + reach).isoformat()


def _candidate(row: Any) -> Candidate:
    return Candidate(told(row.id) or "", told(row.published), told(row.text) or "")


def put_pairs(connection: Connection, pairs: Mapping[tuple[str, str], float]) -> None:
    """Store pairs of copies (ids, the smaller first) with how surely they are."""
    if pairs:
        rows = [{"left": stored(a), "right": stored(b), "score": score} for (a, b), score in sorted(pairs.items())]
        connection.execute(insert(derived.copy_pair), rows)


def group_of(connection: Connection, document: str) -> tuple[dict[str, str | None], list[tuple[str, str]]]:
    """Return the documents tied to `document` over pairs of copies, with their publication, and the pairs."""
    seen, pairs, front = {document}, set(), {document}
    while front:
        found = _pairs_at(connection, front)
        pairs |= found
        front = {x for pair in found for x in pair} - seen
        seen |= front
    d = schema.document
    query = select(d.c.id, d.c.published).where(d.c.id.in_([stored(i) for i in sorted(seen)]))
    published = {told(row.id) or "": told(row.published) for row in connection.execute(query)}
    return published, sorted(pairs)


def _pairs_at(connection: Connection, documents: Collection[str]) -> set[tuple[str, str]]:
    c = derived.copy_pair
    wanted = [stored(i) for i in sorted(documents)]
    query = select(c.c.left, c.c.right)
    return {
        (told(row.left) or "", told(row.right) or "")
        for side in (c.c.left, c.c.right)
        for row in connection.execute(query.where(side.in_(wanted)))
    }


def put_origin(connection: Connection, document: int, origin: str) -> None:
    """Store the origin of a new document (its row number)."""
    connection.execute(insert(derived.origin), [{"document": document, "origin": stored(origin)}])


def set_origins(connection: Connection, origins: Mapping[str, str]) -> list[str]:
    """Store each document's origin (ids); returns the documents whose origin was another before, not the new ones."""
    o, d = derived.origin, schema.document
    query = select(d.c.serial, d.c.id, o.c.origin).outerjoin_from(d, o, o.c.document == d.c.serial)
    rows = connection.execute(query.where(d.c.id.in_([stored(i) for i in sorted(origins)]))).all()
    other = [r for r in rows if told(r.origin) != origins[told(r.id) or ""]]
    if other:
        connection.execute(delete(o).where(o.c.document.in_([r.serial for r in other])))
        connection.execute(
            insert(o), [{"document": r.serial, "origin": stored(origins[told(r.id) or ""])} for r in other]
        )
    return [told(r.id) or "" for r in other if r.origin is not None]
