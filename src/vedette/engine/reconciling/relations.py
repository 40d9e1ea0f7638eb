"""How places, days and sides stand to each other, remembered: in a block the same ones meet again and again."""

from typing import TypeVar

from vedette.incidents.compare import Relations, Sides, kind
from vedette.incidents.days import Relation as OfDays
from vedette.incidents.parties import meet
from vedette.incidents.places import Relation as OfPlaces
from vedette.incidents.places import surely_apart
from vedette.records.incident import Telling

K = TypeVar("K")
V = TypeVar("V")

_APART = OfPlaces(True, 0.0, "far apart")

MOST = 1 << 18
"""Pairs remembered of each sort; then all are forgotten."""


class Remembered(Relations):
    """The relations of tellings out of one `Profiles`, in which equal places, days and sets are one object."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, int], OfPlaces] = {}
        self._days: dict[tuple[int, int], OfDays] = {}
        self._sides: dict[tuple[int, int, int, int, int, bool], Sides] = {}
        self._parted: dict[tuple[int, int], bool] = {}

    def apart(self, a: Telling, b: Telling) -> bool:
        """Tell quickly whether `compare` finds `a` and `b`, of one family, in conflict; False where only it can tell."""
        if a.days is not b.days and self.when(a, b).apart:
            return True
        by = kind(a.family)
        if by == "ground":
            p, q = a.place, b.place
            return p is not q and p is not None and q is not None and surely_apart(p, q)
        if by == "words":
            return self._part(a.doers, b.doers) or self._part(a.sufferers, b.sufferers)
        return self.who(a, b).apart

    def _part(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Tell whether both are told and have nobody in common, so that others speak, or to others."""
        if one is two or not one or not two:
            return False
        key = (id(one), id(two))
        found = self._parted.get(key)
        return _put(self._parted, key, not meet(one, two)) if found is None else found

    def where(self, a: Telling, b: Telling) -> OfPlaces:
        """Return how the places stand to each other."""
        key = (id(a.place), id(b.place))
        found = self._places.get(key)
        if found is None and a.place and b.place and surely_apart(a.place, b.place):
            return _APART
        if found is None:
            found = _put(self._places, key, super().where(a, b))
        return found

    def when(self, a: Telling, b: Telling) -> OfDays:
        """Return how the days stand to each other."""
        key = (id(a.days), id(b.days))
        found = self._days.get(key)
        if found is None:
            found = _put(self._days, key, super().when(a, b))
        return found

    def who(self, a: Telling, b: Telling) -> Sides:
        """Return how the sides stand to each other."""
        placed = a.place is None or b.place is None
        by = kind(a.family)
        key = (id(a.doers), id(a.sufferers), id(b.doers), id(b.sufferers), id(by), placed)
        found = self._sides.get(key)
        if found is None:
            found = _put(self._sides, key, super().who(a, b))
        return found


def _put(into: dict[K, V], key: K, value: V) -> V:
    if len(into) >= MOST:
        into.clear()
    into[key] = value
    return value
