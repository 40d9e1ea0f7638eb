"""The conditions under which an incident is one that a query asks for, for counting and for lists of any order."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, or_, select, text

from vedette.errors import StopError
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.dialects import match_of, matching
from vedette.store.query import Query
from vedette.store.texts import stored

Condition = ColumnElement[bool]

UNHEEDED = ("doer", "kind", "side", "document", "incident")
"""What a query may ask of claims that nobody asks of incidents."""


def holds(connection: Connection, query: Query) -> list[Condition]:
    """Return the conditions on `incident` that `query` asks for; its `limit` and `after` are the caller's.

    Type, status, claimant, publisher and words must be those of one event that tells the incident, in the newest reading of
    its document. Raises StopError for what cannot be asked of an incident, instead of not heeding it.
    """
    for name in UNHEEDED:
        if getattr(query, name) is not None:
            raise StopError(f"incidents: cannot be asked for by {name}; leave it out, or ask for events")
    if query.confidence > 0:
        raise StopError("incidents: have no confidence; leave it out, or ask for events")
    return [*_itself(query), *_told(connection, query)]


def _itself(query: Query) -> Iterator[Condition]:
    i, v = derived.incident, derived.involved
    if query.since:
        yield i.c.until >= query.since
    if query.until:
        yield and_(i.c.since <= query.until, i.c.since > "")
    for party in (*(query.dyad or ()), *([query.actor] if query.actor else [])):
        yield i.c.id.in_(select(v.c.incident).where(v.c.party == party))
    if query.family is not None:
        yield i.c.family == query.family
    if query.origins > 1:
        yield i.c.origins >= query.origins
    if query.box:
        parts = query.box.parts()
        yield or_(*(and_(i.c.lat.between(b.south, b.north), i.c.lon.between(b.west, b.east)) for b in parts))


def _told(connection: Connection, query: Query) -> Iterator[Condition]:
    """Yield that one live event of the incident is as asked."""
    asked = list(_event(connection, query))
    if asked:
        e, m, t, s = schema.event, derived.mention, derived.telling, schema.superseded
        told = select(t.c.incident).join_from(t, m, m.c.telling == t.c.id).join(e, e.c.id == m.c.id)
        live = ~exists().where(s.c.reading == e.c.reading)
        yield derived.incident.c.id.in_(told.where(live, *asked))


def _event(connection: Connection, query: Query) -> Iterator[Condition]:
    e, p = schema.event, schema.party
    for name in ("type", "status", "source"):
        value: Any = getattr(query, name)
        if value is not None:
            yield e.c[name] == stored(value)
    if query.claimant is not None:
        key = (p.c.of == "event", p.c.wide == e.c.wide, p.c.since == e.c.since, p.c.claim == e.c.serial)
        yield exists().where(p.c.name == query.claimant, p.c.role == "claimant", *key)
    if query.words is not None:
        words = match_of(query.words, connection.dialect.name)
        found = text(matching(connection.dialect.name)).bindparams(words=words)
        yield e.c.sentence.in_(found) if words else false()
