"""Gather what a story on an incident is drafted from: everything that the store and the knowledge base tell of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vedette.incidents.grading import Graded, grade
from vedette.incidents.parties import country_of
from vedette.incidents.urgency import Urgency, urgency
from vedette.knowledge.base import Knowledge
from vedette.knowledge.dates import Holds, first_day
from vedette.knowledge.facts import Agreement, Base, War, held
from vedette.records.assessment import Assessed
from vedette.records.document import Document
from vedette.records.incident import Incident
from vedette.records.ledger import Contact, Ledger, Position
from vedette.records.record import Casualty, Event
from vedette.store.assessments import assessed_of
from vedette.store.claims import claims_of
from vedette.store.found import Found, records_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import contacts_of, ledger_of_incident, positions_of
from vedette.workflow.assessing import graded_with, urgent_with
from vedette.workflow.bound import Bound, bound_in

BEFORE, AFTER = 2, 14
"""Days around an incident within which contacts and what third parties say are taken in."""

MOST_CLAIMS = 100
"""Claims of each kind that are looked through for contacts and positions."""

MOST_FACTS = 4
"""Agreements, wars and bases each that a draft tells, the newest."""

DEFENCE = "defence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known of two states as of a day: agreements and wars between them, bases of others on their ground."""

    agreements: tuple[Agreement, ...] = ()
    wars: tuple[War, ...] = ()
    bases: tuple[Base, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that a draft on one incident may tell.

    `mentions` are its events with where they stand, `documents` every document that is cited, by id, `sentences` the
    characters of the sentence of each event in them. `dyad` are the two states between which it happened, None where it
    is not between two. `grade` and `urgency` are a person's where somebody assessed the incident, and say so.
    """

    incident: Incident
    dyad: tuple[str, str] | None
    mentions: Sequence[Found]
    documents: Mapping[str, Document]
    sentences: Mapping[str, tuple[int, int]]
    ledger: Ledger
    grade: Graded
    urgency: Urgency
    contacts: Sequence[Contact] = ()
    positions: Sequence[Position] = ()
    bound: Sequence[Bound] = ()
    behind: Background = Background()


def material_for(store: Store, base: Knowledge, incident: Incident) -> Material:
    """Return what a draft on `incident` is made of."""
    with store.reading() as connection:
        told = claims_of(connection, [incident.id])[incident.id]
        by_hand = assessed_of(connection, [incident.id]).get(incident.id) or Assessed()
    events = [f.claim for f in told.events if isinstance(f.claim, Event)]
    figures = [f.claim for f in told.figures if isinstance(f.claim, Casualty)]
    dyad, bound = dyad_of(incident), bound_in(store, incident, base)
    ledger = ledger_of_incident(store, incident)
    made = Material(
        incident=incident,
        dyad=dyad,
        mentions=tuple(sorted(told.events, key=lambda f: (f.at.published or "9999", f.at.document, f.claim.id))),
        documents={},
        sentences={},
        ledger=ledger,
        grade=graded_with(grade(incident, ledger, events), by_hand),
        urgency=urgent_with(urgency(incident, events, figures, defended=is_defended(bound)), by_hand),
        contacts=_contacts(store, incident, dyad),
        positions=_positions(store, incident, dyad),
        bound=bound,
        behind=background(base, dyad, incident.days.first if incident.days else None),
    )
    with store.reading() as connection:
        records = records_of(connection, sorted(cited_in(made)))
    sentences = {e.id: e.sentence for r in records for e in r.events}
    return replace(made, documents={r.document.id: r.document for r in records}, sentences=sentences)


def dyad_of(incident: Incident) -> tuple[str, str] | None:
    """Return the two countries that an incident is between; None where it is not between two."""
    doers, sufferers = ({country_of(p) for p in side} for side in (incident.doers, incident.sufferers))
    pairs = sorted({(min(a, b), max(a, b)) for a in doers for b in sufferers if a != b})
    both = sorted(doers | sufferers)
    return pairs[0] if len(pairs) == 1 else (both[0], both[1]) if len(both) == 2 else None


def is_defended(bound: Collection[Bound]) -> bool:
    """Tell whether a third state is bound to defend the attacked."""
    return any(d.obligation == DEFENCE for b in bound for d in b.provided.for_attacked)


def background(base: Knowledge, dyad: tuple[str, str] | None, on: str | None) -> Background:
    """Return what is known of two states up to the ISO day `on`; nothing where either is not told."""
    if dyad is None or on is None:
        return Background()
    both = set(dyad)
    agreements = [a for a in base.agreements if both <= set(a.parties) and first_day(a.date) < on]
    wars = [w for w in base.wars if both <= set(w.parties) and first_day(w.from_) < on]
    bases = [b for b in base.bases if b.host in both and b.state not in both and held(b, on) is not Holds.NO]
    return Background(
        agreements=tuple(sorted(agreements, key=lambda a: a.date, reverse=True)[:MOST_FACTS]),
        wars=tuple(sorted(wars, key=lambda w: w.from_, reverse=True)[:MOST_FACTS]),
        bases=tuple(bases[:MOST_FACTS]),
    )


def cited_in(m: Material) -> set[str]:
    """Return the ids of every document that a draft may cite."""
    told = [t for c in m.contacts for t in (*c.told, *c.said)] + [t for p in m.positions for t in p.told]
    told += [t for v in m.ledger.versions for t in v.told]
    found = {t.at.document for t in told} | {f.at.document for f in m.ledger.figures}
    found |= {s.document for b in m.bound for stances in b.said.values() for s in stances}
    return found | set(m.incident.documents) | {f.at.document for f in m.mentions}


def _contacts(store: Store, incident: Incident, dyad: tuple[str, str] | None) -> tuple[Contact, ...]:
    """Return the contacts of either side about these days, those of the two with each other among them."""
    if dyad is None or incident.days is None:
        return ()
    own = set(incident.mentions)
    found: dict[str, Contact] = {}
    for side in dyad:
        query = replace(_around(incident), actor=side)
        for c in contacts_of(store, query, most=MOST_CLAIMS):
            if not own & {t.event for t in c.told}:
                found.setdefault(c.told[0].event, c)
    return tuple(sorted(found.values(), key=lambda c: (c.day or "9999", c.told[0].event)))


def _positions(store: Store, incident: Incident, dyad: tuple[str, str] | None) -> tuple[Position, ...]:
    """Return what third parties say about either side in these days."""
    if dyad is None or incident.days is None:
        return ()
    found = {
        (p.who, p.stance, p.whom): p
        for side in dyad
        for p in positions_of(store, replace(_around(incident), actor=side), most=MOST_CLAIMS)
        if country_of(p.who) not in dyad and p.whom is not None and country_of(p.whom) in dyad
    }
    return tuple(sorted(found.values(), key=lambda p: (p.first or "9999", p.who, p.stance)))


def _around(incident: Incident) -> Query:
    days = incident.days
    if days is None:
        return Query()
    return Query(since=_moved(days.first, -BEFORE), until=_moved(days.last, AFTER))


def _moved(day: str, by: int) -> str:
    there = date.fromisoformat(day[:10])
    bound = min(by, (date.max - there).days) if by > 0 else max(by, (date.min - there).days)
    return (there + timedelta(bound)).isoformat()
