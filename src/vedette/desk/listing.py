"""Lists of incidents, as Now and other pages show them: one page asked of the store, judged by the rules of urgency."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection

from vedette.desk.setup import Setup
from vedette.desk.views.lines import incident_line
from vedette.desk.views.receipts import GRAPHIC, Gate
from vedette.desk.views.shared import IncidentLine, Page
from vedette.incidents.urgency import discounted, urgency
from vedette.knowledge.base import Knowledge
from vedette.records.assessment import Assessed
from vedette.records.incident import Incident
from vedette.records.record import Casualty, Event
from vedette.store.assessments import assessed_of
from vedette.store.claims import Told, claims_of
from vedette.store.incidents import incidents_page
from vedette.store.news import Mark, changed_since
from vedette.store.query import Query
from vedette.store.warned import warned_among
from vedette.workflow.duties import Duties

LOOKED_AT = 500
"""Incidents looked through for those of one tier, which no index knows; the page says so where it stops there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """Who looks: what was seen before (None: never), whether the gate is open, which incidents begin a flare-up."""

    seen: Mark | None = None
    gate_open: bool = False
    flareups: frozenset[str] = frozenset()


def page_of_incidents(setup: Setup, query: Query, *, tier: str = "", eye: Eye | None = None) -> Page[IncidentLine]:
    """Return a page of incidents in the order of `query`, of one tier where one is told.

    With a tier at most 500 incidents are looked through; `looked_at` tells how many where it ended there.
    """
    looks = eye or Eye()
    with setup.store.reading() as connection:
        if not tier:
            found = incidents_page(connection, replace(query, limit=query.limit + 1))
            more = len(found) > query.limit
            kept = found[: query.limit]
            lines = lines_of(connection, setup.knowledge, [i for i, _ in kept], looks)
            return Page(items=lines, next=kept[-1][1] if more else None)
        return _of_tier(connection, setup.knowledge, query, tier, looks)


def _of_tier(connection: Connection, base: Knowledge, query: Query, tier: str, eye: Eye) -> Page[IncidentLine]:
    lines: list[IncidentLine] = []
    looked, after = 0, query.after
    step = min(100, LOOKED_AT)
    while looked < LOOKED_AT:
        found = incidents_page(connection, replace(query, limit=step, after=after))
        cursors = {i.id: cursor for i, cursor in found}
        for line in lines_of(connection, base, [i for i, _ in found], eye):
            looked += 1
            if line.tier == tier:
                lines.append(line)
                if len(lines) == query.limit:
                    return Page(items=tuple(lines), next=cursors[line.id])
        if len(found) < step:
            return Page(items=tuple(lines), looked_at=looked)
        after = found[-1][1]
    return Page(items=tuple(lines), next=after, looked_at=looked)


def lines_of(
    connection: Connection, base: Knowledge, incidents: Sequence[Incident], eye: Eye | None = None
) -> tuple[IncidentLine, ...]:
    """Return the lines of incidents, in their order; a fixed number of statements, however many they are."""
    looks = eye or Eye()
    ids = [i.id for i in incidents]
    told = claims_of(connection, ids)
    news = changed_since(connection, looks.seen, ids) if looks.seen else {}
    changes = {i: n.words for i, n in news.items()}
    by_hand = assessed_of(connection, ids)
    gate = Gate() if looks.gate_open else Gate(warned_among(connection, _documents(told.values()), GRAPHIC))
    duties = _duties(base)
    lines = (_line(i, told[i.id], duties, changes.get(i.id), gate, looks, by_hand.get(i.id)) for i in incidents)
    return tuple(lines)


def _line(
    i: Incident, told: Told, duties: Duties, change: str | None, gate: Gate, eye: Eye, by_hand: Assessed | None
) -> IncidentLine:
    events = [f.claim for f in told.events if isinstance(f.claim, Event)]
    figures = [f.claim for f in told.figures if isinstance(f.claim, Casualty)]
    urgent = urgency(i, events, figures, defended=duties.defended(i), begins_flareup=i.id in eye.flareups)
    if by_hand and by_hand.is_discounted and by_hand.status:
        urgent = discounted(urgent, by_hand.status.author, by_hand.status.why)
    return incident_line(i, told, urgent, change=change, gate=gate, by_hand=by_hand)


def _documents(told: Collection[Told]) -> set[str]:
    return {f.at.document for t in told for f in (*t.events, *t.figures)}


@lru_cache(maxsize=4)
def _duties(base: Knowledge) -> Duties:
    return Duties(base)
