"""The ledger of claims: every figure and every blame with who says so, over time; contacts, positions and flare-ups.

Figures are never added up, averaged or overwritten: a line is what one claimant said, in the order in which it was said.
"""

from dataclasses import dataclass
from typing import Any

from vedette.records.incident import Source
from vedette.records.record import Actor, Casualty, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One casualty record with where it stands, the incident it belongs to (None: of no placed incident) and its day.

    `as_of` is an ISO date; `campaign` tells that it counts over a period or over fighting without a place; `increase`
    that it is added to an earlier count ("two more soldiers died") and is no count of its own.
    """

    casualty: Casualty
    at: Source
    as_of: str | None = None
    incident: str | None = None
    campaign: bool = False
    increase: bool = False
    parties: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Return the id of the casualty record, which is unique over documents."""
        return self.casualty.id

    @property
    def counts(self) -> bool:
        """Tell whether it says a number, and one that is no increase of another."""
        return not self.increase and (self.casualty.low is not None or self.casualty.high is not None)

    def to_json(self) -> dict[str, Any]:
        """Return one object a figure, in the names of `vedette ledger --format json`."""
        c = self.casualty
        told = {k: getattr(c, k) for k in ("side", "kind", "who", "low", "high", "approx", "scope")}
        return {
            "id": c.id,
            **told,
            "claimants": [actor_json(a) for a in c.claimants],
            "as_of": self.as_of,
            "incident": self.incident,
            "campaign": self.campaign,
            "increase": self.increase,
            **self.at.to_json(),
            "start": c.start,
            "end": c.end,
            "text": c.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A figure after another of the same claimant: `change` is up, down, same, or wider (the bounds alone moved)."""

    change: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claimant's figures of one side and kind over time, first told first.

    `reach` is "campaign" or an incident's id; `party` the claimant's (a source's name where the text says it in its own
    voice, then `own_voice` is true); `who` the words of the claimants.
    """

    reach: str
    side: str | None
    kind: str
    party: str
    own_voice: bool
    who: tuple[str, ...]
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...] = ()

    @property
    def first(self) -> Figure:
        """Return the figure told first."""
        return self.figures[0]

    @property
    def latest(self) -> Figure:
        """Return the figure told last that says a number and is no increase; the last of all where none does."""
        return next((f for f in reversed(self.figures) if f.counts), self.figures[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the lines of one reach, side and kind come to together.

    `people` is whom the figures count (military, civilian, …, unknown), where soldiers and civilians are counted apart.
    `words` are the rules that hold, of contested, corroborated, single source, one side only (docs/incidents.md);
    `origins` counts independent parties; `low` and `high` the spread of the latest figures (None: open);
    `silent` are parties of the dyad that give no figure.
    """

    reach: str
    side: str | None
    kind: str
    words: tuple[str, ...]
    origins: int
    low: int | None
    high: int | None
    silent: tuple[str, ...]
    reason: str
    people: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody says of an incident with its receipt: `event` and `document` lead to the words."""

    event: str
    at: Source
    trigger: Receipt
    claimants: tuple[Actor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Who is said to have done it (`doer`, a party), by whom, and who denies it. Parties with their receipts.

    `incident` is the id of the incident in a ledger of several, None in that of one.
    """

    doer: str
    said_by: tuple[tuple[str, tuple[Told, ...]], ...]
    denied_by: tuple[tuple[str, tuple[Told, ...]], ...]
    words: tuple[str, ...]
    reason: str
    incident: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One party's version of an incident: whether it `says`, `denies` or is `silent`, whom it names, and its figures."""

    party: str
    stance: str
    doers: tuple[str, ...]
    told: tuple[Told, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every figure of an incident, a campaign or a dyad over a period, by side, kind and claimant over time."""

    lines: tuple[Line, ...] = ()
    standings: tuple[Standing, ...] = ()
    blame: tuple[Blame, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure, in the order of the lines."""
        return tuple(f for line in self.lines for f in line.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who called, met, visited or wrote to whom: `kind` is called, met, visited, wrote or mediated.

    `who` sought `whom` (parties; for met all are in `who`); `said` are the receipts of what was said beside it.
    """

    kind: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    day: str | None
    place: str | None
    told: tuple[Told, ...]
    said: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What `who` takes towards `whom` over a period: supports, blames, warns, asks, refuses, aids, sanctions; or silent."""

    who: str
    stance: str
    whom: str | None
    first: str | None
    last: str | None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlareUp:
    """Days on which more happened than the own past explains: observed and expected a day at the peak, and the chance.

    `of` is a pair of parties or one country; `p` the chance of so many or more under the past; `alpha` the stated
    bound; `cause` the id of the incident that stands at its beginning, or None.
    """

    of: tuple[str, ...]
    first: str
    last: str
    peak: str
    observed: int
    expected: float
    p: float
    alpha: float
    past_days: int
    cause: str | None
    reason: str


def actor_json(a: Actor) -> dict[str, Any]:
    """Return an actor's JSON object, in the names of the record."""
    return {n: getattr(a, n) for n in ("start", "end", "text", "country", "sector", "entity", "name")}
