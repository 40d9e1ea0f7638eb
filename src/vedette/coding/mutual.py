"""What two do to each other: "A and B accused each other of shelling X" is A's word against B's and B's against A's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.coding.attribution import Attribution
from vedette.coding.drafts import Draft
from vedette.coding.local import has_own_flag
from vedette.coding.reciprocal import is_reciprocal
from vedette.coding.syntax import subtree
from vedette.records.reading import Sentence
from vedette.records.record import Actor, Receipt

_BLAMING = frozenset({"ACCUSE", "THREATEN", "REQUEST"})
Told = tuple[Draft, Attribution]


def directed(s: Sentence, drafts: Sequence[Told]) -> list[Told]:
    """Return `drafts` with each act that two do to each other as two: one of each party to the other.

    Of what they accuse each other, each is told by the other to have done it, to the other's own people.
    """
    out: list[Told] = []
    for d, a in drafts:
        above = next((x for x, _ in drafts if x is not d and _is_mutual(s, x) and _is_below(s, d, x)), None)
        if _is_mutual(s, d):
            out.extend(_against_each_other(d, a))
        elif above is not None:
            out.extend(_told_of_each_other(s, d, above))
        else:
            out.append((d, a))
    return out


def _is_mutual(s: Sentence, d: Draft) -> bool:
    two = len({(x.country, x.sector, x.name) for x in d.actors}) == len(d.actors) == 2
    return d.type in _BLAMING and two and any(is_reciprocal(s, x) for x in _patients(d))


def _patients(d: Draft) -> tuple[int, ...]:
    return (*d.match.args.object, *d.match.args.indirect, *(x for p in d.match.args.preps.values() for x in p))


def _is_below(s: Sentence, d: Draft, above: Draft) -> bool:
    inside = d.match.i > above.match.i and d.match.i in subtree(s, above.match.i)
    return inside and d.type not in _BLAMING


def _against_each_other(d: Draft, a: Attribution) -> Iterator[Told]:
    one, two = d.actors
    for doer, other in ((one, two), (two, one)):
        yield replace(d, actors=(doer,), recipients=(other,)), a


def _told_of_each_other(s: Sentence, d: Draft, above: Draft) -> Iterator[Told]:
    one, two = above.actors
    w = s.words[above.match.i]
    cue = Receipt(w.start, w.end, w.text)
    for doer, teller in ((one, two), (two, one)):
        told = [
            r for r in d.recipients if s.start <= r.start < s.end and r.country in (None, doer.country, teller.country)
        ]
        hit = tuple(_of_teller(s, r, teller) for r in told) or (_armed(teller, d),)
        yield replace(d, actors=(_armed(doer, d),), recipients=hit), Attribution((teller,), cue)


def _armed(a: Actor, d: Draft) -> Actor:
    return replace(a, sector="MIL") if d.type == "ASSAULT" and a.sector == "GOV" else a


def _is_named(s: Sentence, r: Actor) -> bool:
    return any(m.code and r.start <= s.words[m.first].start < r.end for m in s.mentions)


def _of_teller(s: Sentence, r: Actor, teller: Actor) -> Actor:
    """Return those hit, told without their state, as the teller's own."""
    return r if _is_named(s, r) or has_own_flag(r) else replace(r, country=teller.country)
