"""A small map as SVG: Natural Earth's countries around the places that can be pinned, and no pin where none was told."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from typing import Any

from vedette.publishing.model import Spot

WIDTH, HEIGHT = 640.0, 360.0
"""Units of the picture's own coordinates."""

LEAST_SPAN = 6.0
"""Degrees of longitude shown at the least, so that one pin still shows its neighbourhood."""

MARGIN = 0.35
"""Share of the pins' extent that is added on every side."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class View:
    """The window of the map in degrees, and its projection (equirectangular, true to scale at its middle)."""

    west: float
    south: float
    east: float
    north: float

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the picture's coordinates of a point."""
        x = (lon - self.west) / (self.east - self.west) * WIDTH
        return x, (self.north - lat) / (self.north - self.south) * HEIGHT

    def meets(self, ring: Ring) -> bool:
        """Tell whether the ring's extent overlaps the window."""
        lons, lats = [p[0] for p in ring], [p[1] for p in ring]
        return not (max(lons) < self.west or min(lons) > self.east or max(lats) < self.south or min(lats) > self.north)


def view_of(spots: Sequence[Spot]) -> View:
    """Return the window around the pinned `spots`."""
    lons = [s.lon for s in spots if s.lon is not None]
    lats = [s.lat for s in spots if s.lat is not None]
    mid_lon, mid_lat = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    squeeze = max(0.2, math.cos(math.radians(mid_lat)))
    width = max(LEAST_SPAN / squeeze, (max(lons) - min(lons)) * (1 + 2 * MARGIN))
    height = width * squeeze * HEIGHT / WIDTH
    wanted = (max(lats) - min(lats)) * (1 + 2 * MARGIN)
    if wanted > height:
        height, width = wanted, wanted / squeeze * WIDTH / HEIGHT
    return View(mid_lon - width / 2, mid_lat - height / 2, mid_lon + width / 2, mid_lat + height / 2)


def render_map(spots: Sequence[Spot]) -> str:
    """Return the map of the pinned places as an SVG element, or "" where none can be pinned. Names are escaped."""
    pinned = [s for s in spots if s.lat is not None and s.lon is not None]
    if not pinned:
        return ""
    view = view_of(pinned)
    land: list[str] = []
    labels: list[str] = []
    for name, rings in _countries():
        shown = [r for r in rings if view.meets(r)]
        if shown:
            path = "".join(_path(view, r) for r in shown)
            land.append(f'<path d="{path}"><title>{escape(name)}</title></path>')
            labels.extend(_label(view, name, shown))
    pins = "".join(_pin(view, s) for s in pinned)
    title = escape("Places told: " + ", ".join(dict.fromkeys(s.name for s in pinned)))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{title}">'
        f'<rect class="sea" width="{WIDTH:.0f}" height="{HEIGHT:.0f}"/><g class="land">{"".join(land)}</g>'
        f'<g class="names">{"".join(labels)}</g><g class="pins">{pins}</g></svg>'
    )


def _path(view: View, ring: Ring) -> str:
    """Return a ring as path data, points closer than half a unit left out."""
    out: list[str] = []
    last = (math.inf, math.inf)
    for lon, lat in ring:
        x, y = view.project(lon, lat)
        x, y = max(-2000.0, min(2000.0, x)), max(-2000.0, min(2000.0, y))
        if abs(x - last[0]) + abs(y - last[1]) >= 0.5:
            out.append(f"{x:.1f},{y:.1f}")
            last = (x, y)
    return f"M{'L'.join(out)}Z" if len(out) > 2 else ""


def _label(view: View, name: str, rings: Sequence[Ring]) -> Iterator[str]:
    """Yield a country's name in the middle of what is seen of it, where it has room."""
    seen = [view.project(*p) for r in rings for p in r]
    seen = [(min(WIDTH, max(0, x)), min(HEIGHT, max(0, y))) for x, y in seen]
    xs, ys = [p[0] for p in seen], [p[1] for p in seen]
    if max(xs) - min(xs) > 9 * len(name) and max(ys) - min(ys) > 34:
        x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        yield f'<text x="{x:.0f}" y="{y:.0f}">{escape(name)}</text>'


def _pin(view: View, s: Spot) -> str:
    assert s.lon is not None and s.lat is not None  # noqa: S101, PT018 - only pinned places come here
    x, y = view.project(s.lon, s.lat)
    side = "end" if x > WIDTH * 0.75 else "start"
    shift = -9 if side == "end" else 9
    return (
        f'<a href="#{escape(s.id)}" data-line="{escape(s.id)}"><circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text x="{x + shift:.1f}" y="{y + 4:.1f}" text-anchor="{side}">{escape(s.name)}</text></a>'
    )


@cache
def _countries() -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    told: Any = json.loads(
        resources.files("vedette.publishing").joinpath("mapdata", "countries.json").read_text("utf-8")
    )
    arcs = [_arc(a, told["scale"], told["translate"]) for a in told["arcs"]]
    out = []
    for c in told["countries"]:
        polygons = [c["arcs"]] if c["type"] == "Polygon" else c["arcs"]
        out.append((str(c["name"]), tuple(_ring(r, arcs) for polygon in polygons for r in polygon)))
    return tuple(out)


def _arc(deltas: Sequence[int], scale: Sequence[float], translate: Sequence[float]) -> Ring:
    x = y = 0
    out: Ring = []
    for k in range(0, len(deltas), 2):
        x, y = x + deltas[k], y + deltas[k + 1]
        out.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return out


def _ring(indices: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Return the ring of the arcs named; a negative number means the arc run backwards (TopoJSON)."""
    out: Ring = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        out.extend(arc[1:] if out else arc)
    return out
