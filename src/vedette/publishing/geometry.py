"""The window of a small map: which part of the world it shows, its projection, and shapes cut at its edge. Pure."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 640.0, 360.0
"""Units of the picture's own coordinates."""

LEAST_SPAN = 6.0
"""Degrees of longitude at the equator shown at the least, so that one pin still shows its neighbourhood."""

MARGIN = 0.35
"""Share of the pins' extent that is added on every side."""

EDGE = 6.0
"""Units by which shapes reach over the picture's edge, so that no cut is seen."""

KM_A_DEGREE = 111.32
"""Kilometres of a degree of longitude at the equator (WGS 84: 40,075 km around)."""

HALF_TURN = 180.0

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class View:
    """The window of the map in degrees, and its projection (equirectangular, true to scale at its middle).

    `east` is greater than 180 where the window reaches over the antimeridian.
    """

    west: float
    south: float
    east: float
    north: float

    def at(self, lon: float, lat: float) -> Point:
        """Return the picture's coordinates of a point, its longitude taken as it stands."""
        x = (lon - self.west) / (self.east - self.west) * WIDTH
        return x, (self.north - lat) / (self.north - self.south) * HEIGHT

    def project(self, lon: float, lat: float) -> Point:
        """Return the picture's coordinates of a point, its longitude turned to where the window sees it."""
        return self.at(self.west + (lon - self.west) % 360, lat)

    def km_wide(self) -> float:
        """Return the width of the window in kilometres at its middle."""
        return (self.east - self.west) * KM_A_DEGREE * math.cos(math.radians((self.north + self.south) / 2))


def view_of(points: Sequence[Point]) -> View:
    """Return the window around `points` (longitude, latitude), which must not be empty."""
    lats = [lat for _, lat in points]
    west, east = _extent([lon for lon, _ in points])
    mid_lon, mid_lat = (east + west) / 2, (max(lats) + min(lats)) / 2
    squeeze = max(0.2, math.cos(math.radians(mid_lat)))
    width = min(360.0, max(LEAST_SPAN / squeeze, (east - west) * (1 + 2 * MARGIN)))
    height = width * squeeze * HEIGHT / WIDTH
    wanted = (max(lats) - min(lats)) * (1 + 2 * MARGIN)
    if wanted > height:
        height, width = wanted, wanted / squeeze * WIDTH / HEIGHT
    return View(mid_lon - width / 2, mid_lat - height / 2, mid_lon + width / 2, mid_lat + height / 2)


def _extent(lons: Sequence[float]) -> Point:
    """Return the narrowest stretch that holds every longitude, over the antimeridian where that is shorter."""
    told = sorted(lons)
    gaps = [b - a for a, b in pairwise(told)]
    widest = max(range(len(gaps)), key=gaps.__getitem__, default=0)
    if gaps and gaps[widest] > 360 - (told[-1] - told[0]):
        return told[widest + 1], told[widest] + 360
    return told[0], told[-1]


def unrolled(ring: Ring) -> list[Point]:
    """Return a ring of longitudes and latitudes without jumps at the antimeridian; one around a pole is closed there."""
    out: list[Point] = []
    turn = 0.0
    for lon, lat in ring:
        if out and abs(lon + turn - out[-1][0]) > HALF_TURN:
            turn += 360.0 if lon + turn < out[-1][0] else -360.0
        out.append((lon + turn, lat))
    if out and abs(out[-1][0] - out[0][0]) > HALF_TURN:
        pole = math.copysign(90.0, out[0][1])
        out += [(out[-1][0], pole), (out[0][0], pole)]
    return out


def clipped(ring: Ring) -> list[Point]:
    """Return the part of a ring (in the picture's coordinates) that lies in the picture, by Sutherland and Hodgman."""
    low_x, low_y, high_x, high_y = -EDGE, -EDGE, WIDTH + EDGE, HEIGHT + EDGE
    out = list(ring)
    out = _cut(out, lambda p: p[0] >= low_x, lambda a, b: _on_x(a, b, low_x))
    out = _cut(out, lambda p: p[0] <= high_x, lambda a, b: _on_x(a, b, high_x))
    out = _cut(out, lambda p: p[1] >= low_y, lambda a, b: _on_y(a, b, low_y))
    return _cut(out, lambda p: p[1] <= high_y, lambda a, b: _on_y(a, b, high_y))


def _cut(ring: list[Point], inside: Callable[[Point], bool], crossing: Callable[[Point, Point], Point]) -> list[Point]:
    out: list[Point] = []
    for k, b in enumerate(ring):
        a = ring[k - 1]
        if inside(a) != inside(b):
            out.append(crossing(a, b))
        if inside(b):
            out.append(b)
    return out


def _on_x(a: Point, b: Point, x: float) -> Point:
    return x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])


def _on_y(a: Point, b: Point, y: float) -> Point:
    return a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y


def middle(ring: Ring) -> tuple[Point, float]:
    """Return the centroid of a ring and its area in square units."""
    area = x = y = 0.0
    for k, (bx, by) in enumerate(ring):
        ax, ay = ring[k - 1]
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross, y + (ay + by) * cross
    return ((x / (6 * area), y / (6 * area)), abs(area)) if area else (ring[0], 0.0)
