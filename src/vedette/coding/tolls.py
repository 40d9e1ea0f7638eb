"""Casualty records: the counts of a sentence with their side, their event and their claimants."""

from collections.abc import Sequence

from vedette.coding.actors import Resolver
from vedette.coding.attribution import Attribution, attribution_of
from vedette.coding.casualties import Toll, find_tolls, with_marked
from vedette.coding.events import Coded
from vedette.coding.harms import parts_of
from vedette.coding.homes import on_side, other_party
from vedette.coding.local import at_home, local_state
from vedette.coding.status import is_purpose, status_of
from vedette.coding.syntax import ancestors, arguments, governor, kids
from vedette.knowledge.states import load_states
from vedette.records.ids import content_id
from vedette.records.reading import Quantity, Reading, Sentence
from vedette.records.record import Actor, Casualty, Event, Receipt

_LOSSES = frozenset({"loss", "casualty", "toll", "fatality", "death", "dead"})


def code_casualties(reading: Reading, coded: Sequence[Coded], resolver: Resolver) -> tuple[Casualty, ...]:
    """Return the casualty records of `reading`, in the order of the text."""
    out: list[Casualty] = []
    for c in coded:
        inside = [q for q in reading.quantities if c.sentence.start <= q.start < c.sentence.end]
        tolls = find_tolls(c.sentence, inside)
        if reading.marks is not None:
            tolls = with_marked(c.sentence, tolls, reading.marks, inside)
        for toll in tolls:
            if not _is_unreal(c.sentence, toll):
                out.append(_casualty(reading, c, toll, resolver))
    return tuple(out)


def _is_unreal(s: Sentence, toll: Toll) -> bool:
    """Tell victims whom somebody only plans, threatens or might make ("threatened to begin killing them")."""
    at = toll.trigger
    if at is None or s.words[at].pos != "VERB" or toll.negated:
        return False
    return is_purpose(s, at) or status_of(s, at, None) in ("hypothetical", "future")


def quantities_in(s: Sentence, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the counts told in `s`."""
    return tuple(q for q in quantities if s.start <= q.start < s.end)


def _casualty(reading: Reading, c: Coded, toll: Toll, resolver: Resolver) -> Casualty:
    s = c.sentence
    at = toll.trigger if toll.trigger is not None else toll.victim[0] if toll.victim else 0
    attribution = attribution_of(s, at, resolver, reading.quotations)
    if not attribution.claimants and not attribution.quoted:
        attribution = _by_estimate(s, at, resolver) or attribution
    event = _event_of(c, s, at, toll)
    side = _side(s, toll, event, attribution.claimants, resolver)
    if attribution.claimants:
        resolver.last_claimants = attribution.claimants
    claimants = _at_home(attribution.claimants, c, event, resolver)
    return Casualty(
        id=content_id(reading.document.id, "casualty", toll.start, toll.end, toll.kind, toll.low, toll.high),
        event=event.id if event else None,
        start=toll.start,
        end=toll.end,
        text=resolver.text(toll.start, toll.end),
        kind=toll.kind,
        low=toll.low,
        high=toll.high,
        approx=toll.approx,
        who=toll.who,
        side=side,
        scope=toll.scope,
        claimants=claimants,
        cue=attribution.cue,
        confidence=0.8 if toll.low is not None or toll.high is not None else 0.6,
    )


def _at_home(claimants: Sequence[Actor], c: Coded, event: Event | None, resolver: Resolver) -> tuple[Actor, ...]:
    """Return who tells a figure with the state that the sentence is set in, as who tells its acts."""
    s, cast = c.sentence, resolver.cast
    state = local_state(cast, s.start, s.end, event.place if event else None)
    home = cast.home.code if not cast.home.speaks else cast.dominant
    return tuple(a if resolver.is_strange(a.start, a.end) else at_home(a, state, home) for a in claimants)


def _by_estimate(s: Sentence, at: int, resolver: Resolver) -> Attribution | None:
    """Return who says so in "the ministry put the number of dead at 80", where the verb reports nothing but numbers."""
    verb = governor(s, at)
    for k in (verb, *ancestors(s, verb)):
        if s.words[k].lemma == "put" and s.words[k].pos == "VERB":
            speakers = resolver.all(s, arguments(s, k).subject)
            w = s.words[k]
            return Attribution(speakers, Receipt(w.start, w.end, w.text)) if speakers else None
    return None


def _event_of(c: Coded, s: Sentence, at: int, toll: Toll) -> Event | None:
    """Return the act of force of the sentence done to those counted, or else the one told nearest to the count."""
    near = [e for e in c.events if e.type in ("ASSAULT", "COERCE")]
    done_to = [e for e in near if any(r.start < toll.end and toll.start < r.end for r in e.recipients)]
    near = done_to or near
    return min(near, key=lambda e: abs(e.trigger.start - s.words[at].start)) if near else None


def _is_mixed(s: Sentence, v: int, resolver: Resolver) -> bool:
    """Tell victims of whom some are told to be of another state than the text's own ("including two Frenchmen")."""
    told = {a.country for x in parts_of(s, v) for a in resolver.one(s, x) if a.country}
    return bool(told) and told != {resolver.cast.home.code or resolver.cast.dominant}


def _of_own_losses(s: Sentence, toll: Toll, resolver: Resolver) -> str | None:
    """Return whose dead are counted in "Armenia put its own losses at 202", whatever else stands beside the figure."""
    at = toll.victim[0] if toll.victim else toll.trigger
    verb = governor(s, at) if at is not None else None
    for w in s.words:
        if w.lemma in _LOSSES and w.pos == "NOUN" and governor(s, w.i) == verb:
            held = [c for c in kids(s, w.i, "poss") if s.words[c].tag == "PRP$"]
            return next((a.country for c in held for a in resolver.one(s, c) if a.country), None)
    return None


def _side(s: Sentence, toll: Toll, event: Event | None, claimants: Sequence[Actor], resolver: Resolver) -> str | None:
    """Return the victims' country: told with them, or the act's recipient's, or what leaves no reader in doubt."""
    own = _of_own_losses(s, toll, resolver)
    if own:
        return own
    for i in (*toll.victim, *(c for v in toll.victim[:1] for c in kids(s, v, "compound"))):
        code = next((a.country for a in resolver.one(s, i) if a.country), None)
        if code:
            return code
    told_on = on_side(s, (*toll.victim, *((toll.trigger,) if toll.trigger is not None else ())), resolver)
    if told_on:
        return told_on
    if any(resolver.is_stranger(s, i) for i in toll.victim):
        return None
    if toll.negated or any(parts_of(s, i) and _is_mixed(s, i, resolver) for i in toll.victim[:1]):
        return None
    told = {r.country for r in event.recipients if r.country} if event else set()
    if len(told) == 1:
        return told.pop()
    attackers = {a.country for a in event.actors} if event else set()
    if len(attackers) > 1 and not told and toll.who != "military":
        # Of two who clash, whose dead "there are dead and wounded" tells is not told.
        return None
    speakers = {x.country for x in claimants if x.country in load_states() and x.sector in ("GOV", "MIL", "MED")}
    if len(speakers) == 1 and toll.who in ("military", "police", "unknown") and not speakers & attackers:
        return speakers.pop()
    place = event.place if event else None
    if place is None and any(x.country in ("IGO", "UNO", "EUR") for x in claimants):
        # Whose dead an organisation tells of is not told by which state it is or speaks of.
        return None
    return other_party(resolver, event.actors if event else ()) or local_state(resolver.cast, s.start, s.end, place)
