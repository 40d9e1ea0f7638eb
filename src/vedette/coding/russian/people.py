"""Who is meant by a noun in a Russian sentence: the words, the state where it is told, the sector."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vedette.coding.russian.places import Places
from vedette.knowledge.russian import body_in_russian, state_in_russian, state_of_word
from vedette.knowledge.states import load_states
from vedette.reading.russian.tables import SECTORS
from vedette.reading.russian.words import Name, RussianReading
from vedette.records.reading import Sentence, Word
from vedette.records.record import Actor

_WITHIN = frozenset("amod nmod appos flat flat:name flat:foreign compound det nummod nummod:gov case".split())
_PRONOUNS = frozenset("он она они его ее их".split())


@dataclass(slots=True)
class Scene:
    """One document's reading, with whom it has named so far: coding goes through it once, in the order of the text."""

    reading: RussianReading
    places: Places
    known: dict[str, Actor] = field(default_factory=dict)
    last: tuple[Actor, ...] = ()
    _names: Mapping[int, Name] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = {n.start: n for n in self.reading.names}

    def names_in(self, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that begin in these characters."""
        return tuple(n for at, n in self._names.items() if start <= at < end)

    def all(self, s: Sentence, heads: Sequence[int]) -> tuple[Actor, ...]:
        """Return who is meant by the nouns `heads` and by those joined to them; the last ones named for a pronoun."""
        found: list[Actor] = []
        for h in heads:
            if s.words[h].lemma in _PRONOUNS:
                w = s.words[h]
                found += [replace(a, start=w.start, end=w.end, text=w.text) for a in self.last]
                continue
            found += [self.one(s, k) for k in (h, *_joined(s, h))]
        kept = tuple(dict.fromkeys(found))
        self.last = kept or self.last
        return kept

    def one(self, s: Sentence, head: int) -> Actor:
        """Return who is meant by the noun `head` with the words that belong to it."""
        words = _phrase(s, head)
        start, end = words[0].start, words[-1].end
        names = self.names_in(start, end)
        body = self._body(words, names)
        country = body[0] if body else self._country(words, names)
        person = next((n.normal for n in names if n.kind == "person"), None)
        sector = body[1] if body else next((SECTORS[w.lemma] for w in words if w.lemma in SECTORS), None)
        before = self.known.get(_surname(person)) if person else None
        if before and sector is None and country is None:
            sector, country, person = before.sector, before.country, before.name
        text = self.reading.document.text[start:end]
        told = Actor(start, end, text, country, sector or ("GOV" if country and not person else "UNK"))
        actor = replace(told, name=person or _usual_name(words, names, country))
        if person and (sector or country):
            self.known.setdefault(_surname(person), actor)
        return actor

    def state_of(self, words: Sequence[Word]) -> str | None:
        """Return the state that these words tell: by its name, an adjective, a people or a body of it."""
        if not words:
            return None
        names = self.names_in(words[0].start, words[-1].end)
        body = self._body(words, names)
        states = load_states()
        return body[0] if body and body[0] in states else self._country(words, names, places=False)

    def _body(self, words: Sequence[Word], names: Sequence[Name]) -> tuple[str, str] | None:
        """Return the body named longest: "Генштаб ВСУ" before "ВСУ"; by its dictionary form or as it stands."""
        told = [n.normal for n in names]
        told += [
            " ".join(w.text for w in words[a:b])
            for a in range(len(words))
            for b in range(a + 1, min(a + 5, len(words) + 1))
        ]
        told += [w.lemma for w in words]
        found = [(len(t), b) for t in told if (b := body_in_russian(t))]
        return max(found, key=lambda f: f[0])[1] if found else None

    def _country(self, words: Sequence[Word], names: Sequence[Name], *, places: bool = True) -> str | None:
        """Return the state told first: its name, an adjective or a people of it, then a clear place in it."""
        for w in words:
            named = next((n for n in names if n.start == w.start), None)
            told = (named and state_in_russian(named.normal)) or state_of_word(w.lemma)
            told = told or (state_in_russian(w.text) if w.pos == "PROPN" else None)
            if told:
                return told
        if not places:
            return None
        clear = (self.places.clear(n.normal) for n in names if n.kind == "place")
        return next((p.country for p in clear if p and p.country), None)


def _phrase(s: Sentence, head: int) -> tuple[Word, ...]:
    """Return the words that belong to a noun, without gaps; commas and clauses end it."""
    inside, left = {head}, [head]
    while left:
        at = left.pop()
        for c in s.children[at]:
            if s.words[c].dep in _WITHIN and not (at == head and s.words[c].dep == "case") and c not in inside:
                inside.add(c)
                left.append(c)
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside or (
        s.words[last + 1].text in '«»"-' and last + 2 in inside if last + 1 < len(s.words) else False
    ):
        last += 1
    opened = sum(w.text == "«" for w in s.words[first : last + 1]) > sum(
        w.text == "»" for w in s.words[first : last + 1]
    )
    last += opened and last + 1 < len(s.words) and s.words[last + 1].text == "»"
    return s.words[first : last + 1]


def _joined(s: Sentence, head: int) -> Iterator[int]:
    """Yield the nouns that are joined to one by "и"."""
    for c in s.children[head]:
        if s.words[c].dep == "conj" and s.words[c].pos in ("NOUN", "PROPN"):
            yield c


def _surname(person: str) -> str:
    return person.rsplit(maxsplit=1)[-1].casefold()


def _usual_name(words: Sequence[Word], names: Sequence[Name], country: str | None) -> str | None:
    """Return the state's usual English name where nothing but the state is named, else the name in its own form."""
    if len(names) != 1 or len(names[0].normal.split()) != len(words):
        return None
    state = state_in_russian(names[0].normal)
    return load_states()[state].name if state and state == country else names[0].normal
