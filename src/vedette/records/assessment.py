"""What a person makes of an incident: its status over the rule's word, and how far its information is borne out.

An assessment names one mention, by which its incident is found: it follows that mention through joins and splits. Of an
incident counts, for each kind, the newest assessment in force of any of its mentions; where two incidents with different
ones are joined, the newest of both counts, and the others are told beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from vedette.records.ids import content_id

STATUS, INFORMATION = "status", "information"
KINDS = (STATUS, INFORMATION)

CONFIRMED, FAIR, WEAK, CONTESTED, DISCOUNTED = STATUSES = ("confirmed", "fair", "weak", "contested", "discounted")
"""The words of a status, the best borne out first."""

INFORMATION_GRADES = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Grades of information of the Admiralty system (STANAG 2511, AJP-2.1), with what they mean."""

VALUES = {STATUS: STATUSES, INFORMATION: tuple(INFORMATION_GRADES)}
"""What each kind may say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One word of a person on an incident, with the reason.

    `mention` is the id of the event by which the incident is found, `kind` status or information, `value` one of `VALUES`,
    None where it takes back the assessment `supersedes`; `at` is ISO, UTC. `order` is its place among all that are stored:
    no part of what it says, it tells which is the newest where clocks do not.
    """

    id: str
    mention: str
    kind: str
    value: str | None
    author: str
    at: str
    why: str
    supersedes: str | None = None
    order: int = 0

    @classmethod
    def of(cls, mention: str, kind: str, value: str | None, **told: Any) -> Self:
        """Return an assessment with the id of its content; `told` has its author, at, why, and supersedes of an undo."""
        made = cls(id="", mention=mention, kind=kind, value=value, **told)
        return replace(made, id=made.hash())

    def hash(self) -> str:
        """Return the id that the content gives; another one than `id` where a store was damaged."""
        told = (self.mention, self.kind, self.value, self.author, self.at, self.why, self.supersedes)
        return content_id("assessment", *told)

    def undone(self, *, author: str, at: str, why: str) -> Self:
        """Return the assessment that takes this one back; of an undo, the one that restores what it took back."""
        return type(self).of(self.mention, self.kind, None, author=author, at=at, why=why, supersedes=self.id)

    def to_json(self) -> dict[str, Any]:
        """Return the assessment as a JSON object."""
        names = ("id", "mention", "kind", "value", "author", "at", "why", "supersedes")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What counts of an incident by hand, None where nobody assessed it or all of it was taken back.

    `others` are assessments in force that a newer one outweighs, newest first.
    """

    status: Assessment | None = None
    information: Assessment | None = None
    others: tuple[Assessment, ...] = ()

    @property
    def is_discounted(self) -> bool:
        """Tell whether a person has discounted the incident."""
        return self.status is not None and self.status.value == DISCOUNTED


def in_order(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Return assessments in the order in which they were made, each once, however they were gathered."""
    return tuple(sorted({a.id: a for a in assessments}.values(), key=lambda a: (a.order, a.at, a.id)))


def in_force(assessments: Iterable[Assessment]) -> frozenset[str]:
    """Return the ids of those that nobody took back, undos included; an undo comes after what it takes back."""
    undone: set[str] = set()
    stands: set[str] = set()
    for a in reversed(in_order(assessments)):
        if a.id in undone:
            continue
        stands.add(a.id)
        if a.supersedes is not None:
            undone.add(a.supersedes)
    return frozenset(stands)


def assessed(assessments: Iterable[Assessment]) -> Assessed:
    """Return what counts of an incident, by every assessment on its mentions, in whatever order they are handed in."""
    ordered = in_order(assessments)
    stands = in_force(ordered)
    told = [a for a in reversed(ordered) if a.id in stands and a.value is not None]
    counts = {kind: next((a for a in told if a.kind == kind), None) for kind in KINDS}
    return Assessed(**counts, others=tuple(a for a in told if a is not counts[a.kind]))
