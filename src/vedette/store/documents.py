"""Documents by their ids and by what is told in them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, exists, func, select

from vedette.records.document import Document
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.found import document_of_row
from vedette.store.texts import stored, told

_MANY = 400


def serials_of(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return the row numbers of documents by id; ids that are not stored are left out."""
    d = schema.document
    found: dict[str, int] = {}
    for part in _parts(sorted(ids)):
        query = select(d.c.id, d.c.serial).where(d.c.id.in_([stored(i) for i in part]))
        found |= {told(row.id) or "": row.serial for row in connection.execute(query)}
    return found


def origins_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the origin of documents by id; a document of which none is known is its own."""
    d, o = schema.document, derived.origin
    found = {i: i for i in ids}
    for part in _parts(sorted(ids)):
        query = select(d.c.id, o.c.origin).join_from(d, o, o.c.document == d.c.serial)
        rows = connection.execute(query.where(d.c.id.in_([stored(i) for i in part])))
        found |= {told(row.id) or "": told(row.origin) or "" for row in rows}
    return found


def documents_of(connection: Connection, claims: Collection[str]) -> list[str]:
    """Return the ids of the documents whose newest readings have these events (ids), in the order of storing."""
    d, e = schema.document, schema.event
    newest = ~exists().where(schema.superseded.c.reading == e.c.reading)
    found: dict[int, str] = {}
    for part in _parts(sorted(claims)):
        query = select(d.c.serial, d.c.id).join_from(d, e, e.c.document == d.c.serial).where(e.c.id.in_(part), newest)
        found |= {row.serial: told(row.id) or "" for row in connection.execute(query)}
    return [found[n] for n in sorted(found)]


def incidents_of(connection: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Return the incident of each mention (id of an event) that is of one."""
    m, t = derived.mention, derived.telling
    found: dict[str, str] = {}
    for part in _parts(sorted(mentions)):
        query = select(m.c.id, t.c.incident).join_from(m, t, t.c.id == m.c.telling).where(m.c.id.in_(part))
        found |= {row.id: row.incident for row in connection.execute(query) if row.incident}
    return found


def first_published(connection: Connection) -> str | None:
    """Return the first day of publication of any document (ISO), None where none is known."""
    d = schema.document
    found = connection.execute(select(func.min(d.c.published)).where(d.c.published > "0")).scalar()
    return found[:10] if found else None


def unread_by(connection: Connection, reader: str, *, after: int, limit: int) -> tuple[list[Document], int]:
    """Return documents (by row number behind `after`) that `reader` has not read, and the last one's row number."""
    d, r = schema.document, schema.reading
    read = exists().where(r.c.document == d.c.serial, r.c.reader == reader)
    query = select(d).where(d.c.serial > after, ~read).order_by(d.c.serial).limit(limit)
    rows = connection.execute(query).all()
    return [document_of_row(row) for row in rows], rows[-1].serial if rows else after


def _parts(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[n : n + _MANY] for n in range(0, len(values), _MANY)]
