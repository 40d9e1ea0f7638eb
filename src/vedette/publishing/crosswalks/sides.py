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
    """Return who did it and who suffered it: who carries arms first, then who is named most often.

    Somebody unknown ("gunmen", "five people") is left out beside somebody known, and so is a place that is told as
    suffering it. Where nobody suffers and several do it ("the two states fought"), the first stands against the others.
    """
    doers = _told(a for m in mentions for a in m.event.actors)
    sufferers = _told(a for m in mentions for a in m.event.recipients if not _is_place(a, m))
    if not sufferers and len(doers) > 1:
        return doers[:1], doers[1:]
    known = {s.party for s in doers}
    return doers, tuple(s for s in sufferers if s.party not in known) or sufferers


def _is_place(a: Actor, m: Mention) -> bool:
    """Tell whether a recipient is only the place of the event: "attacked the town of Kitshanga"."""
    return a.entity is None and m.event.place is not None and a.name == m.event.place.name


def _told(actors: Iterable[Actor]) -> tuple[Side, ...]:
    by: dict[str, list[Actor]] = {}
    for a in actors:
        by.setdefault(_key(a), []).append(a)
    known = {key: found for key, found in by.items() if key[0] != "?" and not key.endswith("/UNK")}
    sides = [(_side(key, found), len(found)) for key, found in (known or by).items()]
    sides.sort(key=lambda told: (not told[0].is_armed, -told[1], told[0].party))
    return tuple(side for side, _ in sides)


def _key(a: Actor) -> str:
    """Return the party, civilians of a state apart from its forces; whoever has no party goes by the sector alone."""
    found = party(a)
    if found is None or found == "?":
        return f"?/{a.sector}"
    return found if a.sector in STATE or "/" in found or ":" in found else f"{found}/{a.sector}"


def _side(key: str, found: Sequence[Actor]) -> Side:
    # A people told by a name that nobody knows is called by its country: the name may be a town's, or words of the text.
    names = Counter(a.name for a in found if a.name and (a.entity or a.sector not in CIVILIANS))
    # What is armed says most of who stands in a fight; else the sector that is told most often.
    sectors = Counter(a.sector for a in found)
    sector = min(sectors, key=lambda s: (s not in ARMED, -sectors[s], s))
    called = names.most_common(1)[0][0] if names else _called(key, sector)
    return Side(party=key, name=called, country=found[0].country, sector=sector)


def _called(key: str, sector: str) -> str:
    if key.startswith("?/"):
        return parties.PEOPLE.get(sector, f"unidentified ({sector})")
    return parties.name(key)
