"""A small map as SVG: Natural Earth's countries around the places that can be pinned, and no pin where none was told."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

from vedette.publishing.geometry import HEIGHT, WIDTH, Point, Ring, View, clipped, middle, unrolled, view_of
from vedette.publishing.model import Spot

PIN_LETTER, NAME_LETTER, LINE = 7.0, 7.8, 14.0
"""Units of a pin's and a country's average letter and of a line of writing, to keep names apart."""

ROOM = 2200.0
"""Square units that a country must show to be named."""

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Kilometres that a scale bar may show."""


class Shape(NamedTuple):
    """A ring of a country's outline with its extent in degrees."""

    west: float
    south: float
    east: float
    north: float
    ring: Ring


class Patch(NamedTuple):
    """A disputed area on the map: what is told of it, how its outline is drawn (border, dashed or none), and its rings."""

    told: str
    drawn: str
    rings: Sequence[Shape]


class Box(NamedTuple):
    """What a name or a pin takes up in the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def in_picture(self) -> bool:
        """Tell whether the box lies wholly in the picture."""
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


def render_map(spots: Sequence[Spot], patches: Sequence[Patch] = ()) -> str:
    """Return the map of the pinned places as an SVG element, or "" where none can be pinned. Names are escaped.

    `patches` are disputed areas, which lie over the countries.
    """
    pinned = [(s, (s.lon, s.lat)) for s in spots if s.lat is not None and s.lon is not None]
    if not pinned:
        return ""
    view = view_of([p for _, p in pinned])
    at = [(s, view.project(*p)) for s, p in pinned]
    taken = [Box(x - 6, y - 6, x + 6, y + 6) for _, (x, y) in at]
    pins = "".join(_pin(s, p, taken) for s, p in at)
    land, names = _countries_seen(view, taken)
    title = escape("Map of the places told: " + ", ".join(dict.fromkeys(s.name for s, _ in pinned)))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" aria-label="{title}">'
        f'<rect class="sea" width="{WIDTH:.0f}" height="{HEIGHT:.0f}"/><g class="land">{land}</g>{"".join(_patches(view, patches))}'
        f'<g class="names" aria-hidden="true">{names}</g>{_scale(view)}<g class="pins">{pins}</g></svg>'
    )


def _countries_seen(view: View, taken: list[Box]) -> tuple[str, str]:
    """Return the outlines of the countries in the window, and their names where there is room."""
    land: list[str] = []
    names: list[str] = []
    for name, shapes in countries():
        shown = [ring for ring in _seen(view, shapes) if len(ring) > 2]
        if shown:
            land.append(f'<path d="{"".join(_path(view, r) for r in shown)}"><title>{escape(name)}</title></path>')
            names.extend(_name(name, shown, taken))
    return "".join(land), "".join(names)


def patches_seen(spots: Sequence[Spot], patches: Sequence[Patch]) -> list[Patch]:
    """Return the disputed areas that the map of `spots` shows a part of."""
    points = [(s.lon, s.lat) for s in spots if s.lat is not None and s.lon is not None]
    if not points:
        return []
    view = view_of(points)
    return [p for p in patches if any(len(ring) > 2 for ring in _seen(view, p.rings))]


_DASHES = {"border": "none", "dashed": "4 2", "none": "1 3"}


def _patches(view: View, patches: Sequence[Patch]) -> Iterator[str]:
    """Yield the disputed areas in the window, greatest first, so that one within another can be pointed at."""
    for p in sorted(patches, key=lambda p: -max(s.east - s.west for s in p.rings)):
        if path := "".join(_path(view, ring) for ring in _seen(view, p.rings) if len(ring) > 2):
            yield (
                f'<path class="disputed" d="{path}" fill="#8a6a00" fill-opacity=".12" stroke="#8a6a00" '
                f'stroke-dasharray="{_DASHES[p.drawn]}"><title>{escape(p.told)}</title></path>'
            )


def _seen(view: View, shapes: Sequence[Shape]) -> Iterator[list[Point]]:
    for s in shapes:
        for turn in (-360.0, 0.0, 360.0):
            beside = s.east + turn < view.west or s.west + turn > view.east
            if not (beside or s.north < view.south or s.south > view.north):
                yield clipped([view.at(lon + turn, lat) for lon, lat in s.ring])


WIDE = 90.0
"""Degrees from which on a view is drawn in whole units: finer coast lines of half the world weigh half a megabyte."""


def _path(view: View, ring: Ring) -> str:
    """Return a ring as path data, points closer than half a unit left out; a wide view in whole units, step by step."""
    if view.east - view.west > WIDE:
        return _steps([(round(x), round(y)) for x, y in _apart(ring, 2.5)])
    out = [f"{x:.1f},{y:.1f}" for x, y in _apart(ring, 0.5)]
    return f"M{'L'.join(out)}Z" if len(out) > 2 else ""


def _apart(ring: Ring, least: float) -> Iterator[Point]:
    last = (1e9, 1e9)
    for x, y in ring:
        if abs(x - last[0]) + abs(y - last[1]) >= least:
            yield x, y
            last = (x, y)


def _steps(points: Sequence[tuple[int, int]]) -> str:
    if len(points) < 3:
        return ""
    (x, y), told = points[0], [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(points)]
    return f"M{x},{y}l{' '.join(told)}Z"


def _name(name: str, rings: Sequence[Ring], taken: list[Box]) -> Iterator[str]:
    """Yield a country's name in the middle of its greatest part seen, where it has room."""
    (x, y), area = max((middle(r) for r in rings), key=lambda m: m[1])
    half = NAME_LETTER * len(name) / 2
    if area < max(ROOM, LINE * half * 2):
        return
    for shift in (0, LINE, -LINE, 2 * LINE, -2 * LINE):
        box = Box(x - half, y + shift - LINE / 2, x + half, y + shift + LINE / 2)
        if box.in_picture() and not any(box.meets(b) for b in taken):
            taken.append(box)
            yield f'<text x="{x:.0f}" y="{y + shift + 3.5:.0f}">{escape(name)}</text>'
            return


def _pin(s: Spot, at: Point, taken: list[Box]) -> str:
    """Return a pin that leads to its lines; its name stands beside it where there is room, and always on pointing."""
    x, y = at
    ids = escape(" ".join((s.id, *s.lines)))
    written = "".join(_pin_name(s.name, at, taken))
    return (
        f'<a href="#{escape(s.id)}" data-line="{ids}" aria-label="{escape(s.name)}"><title>{escape(s.name)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>{written}</a>'
    )


def _pin_name(name: str, at: Point, taken: list[Box]) -> Iterator[str]:
    x, y = at
    wide = PIN_LETTER * len(name)
    choices = (
        ("start", x + 9, y + 4, x + 9),
        ("end", x - 9, y + 4, x - 9 - wide),
        ("middle", x, y - 10, x - wide / 2),
        ("middle", x, y + 18, x - wide / 2),
        ("start", x + 7, y - 7, x + 7),
        ("start", x + 7, y + 15, x + 7),
        ("end", x - 7, y - 7, x - 7 - wide),
        ("end", x - 7, y + 15, x - 7 - wide),
    )
    for anchor, at_x, at_y, left in choices:
        box = Box(left, at_y - LINE + 3, left + wide, at_y + 3)
        if box.in_picture() and not any(box.meets(b) for b in taken):
            taken.append(box)
            yield f'<text x="{at_x:.1f}" y="{at_y:.1f}" text-anchor="{anchor}">{escape(name)}</text>'
            return


def _scale(view: View) -> str:
    """Return a bar of a round number of kilometres, at most a fifth of the map's width."""
    wide = view.km_wide()
    km = max((s for s in STEPS if s <= wide / 5), default=1)
    end = 12 + km / wide * WIDTH
    low = HEIGHT - 12
    return (
        f'<g class="scale" aria-hidden="true"><path d="M12,{low - 4:.0f}V{low:.0f}H{end:.1f}V{low - 4:.0f}"/>'
        f'<text x="12" y="{low - 8:.0f}">{km:,} km</text></g>'
    )


@cache
def countries() -> tuple[tuple[str, tuple[Shape, ...]], ...]:
    """Return Natural Earth's countries by their names there, each with the rings of its outline."""
    told: Any = json.loads(
        resources.files("vedette.publishing").joinpath("mapdata", "countries.json").read_text("utf-8")
    )
    arcs = [_arc(a, told["scale"], told["translate"]) for a in told["arcs"]]
    out = []
    for c in told["countries"]:
        polygons = [c["arcs"]] if c["type"] == "Polygon" else c["arcs"]
        out.append((str(c["name"]), tuple(_shape(r, arcs) for polygon in polygons for r in polygon)))
    return tuple(out)


def _arc(deltas: Sequence[int], scale: Sequence[float], translate: Sequence[float]) -> list[Point]:
    x = y = 0
    out: list[Point] = []
    for k in range(0, len(deltas), 2):
        x, y = x + deltas[k], y + deltas[k + 1]
        out.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return out


def _shape(indices: Sequence[int], arcs: Sequence[list[Point]]) -> Shape:
    """Return the ring of the arcs named; a negative number means the arc run backwards (TopoJSON)."""
    out: list[Point] = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        out.extend(arc[1:] if out else arc)
    ring = unrolled(out)
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return Shape(min(lons), min(lats), max(lons), max(lats), ring)
