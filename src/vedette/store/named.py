"""Incidents and documents by the beginning of their id, for what is offered while somebody types; along their keys, never a scan."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from vedette.records.incident import Incident
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.incidents import incidents_at
from vedette.store.texts import stored, told

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A document by its id, with what tells it from others."""

    id: str
    title: str | None
    source: str | None
    published: str | None


def incidents_begun(connection: Connection, beginning: str, limit: int) -> list[Incident]:
    """Return the first incidents, by id, whose id begins so."""
    i = derived.incident
    # Ids are hex digits.
    query = select(i.c.id).where(i.c.id.between(beginning, f"{beginning}g")).order_by(i.c.id).limit(limit)
    return incidents_at(connection, list(connection.execute(query).scalars()))


def documents_begun(connection: Connection, beginning: str, limit: int) -> list[Named]:
    """Return the first documents, by id, whose id begins so."""
    start, d = stored(beginning) or "", schema.document
    query = select(d.c.id, d.c.title, d.c.source, d.c.published).where(d.c.id >= start, d.c.id < start + _LAST)
    rows = connection.execute(query.order_by(d.c.id).limit(limit))
    return [Named(id=told(r.id) or "", title=told(r.title), source=told(r.source), published=r.published) for r in rows]
