"""What is asked of the store; pure. `lanes.py` turns it into SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vedette.errors import StopError
from vedette.store.entry import WIDE, cell_of

MOST_CELLS = 16
"""Squares of one degree that a window may touch to be looked up by them; larger windows go by squares of ten."""

MOST_REGIONS = 60
"""Squares of ten degrees likewise; a still larger window holds so much that its claims are met in the order of days."""


@dataclass(frozen=True, slots=True)
class Box:
    """A window on the map in degrees, edges included; one with `west` greater than `east` crosses the date line."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        if not (-90 <= self.south <= self.north <= 90 and -180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise StopError(
                f"window {self.south},{self.west},{self.north},{self.east}: is none; "
                "write south,west,north,east in degrees, south below north"
            )

    def parts(self) -> tuple["Box", ...]:
        """Return the window, cut in two at the date line where it crosses it."""
        if self.west <= self.east:
            return (self,)
        return (Box(self.south, self.west, self.north, 180), Box(self.south, -180, self.north, self.east))

    @property
    def area(self) -> float:
        """Return the square degrees of the window, as a flat map has them."""
        return (self.north - self.south) * sum(part.east - part.west for part in self.parts())

    def squares(self) -> tuple[str, tuple[int, ...]] | None:
        """Return the column ("cell" or "region") and the squares that the window touches; None where they are too many."""
        for n, (column, step, most) in enumerate((("cell", 1, MOST_CELLS), ("region", 10, MOST_REGIONS))):
            # Counted before they are made: a window on the world touches 64,800 squares.
            if sum(part.touches(step) for part in self.parts()) <= most:
                points = (p for part in self.parts() for p in part.points(step))
                return column, tuple(sorted({cell_of(*p)[n] for p in points}))
        return None

    def touches(self, step: int) -> int:
        """Return how many squares of `step` degrees a window that does not cross the date line touches."""
        rows = (self.north + 90) // step - (self.south + 90) // step + 1
        return int(rows * ((self.east + 180) // step - (self.west + 180) // step + 1))

    def points(self, step: int) -> Iterator[tuple[float, float]]:
        """Yield a point in each square of `step` degrees that the window touches."""
        # Compared as `cell_of` counts: just below a whole degree, adding 90 rounds up into the next square.
        lat = self.south
        while lat + 90 <= self.north + 90:
            lon = self.west
            while lon + 180 <= self.east + 180:
                yield lat, lon
                lon = (lon + 180) // step * step - 180 + step
            lat = (lat + 90) // step * step - 90 + step


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which claims are wanted; what is None does not matter. All that is told must hold.

    `since` and `until` are ISO days: claims whose days (told, else the day of publication) overlap with them. Parties are
    a country's code ("ARM"), "code/sector" ("ARM/MIL") or an entity's id; `actor` did or suffered it, `doer` did it,
    `claimant` says it. `dyad` are two countries, either way round. `words` must stand in the claim's sentence.
    `confidence` is the least of an event. `family` and the least number of `origins` ask for incidents alone.
    `after` is the cursor of the last item of the page before. `newest` turns the order round: the last day first.
    """

    since: str | None = None
    until: str | None = None
    box: Box | None = None
    actor: str | None = None
    doer: str | None = None
    dyad: tuple[str, str] | None = None
    type: str | None = None
    status: str | None = None
    claimant: str | None = None
    source: str | None = None
    kind: str | None = None
    side: str | None = None
    words: str | None = None
    document: str | None = None
    incident: str | None = None
    confidence: float = 0.0
    family: str | None = None
    origins: int = 1
    limit: int = 50
    after: str | None = None
    newest: bool = False

    def __post_init__(self) -> None:
        for told in (self.since, self.until):
            if told is not None:
                _check_day(told)
        if self.since and self.until and self.since > self.until:
            raise StopError(f"period {self.since} to {self.until}: ends before it begins; change the days round")

    @property
    def reach_back(self) -> str | None:
        """Return the first day on which a claim that is not wide can begin and still reach into the period."""
        if self.since is None:
            return None
        first = date.fromisoformat(self.since)
        return (first - min(WIDE, first - date.min)).isoformat()

    @property
    def key(self) -> tuple[str, int] | None:
        """Return day and serial of the last item before this page."""
        if self.after is None:
            return None
        day, _, serial = self.after.rpartition(".")
        if not serial.isdigit():
            raise StopError(f"cursor {self.after!r}: is none; hand in the cursor that the page before gave")
        return day, int(serial)


def _check_day(told: str) -> None:
    try:
        good = date.fromisoformat(told).isoformat() == told
    except ValueError:
        good = False
    if not good:
        raise StopError(f"day {told!r}: is no ISO date; write it like 2022-09-13")
