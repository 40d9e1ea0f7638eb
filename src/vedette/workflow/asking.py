"""Ask the store: the ledger of a period, a dyad or an incident; contacts, positions and flare-ups."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Generic, TypeVar

from vedette.incidents.blame import campaign_ledger, incident_ledger
from vedette.incidents.contacts import BESIDE, SAYING, contacts
from vedette.incidents.figures import figures_of
from vedette.incidents.flareups import PAST, TooSmall, flareups, too_small
from vedette.incidents.ledger import ledger
from vedette.incidents.parties import country_of
from vedette.incidents.positions import STANCES, positions
from vedette.records.incident import Incident, Mention, mentions_of
from vedette.records.ledger import Contact, Figure, FlareUp, Ledger, Position
from vedette.records.record import Event, Record
from vedette.store.documents import first_published, incidents_of, origins_of
from vedette.store.found import Found, events_near, records_of
from vedette.store.query import Query
from vedette.store.store import Store

T = TypeVar("T")

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

    def by_document(self) -> tuple[dict[str, list[Mention]], dict[str, list[Figure]]]:
        """Return the mentions and the figures of each document, by its id: what many incidents are judged from."""
        mentions: dict[str, list[Mention]] = {}
        figures: dict[str, list[Figure]] = {}
        for m in self.mentions():
            mentions.setdefault(m.at.document, []).append(m)
        for f in self.figures():
            figures.setdefault(f.at.document, []).append(f)
        return mentions, figures


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


@dataclass(frozen=True, slots=True)
class Within(Generic[T]):
    """What was found among claims of a bounded number: `looked_at` is how many, None where all that there are."""

    items: tuple[T, ...]
    looked_at: int | None


def contacts_of(store: Store, query: Query, most: int | None = None) -> tuple[Contact, ...]:
    """Return the contacts among the events that `query` finds, with what was said beside them; see `contacts_within`."""
    return contacts_within(store, query, most).items


def contacts_within(store: Store, query: Query, most: int | None = None) -> Within[Contact]:
    """Return the contacts among the `most` newest events that `query` finds, with what was said beside them."""
    found, looked_at = _newest(store, replace(query, type="CONSULT"), most)
    spans: dict[str, list[tuple[int, int]]] = {}
    for m in _mentions(found):
        start, end = m.event.sentence
        spans.setdefault(m.at.document, []).append((start, end + BESIDE))
    with store.reading() as connection:
        beside = events_near(connection, spans, SAYING)
    incident_of = {f.claim.id: f.incident for f in found if f.incident}
    return Within(contacts(_mentions([*found, *beside]), incident_of), looked_at)


def positions_of(
    store: Store, query: Query, bound: Iterable[str] = (), most: int | None = None
) -> tuple[Position, ...]:
    """Return who takes which position towards whom, by the events that `query` finds; see `positions_within`."""
    return positions_within(store, query, bound, most).items


def positions_within(
    store: Store, query: Query, bound: Iterable[str] = (), most: int | None = None
) -> Within[Position]:
    """Return who takes which position towards whom; `bound` are parties that should take one, named where they take none.

    Of the events that `query` finds count the `most` newest of each type that takes a position.
    """
    mentions: list[Mention] = []
    looked_at, cut = 0, False
    for type_ in STANCES if query.type is None else (query.type,) if query.type in STANCES else ():
        found, bounded = _newest(store, replace(query, type=type_), most)
        mentions += _mentions(found)
        looked_at, cut = looked_at + len(found), cut or bounded is not None
    return Within(positions(mentions, bound=bound), looked_at if cut else None)


def _mentions(found: Iterable[Found]) -> list[Mention]:
    """Return events as mentions: who did what to whom stands in the claims themselves, and no text has to be fetched."""
    return [Mention(event=f.claim, at=f.at) for f in found if isinstance(f.claim, Event)]


def _newest(store: Store, query: Query, most: int | None) -> tuple[list[Found], int | None]:
    """Return all events of a query, or the newest where there are more than `most`, with how many were looked at then."""
    if most is None:
        return list(store.all_events(replace(query, limit=PAGE))), None
    asked = replace(query, limit=min(PAGE, most + 1), newest=True)
    found = list(islice(store.all_events(asked), most + 1))
    return (found[:most], most) if len(found) > most else (found, None)


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
