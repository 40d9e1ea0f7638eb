"""What a window of the map holds, asked of the store; with a tier, which no index knows, as far as one may look."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from vedette.desk.counted import KEPT
from vedette.desk.filters import Filter
from vedette.desk.listing import LOOKED_AT, Eye, lines_of
from vedette.desk.setup import Setup
from vedette.desk.views.shared import IncidentLine, Page
from vedette.desk.views.sight import Sight
from vedette.records.incident import Incident
from vedette.store.placed import WORLD, Cell, Unplaced, cells_in, ground, newest
from vedette.store.query import Box, Query

STEP = 100
"""Incidents whose tier is found at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a window holds: squares, what has no place, how many lie in the window.

    `looked_at` tells how many incidents were looked through where there are more than one may look for a tier, else None.
    """

    cells: tuple[Cell, ...]
    unplaced: tuple[Unplaced, ...]
    seen: int
    looked_at: int | None = None


@dataclass(frozen=True, slots=True)
class Atlas:
    """The store as the map asks it: what `asked` and the day of `sight` leave, in an open transaction."""

    connection: Connection
    setup: Setup
    asked: Filter
    sight: Sight
    eye: Eye

    def query(self, **beside: object) -> Query:
        """Return what is asked for on the day that the slider stands on."""
        on = self.sight.on
        return (replace(self.asked, since=on, until=on) if on else self.asked).to_query(**beside)

    def held(self, window: Box | None) -> Held:
        """Return what `window` holds (the world where none is told), and what has no place at all."""
        if self.asked.tier:
            return self._of_tier(window)
        on = KEPT.of(self.connection, ground, self.query())
        found = cells_in(self.connection, on, window or WORLD)
        return Held(cells=tuple(found), unplaced=on.unplaced, seen=sum(c.count for c in found))

    def page(self, window: Box | None, limit: int, after: str | None) -> Page[IncidentLine]:
        """Return a page of the list, newest first: of what lies in the window, or of what has no place."""
        query, tier = self.query(limit=limit + 1, after=after), self.asked.tier
        if tier:
            return self._page_of_tier(window, limit, after)
        if self.sight.off and query.box is not None:
            return Page(items=())
        found = self._newest(query, window, off=self.sight.off)
        kept = found[:limit]
        return Page(items=self._lines([i for i, _ in kept]), next=kept[-1][1] if len(found) > limit else None)

    def _newest(self, query: Query, window: Box | None, *, off: bool) -> list[tuple[Incident, str]]:
        return newest(self.connection, query, None if off else window or WORLD, placed=not off)

    def _lines(self, incidents: Sequence[Incident]) -> tuple[IncidentLine, ...]:
        return lines_of(self.connection, self.setup.knowledge, incidents, self.eye)

    def _page_of_tier(self, window: Box | None, limit: int, after: str | None) -> Page[IncidentLine]:
        lines: list[IncidentLine] = []
        looked = 0
        while looked < LOOKED_AT:
            found = self._newest(self.query(limit=STEP, after=after), window, off=self.sight.off)
            cursors = {i.id: cursor for i, cursor in found}
            for line in self._lines([i for i, _ in found]):
                looked += 1
                lines += [line] if line.tier == self.asked.tier else []
                if len(lines) == limit:
                    return Page(items=tuple(lines), next=cursors[line.id])
            if len(found) < STEP:
                return Page(items=tuple(lines), looked_at=looked)
            after = found[-1][1]
        return Page(items=tuple(lines), next=after, looked_at=looked)

    def _of_tier(self, window: Box | None) -> Held:
        inside = self._newest(self.query(limit=LOOKED_AT), window, off=False)
        without = [] if self.query().box else self._newest(self.query(limit=LOOKED_AT), None, off=True)
        placed, nowhere = (self._of_one([i for i, _ in found]) for found in (inside, without))
        looked = max(len(inside), len(without))
        return Held(
            cells=cells_of(placed),
            unplaced=unplaced_of(nowhere),
            seen=len(placed),
            looked_at=looked if looked == LOOKED_AT else None,
        )

    def _of_one(self, incidents: Sequence[Incident]) -> list[Incident]:
        return of_tier(self.connection, self.setup, incidents, self.asked.tier, self.eye)


def of_tier(connection: Connection, setup: Setup, incidents: Sequence[Incident], tier: str, eye: Eye) -> list[Incident]:
    """Return those of `incidents` that are of `tier`, in their order."""
    kept = {line.id for line in lines_of(connection, setup.knowledge, incidents, eye) if line.tier == tier}
    return [i for i in incidents if i.id in kept]


def cells_of(incidents: Sequence[Incident]) -> tuple[Cell, ...]:
    """Return a cell for each place of `incidents`, fullest first."""
    by_place: dict[tuple[float, float], list[Incident]] = defaultdict(list)
    for i in incidents:
        if i.place is not None and i.place.lat is not None and i.place.lon is not None:
            by_place[i.place.lat, i.place.lon].append(i)
    found = sorted(by_place.items(), key=lambda p: (-len(p[1]), p[1][0].id))
    return tuple(
        Cell(
            count=len(told),
            force=sum(i.family == "force" for i in told),
            lat=lat,
            lon=lon,
            box=Box(lat, lon, lat, lon),
            one=told[0],
        )
        for (lat, lon), told in found
    )


def unplaced_of(incidents: Sequence[Incident]) -> tuple[Unplaced, ...]:
    """Return how `incidents` are told that have no point, most first."""
    told = Counter((i.place.precision, i.place.country) if i.place else (None, None) for i in incidents)
    return tuple(Unplaced(precision=p, country=c, count=n) for (p, c), n in told.most_common())
