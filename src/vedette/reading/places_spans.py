"""Where a sentence may name a place: capitalised words in the company that place names keep, known to the gazetteer."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import GENERIC, word_set
from vedette.reading.places_beside import Container, PlaceSource, country_after, country_before, run_end
from vedette.reading.places_struck import is_struck
from vedette.reading.places_words import (
    BASED,
    BODY_NOUNS,
    DIRECT,
    DIRECTIONS,
    EVENT_NOUNS,
    LOOSE,
    MEETING,
    MODIFIERS,
    PLACE_LABELS,
    PREFIXES,
    REFUSED_LABELS,
    SPEECH,
    SURE,
    TAKING,
    TITLES,
    TOWN_NOUNS,
    after_sure,
    article_before,
    asked_by,
    joined,
    not_places,
    said,
)
from vedette.records.reading import Mention, Sentence, Word

LONGEST = 6
"""Words that a place's name may have, joints included."""

NAMING = frozenset({"settlement", "district", "region"})
"""Kinds that a noun beside a name asks for, which make the name a place's though no gazetteer knows it."""

_VAGUE = word_set("area state front base camp plant hospital university port department base strip")
"""Nouns after a name that bodies have as well as places."""

_GOES_ON = EVENT_NOUNS | GENERIC.keys()


@dataclass(frozen=True, slots=True)
class Named:
    """A name at words `first` to `last` (exclusive) of a sentence, and every place it may be.

    `name` is what the gazetteer was asked; `wanted` the kind that the words around it ask for (a place's feature,
    "site" for a site that may bear a town's name, or ""). `strong` tells that the words around it take a place and
    nothing else, `labelled` that the language model took it for one, `loose` that a preposition stands before it which
    places share with people, `direction` the part of it ("eastern"), if told.
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

    def __init__(self, s: Sentence, gazetteer: PlaceSource, surnames: AbstractSet[str]) -> None:
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
                j = run_end(words, held, i)
                self._in_run(i, j)
                i = j
        return self.found

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
        """Tell cheaply whether a run of one word can be a place's name; "Hit" can where "of" or "in" stands beside."""
        w = self.words[i]
        if w.entity in REFUSED_LABELS and not (i and self.words[i - 1].lemma in TAKING):
            return False
        if w.lower not in not_places():
            return True
        beside = self.words[max(0, i - 1) : i + 2]
        return any(x.lower in ("of", ",", "in", "(") or x.lower in TOWN_NOUNS for x in beside)

    def _longest(self, a: int, i: int, j: int) -> Named | None:
        """Return the longest name that begins at word `a` of the run `i` to `j`, or None."""
        if self._belongs_to_left(a, i):
            return None
        company = self._before(article_before(self.words, a))
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
        # "the 5th Fleet", "the 102nd Base" are bodies.
        if left.text[0].isdigit() and left.lower[-2:] in ("st", "nd", "rd", "th"):
            return True
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
            wanted = asked_by(words[k - 1])
            return _Company(wanted is not None, loose=True, wanted=wanted or "", direction=direction)
        if before in DIRECT and words[k].text[0].islower():
            return _Company(strong=True, loose=True, wanted=TOWN_NOUNS[before], direction=direction)
        if before in (",", "and", "or", "&", ";", "to", "-", "–", "as") and (k in self.ends or k - 1 in self.ends):
            strong = self.ends.get(k, self.ends.get(k - 1, False))
            return _Company(strong and before != "to", loose=True, wanted="", direction=direction)
        verb = words[k].lemma if words[k].pos == "VERB" else ""
        strong = before in SURE or verb in TAKING or is_struck(self.s, k)
        return _Company(strong, before in LOOSE or verb in MEETING, "", direction)

    def _is_owner(self, k: int) -> bool:
        m = self.held.get(k)
        return (m is not None and m.kind in ("state", "demonym")) or (self.words[k].tag == "POS" and k - 1 in self.held)

    def _match(self, a: int, b: int, j: int, company: _Company) -> Named | None:
        words = self.words
        container = country_after(words, self.held, self.gazetteer, b)
        common = b == a + 1 and words[a].lower in not_places() and not (a in self.at and self.at[a].kind == "capital")
        if common and not container and company.wanted not in NAMING:
            return None
        wanted, last, after = self._after(b, company.wanted)
        labelled = self._labelled(a, b)
        strong = company.strong or after or bool(container and container.strict) or self._is_dateline(a, b)
        if self._refused(a, b, j, strong=strong, labelled=labelled):
            return None
        name = self._full_name(a, b)
        places = tuple(self.gazetteer.candidates(name))
        if not places and (common or not (strong and (labelled or wanted in NAMING) and self._whole(a, b, j))):
            return None
        exact = self._known_whole(a, last, b)
        if exact:
            name, places, wanted = said(words, a, last), exact, ""
        container = (
            container or country_after(words, self.held, self.gazetteer, last) or country_before(words, self.held, a)
        )
        return Named(
            self.s, a, last, name, places, wanted, strong, labelled, company.loose, company.direction, container
        )

    def _known_whole(self, a: int, last: int, b: int) -> tuple[Place, ...]:
        """Return the places called by the whole phrase "X airport", where the gazetteer knows one."""
        if last == b:
            return ()
        return tuple(p for p in self.gazetteer.candidates(said(self.words, a, last)) if p.match != "spelling")

    def _full_name(self, a: int, b: int) -> str:
        """Return the name with an article in lower case before it ("al-Bab")."""
        return said(self.words, article_before(self.words, a), b)

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
        while (
            k < len(words) and k < b + 2 and words[k].lower in ("international", "military", "air", "border", "refugee")
        ):
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
        if (w.entity in REFUSED_LABELS and not strong) or (
            b == a + 1 and w.lower in self.surnames and not after_sure(words, article_before(words, a))
        ):
            return True
        if (
            a >= 2
            and words[a - 1].lower == "of"
            and words[a - 2].lower in BODY_NOUNS
            and words[a - 2].text[0].isupper()
        ):
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


def _open(m: Mention, words: Sequence[Word]) -> bool:
    """Tell whether a mention may still be a place's name: a capital, or a name that is also something else."""
    return m.kind == "capital" or (m.ambiguous and m.kind != "state" and words[m.first].entity in PLACE_LABELS)
