"""Coast lines and borders for the map, out of the package's own Natural Earth data; made once a process. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from vedette import __version__
from vedette.knowledge.states import load_states
from vedette.publishing.basemap import Shape, countries

PLACES = 3
"""Decimals of a degree that are told: about 100 m, finer than outlines of 1:50,000,000 are."""

_SHORT = {
    "Bosnia and Herz.": "BIH", "Antigua and Barb.": "ATG", "Falkland Is.": "FLK", "St-Martin": "MAF",
    "Br. Indian Ocean Ter.": "IOT", "Solomon Is.": "SLB", "Pitcairn Is.": "PCN", "British Virgin Is.": "VGB",
    "Marshall Is.": "MHL", "St. Kitts and Nevis": "KNA", "Faeroe Is.": "FRO", "Dem. Rep. Congo": "COD", "Congo": "COG",
    "São Tomé and Principe": "STP", "W. Sahara": "ESH", "Eq. Guinea": "GNQ", "S. Geo. and the Is.": "SGS",
    "St-Barthélemy": "BLM", "Timor-Leste": "TLS", "St. Vin. and Gren.": "VCT", "Turks and Caicos Is.": "TCA",
    "Fr. S. Antarctic Lands": "ATF", "Dominican Rep.": "DOM", "S. Sudan": "SSD", "Åland": "ALA",
    "N. Mariana Is.": "MNP", "Wallis and Futuna Is.": "WLF", "Cayman Is.": "CYM", "Fr. Polynesia": "PYF",
    "Central African Rep.": "CAF", "Curaçao": "CUW", "St. Pierre and Miquelon": "SPM", "U.S. Virgin Is.": "VIR",
    "Cook Is.": "COK", "Heard I. and McDonald Is.": "HMD",
}  # fmt: skip
"""Natural Earth's shortened names, to codes; what it draws apart and has no code (Somaliland) stands without one."""


@cache
def land() -> bytes:
    """Return every country as GeoJSON: `name`, `code` (None where it has none), and `at`, the middle of its greatest part."""
    features = [_feature(name, shapes) for name, shapes in countries()]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


@cache
def land_stamp() -> str:
    """Return eight digits that change with what `land` tells, without making it: with its data, and with the version."""
    data = resources.files("vedette.publishing").joinpath("mapdata", "countries.json").read_bytes()
    return sha256(__version__.encode() + b"\0" + data).hexdigest()[:8]


@cache
def outlines() -> Mapping[str, str]:
    """Return by a state's code the name under which Natural Earth draws it."""
    return {code: name for name, _ in countries() if (code := _codes().get(name))}


@cache
def _codes() -> dict[str, str]:
    """Return codes by Natural Earth's names; a state's own name goes before another's alias."""
    states = load_states().values()
    aliases = {_folded(n): s.code for s in states for n in s.names}
    names = {**aliases, **{_folded(s.name): s.code for s in states}}
    found = {name: _SHORT.get(name) or names.get(_folded(name)) for name, _ in countries()}
    return {name: code for name, code in found.items() if code}


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ").replace(".", "")


def _feature(name: str, shapes: Sequence[Shape]) -> dict[str, Any]:
    greatest = max(shapes, key=lambda s: abs(_area(s)))
    code = _codes().get(name)
    state = load_states().get(code or "")
    at = [round((greatest.west + greatest.east) / 2, 2), round((greatest.south + greatest.north) / 2, 2)]
    told = {
        "name": state.name if state else name,
        "code": code,
        "at": at,
        "wide": round(greatest.east - greatest.west, 2),
    }
    polygons = [[_ring(s) for s in p] for p in _polygons(shapes, outer=_area(greatest) > 0)]
    return {"type": "Feature", "properties": told, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}


def _polygons(shapes: Sequence[Shape], *, outer: bool) -> Iterable[list[Shape]]:
    """Return each outline with its holes, which run the other way round and lie within it (Lesotho in South Africa)."""
    polygons = [[s] for s in shapes if (_area(s) > 0) is outer]
    for hole in (s for s in shapes if (_area(s) > 0) is not outer):
        around = (p for p in polygons if _holds(p[0], hole))
        next(around, polygons[0]).append(hole)
    return polygons


def _holds(a: Shape, b: Shape) -> bool:
    return a.west <= b.west and a.south <= b.south and a.east >= b.east and a.north >= b.north


def _area(s: Shape) -> float:
    ring = s.ring
    return sum(ring[k - 1][0] * y - x * ring[k - 1][1] for k, (x, y) in enumerate(ring))


def _ring(s: Shape) -> list[list[float]]:
    told = [[round(x, PLACES), round(y, PLACES)] for x, y in s.ring]
    # GeoJSON repeats the first point (RFC 7946, 3.1.6).
    return told if told[0] == told[-1] else [*told, told[0]]
