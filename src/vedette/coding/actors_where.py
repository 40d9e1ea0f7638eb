"""The state of the place that people are told with: "Pisco residents", "people across Anbar"."""

from typing import TYPE_CHECKING

from vedette.coding.syntax import kids, noun_phrase, prepositions
from vedette.records.reading import Sentence

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver


def placed_in(r: "Resolver", s: Sentence, i: int) -> str | None:
    """Return the country of the place of the people at word `i`: "Pisco residents", "people across Anbar"."""
    first, _ = noun_phrase(s, i)
    for k in range(first, i):
        place = r.cast.places.get(s.words[k].start)
        if place and place.country:
            return place.country
    told = prepositions(s, i)
    for name in ("in", "at", "near", "from", "across", "throughout", "inside", "around", "of"):
        for p in told.get(name, ()):
            place = r.cast.places.get(s.words[p].start)
            if place and place.country:
                return place.country
            deeper = placed_in(r, s, p) if name == "of" else None
            if deeper:
                return deeper
    return None


def placed_behind(r: "Resolver", s: Sentence, i: int) -> str | None:
    """Return the country of the place right behind word `i`: parsers hang the "in" of "hit a hospital in X" on the verb."""
    if i + 1 == len(s.words) or s.words[i + 1].lower not in ("in", "at", "near"):
        return None
    places = (r.cast.places.get(s.words[p].start) for p in kids(s, i + 1, "pobj"))
    return next((p.country for p in places if p and p.country), None)


def set_in(r: "Resolver", s: Sentence) -> str | None:
    """Return the one state in which all towns and provinces of the sentence lie: "strikes kill 12 in Gaza City, medics say"."""
    inside = (p for p in r.cast.places.values() if s.start <= p.start < s.end and p.country)
    told = {p.country for p in inside if p.precision in ("settlement", "district", "region")}
    return next(iter(told)) if len(told) == 1 else None
