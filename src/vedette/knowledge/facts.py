"""Dated facts, one frozen record a kind, as the knowledge files tell them.

Dates are ISO days, months or years as text, "" where not known; `from_` and `to` are both included. Several values are
tuples. `checked` names the public text against which the dates were checked, "" where they were not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from vedette.knowledge.dates import Holds, holds
from vedette.knowledge.tables import parts

if TYPE_CHECKING:
    from collections.abc import Hashable

_SLUG = re.compile(r"[^a-z0-9]+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """A treaty or pact; its members, with their dates, and its obligations are records of their own."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    signed: str
    in_force: str
    ended: str
    end_kind: str
    text_place: str
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What one article of an alliance asks of its parties; `steps` are in order, `limits` bound it."""

    alliance: str
    article: str
    obligation: str
    trigger: str
    steps: tuple[str, ...]
    limits: tuple[str, ...]
    paraphrase: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One spell of a party's membership; `other_dates` are pairs of what a date is and the date."""

    alliance: str
    party: str
    from_: str
    to: str
    event: str
    basis: str
    other_dates: tuple[str, ...]
    source: str
    checked: str
    note: str

    def others(self) -> tuple[tuple[str, str], ...]:
        """Return the dates on other bases as pairs: ("in force", "1994-04-20")."""
        return tuple((label, day) for o in self.other_dates for label, _, day in [o.rpartition(" ")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A ceasefire, peace, border agreement, statement or deal of one day."""

    id: str
    name: str
    aliases: tuple[str, ...]
    date: str
    parties: tuple[str, ...]
    kind: str
    key_terms: tuple[str, ...]
    place: str
    ended: str
    source: str
    checked: str
    note: str

    def figures(self) -> Mapping[str, str]:
        """Return the figures among the key terms: "peacekeepers" is "1960"."""
        return {k.strip(): v.strip() for t in self.key_terms for k, eq, v in [t.partition("=")] if eq}


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """A war with its days, parties and places."""

    id: str
    name: str
    aliases: tuple[str, ...]
    from_: str
    to: str
    parties: tuple[str, ...]
    places: tuple[str, ...]
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A base, peacekeeping force, mission or contingent: `state` sends, `host` has it on its ground."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    state: str
    host: str
    place: str
    from_: str
    to: str
    strength: str
    made_of: tuple[str, ...]
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """One spell of who held a territory and who claimed it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    claimed_by: tuple[str, ...]
    controlled_by: tuple[str, ...]
    from_: str
    to: str
    status: str
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name that a place bore, or bears for some: `place` is its usual name today, `used_by` says who says `name`."""

    id: str
    name: str
    aliases: tuple[str, ...]
    place: str
    country: str
    kind: str
    used_by: str
    from_: str
    to: str
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An organ of an organisation, and who chaired or led it in one spell (a person, or a state's code)."""

    organisation: str
    organ: str
    aliases: tuple[str, ...]
    level: str
    chair: str
    from_: str
    to: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A medium: whose it is, who controls it, to which conflict its state is a party."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    url: str
    ownership: str
    control: str
    party_to: tuple[str, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone's abbreviation: `offset` from UTC ("-05:00"), `season`, and the IANA regions that bear it."""

    abbreviation: str
    offset: str
    name: str
    season: str
    regions: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A force, an armed group or an organisation; `sponsor` are the states that stand behind a group."""

    name: str
    aliases: tuple[str, ...]
    code: str
    sector: str
    kind: str
    from_: str
    to: str
    state: str
    place: str
    sponsor: tuple[str, ...]
    source: str
    checked: str

    @property
    def id(self) -> str:
        """Return the stable id, the one that readings carry: "force:black-sea-fleet"."""
        return f"{self.kind}:{slug(self.name)}"


def slug(name: str) -> str:
    """Return `name` in lower case, its words joined by hyphens."""
    return _SLUG.sub("-", name.lower()).strip("-")


@cache
def _columns(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    return tuple((f.name, f.name.removesuffix("_"), f.type is not str) for f in fields(kind))


def build(kind: type[T], row: Mapping[str, str]) -> T:
    """Return the record of class `kind` that a row of its file tells; columns that the file lacks are empty."""
    return kind(
        **{
            n: parts(row.get(c, "")) if many else row.get(c, "").strip()
            for n, c, many in _columns(cast("Hashable", kind))
        }
    )


def held(fact: Base | Territory | Organ | Body | Membership | War, on: str) -> Holds:
    """Tell whether a fact with a spell holds on the ISO day `on`."""
    return holds(fact.from_, fact.to, on)
