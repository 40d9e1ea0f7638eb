"""Gather what a situation report tells: everything of a period, put in the order in which it is told.

What comes first, by stated rules: FLASH before PRIORITY before ROUTINE (`incidents.urgency`; what a person has discounted is
ROUTINE and comes last); within a tier what more independent texts tell; then the later day; then the id.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from sqlalchemy import Connection

from vedette.incidents.flareups import ALPHA, TooSmall
from vedette.incidents.urgency import FLASH, PRIORITY, ROUTINE, Urgency, urgency
from vedette.knowledge.base import Knowledge
from vedette.records.assessment import Assessed
from vedette.records.document import Document
from vedette.records.incident import Incident
from vedette.records.ledger import Contact, FlareUp, Ledger, Position
from vedette.records.record import Casualty, Event
from vedette.store.assessments import assessed_of
from vedette.store.claims import Told, claims_of
from vedette.store.documents import origins_of
from vedette.store.found import Found, records_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import Within, contacts_within, flareups_of, ledger_of, positions_within
from vedette.workflow.assessing import Weighed, urgent_with, weighed_of
from vedette.workflow.bound import Bound, attacks_in, bound_between
from vedette.workflow.duties import Duties

TIERS = (FLASH, PRIORITY, ROUTINE)

LOOKED_AT = 2_000
"""Incidents of a period that are looked at, the newest; the report says where there are more."""

MOST_TOLD = 60
"""Incidents that are told in a sentence each, those that come first."""

MENTIONS = 3
"""Mentions of an incident that a report may cite."""

MOST_CLAIMS = 200
"""Claims of each kind that are looked through for contacts and positions."""

MOST_PAIRS = 4
"""Attackers with whom they are said to have attacked, of whom it is told who is bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One incident of the period: how urgent it is, what is made of it (None where it is only counted), its best mentions."""

    incident: Incident
    urgency: Urgency
    weighed: Weighed | None = None
    mentions: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that a report on a period may tell.

    `happened` are the incidents in the order of the rules, the first `MOST_TOLD` with their mentions; `more` tells that there
    are older ones than those. `copied` names the origin of each document that tells them.
    """

    query: Query
    happened: tuple[Happened, ...]
    more: bool
    copied: Mapping[str, str]
    ledger: Ledger
    flareups: tuple[FlareUp, ...]
    small: tuple[TooSmall, ...]
    contacts: Within[Contact]
    positions: Within[Position]
    bound: tuple[Bound, ...]
    documents: Mapping[str, Document]
    sentences: Mapping[str, tuple[int, int]]

    @property
    def told(self) -> tuple[Happened, ...]:
        """Return the incidents that are told in a sentence."""
        return self.happened[:MOST_TOLD]

    @property
    def texts(self) -> tuple[int, int]:
        """Return how many texts tell what happened, and of how many independent origins they are."""
        documents = {d for h in self.happened for d in h.incident.documents}
        return len(documents), len({self.copied.get(d, d) for d in documents})

    @property
    def by_id(self) -> dict[str, Happened]:
        """Return the incidents by their ids."""
        return {h.incident.id: h for h in self.happened}


def situation_of(store: Store, base: Knowledge, query: Query) -> Situation:
    """Return the situation over the period of `query`, which may name a dyad, an actor or a window."""
    found = list(islice(store.all_incidents(replace(query, newest=True, limit=500)), LOOKED_AT + 1))
    flares, small = flareups_of(store, query, ALPHA)
    causes = {f.cause for f in flares if f.cause}
    with store.reading() as connection:
        happened = judged(connection, base, found[:LOOKED_AT], causes)
        origins = origins_of(connection, sorted({d for h in happened for d in h.incident.documents}))
    told = [h.incident for h in happened[:MOST_TOLD]]
    made = weighed_of(store, told)
    happened = [replace(h, weighed=made.get(h.incident.id)) for h in happened]
    whole = Situation(
        query=query,
        happened=tuple(happened),
        more=len(found) > LOOKED_AT,
        copied=origins,
        ledger=ledger_of(store, query),
        flareups=flares,
        small=small,
        contacts=contacts_within(store, query, MOST_CLAIMS),
        positions=positions_within(store, query, (), MOST_CLAIMS),
        bound=tuple(_bound(store, base, told)),
        documents={},
        sentences={},
    )
    with store.reading() as connection:
        records = records_of(connection, sorted(_cited(whole)))
    sentences = {e.id: e.sentence for r in records for e in r.events}
    return replace(whole, documents={r.document.id: r.document for r in records}, sentences=sentences)


def judged(
    connection: Connection, base: Knowledge, incidents: Sequence[Incident], causes: Iterable[str] = ()
) -> list[Happened]:
    """Return incidents with how urgent they are and their best mentions, in the order of the rules.

    `causes` are the incidents (ids) with which a flare-up begins.
    """
    ids = [i.id for i in incidents]
    told, by_hand, duties, begin = claims_of(connection, ids), assessed_of(connection, ids), _duties(base), set(causes)
    out = [_happened(i, told[i.id], by_hand.get(i.id), duties, begins=i.id in begin) for i in incidents]
    return sorted(out, key=order)


@lru_cache(maxsize=4)
def _duties(base: Knowledge) -> Duties:
    return Duties(base)


def order(h: Happened) -> tuple[int, bool, int, int, str]:
    """Return the key by which what happened is told."""
    i = h.incident
    day = int((i.days.last if i.days else "0000-00-00").replace("-", "")[:8])
    return (TIERS.index(h.urgency.tier), h.urgency.rule == "discounted", -i.origins, -day, i.id)


def _happened(i: Incident, told: Told, by_hand: Assessed | None, duties: Duties, *, begins: bool) -> Happened:
    events = [f.claim for f in told.events if isinstance(f.claim, Event)]
    figures = [f.claim for f in told.figures if isinstance(f.claim, Casualty)]
    urgent = urgency(i, events, figures, defended=duties.defended(i), begins_flareup=begins)
    urgent = urgent_with(urgent, by_hand) if by_hand else urgent
    best = sorted(told.events, key=_rank)[:MENTIONS]
    return Happened(incident=i, urgency=urgent, mentions=tuple(best))


def _rank(f: Found) -> tuple[bool, int, str, str]:
    """Return what mentions are put in order by: told as done, then how much they tell, then who told first."""
    e = f.claim
    if not isinstance(e, Event):
        return (True, 0, "", "")
    tells = (
        2 * bool(e.recipients) + 2 * bool(e.actors) + bool(e.place) + bool(e.time and e.time.from_) + bool(e.claimants)
    )
    return (e.status != "actual", -tells, f.at.published or "9999", e.id)


def _bound(store: Store, base: Knowledge, told: Sequence[Incident]) -> Iterable[Bound]:
    """Yield for each attacker and attacked who is bound, as of the first day of the period on which that is told."""
    first: dict[tuple[str, str], str] = {}
    for i in told:
        for a, b, on in attacks_in(i):
            if i.days and i.days.told and not i.days.wide:
                first[a, b] = min(first.get((a, b), on), on)
    for (a, b), on in sorted(first.items(), key=lambda x: (x[1], x[0]))[:MOST_PAIRS]:
        yield bound_between(store, a, b, on, base)


def _cited(s: Situation) -> set[str]:
    found = {f.at.document for h in s.told for f in h.mentions}
    found |= {t.at.document for c in s.contacts.items for t in c.told} | {
        t.at.document for p in s.positions.items for t in p.told
    }
    found |= {f.at.document for f in s.ledger.figures}
    return found | {x.document for b in s.bound for told in b.said.values() for x in told}
