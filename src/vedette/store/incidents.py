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
from vedette.store.query import Box, Query

NARROW = 1_000.0
"""Square degrees up to which a window is entered by place; a wider one holds so much that a page is full sooner by days."""


def incidents_page(
    connection: Connection, query: Query, *, window: Box | None = None, placed: bool | None = None
) -> list[tuple[Incident, str]]:
    """Return a page of incidents by their first day (or the newest first), each with the cursor that continues after it.

    Every condition counts: period, window, parties, family and origins are the incident's own; what else is asked, one of
    its mentions must meet in its document's newest reading, with all of it at once. `window` is a second window beside the
    query's; `placed` asks for incidents with coordinates alone, or for those without.
    """
    told = (*_standing(window, placed), *as_told(connection, query))
    if any(b is not None and b.area <= NARROW for b in (query.box, window)):
        return _nearby(connection, query, told)
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


def inside(window: Box) -> ColumnElement[bool]:
    """Return the condition that an incident's place lies in `window`."""
    i = derived.incident
    across = or_(*(i.c.lon.between(b.west, b.east) for b in window.parts()))
    # Latitude once: SQLite enters the index by it, for both halves of a window over the date line.
    return and_(i.c.lat.between(window.south, window.north), across)


def _standing(window: Box | None, placed: bool | None) -> Iterator[ColumnElement[bool]]:
    lat = derived.incident.c.lat
    if window is not None:
        yield inside(window)
    if placed is not None:
        yield lat.is_not(None) if placed else lat.is_(None)


def _nearby(connection: Connection, query: Query, told: Sequence[ColumnElement[bool]]) -> list[tuple[Incident, str]]:
    """Return the page of a window so small that all in it is put in order."""
    i, v = derived.incident, derived.involved
    parties = [*(query.dyad or ()), *([query.actor] if is_involved(query.actor) else [])]
    mine = (i.c.id.in_(select(v.c.incident).where(v.c.party == p)) for p in parties)
    page = select(i.c.id, i.c.since).where(
        *_until(query), *_after(query, i.c.since, i.c.id), *mine, *_rest(query, ()), *told
    )
    rows = connection.execute(page.order_by(*in_order(query, i.c.since, i.c.id)).limit(query.limit)).all()
    found = incidents_at(connection, [r.id for r in rows])
    return [(x, f"{r.since}.{r.id}") for x, r in zip(found, rows, strict=True)]


def _until(query: Query) -> Iterator[ColumnElement[bool]]:
    i = derived.incident
    if query.since:
        yield i.c.until >= query.since
    if query.until:
        yield and_(i.c.since <= query.until, i.c.since > "")


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
    yield from _after(query, since, id_)


def _after(query: Query, since: Any, id_: Any) -> Iterator[ColumnElement[bool]]:
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
        yield inside(query.box)


def _unpacked(connection: Connection, bodies: Sequence[str]) -> list[Incident]:
    judgements = judgements_at(connection, {j for body in bodies for j in loads(body)["judgements"]})
    return [incident_of(body, judgements) for body in bodies]
