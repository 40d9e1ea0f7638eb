"""Incidents of the store by time, place, parties and family."""

from collections.abc import Iterator, Sequence
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, tuple_, union_all

from vedette.errors import StopError
from vedette.records.incident import Incident
from vedette.store import schema_derived as derived
from vedette.store.codec import incident_of
from vedette.store.judgements import judgements_at
from vedette.store.lanes import in_order
from vedette.store.mentioned import as_told, is_involved
from vedette.store.query import Query


def incidents_page(connection: Connection, query: Query) -> list[tuple[Incident, str]]:
    """Return a page of incidents by their first day (or the newest first), each with the cursor that continues after it.

    Every condition counts: period, window, parties, family and origins are the incident's own; what else is asked, one of
    its mentions must meet in its document's newest reading, with all of it at once.
    """
    told = tuple(as_told(connection, query))
    lanes = union_all(*(select(_lane(query, wide, told).subquery()) for wide in (False, True))).subquery()
    page = select(lanes).order_by(*in_order(query, lanes.c.since, lanes.c.id)).limit(query.limit)
    rows = connection.execute(page).all()
    found = _unpacked(connection, [row.body for row in rows])
    return [(i, f"{row.since}.{row.id}") for i, row in zip(found, rows, strict=True)]


def incidents_at(connection: Connection, ids: Sequence[str]) -> list[Incident]:
    """Return the incidents of these ids that there are."""
    i = derived.incident
    bodies = {row.id: row.body for row in connection.execute(select(i.c.id, i.c.body).where(i.c.id.in_(ids)))}
    return _unpacked(connection, [bodies[x] for x in ids if x in bodies])


def incident_called(connection: Connection, name: str) -> Incident:
    """Return the incident whose id begins with `name`, or that has a mention whose id begins so.

    Raises StopError where there is none, or more than one.
    """
    i, t, m = derived.incident, derived.telling, derived.mention
    like = (name, name + "g")  # ids are hex digits
    ids = set(connection.execute(select(i.c.id).where(i.c.id.between(*like)).limit(3)).scalars())
    if not ids:
        query = select(t.c.incident).join_from(m, t, t.c.id == m.c.telling).where(m.c.id.between(*like))
        ids = set(connection.execute(query.limit(3)).scalars())
    if len(ids) != 1 or not name:
        told = (
            "names several; write more of its id" if ids else "is none; 'vedette incidents' lists them with their ids"
        )
        raise StopError(f"incident {name!r}: {told}")
    return incidents_at(connection, sorted(ids))[0]


def _lane(query: Query, wide: bool, told: Sequence[ColumnElement[bool]]) -> Select[Any]:
    i, v = derived.incident, derived.involved
    parties = [*(query.dyad or ()), *([query.actor] if is_involved(query.actor) else [])]
    if parties:
        base = select(v.c.incident.label("id"), v.c.since, i.c.body).join_from(v, i, i.c.id == v.c.incident)
        base = base.where(v.c.party == parties[0], v.c.wide.is_(wide))
        since, id_ = v.c.since, v.c.incident
    else:
        base = select(i.c.id, i.c.since, i.c.body).where(i.c.wide.is_(wide))
        since, id_ = i.c.since, i.c.id
    return (
        base.where(*_bounds(query, since, id_, wide), *_rest(query, parties[1:]), *told)
        .order_by(*in_order(query, since, id_))
        .limit(query.limit)
    )


def _bounds(query: Query, since: Any, id_: Any, wide: bool) -> Iterator[ColumnElement[bool]]:
    if query.until:
        yield since <= query.until
    if query.since:
        yield since >= ("0001-01-01" if wide else query.reach_back)
        yield derived.incident.c.until >= query.since
    elif query.until:
        yield since > ""
    if query.after is not None:
        day, _, last = query.after.rpartition(".")
        here, there = tuple_(since, id_), tuple_(day, last)
        yield here < there if query.newest else here > there


def _rest(query: Query, parties: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    i, v = derived.incident, derived.involved.alias()
    for party in parties:
        yield i.c.id.in_(select(v.c.incident).where(v.c.party == party, v.c.incident == i.c.id).correlate(i))
    if query.family is not None:
        yield i.c.family == query.family
    if query.incident is not None:
        yield i.c.id == query.incident
    if query.origins > 1:
        yield i.c.origins >= query.origins
    if query.box:
        inside = (and_(i.c.lat.between(b.south, b.north), i.c.lon.between(b.west, b.east)) for b in query.box.parts())
        yield or_(*inside)


def _unpacked(connection: Connection, bodies: Sequence[str]) -> list[Incident]:
    judgements = judgements_at(connection, {j for body in bodies for j in loads(body)["judgements"]})
    return [incident_of(body, judgements) for body in bodies]
