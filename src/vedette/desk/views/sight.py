"""What of the map is seen: zoom, middle, day and list, to and from the address; pure."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vedette.desk.filters import Filter
from vedette.errors import StopError
from vedette.store.query import Box
from vedette.workflow import asked

CLOSEST = 10.0
"""Zoom beyond which outlines of 1:50,000,000 tell nothing more."""

WIDE, HIGH, TILE = 900.0, 600.0, 512.0
"""Pixels of the map that are taken for granted until the browser tells its own, and of the world at zoom 0."""

EDGE = 85.0
"""Degrees of latitude at which the map ends (Web Mercator)."""

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The page's own state: `zoom` and middle (None until the map was moved), the day, and whether the list is of what has no place.

    `on` is the ISO day that the slider stands on, None for all days; `look` what the address tells of how the map is drawn.
    """

    zoom: float | None = None
    lat: float = 0.0
    lon: float = 0.0
    on: str | None = None
    off: bool = False
    look: tuple[tuple[str, str], ...] = ()

    def state(self) -> dict[str, str | None]:
        """Return names and values for the address, in their order."""
        zoom = None if self.zoom is None else f"{self.zoom:g}"
        middle = None if zoom is None else f"{self.lat:g},{self.lon:g}"
        return {"z": zoom, "c": middle, "on": self.on, "off": "1" if self.off else None, **dict(self.look)}

    def window(self) -> Box | None:
        """Return what a usual screen shows, None until the map was moved."""
        if self.zoom is None:
            return None
        a_pixel = 360 / (TILE * 2**self.zoom)
        north, south = (_lat(_up(self.lat) + sign * HIGH / 2 * a_pixel) for sign in (1, -1))
        half = WIDE / 2 * a_pixel
        if half >= 180:
            return Box(south, -180, north, 180)
        return Box(south, _turned(self.lon - half), north, _turned(self.lon + half))


def read_sight(told: Mapping[str, str]) -> Sight:
    """Return the state that the parameters of an address tell; StopError names what is wrong in it."""
    on, zoom, middle = (told.get(n, "").strip() for n in ("on", "z", "c"))
    day, off = asked.day_of(on) if on else None, told.get("off", "") == "1"
    if not zoom and not middle:
        return Sight(on=day, off=off)
    numbers = [zoom, *middle.split(",")]
    if len(numbers) != 3 or not all(_NUMBER.fullmatch(n.strip()) for n in numbers):
        raise StopError(
            f"map at z={zoom[:20]!r}, c={middle[:40]!r}: means nothing; write z=6&c=40.1,45.2, or leave both out"
        )
    z, lat, lon = (float(n) for n in numbers)
    if not (0 <= z <= CLOSEST and abs(lat) <= EDGE and abs(lon) <= 180):
        raise StopError(
            f"map at z={z:g}, c={lat:g},{lon:g}: is not on it; zoom is 0 to {CLOSEST:g}, latitude to {EDGE:g}, longitude to 180"
        )
    return Sight(zoom=z, lat=lat, lon=lon, on=day, off=off)


def read_window(told: Mapping[str, str]) -> Box | None:
    """Return the window that the browser's own map shows (`box`), None where it does not tell."""
    box = told.get("box", "").strip()
    return asked.box_of(box) if box else None


def address(filter_: Filter, sight: Sight, **more: str | None) -> str:
    """Return the address of the map in this state; `more` replaces parts of it (None leaves one out)."""
    return f"/map{filter_.query(**{**sight.state(), **more})}"


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _up(lat: float) -> float:
    """Return how far north of the equator a latitude is drawn, in degrees of longitude (Web Mercator)."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _lat(up: float) -> float:
    return max(-EDGE, min(EDGE, math.degrees(math.atan(math.sinh(math.radians(max(-400.0, min(400.0, up))))))))
