"""Persons: named, titled, told before, with the state and sector that the text or the knowledge base gives them."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.actors_where import set_in
from vedette.coding.people import Person
from vedette.coding.roles import may_name, person_span, role_at, surname
from vedette.coding.syntax import kids, prepositions
from vedette.knowledge.states import load_states
from vedette.records.reading import Mention, Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

_LOCAL_OFFICES = frozenset({"governor", "mayor", "prefect"})
_HEADS = frozenset(
    {"president", "king", "queen", "prime minister", "emir", "sultan", "chancellor", "premier", "state counsellor"}
)
OF_THE_UN = frozenset({"secretary-general", "secretary general", "security council"})
_WORLD_OFFICES = frozenset(
    """secretary-general secretary_general high_representative commissioner high_commissioner special_envoy special_representative spokesman
    spokesperson spokeswoman director director-general executive_director coordinator""".replace("_", " ").split()
) | frozenset(
    {"secretary general", "high representative", "high commissioner", "special envoy", "special representative"}
)


def told_person(r: "Resolver", s: Sentence, i: int) -> Person | None:
    """Return the person of the cast whose name stands at word `i`, if any."""
    if i >= len(s.words) or s.words[i].entity != "PERSON":
        return None
    first, last = person_span(s, i)
    return r.cast.people.get(surname(" ".join(w.text for w in s.words[first : last + 1])))


def is_told_person(r: "Resolver", s: Sentence, i: int) -> bool:
    """Tell a surname that the tagger missed and whose bearer the text tells elsewhere ("Abadi")."""
    w = s.words[i]
    known = r.cast.people.get(surname(w.text)) if may_name(w) else None
    if known is None or (known.code is None and known.sector != "MIL"):
        return False
    # A surname that is also a town's ("Dayton") is the person's whom the text tells with a title.
    return w.start not in r.cast.places or (known.sector is not None and " " in known.name)


def mentioned_actors(r: "Resolver", s: Sentence, i: int, m: Mention) -> tuple[Actor, ...]:
    """Return whom a known name or titled person `m` at word `i` stands for."""
    if m.kind == "person":
        known = r.cast.people.get(surname(m.name))
        code = m.code or (known.code if known else None)
        if code is None and not r.is_stranger(s, i):
            local = m.role is not None and m.role.split()[-1] in _LOCAL_OFFICES and not r.cast.home.code
            # "Missiles killed six in Zaporizhzhia, the regional governor said": a governor is of where it was.
            code = (set_in(r, s) if local else None) or publisher_of(r, m.sector, m.role, surname(m.name))
        name, entity = (known.name, known.entity) if known else (m.name, None)
        actor = r.actor(s, i, code, m.sector or "GOV", name, entity)
        # "In Turkey Minister Ellwood met": the words before the title are none of his.
        start = max(actor.start, s.words[m.first].start)
        return (replace(actor, start=start, text=r.text(start, actor.end)),)
    if m.kind == "demonym" and kids(s, i, "nummod"):
        # "20 Palestinians" are people, not their state.
        return (r.actor(s, i, m.code, "CVL", None),)
    if m.kind == "outlet":
        return (r.actor(s, i, m.code, m.sector or "JRN", m.name, m.entity),)
    return (r.actor(s, i, m.code, m.sector or "GOV", m.name, m.entity),)


def publisher_of(r: "Resolver", sector: str | None, role: str | None, name: str = "") -> str | None:
    """Return the country of an office holder told without one: the publisher's, where it speaks for a state.

    Governors and mayors are told without their state where the dateline or the whole text tells it.
    """
    home = r.cast.home
    if role and (role.split()[-1] in _LOCAL_OFFICES or sector in ("REL", "MED", "EDU", "JUD", "COP")):
        return home.code or r.cast.dominant
    if role and role.replace(" - ", "-") in OF_THE_UN:
        return world_body(r)
    if home.speaks and role in _HEADS:
        # A publisher's own head of state is known by name or told first; another is of the state it tells about.
        if r.first_head is None:
            r.first_head = name
        other = r.cast.dominant if r.cast.dominant != home.code else None
        return home.code if name == r.first_head and home.code in load_states() else other
    if home.speaks and home.code not in load_states() and role not in _WORLD_OFFICES:
        return r.cast.dominant if r.cast.dominant in load_states() else None
    if home.speaks:
        return home.code if sector in ("GOV", "LEG", "MIL") else None
    return home.code or r.cast.dominant if sector in ("GOV", "LEG") else None


def world_body(r: "Resolver") -> str:
    """Return which organisation's "the Secretary-General" is: the one that the text names most, else the UN."""
    if r.cast.home.code == "UNO":
        return "UNO"
    told = Counter(m.code for s in r.sentences for m in s.mentions if m.kind == "organisation" and m.code)
    return told.most_common(1)[0][0] if told else "UNO"


def person_beside(s: Sentence, i: int) -> str | None:
    """Return the person's name that stands beside a role noun: "President Ghani", "the minister, John Smith"."""
    above = () if s.words[i].dep == "conj" else (s.words[i].head,)
    for k in (*kids(s, i, "appos", "compound", "nmod"), *above):
        if k != i and s.words[k].entity == "PERSON" and (s.words[k].dep != "nsubj"):
            first, last = person_span(s, k)
            return " ".join(x.text for x in s.words[first : last + 1] if x.tag != "POS")
    return None


def person_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the person whose name stands at word `i`, with what the text tells of them anywhere."""
    first, last = person_span(s, i)
    text = " ".join(x.text for x in s.words[first : last + 1] if x.tag != "POS")
    known = r.cast.people.get(surname(text)) or Person(text, None, None)
    role = next(
        (x for k in range(first, last + 1) for c in kids(s, k, "appos", "compound") if (x := role_at(s, c))), None
    )
    sector = known.sector or (role.sector if role else None) or "CVL"
    if known.code is None and sector == "MIL" and r.cast.home.speaks and r.cast.home.sector == "MIL":
        return (r.actor(s, i, r.cast.home.code, sector, known.name, known.entity),)
    beside = (*kids(s, i, "poss"), *prepositions(s, i).get("of", ()))
    code = known.code or next((m.code for c in beside for m in s.mentions if m.first == c and m.code), None)
    if code != known.code and sector == "CVL":
        # "Malaysia's Anwar Ibrahim": whom wires call by their state alone leads it.
        sector = "GOV"
    return (r.actor(s, i, code, sector, known.name, known.entity),)
