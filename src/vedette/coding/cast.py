"""Who is who in one document: persons with their offices, the document's own home, what "he" and "they" stand for.

Built in one pass over all sentences before anything is coded, so that a title told in the third paragraph also
resolves the bare surname of the first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vedette.coding.people import Person, people_of_text
from vedette.coding.publisher import Home, home_of
from vedette.coding.roles import owner, role_at, surname
from vedette.coding.strangers import strangers
from vedette.coding.syntax import kids
from vedette.records.document import Document
from vedette.records.moments import day_of
from vedette.records.reading import Mention, PlaceMention, Sentence

DOMINANT = 0.6
"""Share of a document's state mentions from which one state counts as its subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everything that resolving an actor may look up about one document."""

    document: Document
    home: Home
    people: Mapping[str, Person]
    roles: Mapping[str, str]
    places: Mapping[int, PlaceMention]
    dominant: str | None
    on: date | None
    codes: Counter[str] = field(default_factory=Counter)
    foe: Mention | None = None
    strangers: frozenset[int] = frozenset()

    def in_waters(self, at: int) -> bool:
        """Tell a word (beginning at character `at`) of a place of nobody's that is named after a state: the Sea of Japan."""
        return any(p.start <= at < p.end for p in self.places.values() if _is_waters(p))

    def is_stranger(self, start: int, end: int) -> bool:
        """Tell words (characters `start` to `end`) that name a people or state of which nothing here knows the code."""
        return any(start <= at < end for at in self.strangers)


def make_cast(document: Document, sentences: Sequence[Sentence], places: Iterable[PlaceMention]) -> Cast:
    """Return the cast of `document`."""
    on = day_of(document.published)
    found = tuple(places)
    # The Gulf of Oman does not name Oman.
    waters = [(p.start, p.end) for p in found if _is_waters(p)]
    codes = Counter(
        m.code
        for s in sentences
        for m in s.mentions
        if m.code and m.kind in ("state", "demonym", "capital")
        if not any(a <= s.words[m.first].start < b for a, b in waters)
    )
    home = home_of(document, found)
    people = people_of_text(sentences, on)
    return Cast(
        document=document,
        home=home,
        people=people,
        roles=_role_countries(sentences, people),
        foe=_foe(sentences),
        places={p.start: p for p in found},
        # A dateline tells whose people a text means by "the people" better than counting names does.
        dominant=(home.code if not home.speaks else None) or _dominant(codes) or _subject(codes, found, home),
        on=on,
        codes=codes,
        strangers=strangers(sentences, found),
    )


def _is_waters(p: PlaceMention) -> bool:
    return p.country is None and "of" in p.text.split()


def _dominant(codes: Counter[str]) -> str | None:
    if not codes:
        return None
    code, n = codes.most_common(1)[0]
    return code if n >= DOMINANT * codes.total() else None


def _subject(codes: Counter[str], places: Sequence[PlaceMention], home: Home) -> str | None:
    """Return the one state that a publisher's text is about, by the states and places that it names besides its own."""
    told = codes + Counter(p.country for p in places if p.country)
    return _dominant(Counter({k: n for k, n in told.items() if k != home.code})) if home.speaks else None


def _foe(sentences: Sequence[Sentence]) -> Mention | None:
    """Return the armed group that the text means by "the terrorists": the one that it names by far most often."""
    told = [m for s in sentences for m in s.mentions if m.kind == "group" and m.sector == "REB"]
    found = Counter(m.entity for m in told)
    if not found:
        return None
    entity, n = found.most_common(1)[0]
    return next(m for m in told if m.entity == entity) if n >= DOMINANT * len(told) else None


def _ruler(s: Sentence, i: int, people: Mapping[str, Person]) -> str | None:
    """Return the country of the person by whom a body is named: "the Asad regime"."""
    for c in kids(s, i, "compound", "nmod", "poss"):
        if s.words[c].entity == "PERSON" and (known := people.get(surname(s.words[c].text))):
            return known.code
    return None


def _role_countries(sentences: Sequence[Sentence], people: Mapping[str, Person]) -> dict[str, str]:
    """Return for each role noun the one country with which the document tells it ("the regime" is Syria's)."""
    told: dict[str, Counter[str]] = {}
    for s in sentences:
        if s.title:
            continue
        for m in s.mentions:
            known = people.get(surname(m.name)) if m.kind == "person" else None
            code = m.code or (known.code if known else None)
            if m.kind == "person" and m.role and code:
                told.setdefault(m.role, Counter())[code] += 1
        for w in s.words:
            if w.pos in ("NOUN", "PROPN") and (role := role_at(s, w.i)):
                m2 = owner(s, w.i)
                ruled = m2.code if m2 else _ruler(s, w.i, people)
                if ruled:
                    told.setdefault(" ".join(role.lemma), Counter())[ruled] += 1
    return {role: c.most_common(1)[0][0] for role, c in told.items() if c.most_common(1)[0][1] >= DOMINANT * c.total()}
