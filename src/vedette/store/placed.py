"""Incidents by where they are: counted by the squares of a grid, by state where only that is told, and by days.

All is counted by the database, along `ix_incident_place` where a store has it: a window costs what lies in it. What has
no coordinates is in no square; it is counted apart (`unplaced`) and can be listed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from vedette.errors import StopError
from vedette.records.incident import Incident
from vedette.store import schema_derived as derived
from vedette.store.incidents import incidents_at, incidents_page, inside
from vedette.store.mentioned import as_told, is_involved
from vedette.store.query import Box, Query

WORLD = Box(-90, -180, 90, 180)
MOST_CELLS = 1_000
"""Squares that one answer counts at most."""

WIDEST, NARROWEST, ACROSS = 45.0, 45 / 2**14, 16
"""Degrees of the widest and the narrowest square, and how many squares a window has across at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Incidents in one square: how many, how many of them of force, the middle and the extent of their places (degrees).

    `one` is an incident of it: the only one, or an example where all of them are at the very same place; else None.
    """

    count: int
    force: int
    lat: float
    lon: float
    box: Box
    one: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Incidents without coordinates: `precision` and `country` of the place as told, None where none was told."""

    precision: str | None
    country: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How many incidents of a family can have happened between two days (ISO dates, both included)."""

    since: str
    until: str
    family: str
    count: int


def step_of(window: Box) -> float:
    """Return the side of the squares in degrees that a window is counted by: a half, a quarter, … of 45.

    Halving keeps squares where they are while the map is moved; no window has more than `ACROSS` + 1 of them a side.
    """
    wide = sum(part.east - part.west for part in window.parts())
    step = WIDEST
    while step > NARROWEST and max(wide, window.north - window.south) / (step / 2) <= ACROSS:
        step /= 2
    return step


def cells(connection: Connection, query: Query, window: Box = WORLD) -> list[Cell]:
    """Return the squares of `window` that hold incidents of `query`, fullest first; at most `MOST_CELLS`.

    The query's own window holds too. Its `limit` and `after` do not count.
    """
    step, at = step_of(window), _places(connection, query, window)
    square = [_floor(connection, (c + edge) / step) for c, edge in ((at.c.lat, 90.0), (at.c.lon, 180.0))]
    n, force, one = func.sum(at.c.n).label("n"), func.sum(at.c.force), func.min(at.c.one)
    middles = [func.sum(c * at.c.n) / func.sum(at.c.n) for c in (at.c.lat, at.c.lon)]
    ends = [f(c) for f, c in product((func.min, func.max), (at.c.lat, at.c.lon))]
    found = select(n, force, one, *middles, *ends).group_by(*square).order_by(n.desc(), one).limit(MOST_CELLS)
    rows = connection.execute(found).all()
    alike = [r[2] for r in rows if (r[5], r[6]) == (r[7], r[8])]
    ones = {x.id: x for n in range(0, len(alike), 400) for x in incidents_at(connection, alike[n : n + 400])}
    return [_cell(r, ones) for r in rows]


def unplaced(connection: Connection, query: Query) -> list[Unplaced]:
    """Return how many incidents of `query` have no coordinates, by the precision and state of the place told, most first.

    With a window in the query there are none: what has no place lies in no window.
    """
    if query.box is not None:
        return []
    where = (_told(connection, "precision"), _told(connection, "country"))
    found = select(*where, func.count().label("n")).where(*_holds(connection, query), derived.incident.c.lat.is_(None))
    rows = connection.execute(found.group_by(*where)).all()
    counted = [Unplaced(precision=r[0], country=r[1], count=r[2]) for r in rows]
    return sorted(counted, key=lambda u: (-u.count, u.precision or "", u.country or ""))


def spans(connection: Connection, query: Query) -> list[Span]:
    """Return how many incidents of `query` fall on which days, by family; those over more than a month are left out."""
    i = derived.incident
    columns = (i.c.since, i.c.until, i.c.family)
    found = select(*columns, func.count()).where(*_holds(connection, query), i.c.wide.is_(False), i.c.since > "")
    rows = connection.execute(found.group_by(*columns).order_by(*columns)).all()
    return [Span(since=a, until=b, family=f, count=n) for a, b, f, n in rows]


def stops(connection: Connection, query: Query, most: int) -> list[str]:
    """Return the newest `most` days on which an incident with coordinates begins, oldest first; they stop the slider."""
    i = derived.incident
    placed = (i.c.lat.is_not(None), i.c.wide.is_(False), i.c.since > "")
    days = (
        select(i.c.since).where(*_holds(connection, query), *placed).distinct().order_by(i.c.since.desc()).limit(most)
    )
    return list(connection.execute(days).scalars())[::-1]


def extent(connection: Connection, query: Query) -> Box | None:
    """Return the least window around every place of `query`; None where it finds none with coordinates."""
    i = derived.incident
    ends = [func.min(i.c.lat), func.min(i.c.lon), func.max(i.c.lat), func.max(i.c.lon)]
    south, west, north, east = connection.execute(select(*ends).where(*_holds(connection, query))).one()
    return None if south is None else Box(south, west, north, east)


def count(connection: Connection, query: Query, window: Box | None = None) -> int:
    """Return how many incidents of `query` there are, those with a place in `window` alone where one is told."""
    found = select(func.count(derived.incident.c.id)).where(*_holds(connection, query), *_within(window))
    return int(connection.execute(found).scalar_one())


def newest(
    connection: Connection, query: Query, window: Box | None = None, *, placed: bool | None = None
) -> list[tuple[Incident, str]]:
    """Return a page of incidents of `query`, the latest first day first, each with the cursor that continues after it.

    `placed` asks for those with coordinates alone, or those without.
    """
    if query.after is not None and "." not in query.after:
        raise StopError(f"cursor {query.after!r}: is none; hand in the cursor that the page before gave")
    return incidents_page(connection, replace(query, newest=True), window=window, placed=placed)


def among(connection: Connection, query: Query, ids: Collection[str]) -> set[str]:
    """Return those of `ids` (incidents, some hundreds at most) that `query` finds. Its `limit` and `after` do not count."""
    i = derived.incident
    asked = select(i.c.id).where(i.c.id.in_(sorted(ids)), *_itself(query), *as_told(connection, query))
    return set(connection.execute(asked).scalars()) if ids else set()


def _holds(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    """Return the conditions on `incident` that `query` asks for, all but its `limit` and `after`."""
    return [*_itself(query), *as_told(connection, query, counted=True)]


def _itself(query: Query) -> Iterator[ColumnElement[bool]]:
    i, v = derived.incident, derived.involved
    if query.since:
        yield i.c.until >= query.since
    if query.until:
        yield and_(i.c.since <= query.until, i.c.since > "")
    for party in (*(query.dyad or ()), *([query.actor] if is_involved(query.actor) else [])):
        yield i.c.id.in_(select(v.c.incident).where(v.c.party == party))
    if query.family is not None:
        yield i.c.family == query.family
    if query.incident is not None:
        yield i.c.id == query.incident
    if query.origins > 1:
        yield i.c.origins >= query.origins
    if query.box:
        yield inside(query.box)


def _places(connection: Connection, query: Query, window: Box) -> Subquery:
    """Return each place of `window` with how much there is: along the index, before anything is put into squares."""
    i = derived.incident
    force = func.sum(case((i.c.family == "force", 1), else_=0)).label("force")
    found = select(i.c.lat, i.c.lon, func.count().label("n"), force, func.min(i.c.id).label("one"))
    return found.where(*_holds(connection, query), inside(window)).group_by(i.c.lat, i.c.lon).subquery("at")


def _cell(row: Sequence[Any], ones: dict[str, Incident]) -> Cell:
    n, force, one, lat, lon, south, west, north, east = row
    # A mean of many like numbers is a hair beside them.
    lat, lon = south if south == north else lat, west if west == east else lon
    return Cell(count=int(n), force=int(force), lat=lat, lon=lon, box=Box(south, west, north, east), one=ones.get(one))


def _floor(connection: Connection, value: ColumnElement[Any]) -> ColumnElement[Any]:
    # SQLite is often built without floor(), and its cast cuts; PostgreSQL's cast rounds. The value is never below 0.
    return cast(value, Integer) if connection.dialect.name == "sqlite" else cast(func.floor(value), Integer)


def _told(connection: Connection, name: str) -> ColumnElement[Any]:
    body = derived.incident.c.body
    # SQLite has no type JSON: a cast to it would make a number of the text.
    told = type_coerce(body, JSON) if connection.dialect.name == "sqlite" else cast(body, JSON)
    found: ColumnElement[Any] = told["place", name].as_string()
    return found


def _within(window: Box | None) -> Iterator[ColumnElement[bool]]:
    if window is not None:
        yield inside(window)
