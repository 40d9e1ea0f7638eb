"""Who speaks: the voices that a ledger counts as one or as several.

A state's offices and forces are one voice, whoever of them speaks and in however many papers. People of a country who
are none of its offices (a doctor, residents, an opposition) are no voice of the state. A text that names nobody speaks
for its publisher; a copy for the publisher of what it copies.
"""

from collections.abc import Iterable
from functools import cached_property

from vedette.incidents.parties import party
from vedette.records.incident import Mention, Source
from vedette.records.ledger import Figure
from vedette.records.record import Actor

_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "UNK"})


def voice(claimant: Actor) -> str:
    """Return the voice of somebody: `ARM`, `COD/armed:m23`, `IGO:…`, `SDN/MED`, or his words where nothing is known of him."""
    name = party(claimant)
    if name is None or name == "?":
        return claimant.text.lower()
    if "/" in name or ":" in name or claimant.sector in _OF_THE_STATE:
        return name
    return f"{name}/{claimant.sector}"


class Voices:
    """The voices of figures and mentions, with the publisher of each origin."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = tuple(sources)

    @cached_property
    def _publisher(self) -> dict[str, str]:
        """Return who publishes each origin; asked for only where a text names nobody."""
        ordered = sorted(
            self._sources, key=lambda s: (s.first, s.document != s.first, s.published or "9999", s.document)
        )
        found: dict[str, str] = {}
        for s in ordered:
            found.setdefault(s.first, s.source or s.first)
        return found

    def of_figure(self, f: Figure) -> tuple[tuple[str, bool], ...]:
        """Return the voices that give a figure, each with whether it is the publisher's own."""
        return self._of(f.casualty.claimants, f.at)

    def of_mention(self, m: Mention) -> tuple[str, ...]:
        """Return the voices that say a mention."""
        return tuple(name for name, _ in self._of(m.event.claimants, m.at))

    def _of(self, claimants: Iterable[Actor], at: Source) -> tuple[tuple[str, bool], ...]:
        if told := {(voice(a), False) for a in claimants}:
            return tuple(sorted(told))
        return ((self._publisher.get(at.first) or at.source or at.first, True),)
