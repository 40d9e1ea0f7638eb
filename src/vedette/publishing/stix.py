"""Incidents as a STIX 2.1 bundle, as far as it fits (docs/crosswalks.md), written object by object.

STIX is made for threats to computers. An incident of ours is its `incident`, who is named its `identity`, a place its `location`,
what a document tells of an incident a `report`, a claimant's figure a `note`, and who says or denies it an `opinion`. There is
no property for days, bounds or receipts: they stand in words in the description and the notes. Ids follow from the content.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from vedette.incidents.blame import DENIES, SAYS
from vedette.incidents.standing import said
from vedette.knowledge.states import load_states
from vedette.publishing import parties
from vedette.publishing.crosswalks.whole import Whole
from vedette.records.incident import Source
from vedette.records.ledger import Version
from vedette.records.moments import day_of, moment_of
from vedette.records.reading import PlaceMention

Object = dict[str, Any]

_SPACE = UUID("7d1c1a0e-5a0b-5f0e-9a53-0d4c0f6f1b7e")
_UNDATED = "1970-01-01T00:00:00.000Z"
"""Stands where a document tells no day of publication; STIX allows no object without one."""

_OPINIONS = {SAYS: "agree", DENIES: "disagree"}


def stix_blocks(found: Iterable[Whole], stamp: Mapping[str, Any]) -> Iterator[str]:
    """Yield a bundle in blocks, every object once; only the ids of what several incidents share are held."""
    yield f'{{"type":"bundle","id":"{_id("bundle", str(stamp["id"]))}","objects":[\n{_json(_producer())}'
    shared: set[str] = set()
    for whole in found:
        for made in objects(whole):
            if made["type"] in ("identity", "location"):
                if made["id"] in shared:
                    continue
                shared.add(made["id"])
            yield ",\n" + _json(made)
    yield "\n]}\n"


def objects(whole: Whole) -> Iterator[Object]:
    """Yield the objects of an incident, those first to which others refer."""
    i = whole.incident
    days = [when(m.at.published) for m in whole.mentions if m.at.published]
    stamps = {"created": when(i.first_told), "modified": max([when(i.first_told), *days])}
    incident = _object("incident", i.id, **stamps)
    sides = [(p, role) for role, side in (("done", i.doers), ("suffered", i.sufferers)) for p in sorted(side)]
    yield from {p: _party(p) for p, _ in sides}.values()
    where = _location(i.place) if i.place else None
    if where:
        yield where
    yield {**incident, **_told(whole)}
    for p, role in sides:
        about = f"named by somebody as having {role} it; who says so stands in the opinions and notes"
        yield _tie(_id("identity", p), "related-to", incident["id"], about, stamps)
    if where:
        yield _tie(incident["id"], "located-at", where["id"], "where it is told to have happened", stamps)
    notes = list(_notes(whole, incident["id"], stamps))
    yield from notes
    yield from (_opinion(v, i.id, stamps) for v in whole.ledger.versions if v.stance in _OPINIONS)
    yield from _reports(whole, incident["id"])


def when(told: str | None) -> str:
    """Return a day or date-time as STIX writes it: in UTC, to the millisecond; the first day of 1970 where none is told."""
    if moment := moment_of(told):
        return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
    day = day_of(told)
    return f"{day:%Y-%m-%d}T00:00:00.000Z" if day else _UNDATED


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid5(_SPACE, f'{kind}:{key}')}"


def _object(kind: str, key: str, **more: Any) -> Object:
    known = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": _UNDATED, "modified": _UNDATED}
    by = {} if key == "vedette" else {"created_by_ref": _id("identity", "vedette")}
    return {**known, **by, **more}


def _producer() -> Object:
    return _object("identity", "vedette", name="Vedette, export of a store", identity_class="system")


def _party(party: str) -> Object:
    kind = "group" if "/armed" in party else "class" if "/" in party else "organization"
    return _object("identity", party, name=parties.name(party), identity_class=kind, **_refs(party))


def _location(place: PlaceMention) -> Object | None:
    """Return the place; None where neither its state nor its coordinates are told, without which STIX has no location."""
    state = load_states().get(place.country or "")
    told = {"country": state.iso2} if state and state.iso2 else {}
    pinned = {"latitude": place.lat, "longitude": place.lon} if place.lat is not None and place.lon is not None else {}
    if not told and not pinned:
        return None
    key = f"{place.name}:{place.country}:{place.lat}:{place.lon}"
    about = f"told as narrowly as: {place.precision}"
    return _object("location", key, name=place.name, description=about, **told, **pinned)


def _told(whole: Whole) -> Object:
    i = whole.incident
    days = "no day told"
    if i.days:
        days = f"{i.days.first} to {i.days.last}{'' if i.days.told else ' (concluded from the reports)'}"
    place = i.place.name if i.place else "no place told"
    about = (
        f"{i.family}{f' ({i.mode})' if i.mode else ''}; {days}; told by {i.origins} independent text(s); "
        f"borne out: {whole.status}; information: {whole.information}"
    )
    labels = [i.family, *([i.mode] if i.mode else [])]
    return {"name": f"{i.family}, {place}, {days}", "description": about, "labels": labels, **_refs(i.id)}


def _refs(id_: str, at: Source | None = None) -> Object:
    told: Object = {"source_name": "vedette", "external_id": id_}
    if at is not None and at.source:
        told = {"source_name": at.source, "external_id": id_}
    return {"external_references": [told]}


def _tie(source: str, kind: str, target: str, about: str, stamps: Mapping[str, str]) -> Object:
    ends = {"relationship_type": kind, "source_ref": source, "target_ref": target, "description": about}
    return _object("relationship", f"{source}:{kind}:{target}:{about}", **ends, **stamps)


def _notes(whole: Whole, incident: str, stamps: Mapping[str, str]) -> Iterator[Object]:
    """Yield a note for each figure of the incident in the line of each claimant, with its receipt."""
    for line in whole.ledger.lines:
        if line.reach != whole.incident.id:
            continue
        for f in line.figures:
            c = f.casualty
            text = (
                f"{c.kind}, {c.who}, side {c.side or 'untold'}: {said(f)}; "
                f"report {f.at.document}, characters {c.start} to {c.end}"
            )
            more = {"abstract": f"figure: {c.kind}", "content": text, "authors": [parties.name(line.party)]}
            yield _object("note", f"{c.id}:{line.party}", **more, object_refs=[incident], **stamps)


def _opinion(version: Version, incident: str, stamps: Mapping[str, str]) -> Object:
    where = ", ".join(f"{t.at.document} ({t.trigger.start}-{t.trigger.end})" for t in version.told)
    more = {
        "opinion": _OPINIONS[version.stance],
        "explanation": f"{version.stance} it, by {where or 'its figures'}",
        "authors": [parties.name(version.party)],
        "object_refs": [_id("incident", incident)],
    }
    return _object("opinion", f"{incident}:{version.party}", **more, **stamps)


def _reports(whole: Whole, incident: str) -> Iterator[Object]:
    """Yield what each document tells of the incident; one that tells several incidents has a report for each."""
    by = {m.at.document: m.at for m in whole.mentions}
    for document, at in by.items():
        published = when(at.published)
        stamps = {"created": published, "modified": published, "published": published}
        name = f"{at.source or 'untold publisher'}: report {document}"
        more = {"name": name, "report_types": ["observed-data"], "object_refs": [incident], **_refs(document, at)}
        yield _object("report", f"{document}:{incident}", **more, **stamps)


def _json(made: Object) -> str:
    return json.dumps(made, ensure_ascii=False, allow_nan=False, sort_keys=True)
