"""Which place a Russian name means: a state, or the one populated place that the gazetteer has clearly."""

from typing import Protocol

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.russian import state_in_russian
from vedette.reading.russian.words import Name
from vedette.records.record import Named

CLEARLY = 5
"""How many times larger than the next of its name a place has to be to be meant without a word on it."""
LARGE = 15_000
"""People from which a place may be meant by its bare name though others bear it (GeoNames' own cut for towns)."""

_REGIONS = frozenset(
    "область край район округ провинция губернаторство мухафаза штат республика кантон регион департамент".split()
)


class Places(Protocol):
    """Finds the one place of a name, as `Gazetteer` does through `of_gazetteer`."""

    def clear(self, name: str) -> Place | None:
        """Return the one place that `name`, in its dictionary form, clearly means; None where there is none or several."""


class Cyrillic(Protocol):
    """What a gazetteer offers for names in Cyrillic."""

    def cyrillic(self, name: str) -> tuple[Place, ...]:
        """Return the populated places called `name`, most populous first."""


class OfGazetteer:
    """The clear places of a gazetteer."""

    def __init__(self, gazetteer: Cyrillic) -> None:
        self._gazetteer = gazetteer

    def clear(self, name: str) -> Place | None:
        """Return the only place called `name`, or the one beside which all others are small."""
        if is_region(name) or state_in_russian(name):
            return None
        found = self._gazetteer.cyrillic(name)
        if len(found) < 2:
            return found[0] if found else None
        first, second = found[:2]
        return first if first.population >= max(LARGE, CLEARLY * second.population) else None


def is_region(name: str) -> bool:
    """Tell a province or district by its word ("Донецкая область")."""
    return any(w.casefold() in _REGIONS for w in name.split())


def named_place(name: Name, text: str, places: Places) -> Named:
    """Return the mention of a place, with coordinates where one clear place is meant."""
    state = state_in_russian(name.normal)
    place = places.clear(name.normal) if not state else None
    kind = "country" if state else "region" if is_region(name.normal) else "settlement" if place else "unknown"
    return Named(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        kind="place",
        name=name.normal,
        country=state or (place.country if place else None),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=kind,
        geonames=place.geonames if place else None,
    )
