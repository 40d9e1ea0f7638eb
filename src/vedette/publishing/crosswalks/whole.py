"""Incidents with all that a crosswalk needs of them: their events, their figures by claimant, and what is made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from vedette.incidents.blame import incident_ledger
from vedette.incidents.grading import grade, suggest
from vedette.records.assessment import Assessed
from vedette.records.incident import Incident, Mention
from vedette.records.ledger import Ledger

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

PAGE = 100
"""Incidents whose reports are held at once."""

HAPPENED = ("actual", "historical")
"""What is told as done; an incident that is only denied, feared or announced is none of another data set's events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An incident, its own mentions, its ledger, and the words that hold of it: its status and its grade of information."""

    incident: Incident
    mentions: tuple[Mention, ...]
    ledger: Ledger
    status: str
    information: str

    @property
    def done(self) -> tuple[Mention, ...]:
        """Return the mentions that tell it as done."""
        return tuple(m for m in self.mentions if m.event.status in HAPPENED)


def wholes(store: "Store", query: "Query") -> Iterator[Whole]:
    """Yield every incident that the query finds, whole; the reports of `PAGE` incidents are held at once."""
    found = iter(store.all_incidents(replace(query, limit=500)))
    while part := list(islice(found, PAGE)):
        yield from _wholes(store, part)


def _wholes(store: "Store", part: Sequence[Incident]) -> Iterator[Whole]:
    from vedette.store.assessments import assessed_of  # noqa: PLC0415 - loads the database library
    from vedette.workflow.asking import told_in  # noqa: PLC0415

    told = told_in(store, (d for i in part for d in i.documents))
    with store.reading() as connection:
        by_hand = assessed_of(connection, [i.id for i in part])
    mentions, figures = told.by_document()
    for i in part:
        own = [m for d in i.documents for m in mentions.get(d, ())]
        ledger = incident_ledger(i, own, [f for d in i.documents for f in figures.get(d, ())])
        yield whole_of(i, own, ledger, by_hand.get(i.id) or Assessed())


def whole_of(i: Incident, near: Sequence[Mention], ledger: Ledger, by_hand: Assessed) -> Whole:
    """Return an incident whole; `near` are the mentions of its documents."""
    members = set(i.mentions)
    mentions = tuple(m for m in near if m.id in members)
    events = [m.event for m in mentions]
    return Whole(
        incident=i,
        mentions=mentions,
        ledger=ledger,
        status=(by_hand.status and by_hand.status.value) or grade(i, ledger, events).status,
        information=(by_hand.information and by_hand.information.value) or suggest(ledger, events).status,
    )
