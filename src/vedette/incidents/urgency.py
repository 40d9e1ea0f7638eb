"""How urgent an incident is, by rules that the page states: what happened decides, never how long ago.

FLASH     force told as actual of one state against another, with its day told and a place narrower than a country or a
          border, where a third state is bound to defend the attacked on that day; or force of which one claimant says that
          ten or more were killed in it; or force with which a flare-up begins
PRIORITY  other force told as actual, of which somebody says that people were killed, wounded or captured, or that two
          independent texts tell; a deployment or a threat of one state towards another; a settlement
ROUTINE   all else; and whatever a person has discounted, with what it would be by these rules

One claimant suffices and is named. Of a campaign's figures (a running total, or one of fighting without a place;
docs/incidents.md) none makes an incident FLASH: it counts what happened in many places.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from vedette.incidents.parties import country_of
from vedette.incidents.places import narrow
from vedette.knowledge.states import load_states
from vedette.records.incident import Incident
from vedette.records.record import Casualty, Event

FLASH, PRIORITY, ROUTINE = "FLASH", "PRIORITY", "ROUTINE"

MANY_KILLED = 10

_HURT = frozenset({"killed", "injured", "captured", "casualties"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """`tier` is FLASH, PRIORITY or ROUTINE; `rule` names the rule in a word, `sentence` says it.

    `figure` is the one that decided, where one did: its claimant is to be named beside the tier.
    """

    tier: str
    rule: str
    sentence: str
    figure: Casualty | None = None


def urgency(
    incident: Incident,
    events: Sequence[Event],
    figures: Sequence[Casualty],
    *,
    defended: bool,
    begins_flareup: bool = False,
) -> Urgency:
    """Return how urgent `incident` is, by what its mentions (`events`, `figures`) tell.

    `defended` tells that a third state is bound by a duty of defence to one that is attacked here on its day.
    """
    actual = any(e.status == "actual" for e in events)
    if incident.family == "force" and actual:
        return _of_force(incident, figures, defended=defended, begins_flareup=begins_flareup)
    if incident.family in {"deployment", "threat"} and actual and states_against(incident):
        return Urgency(
            tier=PRIORITY, rule=incident.family, sentence=f"A {incident.family} of one state towards another."
        )
    if incident.family == "settlement" and actual:
        return Urgency(tier=PRIORITY, rule="settlement", sentence="An agreement, a concession or a withdrawal.")
    return Urgency(tier=ROUTINE, rule="else", sentence="None of the rules for FLASH or PRIORITY holds.")


def discounted(urgent: Urgency, who: str, why: str) -> Urgency:
    """Return the urgency of an incident that `who` has discounted for the reason `why`: ROUTINE, and what it would be."""
    told = f"Discounted by {who}: {why.rstrip('.')}. By what is told it would be {urgent.tier}: {urgent.sentence}"
    return replace(urgent, tier=ROUTINE, rule="discounted", sentence=told)


def _of_force(i: Incident, figures: Sequence[Casualty], *, defended: bool, begins_flareup: bool) -> Urgency:
    own = (c for c in figures if not of_campaign(i, c))
    killed = next((c for c in own if c.kind == "killed" and (c.low or 0) >= MANY_KILLED), None)
    if killed is not None:
        return Urgency(
            tier=FLASH, rule="killed", sentence="Somebody says that ten or more were killed in it.", figure=killed
        )
    if defended and is_placed_and_dated(i) and states_against(i):
        told = (
            "Force of one state against another, its day and place told; a third state is bound to defend the attacked."
        )
        return Urgency(tier=FLASH, rule="defence", sentence=told)
    if begins_flareup:
        return Urgency(tier=FLASH, rule="flare-up", sentence="A flare-up begins with it.")
    hurt = next((c for c in figures if c.kind in _HURT and (c.low, c.high) != (0, 0)), None)
    if hurt is not None:
        told = "Somebody says that people were killed, wounded or captured in it."
        return Urgency(tier=PRIORITY, rule="hurt", sentence=told, figure=hurt)
    if i.origins > 1:
        return Urgency(tier=PRIORITY, rule="origins", sentence=f"Force that {i.origins} independent texts tell.")
    return Urgency(tier=ROUTINE, rule="else", sentence="Force that one text tells, without anybody hurt.")


def of_campaign(incident: Incident, figure: Casualty) -> bool:
    """Tell whether a figure told with an incident counts a campaign, by the ledger's rule (`incidents.figures`)."""
    return figure.scope == "total" or not narrow(incident.place)


def states_against(incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return each pair of states of which the first did it to the second, sorted."""
    states = load_states()
    pairs = {(country_of(a), country_of(b)) for a, b in product(incident.doers, incident.sufferers)}
    return tuple(sorted(p for p in pairs if p[0] != p[1] and p[0] in states and p[1] in states))


def is_placed_and_dated(incident: Incident) -> bool:
    """Tell whether day and place are told narrowly enough to ask who is bound on that day."""
    d = incident.days
    return d is not None and d.told and not d.wide and narrow(incident.place)
