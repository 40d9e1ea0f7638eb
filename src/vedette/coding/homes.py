"""Of which state people are whom an act names without one: its place's, the teller's, or the other party's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vedette.coding.actors import ARMED, Resolver
from vedette.coding.attribution import Attribution
from vedette.coding.drafts import Draft
from vedette.coding.local import has_own_flag, is_relative
from vedette.coding.roles import owner
from vedette.coding.sides import codes
from vedette.coding.syntax import kids, prepositions
from vedette.knowledge.states import load_states
from vedette.records.reading import PlaceMention, Sentence
from vedette.records.record import Actor

_BOTH = frozenset({"both", "either", "each"})


def abroad(s: Sentence, a: Actor, d: Draft) -> Actor:
    """Return people met abroad as that country's: "in Uzbekistan the minister met a number of officials"."""
    if d.type not in ("CONSULT", "AGREE") or d.place is None or d.place.country in (None, a.country):
        return a
    if a.country is None and "counterpart" in a.text.lower():
        return replace(a, country=d.place.country)
    told = any(m.code and a.start <= s.words[m.first].start < a.end for m in s.mentions)
    if told or a.entity or a.country not in codes(d.actors):
        return a
    return replace(a, country=d.place.country)


def on_side(s: Sentence, at: Iterable[int], resolver: Resolver) -> str | None:
    """Return the state on whose side it was, told with one of the words `at`: "14 were killed on the Thai side"."""
    for i in at:
        for x in prepositions(s, i).get("on", ()):
            if s.words[x].lemma == "side" and not any(s.words[c].lower in _BOTH for c in s.children[x]):
                told = (x, *kids(s, x, "poss", "compound", "amod"))
                code = next((a.country for c in told for a in resolver.one(s, c) if a.country), None)
                named = owner(s, x)
                return (named.code if named else None) or code
    return None


def people_of(s: Sentence, a: Actor, d: Draft, attribution: Attribution, resolver: Resolver) -> Actor:
    """Return people told without a country as those of whom no reader doubts they are.

    People are of the state on whose side it is told that it happened to them. Soldiers are of the state whose own officials
    tell of them; others of the act's place, of the other of the two states that the text is about, or of the one that it is
    about.
    """
    strange = resolver.is_strange(a.start, a.end)
    if "those" in a.text.lower().split()[:2] or has_own_flag(a) or (strange and a.country is None):
        return a
    if a.country is None and is_relative(a):
        home = resolver.cast.home
        return replace(a, country=home.code) if home.speaks and home.sector == "MIL" else a
    if a.country is not None or (a.sector == "UNK" and not any(c.isdigit() for c in a.text)):
        return a
    if a.sector not in ("UNK", "MIL", "CVL", "REF", "MED", "EDU", "REL", "AGR", "LAB", "COP"):
        return a
    side = on_side(s, (d.match.i,), resolver)
    if side:
        return replace(a, country=side)
    attackers = {x.country for x in d.actors}
    if "enemy" in a.text.lower():
        foe = _enemy_of(attribution, resolver)
        return replace(a, country=foe) if foe else a
    if a.sector == "MIL":
        told = {
            c.country for c in attribution.claimants if c.country in load_states() and c.sector in ("GOV", "MIL")
        } - attackers
        code = told.pop() if len(told) == 1 else other_party(resolver, d.actors)
    else:
        code = (d.place.country if d.place else None) or other_party(resolver, d.actors) or resolver.cast.dominant
    return replace(a, country=code) if code else a


def not_the_doers(s: Sentence, a: Actor, d: Draft, attribution: Attribution, resolver: Resolver) -> Actor:
    """Return people hit, told without their state, as not those of the state that hits them.

    They are the other state's that tells of it, or the other party's. Where the text's places are the doer's own, they may be its own.
    """
    doers = {x.country for x in d.actors if x.sector in ("MIL", "GOV") and x.country}
    named = any(m.code and a.start <= s.words[m.first].start < a.end for m in s.mentions)
    placed = d.place is not None and d.place.country is not None
    if d.type != "ASSAULT" or a.country not in doers or a.name or a.entity or named:
        return a
    if d.place is not None and placed:
        inside = s.start <= d.place.start < s.end and a.start <= d.place.start and a.sector in ARMED
        return replace(a, country=d.place.country) if inside and d.place.country not in doers else a
    at_home = any(p.country == a.country and p.precision != "country" for p in resolver.cast.places.values())
    if at_home or not s.start <= a.start < s.end:
        return a
    told = {
        c.country for c in attribution.claimants if c.country in load_states() and c.sector in ("GOV", "MIL", "COP")
    }
    others = told - doers
    if len(others) == 1:
        return replace(a, country=others.pop())
    return a if set(resolver.cast.codes) <= doers else replace(a, country=other_party(resolver, d.actors))


def without_doers(s: Sentence, d: Draft) -> tuple[Actor, ...]:
    """Return whom `d` is done to without those who do it, and without the act itself: "a U.S. demand" is not made to the U.S."""
    own = {(a.country, a.sector, a.name) for a in d.actors if a.country or a.name}
    spans = {(a.start, a.end) for a in d.actors}
    at, noun = s.words[d.match.i].start, d.match.trigger.pos == "noun"
    kept = (r for r in d.recipients if (r.country, r.sector, r.name) not in own and (r.start, r.end) not in spans)
    return tuple(r for r in kept if not (noun and r.start <= at < r.end and r.country in codes(d.actors)))


def _enemy_of(attribution: Attribution, resolver: Resolver) -> str | None:
    """Return the other of the two states that the text is about, for whom one of them calls the enemy."""
    told = {c.country for c in attribution.claimants if c.country}
    pair = [code for code, _ in resolver.cast.codes.most_common(2)]
    return next((c for c in pair if c not in told), None) if len(pair) == 2 and told & set(pair) else None


def other_party(resolver: Resolver, actors: Sequence[Actor]) -> str | None:
    """Return the other of the two states that the text is about, where the attacker is the first one's own force."""
    if any(a.sector not in ("MIL", "GOV") for a in actors):
        return None
    attackers = {a.country for a in actors}
    pair = [code for code, _ in resolver.cast.codes.most_common(2)]
    if len(attackers) != 1 or len(pair) != 2 or not attackers & set(pair):
        return None
    return next(code for code in pair if code not in attackers)


def both_sides(s: Sentence, place: PlaceMention, resolver: Resolver) -> tuple[Actor, ...]:
    """Return the two states of a border on which something mutual ("clashes") happened."""
    inside = [
        m.first
        for m in s.mentions
        if m.kind in ("state", "demonym") and place.start <= s.words[m.first].start < place.end
    ]
    found = resolver.all(s, inside, force=True)
    return found if len(found) == 2 else ()
