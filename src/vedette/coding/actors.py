"""Who a noun stands for: actors with country, sector and name, each with its words in the text."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vedette.coding.actors_lists import ARMED, in_force, joined_before, listed_in, merged, named_within
from vedette.coding.actors_pairs import last_two, paired_sides
from vedette.coding.actors_people import is_told_person, mentioned_actors, person_actors
from vedette.coding.actors_pronouns import pronoun_actors
from vedette.coding.actors_roles import is_everybody, is_means, role_actors
from vedette.coding.actors_things import thing_actors
from vedette.coding.actors_where import placed_in
from vedette.coding.cast import Cast
from vedette.coding.extents import extent
from vedette.coding.focus import FIRST_PERSON, Focus
from vedette.coding.reciprocal import is_reciprocal
from vedette.coding.roles import role_at
from vedette.coding.syntax import HARMS, conjuncts, governor, prepositions
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor, Receipt

__all__ = ["ARMED", "Resolver", "merged"]
_PARTITIVES = frozenset(
    {"dozen", "hundred", "thousand", "score", "number", "ten", "majority", "total", "rest", "range", "pair", "couple"}
)
_BANDS = frozenset({"group", "band", "gang", "team", "squad", "crowd", "handful"})
_PAIRED = frozenset(
    {
        "minister",
        "leader",
        "side",
        "country",
        "nation",
        "party",
        "government",
        "president",
        "state",
        "capital",
        "neighbour",
        "neighbor",
        "rival",
        "foe",
        "delegation",
        "commander",
        "official",
        "diplomat",
        "army",
        "ally",
    }
)


@dataclass(slots=True)
class Resolver:
    """Resolves nouns of one document; `speakers` gives the speakers of the quotation at an offset."""

    cast: Cast

    focus: Focus = field(default_factory=Focus)

    speakers: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict)

    cues: dict[tuple[int, int], Receipt] = field(default_factory=dict)

    last_claimants: tuple[Actor, ...] = ()

    sentences: tuple[Sentence, ...] = ()

    first_head: str | None = None

    strange: set[int] = field(default_factory=set)

    _known: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        """Return the document's characters `start` to `end`."""
        return self.cast.document.text[start:end]

    def all(self, s: Sentence, indices: Iterable[int], *, force: bool = False) -> tuple[Actor, ...]:
        """Return the actors at `indices` with everything coordinated to them, each once.

        `force` tells that the act is one of force: a state named bare then stands for its armed forces.
        """
        out: list[Actor] = []
        seen: set[int] = set()
        for x in (x for i in indices for x in (listed_in(s, i) or (i,))):
            for k in (*joined_before(s, x), *conjuncts(s, x), *named_within(s, x)):
                if k not in seen:
                    seen.add(k)
                    found = self.one(s, k)
                    out.extend(a for a in (_armed(s, k, found) if force else found) if a not in out)
        return tuple(in_force(a) for a in out) if force else tuple(out)

    def one(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the actors that the noun at word `i` alone stands for; none where it is no actor."""
        key = (s.index, i)
        if key not in self._known:
            # "A and its allies": while a noun is being resolved it stands for nobody, so that nothing asks in a circle.
            self._known[key] = ()
            self._known[key] = self._resolve(s, i)
        return self._known[key]

    def known_at(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return what word `i` has been resolved to so far; none where nobody has asked yet."""
        return self._known.get((s.index, i), ())

    def _resolve(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        w = s.words[i]
        if self.cast.in_waters(w.start) or is_reciprocal(s, i):
            return ()
        mention = next((m for m in s.mentions if m.first == i), None)
        if mention is not None:
            return mentioned_actors(self, s, i, mention)
        if w.pos == "PRON" or w.lower in FIRST_PERSON or w.tag == "PRP$":
            return pronoun_actors(self, s, i)
        if w.pos == "NUM" or w.lemma in _PARTITIVES or (w.lemma in _BANDS and prepositions(s, i).get("of")):
            inside = prepositions(s, i).get("of", ())
            if inside:
                return tuple(a for k in inside for a in self.one(s, k))
            if w.pos == "NUM" and s.words[governor(s, i)].lemma in HARMS:
                return (self.actor(s, i, None, "UNK", None),)
        if w.lemma in _PAIRED and (pair := paired_sides(self, s, i)):
            return pair
        role = role_at(s, i) if w.pos in ("NOUN", "PROPN", "ADJ", "VERB") else None
        if role is not None and role.lemma == ("party",) and is_everybody(s, i):
            conflict = any(s.words[x].lemma in ("conflict", "war") for x in prepositions(s, i).get("to", ()))
            both = any(s.words[c].lower == "both" for c in s.children[i])
            code = placed_in(self, s, i) or (self.cast.dominant if conflict or both else None)
            return (self.actor(s, i, code, "UNK", None),)
        if role is not None and is_means(s, i):
            return ()
        if role is not None:
            return role_actors(self, s, i, role)
        if w.entity == "PERSON" or is_told_person(self, s, i):
            return person_actors(self, s, i)
        return thing_actors(self, s, i)

    def pair(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the two sides told last before word `i`, whatever stands there ("they discussed")."""
        return last_two(self, s, i, frozenset({"UNO", "IGO", "EUR"}), officers=True)

    def unknown(self, s: Sentence, indices: Iterable[int]) -> tuple[Actor, ...]:
        """Return bodies told by names that nothing explains ("to the Future of Babylon"): their state is not known."""
        found = (i for i in indices if s.words[i].tag == "NNP" and s.words[i].start not in self.cast.places)
        return tuple(self.actor(s, i, None, "UNK", None) for i in found)

    def counted(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the people for whom a headline's number at word `i` stands."""
        return (self.actor(s, i, None, "UNK", None),)

    def buildings(self, s: Sentence, indices: Iterable[int]) -> tuple[Actor, ...]:
        """Return whose the buildings at `indices` are; a bare building stands for the civilians of its place."""
        out: list[Actor] = []
        kinds = load_codebook().classes
        for i in indices:
            lemma = s.words[i].lemma
            if lemma in kinds.get("facilities", ()) or (
                lemma in kinds.get("settlements", ()) and lemma not in kinds.get("territory", ())
            ):
                out.extend(self.one(s, i) or (self.actor(s, i, None, "CVL", None),))
        return tuple(out)

    def armed_before(self, s: Sentence, i: int) -> tuple[Actor, ...]:
        """Return the armed actors told last before word `i`, within three sentences: who "they" are that kill."""
        for index, k, _, _, actors in reversed(self.focus.seen):
            if (index, k) < (s.index, i) and s.index - index <= 3 and any(a.sector in ARMED for a in actors):
                w = s.words[i]
                return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in actors)
        return ()

    def speaking(self, at: int) -> tuple[Actor, ...]:
        """Return who speaks at offset `at`: the quotation's speaker, else the publisher where it speaks for itself."""
        for (start, end), actors in self.speakers.items():
            if start <= at < end:
                return actors
        home = self.cast.home
        if not home.speaks:
            return ()
        return (Actor(0, 0, "", home.code, home.sector or "GOV", None, home.name),)

    def is_stranger(self, s: Sentence, i: int) -> bool:
        """Tell whether the noun at word `i` is told as that of a people or state that nothing here knows."""
        return self.is_strange(*extent(s, i))

    def is_strange(self, start: int, end: int) -> bool:
        """Tell words (characters `start` to `end`) of whose people or state the text tells and nothing here knows."""
        return self.cast.is_stranger(start, end) or any(start <= at < end for at in self.strange)

    def actor(
        self, s: Sentence, i: int, code: str | None, sector: str, name: str | None, entity: str | None = None
    ) -> Actor:
        """Return the actor told at word `i`, with the words of its whole phrase."""
        start, end = extent(s, i)
        return Actor(start, end, self.cast.document.text[start:end], code, sector, entity, name)


def _armed(s: Sentence, i: int, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whose deed of force the noun at word `i` is ("hit by an Israeli strike") as their armed forces."""
    nouns = load_codebook().nouns.get(s.words[i].lemma, ())
    deed = any(t.type == "ASSAULT" and len(t.lemma) == 1 and not t.needs for t in nouns) or s.words[i].lemma == "fire"
    return tuple(replace(a, sector="MIL") if deed and a.sector == "GOV" else a for a in actors)
