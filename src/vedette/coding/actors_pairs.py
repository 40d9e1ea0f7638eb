"""The two sides that "both sides", "the two ministers" and "they" mean."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.extents import extent
from vedette.coding.reciprocal import is_each
from vedette.coding.roles import owner
from vedette.coding.syntax import ancestors, arguments, governor, kids
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    from vedette.coding.actors import Resolver

_SIDES = frozenset({"side", "party", "country", "nation", "neighbour", "neighbor", "government", "state"})
_NEAR = frozenset({"neighbour", "neighbor", "rival", "foe"})
PLAINLY = 3
"""Times that the second of two states is named, and twice as often as any third, where a text is plainly about both."""

_OFFICERS = frozenset({"minister", "leader", "president", "official", "diplomat"})


def paired_sides(r: "Resolver", s: Sentence, i: int) -> tuple[Actor, ...]:
    """Return the two sides told last before "both sides", "the two ministers": of two states, or a state and a group."""
    w = s.words[i]
    told = {s.words[c].lower for c in s.children[i]}
    if (
        not (told & {"both", "two", "2"} or is_each(s, i) or is_joint(s, i) or _are_neighbours(s, i))
        or kids(s, i, "poss")
        or owner(s, i)
    ):
        return ()
    # Organisations stand outside what they speak of, and a publisher outside the parties, not the ministers.
    own = r.cast.home.code if r.cast.home.speaks and w.lemma in ("side", "party") else None
    outside = frozenset({"UNO", "IGO", "EUR", own, *_addressing(r, s, i)})
    last = last_two(r, s, i, outside, officers=w.lemma in _OFFICERS)
    return _about(r, s, i, last, outside) if w.lemma in _SIDES else last


def _about(
    r: "Resolver", s: Sentence, i: int, told: tuple[Actor, ...], outside: frozenset[str | None]
) -> tuple[Actor, ...]:
    """Return the two states that the text is plainly about where only one of them was told last: others speak in between."""
    most = [(code, n) for code, n in r.cast.codes.most_common(3 + len(outside)) if code not in outside][:3]
    plain = len(most) > 1 and most[1][1] >= PLAINLY and (len(most) < 3 or 2 * most[2][1] <= most[1][1])
    pair = {code for code, _ in most[:2]}
    if not plain or len(told) != 2 or len(pair & {a.country for a in told}) != 1:
        return told
    seen = [a for index, _, _, _, actors in reversed(r.focus.seen) if index <= s.index for a in actors]
    found = [next((a for a in seen if a.country == code and a.sector == "GOV"), None) for code in sorted(pair)]
    both = _by_words(r, s, i, [a for a in found if a is not None])
    return both if len(both) == 2 else told


def _by_words(r: "Resolver", s: Sentence, i: int, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return `actors` as told by the words of the noun at `i`, which name none of them."""
    start, end = extent(s, i)
    text = r.text(start, end)
    return tuple(replace(a, start=start, end=end, text=text, name=None, entity=None) for a in actors)


def _addressing(r: "Resolver", s: Sentence, i: int) -> set[str | None]:
    """Return the states of who does something to or with the noun at word `i`: who urges "both sides" is none of them."""
    out: set[str | None] = set()
    for a in ancestors(s, i):
        w = s.words[a]
        if w.pos == "VERB":
            out.update(x.country for k in arguments(s, a).subject if k != i for x in r.known_at(s, k) or r.one(s, k))
            if w.dep in ("acl", "relcl"):
                out.update(x.country for x in r.one(s, w.head))
        if w.dep in ("ccomp", "advcl", "relcl", "parataxis"):
            break
    return out


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
    return _by_words(r, s, i, list(found.values())[1::-1])


def _are_neighbours(s: Sentence, i: int) -> bool:
    """Tell "the neighbours" and "the nuclear-armed rivals", who are the two that a text is about."""
    w = s.words[i]
    return w.lemma in _NEAR and w.tag == "NNS" and any(s.words[c].lower == "the" for c in s.children[i])


def is_joint(s: Sentence, i: int) -> bool:
    """Tell officers who do together what takes two ("the ministers discussed")."""
    w = s.words[i]
    verb = s.words[w.head]
    meets = any(t.type == "CONSULT" for t in load_codebook().verbs.get(verb.lemma, ()))
    bare = all(s.words[c].lower == "the" for c in s.children[i])
    return w.lemma in _OFFICERS and w.tag == "NNS" and w.dep == "nsubj" and meets and bare
