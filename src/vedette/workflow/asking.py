"""Ask the store: the ledger of a period, a dyad or an incident; contacts, positions and flare-ups."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vedette.incidents.blame import campaign_ledger, incident_ledger
from vedette.incidents.contacts import contacts
from vedette.incidents.figures import figures_of
from vedette.incidents.flareups import PAST, TooSmall, flareups, too_small
from vedette.incidents.ledger import ledger
from vedette.incidents.parties import country_of
from vedette.incidents.positions import positions
from vedette.records.incident import Incident, Mention, mentions_of
from vedette.records.ledger import Contact, Figure, FlareUp, Ledger, Position
from vedette.records.record import Record
from vedette.store.documents import first_published, incidents_of, origins_of
from vedette.store.found import records_of
from vedette.store.query import Query
from vedette.store.store import Store

_BEGINNING = "0001-01-01"

PAGE = 500
"""Claims fetched at a time."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Documents with what is needed to judge them: their records, origins, and the incident of each mention."""

    records: tuple[Record, ...]
    origins: dict[str, str]
    incident_of: dict[str, str]

    def mentions(self, ids: Collection[str] | None = None) -> Iterator[Mention]:
        """Yield the mentions, those of `ids` alone where they are given."""
        for r in self.records:
            yield from (m for m in mentions_of(r, self.origins[r.document.id]) if ids is None or m.id in ids)

    def figures(self, ids: Collection[str] | None = None) -> Iterator[Figure]:
        """Yield the figures, those of `ids` alone where they are given."""
        for r in self.records:
            found = figures_of(r, self.incident_of, origin=self.origins[r.document.id])
            yield from (f for f in found if ids is None or f.id in ids)


def told_in(store: Store, documents: Iterable[str]) -> Telling:
    """Return the newest readings of documents, by id, with their origins and incidents."""
    ids = sorted(set(documents))
    with store.reading() as connection:
        records = tuple(r for part in _parts(ids) for r in records_of(connection, part))
        events = [e.id for r in records for e in r.events]
        return Telling(records, origins_of(connection, ids), incidents_of(connection, events))


def ledger_of(store: Store, query: Query) -> Ledger:
    """Return the ledger of the figures that `query` finds.

    With a dyad, also of figures on either's people where nobody else is named as the doer; the two are named as silent
    where they give no figure, and for each of their incidents of force it is told who is blamed.
    """
    asked = replace(query, limit=PAGE)
    found = {f.claim.id: f.at.document for f in store.all_figures(asked)}
    loose: dict[str, str] = {}
    for side in query.dyad or ():
        one = replace(asked, dyad=None, side=side)
        loose |= {f.claim.id: f.at.document for f in store.all_figures(one)}
    told = told_in(store, [*found.values(), *loose.values()])
    dyad = query.dyad or ()
    figures = [f for f in told.figures({*found, *loose}) if f.id in found or _between(f, dyad)]
    between = Query(since=query.since, until=query.until, dyad=query.dyad, family="force", limit=PAGE)
    if not dyad or replace(asked, family="force") != between:
        return ledger(figures, dyad=dyad)
    incidents = tuple(store.all_incidents(between))
    mentions = told_in(store, (d for i in incidents for d in i.documents)).mentions()
    return campaign_ledger(incidents, mentions, figures, dyad=dyad)


def _between(figure: Figure, dyad: Collection[str]) -> bool:
    return {country_of(p) for p in figure.parties} <= set(dyad)


def ledger_of_incident(store: Store, incident: Incident) -> Ledger:
    """Return the ledger of one incident: its figures, who blames whom, and each side's version."""
    told = told_in(store, incident.documents)
    return incident_ledger(incident, told.mentions(), told.figures())


def contacts_of(store: Store, query: Query) -> tuple[Contact, ...]:
    """Return the contacts among the events that `query` finds, with what was said beside them."""
    wanted = {f.claim.id: f.at.document for f in store.all_events(replace(query, type="CONSULT", limit=PAGE))}
    told = told_in(store, wanted.values())
    mentions = [m for m in told.mentions() if m.id in wanted or m.event.type != "CONSULT"]
    return contacts(mentions, told.incident_of)


def positions_of(store: Store, query: Query, bound: Iterable[str] = ()) -> tuple[Position, ...]:
    """Return who takes which position towards whom, by the events that `query` finds; `bound` are parties that should."""
    wanted = {f.claim.id: f.at.document for f in store.all_events(replace(query, limit=PAGE))}
    return positions(told_in(store, wanted.values()).mentions(wanted), bound=bound)


def flareups_of(store: Store, query: Query, alpha: float) -> tuple[tuple[FlareUp, ...], tuple[TooSmall, ...]]:
    """Return the flare-ups of the period of `query` and the rare days too small to tell, judged by the days before it.

    Without a period, of the whole store.
    """
    force = replace(query, family="force", limit=PAGE)
    first = next(store.all_incidents(replace(force, since=_BEGINNING, until=None, limit=1)), None)
    if first is None or first.days is None:
        return (), ()
    start = date.fromisoformat(query.since or first.days.first[:10])
    found = store.all_incidents(replace(force, since=max(_BEGINNING, _days_before(start, PAST))))
    # The store's first incident tells since when it is known that nothing happened.
    incidents = tuple({i.id: i for i in (first, *found)}.values())
    end = date.fromisoformat(query.until or max(i.days.last[:10] for i in incidents if i.days))
    with store.reading() as connection:
        told = first_published(connection)
    covered = date.fromisoformat(told) if told else None
    return (
        flareups(incidents, start=start, end=end, alpha=alpha, covered=covered),
        too_small(incidents, start=start, end=end, alpha=alpha, covered=covered),
    )


def _days_before(day: date, count: int) -> str:
    return (day - timedelta(min(count, day.toordinal() - 1))).isoformat()


def _parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[n : n + PAGE] for n in range(0, len(ids), PAGE))
