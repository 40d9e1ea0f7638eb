"""Figures as the ledger takes them: with their day, their incident, and whether they count one occasion or many."""

import re
from collections.abc import Mapping

from vedette.incidents.parties import parties
from vedette.incidents.places import narrow
from vedette.incidents.tellings import tellings
from vedette.records.incident import Source, mentions_of, source_of
from vedette.records.ledger import Figure
from vedette.records.moments import day_of
from vedette.records.reading import PlaceMention
from vedette.records.record import Casualty, Event, Record

_MORE = re.compile(r"\b(?:\w+\s+(?:more|others?|additional)|(?:another|additional|further)\s+\w+)\b", re.IGNORECASE)
_NO_INCREASE = re.compile(r"\bor more\b", re.IGNORECASE)
_RECENT = 3


def figures_of(record: Record, incident_of: Mapping[str, str], *, origin: str = "") -> tuple[Figure, ...]:
    """Return the figures of `record` in the order of the text.

    `incident_of` is the incident of each mention (event id); `origin` the id of the text that this one copies.
    """
    at, events = source_of(record, origin), {e.id: e for e in record.events}
    # "The attack killed 12" has its place from what the text told before.
    places = {m: t.place for t in tellings(mentions_of(record)) for m in t.members}
    ordered = sorted(record.casualties, key=lambda c: (c.start, c.id))
    return tuple(
        figure(c, events.get(c.event or ""), at, incident_of.get(c.event or ""), places.get(c.event or ""))
        for c in ordered
    )


def figure(
    c: Casualty, event: Event | None, at: Source, incident: str | None, place: PlaceMention | None = None
) -> Figure:
    """Return the figure of one casualty record with the event on which it hangs; `place` is what its text tells besides.

    A figure is of the campaign where the record calls it a total, or where no place narrower than a country or a border
    is told for its event: then it counts what happened in many places. All others are of their incident.
    """
    placed = narrow(place) or (event is not None and narrow(event.place))
    campaign = c.scope == "total" or incident is None or not placed
    return Figure(
        casualty=c,
        at=at,
        as_of=_as_of(event, at, campaign=campaign),
        incident=None if campaign else incident,
        campaign=campaign,
        increase=bool(_MORE.search(c.text)) and not _NO_INCREASE.search(c.text),
        parties=parties((*event.actors, *event.recipients)) if event else frozenset(),
    )


def _as_of(event: Event | None, at: Source, *, campaign: bool) -> str | None:
    """Return the day for which the figure was told.

    A campaign's figure is as of the day that its sentence names, where that is one of the last days before publication
    ("said on Friday that 135"); an incident's count is as of the report, for its sentence names the day of the incident.
    """
    published = day_of(at.published)
    told = day_of(event.time.to) if event and event.time else None
    if published is None:
        return told.isoformat() if told else None
    if campaign and told and 0 <= (published - told).days <= _RECENT:
        return told.isoformat()
    return published.isoformat()
