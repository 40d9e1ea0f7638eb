"""Which of the places of one name a text means, and why: one choice for each name in a document."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import key_of
from vedette.knowledge.states import load_states
from vedette.reading.places_forms import is_other_name
from vedette.reading.places_lines import state_name
from vedette.reading.places_spans import NAMING, Named
from vedette.reading.places_words import DIRECTIONS, after_sure
from vedette.records.reading import Sentence

SMALL = 5_000
"""People below which a place is not pinned unless the text tells its country."""

WELL_KNOWN = 50_000
"""People from which a place may be pinned though the text nowhere tells its country."""

CITY = 100_000
"""Inhabitants from which a place is known by its lesser names ("New York", "Leningrad") in texts about other states."""

NEAR_KM = 300
"""Distance within which places of one text support each other."""

ENOUGH = 3
"""Points from which a name is taken for a place (see `is_meant`)."""

FAME = 5.0
"""What speaks for a capital or a city of a million whose namesakes are all far smaller: Paris is in France."""

LARGER = 10
"""Times that a city has the people of its namesake from which it is meant where the text tells both countries."""

OTHER_NAME = 2.5
"""What speaks against a place of which the name is a wholly other one, where a rival is merely spelt otherwise."""

FAR_LARGER = 20
"""Times that a town has the people of its namesakes from which it is meant though no country is told."""

SAME_KM = 50
"""Distance within which two candidates are one place (a town and its twin entry)."""

_FEATURE_WORTH = {
    "facility": 4.2,
    "area": 4.2,
    "sea": 5.0,
    "border": 5.0,
    "region": 4.0,
    "district": 3.8,
    "settlement": 3.9,
}
_MATCH_COST = {"name": 0.0, "alternate": 0.7, "spelling": 1.2}
_ALLOWED = {
    "region": ("region", "area", "district"),
    "district": ("district", "region"),
    "area": ("area", "settlement", "region"),
    "settlement": ("settlement facility district area",),
    "site": ("facility", "settlement"),
}


_TELLING = frozenset({"state", "demonym", "capital", "seat", "group"})
"""The kinds of mention that tell a country."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The countries that a document tells, weighted: in all, by sentence, and the country whose text it is."""

    told: Mapping[str, float]
    by_sentence: Mapping[int, Mapping[str, float]]
    home: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The place meant (None: not known), why, and what remains open."""

    place: Place | None
    reason: str
    doubt: str | None = None
    supported: bool = False
    abroad: bool = False
    """Whether the document tells countries, and not this place's."""


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    place: Place
    why: str
    supported: bool = field(default=False)


def evidence_of(sentences: Sequence[Sentence], named: Iterable[Named], home: str | None) -> Evidence:
    """Return what `sentences` tell of countries; "in Syria" weighs more than "Syria", that more than "Syrian"."""
    told: defaultdict[str, float] = defaultdict(float)
    by_sentence: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for s in sentences:
        for m in s.mentions:
            if m.code and m.kind in _TELLING:
                weight = (3.0 if after_sure(s.words, m.first) else 1.0) if m.kind == "state" else 0.5
                told[m.code] += weight
                by_sentence[s.index][m.code] += weight
    for n in named:
        countries = {p.country for p in n.places if p.feature == "region" and p.match == "name"}
        code = n.container.code if n.container else (countries.pop() if len(countries) == 1 else None)
        if code:
            told[code] += 2.0
            by_sentence[n.sentence.index][code] += 2.0
    return Evidence(dict(told), dict(by_sentence), home)


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((s.code, key_of(s.capital)) for s in load_states().values() if s.capital)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres between two points of latitude and longitude in degrees."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def choose(group: Sequence[Named], evidence: Evidence, certain: Sequence[Place]) -> Choice:
    """Return the place that the occurrences `group` of one name mean; `certain` are places already decided."""
    places = _wanted(group)
    code = next((n.container.code for n in group if n.container and n.container.strict), None)
    inside = [p for p in places if p.country == code]
    if code and places and not inside:
        return Choice(None, f"no place of this name in {state_name(code)} is known", "the place is not known")
    if code:
        places = inside
    # A name of which only the consonants agree needs its country told: there are too many towns.
    places = [p for p in places if p.match != "spelling" or p.country in evidence.told]
    if not places:
        return Choice(None, "no place of this name is known", "the place is not known")
    scored = sorted((_score(p, places, group, evidence, certain, told=code) for p in places), key=lambda x: -x.score)
    best = scored[0]
    abroad = bool(evidence.told) and best.place.country not in evidence.told
    return Choice(best.place, best.why, _doubt(scored), best.supported, abroad)


def _wanted(group: Sequence[Named]) -> Sequence[Place]:
    """Return the candidates of the kind that the words around the name ask for, or all where none is of it."""
    places = group[0].places
    allowed = _ALLOWED.get(group[0].wanted)
    if not allowed:
        return places
    for feature in allowed:
        fit = [p for p in places if p.feature in feature.split()]
        if fit:
            return fit
    return places


def _score(
    p: Place,
    rivals: Sequence[Place],
    group: Sequence[Named],
    evidence: Evidence,
    certain: Sequence[Place],
    *,
    told: str | None,
) -> _Scored:
    score = _worth(p, rivals) - _MATCH_COST[p.match] - OTHER_NAME * is_other_name(group[0].name, p, rivals)
    why, country = "", state_name(p.country) if p.country else ""
    beside = any(n.container and n.container.code == p.country for n in group)
    sentence = max(_share(evidence.by_sentence.get(n.sentence.index, {}), p.country) for n in group)
    document = _share(evidence.told, p.country)
    # By one of its lesser names a place is only meant where its own country is spoken of.
    beside_it = [c for c in certain if p.match == "name" or c.country == p.country]
    near = any(distance_km((c.lat, c.lon), (p.lat, p.lon)) < NEAR_KM for c in beside_it if _pinned(c) and _pinned(p))  # type: ignore[arg-type]
    home = p.country is not None and p.country == evidence.home
    score += 6.0 * beside + 2.0 * sentence + (document > 0) + 2.0 * document + home + 1.5 * near
    # "Russia said … by Ukrainian fire near Donetsk": with both countries told, the city and not the town.
    told_too = [r.population for r in rivals if r is not p and r.country in evidence.told]
    score += 1.0 * (document > 0 and bool(told_too) and p.population >= LARGER * max(told_too, default=0))
    for holds, reason in (
        (beside or (told is not None), f"the text sets {country} beside the name"),
        (sentence > 0, f"{country} is told in the same sentence"),
        (document > 0, f"{country} is told in the document"),
        (home, f"{country} is the document's home"),
        (near, "it lies near other places of the document"),
        (len(rivals) == 1, "it is the only place of the name"),
        (True, "it is the best-known place of the name"),
    ):
        if holds and not why:
            why = reason
    supported = p.country is None or beside or told is not None or sentence > 0 or document > 0 or home or near
    return _Scored(score, p, why, supported)


def _worth(p: Place, rivals: Sequence[Place]) -> float:
    """Return what speaks for a place before the text is looked at: how many people know it."""
    if p.geonames is None:
        # A town named alone is the town, not the province that is called after it.
        town = (
            p.feature in ("region", "district")
            and p.match == "alternate"
            and any(
                r.feature == "settlement" and r.country == p.country and r.match != "spelling" and r.population >= SMALL
                for r in rivals
            )
        )
        return 1.0 if town else _FEATURE_WORTH[p.feature]
    # Seats of districts are listed with a population of 0 where no census is at hand.
    worth = math.log10((p.population or 2_000) + 100)
    others = max((r.population for r in rivals if r is not p), default=0)
    capital = p.match == "name" and (p.country or "", key_of(p.name)) in _capitals()
    if (capital or p.population >= 1_000_000) and p.population >= 20 * others:
        return worth + FAME
    return worth + (1.0 if capital else 0.0)


def _share(weights: Mapping[str, float], code: str | None) -> float:
    weight = weights.get(code, 0.0) if code else 0.0
    return weight / sum(weights.values()) if weight else 0.0


def _pinned(p: Place) -> bool:
    return p.lat is not None and p.lon is not None


def _doubt(scored: Sequence[_Scored]) -> str | None:
    """Return a sentence on the best rival that lies elsewhere, where it comes within a point of the best."""
    best = scored[0].place
    if best.match == "spelling":
        return f"spelt otherwise than {best.name}"
    for other in scored[1:]:
        p = other.place
        if scored[0].score - other.score > 1.0:
            return None
        if _pinned(best) and _pinned(p) and distance_km((best.lat, best.lon), (p.lat, p.lon)) > SAME_KM:  # type: ignore[arg-type]
            return f"there is also {p.name} in {state_name(p.country) if p.country else 'another country'}"
    return None


def is_meant(n: Named, choice: Choice, *, again: bool) -> bool:
    """Tell whether occurrence `n` of a name is the place chosen for it, rather than a person, a body or a word.

    `again` tells that the name is surely a place elsewhere in the document. Little-known places stand only where the
    text points to their country.
    """
    p = choice.place
    if p is None:
        return n.strong and (n.labelled or n.wanted in NAMING)
    if not choice.supported and not (n.strong or n.labelled):
        return False
    if not choice.supported and p.geonames is not None:
        if choice.abroad and p.match != "name" and p.population < CITY:
            # "Banjska", a village of Kosovo that no list holds, is not Bansko in Bulgaria, of which nothing is told.
            return False
        if n.strong and (n.labelled or n.wanted or n.last - n.first > 1) and _stands_alone(p, n.places):
            return True
        return p.match != "spelling" and p.population >= (WELL_KNOWN if p.match == "name" else 6 * WELL_KNOWN)
    return _plausibility(n, choice, p, again=again) >= ENOUGH


def _stands_alone(p: Place, rivals: Sequence[Place]) -> bool:
    """Tell a town that has no namesake of a size to be meant, which a text may name without its country."""
    others = max((r.population for r in rivals if r.country != p.country), default=0)
    return p.match != "spelling" and p.population >= max(SMALL, FAR_LARGER * others)


def _plausibility(n: Named, choice: Choice, p: Place, *, again: bool) -> int:
    """Return points for what speaks for a place; language models err on labels, so no single sign decides."""
    label = n.sentence.words[n.first].entity
    known = p.population >= WELL_KNOWN or (p.geonames is None and p.feature != "settlement")
    return (
        (3 if n.strong else n.loose)
        + 2 * n.labelled
        + 2 * (n.container is not None)
        + 3 * again
        + choice.supported
        + (known and p.match != "spelling")
        + (n.last - n.first > 1 and p.match != "spelling")
        - (p.match == "spelling")
        - 2 * (label == "PERSON")
        - (label == "PRODUCT" and not n.strong)
    )


def direction_start(n: Named) -> int:
    """Return the word where a direction before the name begins ("eastern Aleppo"), or the name's own first word."""
    k = n.first
    while n.direction and k > 0 and n.sentence.words[k - 1].lower in DIRECTIONS:
        k -= 1
    return k
