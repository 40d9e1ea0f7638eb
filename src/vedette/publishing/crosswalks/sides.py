"""The two sides of an incident as other data sets want them: one name, one kind each; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.incidents.parties import party
from vedette.publishing import parties
from vedette.publishing.crosswalks.mapped import ARMED, CIVILIANS
from vedette.records.incident import Mention
from vedette.records.record import Actor

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors of a state's own offices and forces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Somebody on a side: a party with a name, its country and the sector that says most of it.

    `name` is the name of the knowledge base where one is told, else the party's; never the words of a text.
    """

    party: str
    name: str
    country: str | None
    sector: str

    @property
    def is_civilian(self) -> bool:
        """Tell whether they are people who carry no arms."""
        return self.sector in CIVILIANS

    @property
    def is_armed(self) -> bool:
        """Tell whether they carry arms."""
        return self.sector in ARMED


def sides_of(mentions: Sequence[Mention]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return who did it and who suffered it, named most often first.

    Somebody unknown ("gunmen") is left out beside somebody known. Where nobody suffers and several do it ("the two states fought"), the first stands against the others.
    """
    doers = _told(a for m in mentions for a in m.event.actors)
    sufferers = _told(a for m in mentions for a in m.event.recipients)
    if not sufferers and len(doers) > 1:
        return doers[:1], doers[1:]
    known = {s.party for s in doers}
    return doers, tuple(s for s in sufferers if s.party not in known) or sufferers


def _told(actors: Iterable[Actor]) -> tuple[Side, ...]:
    by: dict[str, list[Actor]] = {}
    for a in actors:
        by.setdefault(_key(a), []).append(a)
    known = {key: found for key, found in by.items() if not key.startswith("?/")}
    ordered = sorted((known or by).items(), key=lambda kv: (-len(kv[1]), kv[0]))
    return tuple(_side(key, found) for key, found in ordered)


def _key(a: Actor) -> str:
    """Return the party, civilians of a state apart from its forces; whoever has no party goes by the sector alone."""
    found = party(a)
    if found is None or found == "?":
        return f"?/{a.sector}"
    return found if a.sector in STATE or "/" in found or ":" in found else f"{found}/{a.sector}"


def _side(key: str, found: Sequence[Actor]) -> Side:
    names = Counter(a.name for a in found if a.name)
    # What is armed says most of who stands in a fight; else the sector that is told most often.
    sectors = Counter(a.sector for a in found)
    sector = min(sectors, key=lambda s: (s not in ARMED, -sectors[s], s))
    called = names.most_common(1)[0][0] if names else _called(key, sector)
    return Side(party=key, name=called, country=found[0].country, sector=sector)


def _called(key: str, sector: str) -> str:
    if key.startswith("?/"):
        return parties.PEOPLE.get(sector, f"unidentified ({sector})")
    return parties.name(key)
