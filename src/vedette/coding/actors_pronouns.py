"""Whom pronouns mean."""

from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.actors_where import placed_in
from vedette.coding.focus import FIRST_PERSON, HE_SHE, IT, THEY, is_person
from vedette.coding.syntax import arguments, conjuncts, governor
from vedette.records.reading import Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

_REFLEXIVE = frozenset({"themselves", "itself", "himself", "herself", "ourselves", "myself", "yourself"})


def pronoun_actors(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return whom the pronoun at word `i` means: who speaks, the doer of its clause, or whom the text told last."""
    w = s.words[i]
    if w.lower in _REFLEXIVE:
        # "Barricading themselves": nobody else.
        return ()
    if w.lower in FIRST_PERSON:
        return tuple(
            replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text or None)
            for a in r.speaking(w.start)
        )
    if w.lower == "those" and s.children[i]:
        return (r.actor(s, i, placed_in(r, s, i), "CVL", None),)
    if w.tag == "PRP$" and w.lower in THEY | IT and (own := owner_in_clause(r, s, i)):
        return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in own)
    kinds = (
        ("person",)
        if w.lower in HE_SHE
        else ("many", "body")
        if w.lower in THEY
        else ("body",)
        if w.lower in IT
        else ()
    )
    found = r.focus.back(s, i, kinds) if kinds else ()
    return tuple(replace(a, start=w.start, end=w.end, text=w.text, name=a.name or a.text) for a in found)


def owner_in_clause(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the doer of the clause in which "its" or "their" stands: "press the regime to end its attacks"."""
    verb = governor(s, i)
    for k in arguments(s, verb).subject if s.words[verb].pos == "VERB" else ():
        if k < i and s.words[k].pos in ("NOUN", "PROPN"):
            many = s.words[k].tag in ("NNS", "NNPS") or len(conjuncts(s, k)) > 1
            found = r.all(s, (k,))
            if found and (many or s.words[i].lower in IT) and not is_person(s, k):
                return found
    return ()
