"""The two sides that "both sides", "the two ministers" and "they" mean."""

from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.extents import extent
from vedette.coding.reciprocal import is_each
from vedette.coding.roles import owner
from vedette.coding.syntax import governor, kids
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

_OFFICERS = frozenset({"minister", "leader", "president", "official", "diplomat"})


def paired_sides(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the two sides told last before "both sides", "the two ministers": of two states, or a state and a group."""
    w = s.words[i]
    told = {s.words[c].lower for c in s.children[i]}
    if not (told & {"both", "two", "2"} or is_each(s, i) or is_joint(s, i)) or kids(s, i, "poss") or owner(s, i):
        return ()
    # Organisations stand outside what they speak of, and a publisher outside the parties, not the ministers.
    own = r.cast.home.code if r.cast.home.speaks and w.lemma in ("side", "party") else None
    return last_two(r, s, i, frozenset({"UNO", "IGO", "EUR", own}), officers=w.lemma in _OFFICERS)


def last_two(
    r: "Resolver", s: Sentence, i: int, outside: frozenset[str | None], *, officers: bool
) -> tuple[Actor, ...]:
    """Return the last two sides of a conflict or talks told before word `i`, none of them of the states `outside`."""
    found: dict[str | None, Actor] = {}
    for index, k, _, _, actors in reversed(r.focus.seen):
        if (index, k) >= (s.index, i) or s.index - index > 3 or len(found) == 2:
            continue
        if officers and not any(a.sector == "GOV" for a in actors):
            continue
        same_clause = index == s.index and governor(s, k) == governor(s, i)
        for a in () if same_clause else actors:
            if a.country and a.country not in outside and a.sector in ("GOV", "MIL", "REB", "PRM", "OPP"):
                found.setdefault(a.country if a.sector in ("GOV", "MIL") else f"{a.country} {a.sector}", a)
    if len(found) < 2:
        return ()
    start, end = extent(s, i)
    return tuple(
        replace(a, start=start, end=end, text=r.text(start, end), name=None, entity=None)
        for a in list(found.values())[1::-1]
    )


def is_joint(s: Sentence, i: int) -> bool:
    """Tell officers who do together what takes two ("the ministers discussed")."""
    w = s.words[i]
    verb = s.words[w.head]
    meets = any(t.type == "CONSULT" for t in load_codebook().verbs.get(verb.lemma, ()))
    bare = all(s.words[c].lower == "the" for c in s.children[i])
    return w.lemma in _OFFICERS and w.tag == "NNS" and w.dep == "nsubj" and meets and bare
