"""Disputed areas and borders: their shapes, and who claims and holds them on a day.

Facts come from the knowledge base's territories (which a user may override) and, for what it lacks, from
`mapdata/disputed.csv`; shapes from Natural Earth (public domain) or, where it has none, rings around their middles.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from vedette.errors import StopError
from vedette.knowledge.dates import Holds, first_day, holds
from vedette.knowledge.facts import Territory, build
from vedette.knowledge.tables import parsed
from vedette.publishing import wording
from vedette.publishing.basemap import Shape, countries
from vedette.publishing.geometry import Point

_CORNERS = 48
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A spell of a territory with its shape: `key` names the shape, `rings` are its outlines in degrees.

    What is known of a shape is told by `extent`.
    """

    facts: Territory
    key: str
    rings: tuple[Shape, ...] = field(repr=False)

    @property
    def extent(self) -> str:
        """Return "outline", "ring" for a ring around the territory's middle, or "place" where nothing can be drawn."""
        kind = self.key.partition(":")[0]
        return kind if kind in ("ring", "place") else "outline"

    @property
    def disputed(self) -> bool:
        """Tell whether several claim it, or another holds it than who claims it."""
        claimed, held = set(self.facts.claimed_by), set(self.facts.controlled_by)
        return len(claimed) > 1 or claimed != held


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of border that is disputed, between two countries (Natural Earth's names).

    `views` tell how states draw it, by their codes: "border", "dashed" or "none". `key` is the shape of the area that it
    bounds, None where that is in no table.
    """

    id: str
    between: tuple[str, str]
    key: str | None
    views: Mapping[str, str]
    points: tuple[Point, ...]


def areas_of(territories: Iterable[Territory]) -> tuple[Area, ...]:
    """Return the spells that have a shape: of `territories`, and those of the map's own table."""
    known = {t.id: t for t in territories}
    out = []
    for row in _rows():
        facts = (
            build(Territory, {**row, "note": "", "checked": "", "aliases": ""}) if row["name"] else known.get(row["id"])
        )
        if facts is not None:
            out.append(Area(facts=facts, key=row["shape"], rings=shapes()[row["shape"]]))
    return tuple(out)


def on_day(areas: Iterable[Area], day: str) -> tuple[Area, ...]:
    """Return what is disputed on `day` (ISO), by name; of two spells that meet on it, the later one."""
    held = [a for a in areas if holds(a.facts.from_, a.facts.to, day) != Holds.NO]
    latest = {a.facts.name: a for a in sorted(held, key=lambda a: first_day(a.facts.from_) if a.facts.from_ else "")}
    return tuple(latest[name] for name in sorted(latest) if latest[name].disputed)


def told_of(a: Area, day: str) -> str:
    """Return who claims an area and who is said to hold it on `day` (ISO), as a clause."""
    f = a.facts
    claimed, held = (wording.listed([wording.country(c) or c for c in of]) for of in (f.claimed_by, f.controlled_by))
    perhaps = ", perhaps" if holds(f.from_, f.to, day) is Holds.PERHAPS else ""
    begun, over = (_date(d) for d in (f.from_, f.to))
    spell = (
        f", from {begun} to {over}"
        if begun and over
        else f", since {begun}"
        if begun
        else f", until {over}"
        if over
        else ""
    )
    status = f": {wording.clean(f.status)}" if f.status else ""
    return f"claimed by {claimed}; held{perhaps} by {held or 'nobody'}{spell}{status}"


@cache
def shapes() -> Mapping[str, tuple[Shape, ...]]:
    """Return every shape that the table names, by its key."""
    return {row["shape"]: _shape(row["shape"]) for row in _rows()}


@cache
def lines() -> tuple[Line, ...]:
    """Return the disputed borders of Natural Earth."""
    return tuple(
        Line(
            id=told["id"],
            between=(told["between"][0], told["between"][1]),
            key=told["shape"],
            views=told["views"],
            points=tuple((x, y) for x, y in told["points"]),
        )
        for told in _json("lines.json")["lines"]
    )


def _date(told: str) -> str:
    return wording.day_span(told, None) or "" if len(told) == 10 else told


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    text = resources.files("vedette.publishing").joinpath("mapdata", "disputed.csv").read_text("utf-8")
    return tuple(line.fields for line in parsed(text, "map table disputed.csv"))


def _json(name: str) -> Any:
    return json.loads(resources.files("vedette.publishing").joinpath("mapdata", name).read_text("utf-8"))


@cache
def _outlines() -> Mapping[str, tuple[Shape, ...]]:
    told = _json("outlines.json")["outlines"]
    return {key: tuple(_closed([(x, y) for x, y in ring]) for ring in of["rings"]) for key, of in told.items()}


def _shape(key: str) -> tuple[Shape, ...]:
    kind, _, told = key.partition(":")
    if kind == "ring":
        lon, lat, km = map(float, told.split(","))
        return (_closed(_ring(lon, lat, km)),)
    if kind == "place":
        lon, lat = map(float, told.split(","))
        return (_closed([(lon, lat)]),)
    name, _, at = told.partition("@")
    found = _outlines().get(name, ()) if kind == "outline" else dict(countries()).get(name, ())
    if at:
        lon, lat = map(float, at.split(","))
        found = tuple(s for s in found if s.west <= lon <= s.east and s.south <= lat <= s.north)
    if not found:
        raise StopError(
            f"map table disputed.csv: shape {key!r} is none; name an outline, a country, a part, a ring or a place"
        )
    return found


def _closed(ring: list[Point]) -> Shape:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return Shape(min(lons), min(lats), max(lons), max(lats), ring)


def _ring(lon: float, lat: float, km: float) -> list[Point]:
    """Return a ring around a point, flat over its few kilometres."""
    up = km / _KM_A_DEGREE
    across = up / math.cos(math.radians(lat))
    turns = (2 * math.pi * n / _CORNERS for n in range(_CORNERS))
    return [(lon + across * math.cos(t), lat + up * math.sin(t)) for t in turns]
