"""Which attacks of one state on another a record tells, so that what the treaties provide can be looked up."""

from dataclasses import dataclass

from vedette.knowledge.states import load_states
from vedette.records.record import Record

ARMED = frozenset({"GOV", "MIL", "COP", "SPY", "PRM"})
"""Sectors whose violence is their state's."""


@dataclass(frozen=True, slots=True, order=True)
class Attack:
    """An attack of one state on another on an ISO day, and the events that tell it."""

    attacker: str
    attacked: str
    on: str
    events: tuple[str, ...]


def attacks(record: Record) -> tuple[Attack, ...]:
    """Return the attacks between states that `record` tells as having happened, each pair once, with its first day.

    Accusations of an attack by one side are attacks told by a claimant; they count, as claims do everywhere. Past
    wars, plans and denials do not. The day is the text's own where an event tells none.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    published = (record.document.published or "")[:10]
    for e in record.events:
        if e.type != "ASSAULT" or e.status != "actual":
            continue
        day = (e.time.from_ or "")[:10] if e.time and e.time.from_ else published
        by = {a.country for a in e.actors if a.sector in ARMED and a.country in load_states()}
        on = {a.country for a in e.recipients if a.country in load_states()}
        for pair in ((a, b) for a in by for b in on if a and b and a != b):
            found.setdefault(pair, []).append((day, e.id))
    return tuple(
        sorted(
            Attack(a, b, min((d for d, _ in told if d), default=""), tuple(i for _, i in told))
            for (a, b), told in found.items()
        )
    )
