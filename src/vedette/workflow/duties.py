"""Whether a third state is bound to defend one that is attacked; asked for every line of a list, so that answers are kept."""

from functools import lru_cache

from vedette.incidents.urgency import is_placed_and_dated, states_against
from vedette.knowledge.base import Knowledge
from vedette.knowledge.obligations import obligations
from vedette.records.incident import Incident

DEFENCE = "defence"


class Duties:
    """The duties of defence that a knowledge base tells, with the last answers kept (8 ms each to find)."""

    def __init__(self, base: Knowledge) -> None:
        self._base = base
        self._bound = lru_cache(maxsize=20_000)(self._bound_to_defend)

    def defended(self, incident: Incident) -> bool:
        """Tell whether a third state is bound to defend an attacked one on the first day of the incident."""
        if incident.family != "force" or not is_placed_and_dated(incident) or incident.days is None:
            return False
        day = incident.days.first[:10]
        return any(self._bound(a, b, day) for a, b in states_against(incident))

    def _bound_to_defend(self, attacker: str, attacked: str, day: str) -> bool:
        found = obligations(attacker, attacked, day, self._base).for_attacked
        return any(d.obligation == DEFENCE and d.bound not in (attacker, attacked) for d in found)
