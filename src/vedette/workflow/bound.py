"""Who is bound by treaty where an incident is an attack of one state on another, and what the bound are on record with since.

What the texts of treaties provide, never a legal verdict: whether the case has arisen is for the parties to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from vedette.knowledge.base import Knowledge
from vedette.knowledge.obligations import Duty, Obligations, obligations
from vedette.knowledge.stances import Stance, stances
from vedette.knowledge.states import load_states
from vedette.records.incident import Incident
from vedette.records.record import Record
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import told_in

SINCE = timedelta(days=30)
"""How long after an attack what a bound state says is taken to be about it."""

AT_MOST = 200
"""Claims of one bound state that are looked through."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What the treaties provide in one attack, and by state what each that is bound has said or done since."""

    provided: Obligations
    said: Mapping[str, tuple[Stance, ...]]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        said = {party: [asdict(s) for s in found] for party, found in self.said.items()}
        return {**asdict(self.provided), "said": said}


def bound_in(store: Store, incident: Incident, base: Knowledge) -> tuple[Bound, ...]:
    """Return what binds whom in an incident, for each state that is said to have attacked another; none where none is."""
    return tuple(bound_between(store, a, b, on, base) for a, b, on in attacks_in(incident))


def attacks_in(incident: Incident) -> Iterator[tuple[str, str, str]]:
    """Yield attacker, attacked and day of an incident of force between states."""
    if incident.family != "force" or incident.days is None:
        return
    states = load_states()
    for a in sorted(incident.doers & states.keys()):
        for b in sorted((incident.sufferers & states.keys()) - {a}):
            yield a, b, incident.days.first


def bound_between(store: Store, attacker: str, attacked: str, on: str, base: Knowledge) -> Bound:
    """Return what binds whom if `attacker` attacked `attacked` (ISO codes) on the ISO day `on`, and what the bound said since."""
    provided = obligations(attacker, attacked, on, base)
    states = sorted({d.bound for d in _duties(provided)} & load_states().keys())
    return Bound(provided, stances(states, (attacker, attacked), on, _records(store, states, on)))


def _duties(provided: Obligations) -> tuple[Duty, ...]:
    return (*provided.for_attacked, *provided.for_attacker)


def _records(store: Store, states: list[str], on: str) -> tuple[Record, ...]:
    """Return the readings in which one of `states` does something within a while after `on`."""
    day = date.fromisoformat(on)
    until = (day + min(SINCE, date.max - day)).isoformat()
    found = [store.events(Query(doer=s, since=on, until=until, limit=AT_MOST)) for s in states]
    return told_in(store, {f.at.document for page in found for f in page}).records
