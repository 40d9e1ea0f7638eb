"""A saved search, what it told of which incident, and what of an incident is told: the words of alerts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

AT_ONCE, DAILY, WEEKLY, NEVER = "at once", "daily", "weekly", "never"
EVERY = (AT_ONCE, DAILY, WEEKLY, NEVER)
"""How often a saved search tells what it finds; `never` only keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A saved search: `query` as the bar's address has it, `channels` names of the settings, `looked` how far was looked."""

    serial: int
    name: str
    query: str
    every: str
    channels: tuple[str, ...]
    author: str
    at: str
    looked: Mapping[str, Any] = field(default_factory=dict)


Figured = tuple[str, str, str, int | None, int | None]
"""Who gives a figure, of which side, of what kind, its bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What an alert tells of an incident, as far as a change of it is worth an update.

    `status` is the word that holds, `hand` whether a person chose it; `figures` the latest of each claimant; `sides`, `place` and
    `days` what a correction may change. `gone` tells that no report tells it any more.
    """

    tier: str = "ROUTINE"
    status: str = ""
    hand: bool = False
    figures: tuple[Figured, ...] = ()
    sides: tuple[str, ...] = ()
    place: str = ""
    days: str = ""
    gone: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "tier": self.tier,
            "status": self.status,
            "hand": self.hand,
            "figures": [list(f) for f in self.figures],
            "sides": list(self.sides),
            "place": self.place,
            "days": self.days,
            "gone": self.gone,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the print that was written so; raises TypeError or ValueError where it is none."""
        figures = tuple((str(a), str(b), str(c), low, high) for a, b, c, low, high in told.get("figures", ()))
        rest = {k: v for k, v in told.items() if k not in ("figures", "sides")}
        return cls(**rest, figures=figures, sides=tuple(told.get("sides", ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """What a saved search told of an incident, found again by one of its events (`mention`) whatever is joined or split.

    `thread` keeps by channel the id of the first message, what an update answers to; `last` is the print that was told last.
    """

    saved: int
    mention: str
    at: str
    updated: str
    thread: Mapping[str, str]
    last: Print
