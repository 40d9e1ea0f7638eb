"""Stated leaders of organisations: who is in the chair on the day?"""

import re
from collections.abc import Iterator
from datetime import date

from vedette.checking.organs import organ_id
from vedette.checking.told import StateTold, Told
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import state_name
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Body, Organ, held
from vedette.knowledge.obligations import parties
from vedette.knowledge.offices import folded, holders, holdings
from vedette.records.check import Check
from vedette.records.reading import Sentence

_LED = re.compile(r"\b(?:led|headed|chaired|run|presided over|dominated)\s+by\s+(?:the\s+)?", re.IGNORECASE)
_LED_BODY = re.compile(r"[-‐– ](?:led|chaired|dominated)\s+(?:the\s+)?", re.IGNORECASE)
FAR = 40
"""Characters between a body and "led by" over which they still belong together."""


def check_leaders(told: Told) -> Iterator[Check]:
    """Yield the check of every state that the text tells to lead or chair an organisation."""
    known = {o.organisation for o in told.base.organs}
    for s in told.reading.sentences:
        for body in (n for n in told.named(s, "organisation") if n.entity.name in known):
            state = _leading(told, s, body)
            check = _compared(told, body, state) if state else None
            if check is not None:
                yield check


def _leading(told: Told, s: Sentence, body: Named) -> StateTold | None:
    """Return the state of "A, which is led by X" or of "the X-led A"."""
    states = told.states(s)
    for x in states:
        if x.word.end <= body.start and _LED_BODY.fullmatch(told.text[x.word.end : body.start]):
            return x
    for m in _LED.finditer(told.text, max(s.start, body.end), s.end):
        if m.start() - body.end <= FAR:
            return next((x for x in states if m.end() <= x.word.start <= m.end() + 4), None)
    return None


def _compared(told: Told, body: Named, state: StateTold) -> Check | None:
    whole = (min(body.start, state.word.start), max(body.end, state.word.end))
    organs = [o for o in told.base.organs if o.organisation == body.entity.name and o.chair]
    chairs = [o for o in organs if held(o, told.on) is Holds.YES]
    who = "; ".join([*(f"{o.organ}: {state_name(o.chair)}" for o in chairs), *_heads(told, body.entity.facts[0])])
    facts = [(organ_id(o), o) for o in chairs]
    if not who:
        return None
    if any(state.code in _chair_states(told, o) for o in chairs):
        return told.check("leadership", "supported", [whole], f"on {told.on}: {who}", facts)
    members = _members(told, body)
    inside = not members or state.code in members
    told_as = f"{state_name(state.code)} is {'' if inside else 'no member and '}not in the chair; on {told.on}: {who}"
    return told.check("leadership", "imprecise" if inside else "contradicted", [whole], told_as, facts)


def _heads(told: Told, body: Body) -> list[str]:
    """Return who heads the organisation on the day, by the offices whose title names it."""
    try:
        on = date.fromisoformat(told.on)
    except ValueError:
        return []
    names = {folded(n) for n in (body.name, *body.aliases)}
    every = holdings(body.code, folder=told.base.folder)
    own = [h for h in every if h.rank == "head-of-organisation" and h.held(on)]
    mine = [h for h in own if body.code != "IGO" or any(f" {n} " in f" {folded(h.office)} " for n in names)]
    return list(dict.fromkeys(f"{h.office}: {h.person}" for h in mine))


def _members(told: Told, body: Named) -> frozenset[str]:
    """Return the members of the alliance that bears the organisation's name, () where they are not known."""
    same = {n.entity.id.partition(":")[2] for n in told.names if n.start == body.start and n.entity.kind == "alliance"}
    return frozenset(p.spell.party for a in same for p in parties(a, told.on, told.base))


def _chair_states(told: Told, o: Organ) -> frozenset[str]:
    """Return the state that chairs `o`, or whose head the person in its chair is."""
    if len(o.chair) == 3 and o.chair.isupper():
        return frozenset({o.chair})
    words = o.chair.split()
    found = holders(words[-1], on=date.fromisoformat(told.on), given=words[0], folder=told.base.folder, ever=True)
    return frozenset(
        h.country
        for h in found
        if h.rank in ("head-of-state", "head-of-government") and h.held(date.fromisoformat(told.on))
    )
