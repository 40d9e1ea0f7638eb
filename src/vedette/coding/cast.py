"""Who is who in one document: persons with their offices, the document's own home, what "he" and "they" stand for.

Built in one pass over all sentences before anything is coded, so that a title told in the third paragraph also
resolves the bare surname of the first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from vedette.coding.letterhead import letterhead
from vedette.coding.syntax import kids, noun_phrase, prepositions
from vedette.knowledge.names import load_names
from vedette.knowledge.offices import LEADING, folded, holders
from vedette.knowledge.states import load_states
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.model import Role
from vedette.records.document import Document
from vedette.records.reading import Mention, PlaceMention, Sentence

DOMINANT = 0.6
"""Share of a document's state mentions from which one state counts as its subject."""

_SPLIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: name, country and sector as far as told, the knowledge base's id if it has one."""

    name: str
    code: str | None
    sector: str | None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Whose text this is: the publisher's state and sector ("we", "the government"), or the dateline's state."""

    code: str | None = None
    sector: str | None = None
    name: str | None = None
    speaks: bool = False


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


def make_cast(document: Document, sentences: Sequence[Sentence], places: Iterable[PlaceMention]) -> Cast:
    """Return the cast of `document`."""
    on = _day(document.published)
    found = tuple(places)
    # The Gulf of Oman does not name Oman.
    waters = [(p.start, p.end) for p in found if p.country is None and "of" in p.text.split()]
    codes = Counter(
        m.code
        for s in sentences
        for m in s.mentions
        if m.code and m.kind in ("state", "demonym", "capital")
        if not any(a <= s.words[m.first].start < b for a, b in waters)
    )
    home = home_of(document, found)
    people = _people(sentences, on)
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
    )


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _dominant(codes: Counter[str]) -> str | None:
    if not codes:
        return None
    code, n = codes.most_common(1)[0]
    return code if n >= DOMINANT * codes.total() else None


def _subject(codes: Counter[str], places: Sequence[PlaceMention], home: Home) -> str | None:
    """Return the one state that a publisher's text is about, by the states and places that it names besides its own."""
    told = codes + Counter(p.country for p in places if p.country)
    return _dominant(Counter({k: n for k, n in told.items() if k != home.code})) if home.speaks else None


def home_of(document: Document, places: Sequence[PlaceMention]) -> Home:
    """Return whose text `document` is: by its source's name, its address, or its dateline."""
    words = [w for w in _SPLIT.split(document.source or "") if w]
    for hit in load_names().hits([*words, *(w.upper() for w in words)], None):
        n = hit.name
        if n.code and n.kind in ("organisation", "force", "state", "seat"):
            return Home(n.code, n.sector or "GOV", n.name, speaks=True)
    by_url = _home_by_address(document.url)
    if by_url:
        return by_url
    head = letterhead(document.text)
    if head:
        return Home(head.code, head.sector, head.name, speaks=True)
    for passage in document.passages:
        if passage.kind == "dateline":
            for p in places:
                if passage.start <= p.start < passage.end and p.country:
                    return Home(p.country, None, None)
    return Home()


def home_country(document: Document) -> str | None:
    """Return the state for which the publisher of `document` speaks, or None."""
    return home_of(document, ()).code


def _home_by_address(url: str | None) -> Home | None:
    """Return the home that an official address tells: .gov and .mil are the United States', gov.XX is XX's."""
    labels = (urlsplit(url).hostname or "").split(".") if url else []
    if len(labels) < 2:
        return None
    if labels[-1] in ("gov", "mil"):
        return Home("USA", "MIL" if labels[-1] == "mil" else "GOV", None, speaks=True)
    if labels[-1] == "int":
        return None
    country = {"uk": "gb", "eu": ""}.get(labels[-1], labels[-1])
    code = _by_iso2().get(country.upper())
    if code and {"gov", "gob", "gouv", "gub", "mil", "mfa", "mod", "government"} & set(labels[:-1]):
        return Home(code, "MIL" if {"mil", "mod"} & set(labels[:-1]) else "GOV", None, speaks=True)
    return None


def _by_iso2() -> dict[str, str]:
    return {s.iso2: s.code for s in load_states().values() if s.iso2}


def role_at(s: Sentence, i: int) -> Role | None:
    """Return the role noun headed by word `i`, longest first ("prime minister" before "minister"), or None."""
    w = s.words[i]
    for role in _roles_of(w.lower) or _roles_of(w.lemma):
        n = len(role.lemma)
        if n == 1 or _ends_with(s, i, role.lemma):
            return role
    return None


def _roles_of(word: str) -> tuple[Role, ...]:
    return load_codebook().roles.get(word, ())


def _ends_with(s: Sentence, i: int, lemma: tuple[str, ...]) -> bool:
    """Tell whether the words up to `i` are `lemma`, whose last word has been met already."""
    k = i - len(lemma) + 1
    return k >= 0 and all(w in (s.words[k + j].lower, s.words[k + j].lemma) for j, w in enumerate(lemma[:-1]))


def person_span(s: Sentence, i: int) -> tuple[int, int]:
    """Return first and last word of the person's name that word `i` belongs to."""
    first = last = i
    while first > 0 and s.words[first].inside and s.words[first - 1].entity == "PERSON":
        first -= 1
    while last + 1 < len(s.words) and s.words[last + 1].inside and s.words[last + 1].entity == "PERSON":
        last += 1
    return first, last


def surname(name: str) -> str:
    """Return the part of a person's name by which later sentences call them."""
    parts = name.replace("’s", "").replace("'s", "").split()
    name = folded(parts[-1]) if parts else ""
    return next((name[len(a) :] for a in ("al-", "el-", "ul-") if name.startswith(a)), name)


def _people(sentences: Sequence[Sentence], on: date | None) -> dict[str, Person]:
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
            elif m is None and w.entity in ("GPE", "ORG") and _is_known_holder(s, w.i, on):
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
    """Tell a surname that the tagger took for a place or firm and whose bearer leads a state on that day ("Blinken")."""
    w = s.words[i]
    alone = w.tag == "NNP" and not w.inside and not s.title and w.dep in ("nsubj", "nsubjpass", "dobj", "poss", "conj")
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


def owner(s: Sentence, i: int, depth: int = 2) -> Mention | None:
    """Return the state, body or group to which the noun at `i` belongs: before it, or behind "of" or "for"."""
    at = {m.first: m for m in s.mentions if m.kind not in ("person", "outlet")}
    first, _ = noun_phrase(s, i)
    for k in range(i, first - 1, -1):
        if k in at and at[k].code:
            return at[k]
    preps = prepositions(s, i)
    for name in ("of", "for", "from", "to"):
        for p in preps.get(name, ()):
            if p in at and at[p].code:
                return at[p]
            inner, _ = noun_phrase(s, p)
            for k in range(p, inner - 1, -1):
                if k in at and at[k].code:
                    return at[k]
            # "units of the Armed Forces of X": whose the forces are, the units are.
            deeper = owner(s, p, depth - 1) if depth else None
            if deeper:
                return deeper
    return None


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
