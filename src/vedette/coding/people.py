"""Persons of a text with the office and state told beside them anywhere, or known for the date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedette.coding.roles import may_name, owner, person_span, role_at, surname
from vedette.coding.syntax import kids, prepositions
from vedette.knowledge.offices import LEADING, holders
from vedette.records.codebook.model import Role
from vedette.records.reading import Mention, Sentence


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: name, country and sector as far as told, the knowledge base's id if it has one."""

    name: str
    code: str | None
    sector: str | None
    entity: str | None = None


def people_of_text(sentences: Sequence[Sentence], on: date | None) -> dict[str, Person]:
    """Collect every person told with a title or an apposition, by surname; what is told outweighs what is known."""
    people: dict[str, Person] = {}
    for s in sentences:
        at = {m.first: m for m in s.mentions}
        for w in s.words:
            m = at.get(w.i)
            if m is not None and m.kind == "person":
                told = None if m.code or s.title else _appositive(s, w.i, m.name)
                code, sector = (m.code or _beside(s, m) or (told.code if told else None)), m.sector
                _keep(people, m.name, _completed(Person(m.name, code, sector), on))
            elif m is None and w.entity in ("GPE", "ORG", "") and _is_known_holder(s, w.i, on):
                _keep(people, w.text, _completed(Person(w.text, None, None), on))
            elif m is None and w.entity == "PERSON" and not w.inside:
                first, last = person_span(s, w.i)
                name = " ".join(x.text for x in s.words[first : last + 1] if x.tag != "POS")
                # The commas of a headline join what an apposition would explain.
                told = (
                    None
                    if s.title
                    else next((p for k in range(first, last + 1) if (p := _appositive(s, k, name))), None)
                )
                _keep(people, name, _completed(told or Person(name, None, None), on))
    return people


def _is_known_holder(s: Sentence, i: int, on: date | None) -> bool:
    """Tell a surname that the tagger took for something else and whose bearer leads a state on that day ("Blinken", "Trump left")."""
    w = s.words[i]
    alone = may_name(w) and not s.title and w.dep in ("nsubj", "nsubjpass", "dobj", "poss", "conj")
    return alone and on is not None and any(h.rank in LEADING and h.held(on) for h in holders(w.text, on=on))


def _beside(s: Sentence, m: Mention) -> str | None:
    """Return whose a titled person is by "Kenya's former president X" or "Foreign Minister X of Italy"."""
    at = {x.first: x for x in s.mentions if x.kind in ("state", "demonym", "organisation") and x.code}
    for k in range(m.first, m.last):
        for c in (*kids(s, k, "poss"), *prepositions(s, k).get("of", ())):
            if c in at and not m.first <= c < m.last:
                return at[c].code
    return None


def _keep(people: dict[str, Person], told: str, person: Person) -> None:
    key = surname(told)
    if not key:
        return
    old = people.get(key)
    if old is None:
        people[key] = person
        return
    name = max(old.name, person.name, key=len)
    people[key] = Person(name, old.code or person.code, old.sector or person.sector, old.entity or person.entity)


def _appositive(s: Sentence, i: int, name: str) -> Person | None:
    """Return the person with what an apposition tells: "Joseph Votel, commander of U.S. Central Command"."""
    for a in (*kids(s, i, "appos"), *_titles_before(s, i)):
        role = role_at(s, a)
        if role is None:
            continue
        m = owner(s, a)
        return Person(name, m.code if m else None, _sector(role, m))
    return None


def _titles_before(s: Sentence, i: int) -> tuple[int, ...]:
    w = s.words[i]
    return tuple(c for c in s.children[i] if s.words[c].dep in ("compound", "nmod")) + (
        (w.head,) if w.dep == "appos" else ()
    )


def _sector(role: Role, m: Mention | None) -> str:
    if m is not None and m.kind in ("group", "force") and m.sector and role.sector in ("GOV", "UNK", "MIL", "CVL"):
        return m.sector
    return role.sector


def _completed(person: Person, on: date | None) -> Person:
    """Return `person` with the country and office that the knowledge base knows, where exactly one state fits."""
    if person.code and person.sector:
        return person
    parts = person.name.split()
    if not parts:
        return person
    given = parts[0] if len(parts) > 1 else None
    held = [h for h in holders(parts[-1], on=on, given=given) if person.code in (None, h.country)]
    if given is None:
        # A surname alone, or behind a bare title, is only taken for the holder of a leading office.
        held = [h for h in held if h.rank in LEADING]
    current = [h for h in held if on is not None and h.held(on)]
    pool = current or ([h for h in held if h.rank in LEADING] if given is None else held)
    countries = {h.country for h in pool}
    if len(countries) != 1:
        return person
    # A rebel or a party's leader stays one whatever the title: "General", "President".
    sector = pool[0].sector if pool[0].sector != "GOV" else person.sector or "GOV"
    return Person(pool[0].person, person.code or pool[0].country, sector, pool[0].entity)
