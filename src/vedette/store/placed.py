"""Incidents by where they are: counted by the squares of a grid, by state where only that is told, and by days.

The database counts by places, along `ix_incident_place` where a store has it; places are put into squares here, so that
one answer serves every window (`Ground`). What has no coordinates is in no square; it is counted apart (`unplaced`) and can
be listed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Text,
    and_,
    case,
    cast,
    func,
    null,
    select,
    type_coerce,
    union_all,
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


@dataclass(frozen=True, slots=True)
class Place:
    """The incidents at one point (degrees): how many, how many of them of force, and the id of one."""

    lat: float
    lon: float
    count: int
    force: int
    one: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Where incidents are: every place with coordinates, and what has none, most first."""

    places: tuple[Place, ...]
    unplaced: tuple[Unplaced, ...]

    def extent(self) -> Box | None:
        """Return the least window around every place; None where there is none."""
        if not self.places:
            return None
        lats, lons = [p.lat for p in self.places], [p.lon for p in self.places]
        return Box(min(lats), min(lons), max(lats), max(lons))

    def squares(self, window: Box) -> list[list[Place]]:
        """Return the places of `window` by the squares that they lie in, fullest first; at most `MOST_CELLS`."""
        step, found = step_of(window), defaultdict[tuple[int, int], list[Place]](list)
        spans_ = [(b.west, b.east) for b in window.parts()]
        for p in self.places:
            if window.south <= p.lat <= window.north and any(w <= p.lon <= e for w, e in spans_):
                found[int((p.lat + 90) / step), int((p.lon + 180) / step)].append(p)
        ordered = sorted(found.values(), key=lambda told: (-sum(p.count for p in told), min(p.one for p in told)))
        return ordered[:MOST_CELLS]


def ground(connection: Connection, query: Query) -> Ground:
    """Return where the incidents of `query` are, in one look at what it finds. Its `limit` and `after` do not count.

    With a window in the query nothing is unplaced: what has no place lies in no window.
    """
    i, holds = derived.incident, _holds(connection, query)
    force = func.sum(case((i.c.family == "force", 1), else_=0))
    nowhere, untold = cast(null(), Float), cast(null(), Text)
    # Along the index, which holds all of this; only what has no place is fetched.
    at = select(i.c.lat, i.c.lon, func.count(), force, func.min(i.c.id), untold, untold)
    found: Any = at.where(*holds, i.c.lat.is_not(None)).group_by(i.c.lat, i.c.lon)
    if query.box is None:
        told = (_told(connection, "precision"), _told(connection, "country"))
        off = select(nowhere, nowhere, func.count(), cast(null(), Integer), untold, *told)
        found = union_all(found, off.where(*holds, i.c.lat.is_(None)).group_by(*told))
    rows = connection.execute(found).all()
    off_ = [Unplaced(precision=r[5], country=r[6], count=r[2]) for r in rows if r[0] is None]
    return Ground(
        places=tuple(Place(r[0], r[1], r[2], int(r[3]), r[4]) for r in rows if r[0] is not None),
        unplaced=tuple(sorted(off_, key=lambda u: (-u.count, u.precision or "", u.country or ""))),
    )


def cells_in(connection: Connection, found: Ground, window: Box = WORLD) -> list[Cell]:
    """Return the squares of `window` that hold incidents of `found`, fullest first; at most `MOST_CELLS`."""
    squares = found.squares(window)
    alike = [min(p.one for p in told) for told in squares if _is_one_place(told)]
    ones = {x.id: x for n in range(0, len(alike), 400) for x in incidents_at(connection, alike[n : n + 400])}
    return [_cell(told, ones) for told in squares]


def cells(connection: Connection, query: Query, window: Box = WORLD) -> list[Cell]:
    """Return the squares of `window` that hold incidents of `query`, fullest first; at most `MOST_CELLS`.

    The query's own window holds too. Its `limit` and `after` do not count.
    """
    return cells_in(connection, ground(connection, query), window)


def unplaced(connection: Connection, query: Query) -> list[Unplaced]:
    """Return how many incidents of `query` have no coordinates, by the precision and state of the place told, most first.

    With a window in the query there are none: what has no place lies in no window.
    """
    return list(ground(connection, query).unplaced)


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
    return ground(connection, query).extent()


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


def _is_one_place(told: Sequence[Place]) -> bool:
    return len(told) == 1


def _cell(told: Sequence[Place], ones: dict[str, Incident]) -> Cell:
    count, lats, lons = sum(p.count for p in told), [p.lat for p in told], [p.lon for p in told]
    alone = _is_one_place(told)
    return Cell(
        count=count,
        force=sum(p.force for p in told),
        lat=lats[0] if alone else sum(p.lat * p.count for p in told) / count,
        lon=lons[0] if alone else sum(p.lon * p.count for p in told) / count,
        box=Box(min(lats), min(lons), max(lats), max(lons)),
        one=ones.get(told[0].one) if alone else None,
    )


def _told(connection: Connection, name: str) -> ColumnElement[Any]:
    body = derived.incident.c.body
    # SQLite has no type JSON: a cast to it would make a number of the text.
    told = type_coerce(body, JSON) if connection.dialect.name == "sqlite" else cast(body, JSON)
    found: ColumnElement[Any] = told["place", name].as_string()
    return found


def _within(window: Box | None) -> Iterator[ColumnElement[bool]]:
    if window is not None:
        yield inside(window)
