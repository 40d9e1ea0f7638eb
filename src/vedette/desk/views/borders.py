"""Disputed areas and borders as the map tells them on a day, and how a viewpoint draws them; pure.

A viewpoint changes how a line is drawn and never what is told: every area stands in the list with all who claim it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from vedette import __version__
from vedette.desk.views.look import NOBODY
from vedette.knowledge.facts import Territory
from vedette.knowledge.states import load_states
from vedette.publishing import wording
from vedette.publishing.basemap import Shape
from vedette.publishing.disputed import Area, lines, on_day, shapes, told_of
from vedette.store.query import Box

BORDER, DASHED, NONE = "border", "dashed", "none"
"""How a line is drawn: as a border, as a disputed one, or faintly, where the viewpoint knows no border."""

_FILES = ("disputed.csv", "outlines.json", "lines.json", "countries.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A disputed area on the day: `key` names its shape, `drawn` how its outline is drawn, `told` who claims and holds it.

    `extent` is "outline", "ring" (around its middle) or "place" (nothing is drawn); `at` is its middle (longitude, latitude).
    """

    id: str
    key: str
    name: str
    drawn: str
    told: str
    source: str
    extent: str
    at: tuple[float, float]
    wide: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoints:
    """What the choice of borders offers, as pairs of code and name: how states draw borders (Natural Earth), what others claim."""

    drawn: tuple[tuple[str, str], ...]
    claimed: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of all."""
        return frozenset(code for code, _ in (*self.drawn, *self.claimed))

    def name(self, code: str) -> str:
        """Return how a viewpoint is called; "nobody" for that of no state."""
        return dict((*self.drawn, *self.claimed)).get(code, NOBODY)


def viewpoints_of(areas: Iterable[Area]) -> Viewpoints:
    """Return the viewpoints for which there is honest data."""
    drawn = {code for line in lines() for code in line.views}
    claimed = {c for a in areas for c in a.facts.claimed_by if c in load_states()} - drawn
    return Viewpoints(drawn=_named(drawn), claimed=_named(claimed))


def disputed_of(areas: Iterable[Area], day: str, viewpoint: str, window: Box | None) -> tuple[Disputed, ...]:
    """Return what is disputed on `day` (ISO) within `window`, by name."""
    return tuple(_told(a, day, viewpoint) for a in on_day(areas, day) if window is None or _meets(a.rings, window))


def lines_of(areas: Iterable[Area], day: str, viewpoint: str) -> dict[str, str]:
    """Return by a line's id how it is drawn on `day`.

    A line around an area of the dated table is none before that area was disputed; that table goes before Natural Earth.
    """
    then = {a.key: a for a in on_day(areas, day)}
    out = {}
    for line in lines():
        area = then.get(line.key or "")
        if line.key and area is None:
            out[line.id] = NONE
        elif viewpoint == NOBODY:
            out[line.id] = DASHED
        elif viewpoint in line.views:
            out[line.id] = line.views[viewpoint]
        else:
            out[line.id] = _around(area.facts, viewpoint) if area else DASHED
    return out


def _around(f: Territory, viewpoint: str) -> str:
    if viewpoint not in f.claimed_by:
        return DASHED
    return BORDER if viewpoint in f.controlled_by else NONE


@cache
def borders() -> bytes:
    """Return every shape and every disputed line as GeoJSON: `key` of a shape, `line` of a line."""
    areas = [
        {"type": "Feature", "properties": {"key": k}, "geometry": _polygons(s)}
        for k, s in shapes().items()
        if not k.startswith("place:")
    ]
    drawn = [
        {
            "type": "Feature",
            "properties": {"line": line.id},
            "geometry": {"type": "LineString", "coordinates": [list(p) for p in line.points]},
        }
        for line in lines()
    ]
    return json.dumps({"type": "FeatureCollection", "features": [*areas, *drawn]}, separators=(",", ":")).encode()


@cache
def borders_stamp() -> str:
    """Return eight digits that change with what `borders` tells."""
    folder = resources.files("vedette.publishing").joinpath("mapdata")
    told = b"\0".join(folder.joinpath(name).read_bytes() for name in _FILES)
    return sha256(__version__.encode() + b"\0" + told).hexdigest()[:8]


def _told(a: Area, day: str, viewpoint: str) -> Disputed:
    f = a.facts
    greatest = max(a.rings, key=lambda s: (s.east - s.west) * (s.north - s.south))
    return Disputed(
        id=f.id,
        key=a.key,
        name=wording.clean(f.name),
        # Within what a state claims it knows no border; where its land ends, the lines tell.
        drawn=NONE if viewpoint in f.claimed_by else DASHED,
        told=told_of(a, day),
        source=f.source.removeprefix("https://"),
        extent=a.extent,
        at=(round((greatest.west + greatest.east) / 2, 2), round((greatest.south + greatest.north) / 2, 2)),
        wide=round(greatest.east - greatest.west, 2),
    )


def _named(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((c, wording.country(c) or c) for c in codes), key=lambda named: named[1]))


def _meets(rings: Sequence[Shape], window: Box) -> bool:
    return any(
        r.south <= b.north and r.north >= b.south and r.west <= b.east and r.east >= b.west
        for r in rings
        for b in window.parts()
    )


def _polygons(rings: Sequence[Shape]) -> Mapping[str, Any]:
    told = [[[round(x, 3), round(y, 3)] for x, y in r.ring] for r in rings]
    return {"type": "MultiPolygon", "coordinates": [[r if r[0] == r[-1] else [*r, r[0]]] for r in told]}
