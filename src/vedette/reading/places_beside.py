"""The country that a text sets beside a place's name: "Tripoli, Lebanon", "the Syrian town of Dabiq"."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import GENERIC
from vedette.reading.places_words import MODIFIERS, PARTICLES, TOWN_NOUNS, joined, said
from vedette.records.reading import Mention, Word

LONGEST_RUN = 12
"""Words of a run of capitalised words that are looked at together."""


class PlaceSource(Protocol):
    """What knows places by name; `vedette.knowledge.gazetteer.Gazetteer` is one."""

    def candidates(self, name: str, /) -> Sequence[Place]:
        """Return the places called `name`."""
        ...


class Container(NamedTuple):
    """The country that the text sets beside a name; `last` is the word after it, `strict` for "Tripoli, Lebanon"."""

    code: str
    last: int
    strict: bool


Held = Mapping[int, Mention]
"""The mentions that are surely no towns, by each of their words."""


_WATERS = frozenset({"gulf", "bay", "strait", "straits", "sea"})


def run_end(words: Sequence[Word], held: Held, i: int) -> int:
    """Return where the run of capitalised words that begins at `i` ends (exclusive), joints and particles inside."""
    n = len(words)
    j = end = i + 1
    if words[i].lower in _WATERS and i + 2 < n and words[j].lower == "of" and words[i + 2].text[0].isupper():
        # The Gulf of Oman is neither the Gulf nor Oman.
        j = end = i + 3
    while j < n and j not in held and j - i < LONGEST_RUN:
        if words[j].text[0].isupper():
            end = j + 1
        elif words[j].lower not in PARTICLES and not joined(words, j):
            break
        j += 1
    return end


def country_after(words: Sequence[Word], held: Held, gazetteer: PlaceSource, b: int) -> Container | None:
    """Return the country told after a name that ends before word `b`: ", Lebanon", ", in Iraq's Anbar province"."""
    n = len(words)
    k = b
    comma = k < n and words[k].text in (",", "(")
    k += comma
    inner = k < n and words[k].lower in ("in", "of")
    k += inner
    while k < n and k < b + 5 and words[k].lower in MODIFIERS:
        k += 1
    if k >= n or not (comma or inner):
        return None
    m = held.get(k)
    if m is not None:
        told = m.code is not None and (m.kind == "state" or (m.kind == "demonym" and inner))
        # "In Tillaberi, Niger's interior ministry said": the state is who says so; "in Hit, in Iraq's west" is where.
        told = told and not (comma and not inner and words[k].dep == "poss" and words[words[k].head].dep == "nsubj")
        return Container(m.code or "", m.last, comma and not inner) if told else None
    return _region_after(words, held, gazetteer, k) if words[k].text[0].isupper() else None


def _region_after(words: Sequence[Word], held: Held, gazetteer: PlaceSource, k: int) -> Container | None:
    j = run_end(words, held, k)
    for b in range(min(j, k + 4), k, -1):
        for p in gazetteer.candidates(said(words, k, b)):
            if p.feature == "region" and p.country:
                generic = b < len(words) and words[b].lower in GENERIC
                return Container(p.country, b + generic, strict=False)
    return None


def country_before(words: Sequence[Word], held: Held, a: int) -> Container | None:
    """Return the country told before a name at word `a`: "Iraq's Hit", "the Syrian town of Dabiq"."""
    k = a - 1
    while k >= 0 and a - k <= 6:
        m = held.get(k)
        if m is not None and m.kind in ("state", "demonym") and m.code:
            return Container(m.code, a, strict=False)
        w = words[k]
        if not (w.lower in MODIFIERS or w.lower in TOWN_NOUNS or w.lower in ("of", "'s", "’s") or w.pos == "ADJ"):
            return None
        k -= 1
    return None
