"""How two places stand to each other, by how narrowly each is told."""

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from vedette.records.reading import PlaceMention

NEAR = 8.0
"""Kilometres within which two places of different names can be one (a suburb and its town)."""

AROUND = 25.0
"""The same where one of them is a base, a small area or a district."""

SPOTS = frozenset({"settlement", "facility"})
_TRACTS = frozenset({"district", "region", "area", "unknown"})
"""Places with an extent; one of unknown kind is a name that no gazetteer has, which may be a village or a valley."""

_VAGUE = frozenset({"country", "border"})
_EARTH = 6371.0
_DEGREE = 111.0
"""Kilometres of a degree of latitude, a little too few."""
_KINDS = re.compile(r"\b(province|oblast|region|governorate|district|state|county|raion|department|the|of|city)\b")


class Relation(NamedTuple):
    """`apart`: cannot be the same place; else `points` of evidence and the words for it.

    `inside` tells that one may only lie in the other, a village in a province; then the day must be told in both.
    """

    apart: bool
    points: float
    words: str
    inside: bool = False


def narrow(p: PlaceMention | None) -> bool:
    """Tell whether `p` is a place at which one can stand, a district or a named tract; a country or a border is not."""
    return p is not None and p.precision not in _VAGUE


def relation(a: PlaceMention | None, b: PlaceMention | None) -> Relation:
    """Return how the places of two tellings stand to each other."""
    if a is None or b is None:
        one = a or b
        # A report without a place may be about any of that day's places: it is no ground to choose this one.
        return Relation(False, -2.0 if narrow(one) else 0.0, "without a place in one of them")
    if _same(a, b):
        return Relation(False, min(_weight(a), _weight(b)), f"both at {min(a.name, b.name)}")
    if a.country and b.country and a.country != b.country:
        return Relation(True, 0.0, f"{a.name} and {b.name} are in different countries")
    if not narrow(a) or not narrow(b):
        vague = not narrow(a) and not narrow(b)
        return Relation(False, 0.0 if vague else -2.0, f"{a.name} and {b.name}, not both told narrowly")
    return _narrow(a, b)


def surely_apart(a: PlaceMention, b: PlaceMention) -> bool:
    """Tell quickly whether `relation` finds `a` and `b` too far apart; False where only a closer look can tell."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    bound = NEAR if a.precision == b.precision == "settlement" else AROUND
    return abs(a.lat - b.lat) * _DEGREE > bound and narrow(a) and narrow(b) and not _same(a, b)


def kilometres(a: PlaceMention, b: PlaceMention) -> float | None:
    """Return the great-circle distance, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, h)))


def finer(a: PlaceMention | None, b: PlaceMention | None) -> PlaceMention | None:
    """Return the one that is told more narrowly."""
    if a is None or b is None:
        return a or b
    order = ("facility", "settlement", "district", "area", "region", "unknown", "border", "country")

    def rank(p: PlaceMention) -> int:
        return order.index(p.precision) if p.precision in order else len(order)

    return min(a, b, key=lambda p: (rank(p), p.lat is None, p.name))


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """Return a name without its kind: "Diyala Province" and "Diyala" are one."""
    return re.sub(r"\W+", " ", _KINDS.sub(" ", name.lower())).strip()


def _same(a: PlaceMention, b: PlaceMention) -> bool:
    if a.geonames is not None and a.geonames == b.geonames:
        return True
    if plain(a.name) != plain(b.name) or (a.country and b.country and a.country != b.country):
        return False
    return a.precision == b.precision or (a.precision not in _VAGUE and b.precision not in _VAGUE)


def _weight(p: PlaceMention) -> float:
    return 3.0 if p.precision in SPOTS else 2.0 if p.precision in _TRACTS else 0.5


def _narrow(a: PlaceMention, b: PlaceMention) -> Relation:
    far = kilometres(a, b)
    if far is None:
        # One is a province or the like: the settlement may lie in it, two provinces are two places.
        apart = a.precision == b.precision or not ({a.precision, b.precision} & _TRACTS)
        names = " and ".join(sorted((a.name, b.name)))
        return Relation(apart, 0.5, f"{names}, of which one may lie in the other", inside=True)
    bound = NEAR if a.precision == b.precision == "settlement" else AROUND
    words = f"{' and '.join(sorted((a.name, b.name)))} are {far:.0f} km apart"
    return Relation(far > bound, 1.0 if far <= bound else 0.0, words)
