"""Who called, met, visited, wrote to whom, when, and what was said beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from vedette.incidents.blame import told
from vedette.incidents.days import days_of
from vedette.incidents.parties import meet, parties
from vedette.records.incident import Mention
from vedette.records.ledger import Contact
from vedette.records.moments import day_of

BESIDE = 400
"""Characters after a contact's sentence within which its participants' words belong to it."""

_WROTE = re.compile(r"wrote|write|letter|cable|message|telegram", re.IGNORECASE)
_HOSTED = re.compile(r"host|receiv|welcom", re.IGNORECASE)
SAYING = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of what is said beside a contact."""

_TOOK_PLACE = frozenset({"actual", "historical"})


def contacts(mentions: Iterable[Mention], incident_of: Mapping[str, str] | None = None) -> tuple[Contact, ...]:
    """Return the contacts that took place, by day and then as they were told.

    `incident_of` (mention to incident) puts reports of one contact together; without it each mention is one.
    """
    everything = tuple(mentions)
    grouped: dict[str, list[Mention]] = {}
    for m in everything:
        if m.event.type == "CONSULT" and m.event.status in _TOOK_PLACE:
            grouped.setdefault((incident_of or {}).get(m.id, m.id), []).append(m)
    by_document: dict[str, list[Mention]] = {}
    for m in everything:
        if m.event.type in SAYING and m.event.status in _TOOK_PLACE:
            by_document.setdefault(m.at.document, []).append(m)
    found = [_contact(group, by_document) for _, group in sorted(grouped.items())]
    return tuple(sorted(found, key=lambda c: (c.day or "9999", c.kind, c.who, c.whom)))


def kind_of(m: Mention) -> str:
    """Return called, visited, hosted, mediated, wrote or met."""
    e = m.event
    if _WROTE.search(e.trigger.text):
        return "wrote"
    if e.mode == "visit" and _HOSTED.match(e.trigger.text):
        return "hosted"
    return {"phone": "called", "visit": "visited", "third-party": "mediated"}.get(e.mode or "", "met")


def _contact(group: Sequence[Mention], by_document: Mapping[str, Sequence[Mention]]) -> Contact:
    ordered = sorted(group, key=lambda m: (m.at.published or "9999", m.at.document, m.event.trigger.start))
    # The one that tells both sides is the best witness of who sought whom.
    best = max(ordered, key=lambda m: (bool(m.event.recipients), kind_of(m) != "met"))
    days = [d for m in ordered if (d := days_of(m))]
    place = next((m.event.place.name for m in ordered if m.event.place), None)
    return Contact(
        kind=kind_of(best),
        who=tuple(sorted(parties(best.event.actors))),
        whom=tuple(sorted(parties(best.event.recipients))),
        day=days[0].first if days else _published(ordered[0]),
        place=place,
        told=tuple(map(told, ordered)),
        said=tuple(told(s) for m in ordered for s in by_document.get(m.at.document, ()) if _beside(m, s)),
    )


def _beside(contact: Mention, words: Mention) -> bool:
    start, end = contact.event.sentence
    company = parties((*contact.event.actors, *contact.event.recipients))
    return start <= words.event.trigger.start < end + BESIDE and meet(parties(words.event.actors), company)


def _published(m: Mention) -> str | None:
    day = day_of(m.at.published)
    return day.isoformat() if day else None
