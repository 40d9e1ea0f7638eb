"""Where a sentence may name a place: capitalised words in the company that place names keep, known to the gazetteer."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import GENERIC
from vedette.reading.places_words import (
    ARTICLES,
    BASED,
    BODY_NOUNS,
    DIRECTIONS,
    EVENT_NOUNS,
    LOOSE,
    MODIFIERS,
    PARTICLES,
    PLACE_LABELS,
    PREFIXES,
    REFUSED_LABELS,
    SPEECH,
    SURE,
    TITLES,
    TOWN_NOUNS,
    joined,
    not_places,
    said,
)
from vedette.records.reading import Mention, Sentence, Word

LONGEST = 6
"""Words that a place's name may have, joints included."""

_VAGUE = frozenset("area state front base camp plant hospital university port department base strip".split())
"""Nouns after a name that bodies have as well as places."""

_GOES_ON = EVENT_NOUNS | GENERIC.keys()


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


@dataclass(frozen=True, slots=True)
class Named:
    """A name at words `first` to `last` (exclusive) of a sentence, and every place it may be.

    `name` is what the gazetteer was asked; `wanted` the kind that the words around it ask for (a place's feature, "town of
    site" for a site named after a town, or ""). `strong` tells that the words around it take a place and nothing else,
    `labelled` that the language model took it for one, `loose` that a
    preposition stands before it which places share with people, `direction` the part of it ("eastern"), if told.
    """

    sentence: Sentence
    first: int
    last: int
    name: str
    places: tuple[Place, ...]
    wanted: str
    strong: bool
    labelled: bool
    loose: bool
    direction: str = ""
    container: Container | None = None


class _Company(NamedTuple):
    """What stands around a run of capitalised words."""

    strong: bool
    loose: bool
    wanted: str
    direction: str


class Scanner:
    """Looks through one sentence; `surnames` are those of the document's people, in lower case."""

    def __init__(self, s: Sentence, gazetteer: PlaceSource, surnames: Set[str]) -> None:
        self.s, self.words = s, s.words
        self.gazetteer = gazetteer
        self.surnames = surnames
        self.at: Mapping[int, Mention] = {m.first: m for m in s.mentions}
        self.held = {k: m for m in s.mentions if not _open(m, s.words) for k in range(m.first, m.last)}
        self.ends: dict[int, bool] = {}
        self.found: list[Named] = []

    def scan(self) -> list[Named]:
        """Return the names found, in order, without overlap."""
        words, held, n = self.words, self.held, len(self.words)
        i = 0
        while i < n:
            w = words[i]
            if not w.text[0].isupper():
                i += 1
            elif i in held:
                m = held[i]
                if m.kind == "state":
                    self.ends[m.last] = self._before(m.first).strong
                i = max(m.last, i + 1)
            else:
                j = self._run_end(i)
                self._in_run(i, j)
                i = j
        return self.found

    def _run_end(self, i: int) -> int:
        words, held, n = self.words, self.held, len(self.words)
        j = end = i + 1
        while j < n and j not in held and j - i < 12:
            if words[j].text[0].isupper():
                end = j + 1
            elif words[j].lower not in PARTICLES and not joined(words, j):
                break
            j += 1
        return end

    def _in_run(self, i: int, j: int) -> None:
        words = self.words
        if j == i + 1 and not self._worth(i):
            return
        a = i
        while a < j:
            if not words[a].text[0].isupper():
                a += 1
                continue
            hit = self._longest(a, i, j)
            if hit:
                self.found.append(hit)
                until = hit.container.last if hit.container else hit.last
                self.ends[until] = self.ends[hit.last] = hit.strong or hit.labelled
                a = max(hit.last, a + 1)
            else:
                a += 1

    def _worth(self, i: int) -> bool:
        """Tell cheaply whether a run of one word can be a place's name."""
        w = self.words[i]
        return w.lower not in not_places() and w.entity not in REFUSED_LABELS

    def _longest(self, a: int, i: int, j: int) -> Named | None:
        """Return the longest name that begins at word `a` of the run `i` to `j`, or None."""
        if self._belongs_to_left(a, i):
            return None
        company = self._before(a)
        unknown: Named | None = None
        for b in range(min(j, a + LONGEST), a, -1):
            if self.words[b - 1].text[0].isupper() or b == a + 1:
                named = self._match(a, b, j, company)
                if named and named.places:
                    return named
                unknown = unknown or named
        return unknown

    def _belongs_to_left(self, a: int, i: int) -> bool:
        """Tell whether the word before `a` makes it part of another name: a first name, a title, "Camp"."""
        if a == 0:
            return False
        left = self.words[a - 1]
        if left.lower in TITLES or (left.lower in PREFIXES and left.text[0].isupper()):
            return True
        if a == i or a in self.ends or left.lower in DIRECTIONS or left.lower in GENERIC:
            return False
        if joined(self.words, a - 1):
            return a - 1 not in self.ends
        # In a headline every word is capitalised; there the model's label tells where a name begins.
        return self.words[a].inside or not (self.s.title or self.words[a].entity in PLACE_LABELS or left.i == 0)

    def _before(self, a: int) -> _Company:
        """Look to the left of word `a` for what a place name follows."""
        words = self.words
        k, direction = a - 1, ""
        while k >= 0 and a - k <= 5 and (words[k].lower in MODIFIERS or joined(words, k) or self._is_owner(k)):
            if words[k].lower in DIRECTIONS:
                direction = words[k].lower + (" " + direction if direction else "")
            elif words[k].lower in TOWN_NOUNS:
                break
            k -= 1
        if k < 0:
            return _Company(strong=False, loose=False, wanted="", direction=direction)
        before = words[k].lower
        if before == "of" and k:
            wanted = TOWN_NOUNS.get(words[k - 1].lower)
            return _Company(wanted is not None, loose=True, wanted=wanted or "", direction=direction)
        if before in TOWN_NOUNS and words[k].pos != "VERB":
            return _Company(strong=True, loose=True, wanted=TOWN_NOUNS[before], direction=direction)
        if before in (",", "and", "or", "&", ";", "to", "-", "–", "as") and (k in self.ends or k - 1 in self.ends):
            strong = self.ends.get(k, self.ends.get(k - 1, False))
            return _Company(strong and before != "to", loose=True, wanted="", direction=direction)
        return _Company(before in SURE, before in LOOSE, "", direction)

    def _is_owner(self, k: int) -> bool:
        m = self.held.get(k)
        return (m is not None and m.kind in ("state", "demonym")) or (self.words[k].tag == "POS" and k - 1 in self.held)

    def _match(self, a: int, b: int, j: int, company: _Company) -> Named | None:
        words = self.words
        if b == a + 1 and words[a].lower in not_places() and not (a in self.at and self.at[a].kind == "capital"):
            return None
        container = self._container(b)
        wanted, last, after = self._after(b, company.wanted)
        labelled = self._labelled(a, b)
        strong = company.strong or after or bool(container and container.strict) or self._is_dateline(a, b)
        if self._refused(a, b, j, strong=strong, labelled=labelled):
            return None
        name = self._full_name(a, b)
        places = tuple(self.gazetteer.candidates(name))
        if not places and not (strong and labelled and self._whole(a, b, j)):
            return None
        exact = self._known_whole(a, last, b)
        if exact:
            name, places, wanted = said(words, a, last), exact, ""
        container = container or self._container(last) or self._owner(a)
        return Named(self.s, a, last, name, places, wanted, strong, labelled, company.loose, company.direction, container)

    def _known_whole(self, a: int, last: int, b: int) -> tuple[Place, ...]:
        """Return the places called by the whole phrase "X airport", where the gazetteer knows one."""
        return tuple(p for p in self.gazetteer.candidates(said(self.words, a, last)) if last > b and p.match != "spelling")

    def _full_name(self, a: int, b: int) -> str:
        """Return the name with an article in lower case before it ("al-Bab")."""
        words, k = self.words, a
        if k >= 2 and joined(words, k - 1) and words[k - 2].lower in ARTICLES:
            k -= 2
        elif k and words[k - 1].lower in ("al", "al-", "el") and words[k - 1].text[0].islower():
            k -= 1
        return said(words, k, b)

    def _whole(self, a: int, b: int, j: int) -> bool:
        """Tell whether an unknown name is exactly what the model labelled."""
        return not self.words[a].inside and (b == len(self.words) or not self.words[b].inside) and b == j

    def _labelled(self, a: int, b: int) -> bool:
        if a in self.at and self.at[a].kind == "capital":
            return True
        w = self.words[b - 1]
        return w.entity in PLACE_LABELS and not (self.s.words[a].dep == "nsubj" and self._speaks(a) and b == a + 1)

    def _speaks(self, a: int) -> bool:
        """Tell whether word `a`, not a capital, is the subject of a verb of speaking: then it is a person."""
        head = self.words[self.words[a].head]
        return head.lemma in SPEECH and head.pos == "VERB"

    def _after(self, b: int, wanted: str) -> tuple[str, int, bool]:
        """Return the kind that a noun after word `b` tells, where the name ends, and whether there is such a noun."""
        words = self.words
        k = b
        while k < len(words) and k < b + 2 and words[k].lower in ("international", "military", "air", "border", "refugee"):
            k += 1
        if k < len(words) and words[k].lower in GENERIC and words[k].pos in ("NOUN", "PROPN"):
            kind = GENERIC[words[k].lower]
            return ("site" if kind == "facility" else kind), k + 1, words[k].lower not in _VAGUE
        return wanted, b, False

    def _is_dateline(self, a: int, b: int) -> bool:
        words = self.words
        return a == 0 and b < len(words) and words[b].text in ("–", "—", "(", "--") and b <= 3

    def _refused(self, a: int, b: int, j: int, *, strong: bool, labelled: bool) -> bool:
        """Tell whether the words are part of a longer name, a person's, or no name at all."""
        words = self.words
        w = words[a]
        if w.entity in REFUSED_LABELS or (b == a + 1 and w.lower in self.surnames and not self._after_sure(a)):
            return True
        if a >= 2 and words[a - 1].lower == "of" and words[a - 2].lower in BODY_NOUNS and words[a - 2].text[0].isupper():
            return True
        if b >= len(words):
            return False
        after = words[b]
        if joined(words, b):
            return words[b + 1].lower in BASED or (words[b + 1].text[0].islower() and not strong)
        if after.lower in BODY_NOUNS or (after.lower in BASED and after.text[0].isupper()):
            return True
        longer = b < j and after.text[0].isupper() and after.lower not in _GOES_ON
        return longer and not self.s.title and (after.inside or not (labelled or (strong and after.entity != w.entity)))

    def _after_sure(self, a: int) -> bool:
        k = a - 1
        while k > 0 and self.words[k].lower in MODIFIERS:
            k -= 1
        return k >= 0 and self.words[k].lower in SURE

    def _container(self, b: int) -> Container | None:
        """Return the country told after a name that ends before word `b`: ", Lebanon", ", in Iraq's Anbar province"."""
        words, n = self.words, len(self.words)
        k = b
        comma = k < n and words[k].text in (",", "(")
        k += comma
        inner = k < n and words[k].lower in ("in", "of")
        k += inner
        while k < n and k < b + 5 and words[k].lower in MODIFIERS:
            k += 1
        if k >= n or k == b:
            return None
        m = self.held.get(k)
        if m is not None and m.kind in ("state", "demonym") and m.code and (m.kind == "state" or inner):
            # In "Iraq, Syria and Turkey" the states are a list; a place before them is still the first one's.
            return Container(m.code, m.last, comma and not inner)
        return self._region_container(k, strict=comma and not inner) if words[k].text[0].isupper() and (comma or inner) else None

    def _region_container(self, k: int, *, strict: bool) -> Container | None:
        j = self._run_end(k)
        for b in range(min(j, k + 4), k, -1):
            for p in self.gazetteer.candidates(said(self.words, k, b)):
                if p.feature == "region" and p.country:
                    generic = b < len(self.words) and self.words[b].lower in GENERIC
                    return Container(p.country, b + generic, strict and False)
        return None

    def _owner(self, a: int) -> Container | None:
        """Return the country told before a name: "Iraq's Hit", "the Syrian town of Dabiq"."""
        words, k = self.words, a - 1
        while k >= 0 and a - k <= 6:
            m = self.held.get(k)
            if m is not None and m.kind in ("state", "demonym") and m.code:
                return Container(m.code, a, strict=False)
            w = words[k]
            if not (w.lower in MODIFIERS or w.lower in TOWN_NOUNS or w.lower in ("of", "'s", "’s") or w.pos == "ADJ"):
                return None
            k -= 1
        return None


def _open(m: Mention, words: Sequence[Word]) -> bool:
    """Tell whether a mention may still be a place's name: a capital, or a name that is also something else."""
    return m.kind == "capital" or (m.ambiguous and m.kind != "state" and words[m.first].entity in PLACE_LABELS)
