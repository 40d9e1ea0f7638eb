"""Sides that an act's own clause does not tell: from the act that it judges, the act told before, or the text's only foes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vedette.coding.actors import ARMED, Resolver
from vedette.coding.drafts import Draft
from vedette.coding.syntax import arguments, prepositions, subtree
from vedette.records.codebook.loader import load_codebook
from vedette.records.reading import Sentence
from vedette.records.record import Actor, Event

USUAL = 0.7
"""Share of the acts of one side that must meet the same other side before it is taken for granted."""

ENOUGH = 3
"""Acts with both sides told from which a text's usual dyad is taken."""

MEMORY = 4
"""Sentences over which "the attack" still means the attack told before."""

_ANAPHORIC = frozenset({"the", "this", "these", "that", "those", "such"})
_JUDGING = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT"})
_DAYS = frozenset("today yesterday monday tuesday wednesday thursday friday saturday sunday".split())
_TAKING_GROUND = frozenset(
    (
        *"liberation liberate retake re-take retaking re-taking recapture reclaim recover capture seizure offensive".split(),
        *("advance", "regain", "re - taking", "take back", "win back"),
    )
)
CIVIL = frozenset({"CVL", "REF", "MED", "EDU", "REL", "JRN", "AGR", "LAB"})
_FALLEN = frozenset({"dead", "killed", "slain", "fallen", "wounded", "injured", "captured"})
_FREEING = frozenset({"liberation", "liberate"})
_DEEDS = frozenset(
    {"crime", "act", "action", "atrocity", "violence", "deed", "incident", "behaviour", "behavior", "killing"}
)
_CONDOLING = frozenset({"condolence", "condole", "sympathy", "sympathize", "sympathise", "mourn", "tribute", "grief"})


def add_judged(s: Sentence, drafts: Sequence[Draft], told: Sequence[tuple[int, Draft]]) -> None:
    """Give a judgement without an addressee the sides of the act that it judges.

    Who condemns or welcomes an attack blames or praises its doer; who condoles does so with its victims.
    """
    for d in drafts:
        first = next((x for x in drafts if d.match.i in conjuncts_of_verb(s, x.match.i) and x.type in _JUDGING), None)
        if (
            d.type in ("THREATEN", "REQUEST", "ACCUSE")
            and not d.recipients
            and first
            and codes(first.actors) == codes(d.actors)
        ):
            # "Summoned the envoy and threatened to leave": both are said to one.
            d.recipients, d.inherited = first.recipients, True
        if d.type not in _JUDGING or d.recipients or not d.actors:
            continue
        below = set(subtree(s, d.match.i))
        inner = [x for x in drafts if x is not d and x.match.i in below and x.match.i > d.match.i]
        condoles = s.words[d.match.last].lemma in _CONDOLING or s.words[d.match.i].lemma in _CONDOLING
        for x in inner:
            found = x.recipients if condoles else x.actors
            found = tuple(a for a in found if a.text.lower() != "those")
            others = tuple(a for a in found if a.country is None or a.country not in codes(d.actors))
            if others and x.type != "REQUEST":
                d.recipients, d.inherited = others, True
                break
        if not d.recipients and d.type == "ACCUSE" and any(s.words[x].lemma in _DEEDS for x in d.match.args.object):
            # "Condemned this crime": its doer, told before.
            before = next((x for n, x in reversed(told) if x.type == "ASSAULT" and s.index - n <= MEMORY), None)
            d.recipients = before.actors if before and before.actors != d.actors else ()


def conjuncts_of_verb(s: Sentence, i: int) -> tuple[int, ...]:
    """Return the verbs coordinated to verb `i`."""
    return tuple(c for c in s.children[i] if s.words[c].dep == "conj" and s.words[c].pos == "VERB")


def inherit_place(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]]) -> None:
    """Take the place of the act of the same kind told shortly before, for "the attack" and "the meeting"."""
    if d.type not in ("ASSAULT", "CONSULT", "COERCE", "AID") or not is_anaphoric(s, d):
        return
    lemma = d.match.trigger.lemma
    near = [e for index, e in reversed(told) if s.index - index <= MEMORY]
    for e in sorted(near, key=lambda e: e.match.trigger.lemma != lemma):
        if e.type == d.type and e.place is not None and _compatible(e.actors, d.actors):
            d.place = e.place
            return


def inherit_meeting(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]]) -> None:
    """Take the participants of the meeting told before, for "the meeting" that names none or only one of them."""
    if d.type != "CONSULT" or d.recipients or len(codes(d.actors)) > 1 or not is_anaphoric(s, d):
        return
    for index, e in reversed(told):
        if s.index - index > MEMORY:
            return
        both = codes((*e.actors, *e.recipients))
        if e.type == "CONSULT" and len(both) > 1 and codes(d.actors) <= both:
            d.actors, d.recipients, d.inherited = e.actors, e.recipients, True
            return


def add_claimed(s: Sentence, drafts: Sequence[Draft], told: Sequence[tuple[int, Draft]], resolver: Resolver) -> None:
    """Give acts of force without a doer the one who claims responsibility for them, also those told shortly before."""
    for w in s.words:
        if w.lemma != "responsibility" or s.words[w.head].lemma not in ("claim", "take", "accept"):
            continue
        doers = resolver.all(s, arguments(s, w.head).subject, force=True)
        before = [d for index, d in told if s.index - index <= MEMORY]
        for d in (*before, *drafts):
            if d.type == "ASSAULT" and not d.actors and doers:
                d.actors, d.inherited = doers, True


def inherit_sides(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]]) -> None:
    """Take the sides of the same kind of act told shortly before, for "the attack" and passives without a doer."""
    if d.type not in ("ASSAULT", "COERCE") and not (d.type == "AGREE" and d.match.trigger.pos == "noun"):
        return
    definite = is_anaphoric(s, d) or _is_one_of_told(s, d, told)
    if not (definite or d.match.args.passive):
        return
    for earlier in _meant(s, d, told):
        one = earlier.match.trigger.lemma == d.match.trigger.lemma and _is_one_of_told(s, d, told)
        if not one and d.place and earlier.place and d.place.name != earlier.place.name:
            continue
        if d.time and earlier.time and d.time.from_ != earlier.time.from_:
            continue
        own = codes(d.recipients) & codes(earlier.actors) - {None}
        if earlier.type != d.type or own or not _compatible(earlier.recipients, d.recipients):
            continue
        if earlier.actors or (definite and earlier.recipients and not d.recipients):
            d.actors, d.inherited = earlier.actors, True
            if not d.recipients and definite:
                d.recipients = earlier.recipients
            return


def _meant(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]]) -> list[Draft]:
    """Return the acts told shortly before that "the attack" may mean, the likeliest first: those told by the same word, then the nearest.

    "The ambush" is where somebody was ambushed, whatever else was told since. One whose sides are known goes before one of
    whom only "those" is told.
    """
    near = [x for n, x in reversed(told) if s.index - n <= MEMORY]
    lemma = d.match.trigger.lemma
    return sorted(near, key=lambda x: (x.match.trigger.lemma != lemma, codes(x.recipients) <= {None} and not x.actors))


def _is_one_of_told(s: Sentence, d: Draft, told: Sequence[tuple[int, Draft]]) -> bool:
    """Tell one of several acts told before ("conducted 15 strikes … Near X, one strike destroyed …")."""
    lemma = d.match.trigger.lemma
    counted = d.match.trigger.pos == "noun" and any(s.words[c].dep == "nummod" for c in s.children[d.match.i])
    return counted and any(x.match.trigger.lemma == lemma for n, x in told if s.index - n <= MEMORY)


def is_anaphoric(s: Sentence, d: Draft) -> bool:
    """Tell a noun that points back to something told ("the attack", "these strikes")."""
    below = [s.words[c] for c in s.children[d.match.i]]
    if d.match.trigger.pos == "verb" and d.type == "ASSAULT":
        # "Were killed in the clash" points back to it.
        inside = [x for p in ("in", "during") for x in d.match.args.preps.get(p, ())]
        acts = load_codebook().nouns
        below = [
            s.words[c]
            for x in inside
            if any(t.type == "ASSAULT" for t in acts.get(s.words[x].lemma, ()))
            for c in s.children[x]
        ]
        return any(w.lower in _ANAPHORIC for w in below)
    return d.match.trigger.pos == "noun" and any(
        w.lower in _ANAPHORIC or (w.dep == "poss" and w.lower in _DAYS) for w in below
    )


def with_usual_sides(
    acts: Sequence[tuple[Sentence, list[Event], list[Draft]]], named: Actor | None = None, *, commands: bool = False
) -> None:
    """Fill the missing side of an act of force where the text's other acts leave no doubt whom that side fights."""
    events = [e for _, found, _ in acts for e in found if e.type == "ASSAULT"]
    foe = named or _only_foe(events)
    for s, found, drafts in acts:
        # A title has only what it states (choice 3).
        for k, (e, d) in enumerate(zip(found, drafts, strict=True) if not s.title else ()):
            if e.type in ("ASSAULT", "COERCE") and not e.actors:
                found[k] = _by_foe(e, events, foe)
            if e.type == "ASSAULT" and not (not e.recipients and hits_things(s, d)):
                found[k] = _with_usual_side(found[k], events)
                lemma = d.match.trigger.lemma
                if {" ".join(lemma), " ".join(lemma[:2])} & _TAKING_GROUND:
                    found[k] = _against_foe(found[k], foe, freed=lemma[0] in _FREEING)
                found[k] = _at_foe(found[k], events, foe, commands=commands)


def _only_foe(events: Sequence[Event]) -> Actor | None:
    """Return the armed group that every act of force between a state and a group in the text is done to or by, if one."""
    told = [a for e in events for a in (*e.actors, *e.recipients) if a.sector == "REB" and a.country]
    return told[0] if told and len({a.country for a in told}) == 1 else None


def _by_foe(e: Event, events: Sequence[Event], foe: Actor | None) -> Event:
    """Give harm done to civilians by nobody told to the armed group, where the text tells of no other that harms them."""
    if foe is None or e.status != "actual" or not e.recipients or any(a.sector not in CIVIL for a in e.recipients):
        return e
    others = [x for x in events if x.actors and x.recipients and any(a.sector in CIVIL for a in x.recipients)]
    same = [x for x in others if foe.country in codes(x.actors) and codes(x.recipients) & codes(e.recipients)]
    return _less_sure(replace(e, actors=(foe,))) if same and len(same) == len(others) else e


def _against_foe(e: Event, foe: Actor | None, *, freed: bool) -> Event:
    """Give ground taken by state forces from nobody told the only armed group that the text has them fight."""
    if foe is None or e.recipients or not (e.actors or freed) or e.status == "negated":
        return e
    if foe.country in codes(e.actors) or not {a.sector for a in e.actors} <= ARMED | {"GOV"}:
        return e
    return _less_sure(replace(e, recipients=(foe,)))


def _at_foe(e: Event, events: Sequence[Event], foe: Actor | None, *, commands: bool) -> Event:
    """Give an act of force that tells no victim the text's only armed group, where its doers are told to fight that group.

    `commands` tells that a military command publishes the text: whom it and its allies strike is then its foe.
    """
    if foe is None or e.recipients or not e.actors or e.status in ("hypothetical", "negated"):
        return e
    if any((a.country, a.sector) == (foe.country, foe.sector) for a in e.actors):
        # Two who clash meet each other.
        return e
    side = codes(e.actors) - {foe.country}
    armed = all(a.sector in ARMED | {"GOV"} for a in e.actors)
    fights = any(
        foe.country in codes(x.recipients) and side & codes(x.actors)
        for x in events
        if x.type in ("ASSAULT", "THREATEN")
    )
    if not side or not armed or not (fights or commands):
        return e
    return _less_sure(replace(e, recipients=(foe,)))


def hits_things(s: Sentence, d: Draft) -> bool:
    """Tell an act done to civil things ("knocked down 46 towers"): whose they are is not told, and nobody else is hit.

    Ground, positions and weapons are the other side's.
    """
    # The "fire" that is opened is nothing hit.
    own = range(min(d.match.i, d.match.last), max(d.match.i, d.match.last) + 1)
    return any(s.words[i].pos == "NOUN" and not _is_foes(s, i) for i in d.match.args.object if i not in own)


def _is_foes(s: Sentence, i: int) -> bool:
    book = load_codebook().classes
    words = (i, *prepositions(s, i).get("of", ()))
    return any(
        s.words[k].lemma in book.get(kind, frozenset())
        for k in words
        for kind in ("territory", "positions", "weapons", "forces", "persons")
    )


def _with_usual_dyad(e: Event, events: Sequence[Event]) -> Event:
    """Give an act told without its sides ("Near X, one strike destroyed …") those of the text's other acts of force.

    Only where several acts tell both sides and nearly all of them the same.
    """
    whole = [x for x in events if x.actors and x.recipients and x.status == e.status]
    found = Counter((codes(x.actors), codes(x.recipients)) for x in whole)
    if not found:
        return e
    usual, n = found.most_common(1)[0]
    if n < ENOUGH or n < USUAL * found.total() or None in usual[0] | usual[1]:
        return e
    model = next(x for x in whole if (codes(x.actors), codes(x.recipients)) == usual)
    return _less_sure(replace(e, actors=model.actors, recipients=_forces_of(model.recipients, events)))


def _forces_of(side: tuple[Actor, ...], events: Sequence[Event]) -> tuple[Actor, ...]:
    """Return `side` by its forces or states where the text tells them, rather than by those of its people who fell elsewhere."""
    told = (x for e in events for x in (e.recipients, e.actors) if x and codes(x) == codes(side))
    return side if all(map(_are_forces, side)) else next((x for x in told if all(map(_are_forces, x))), side)


def _are_forces(a: Actor) -> bool:
    """Tell a state or forces from some of its people: "49 soldiers", "dead troops"."""
    told = a.text.lower().split()
    return a.sector in ARMED | {"GOV"} and not any(x.isdigit() or x in _FALLEN for x in told)


def _with_usual_side(e: Event, events: Sequence[Event]) -> Event:
    if (e.actors and e.recipients) or e.status in ("hypothetical", "negated"):
        return e
    if len(codes(e.actors)) > 1 and not e.recipients:
        # Two who clash meet each other.
        return e
    if not e.actors and not e.recipients:
        return _with_usual_dyad(e, events)
    own, given = ("actors", "recipients") if e.actors else ("recipients", "actors")
    side = codes(getattr(e, own))
    fitting = [x for x in events if getattr(x, given) and side & codes(getattr(x, own)) and None not in side]
    found = Counter(codes(getattr(x, given)) for x in fitting)
    if not found:
        return e
    usual, n = found.most_common(1)[0]
    if None in usual or n < USUAL * found.total() or (given == "actors" and n < found.total()):
        return e
    other = next(getattr(x, given) for x in fitting if codes(getattr(x, given)) == usual)
    if any(a.sector not in ARMED | {"GOV"} for a in other):
        # Whom a party fights is taken for granted; which civilians it hit is not.
        return e
    other = _forces_of(other, events)
    return _less_sure(replace(e, actors=other) if given == "actors" else replace(e, recipients=other))


def _less_sure(e: Event) -> Event:
    return replace(e, confidence=round(max(0.05, e.confidence - 0.05), 2))


def codes(actors: Sequence[Actor]) -> frozenset[str | None]:
    """Return the countries of `actors`, None for those without one."""
    return frozenset(a.country for a in actors)


def _compatible(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    return not a or not b or bool(codes(a) & codes(b))
