"""The record of a reading: what coding one document yields, in the names of the record format."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from vedette.records.document import Document
from vedette.records.reading import PlaceMention, TimeExpression

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
"""How an event may be told, by the codebook."""

CASUALTY_KINDS = ("killed", "injured", "missing", "captured", "displaced", "casualties")
"""What may have happened to people who are counted, by the codebook."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Words in the text: `start` to `end` (exclusive) of the document's text, and the words themselves."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named in the text, resolved to a country and a sector of the codebook (None: the text does not tell).

    `entity` is a stable id of the knowledge base, or None; `name` the usual English name.
    """

    start: int
    end: int
    text: str
    country: str | None
    sector: str
    entity: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the codebook, as one sentence states it."""

    id: str
    type: str
    mode: str | None
    status: str
    trigger: Receipt
    sentence: tuple[int, int]
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: PlaceMention | None = None
    time: TimeExpression | None = None
    claimants: tuple[Actor, ...] = ()
    cue: Receipt | None = None
    quoted: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """A count of people with its bounds, its side and the one who says so."""

    id: str
    event: str | None
    start: int
    end: int
    text: str
    kind: str
    low: int | None
    high: int | None
    approx: bool
    who: str
    side: str | None
    scope: str = "incident"
    claimants: tuple[Actor, ...] = ()
    cue: Receipt | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Direct speech without its marks, and its speakers."""

    id: str
    start: int
    end: int
    text: str
    speakers: tuple[Actor, ...] = ()
    cue: Receipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that could not be resolved, or only with a doubt: the words, what it touches, and why."""

    start: int
    end: int
    text: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that the text tells without anything being coded of it: `kind` is person, place or organisation.

    `name` is its normal form in the text's own language. Coordinates (`lat`, `lon`) stand only where the gazetteer has
    one clear place of the name; `precision` is settlement, region, country or unknown, None for what is no place.
    """

    start: int
    end: int
    text: str
    kind: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Translated:
    """Characters `start` to `end` of the document, a sentence of the original, and `text`, their English."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything read out of one document.

    `mentions` are names that a reader without events tells; `translations` and `translated_by` stand where the English of
    a translator was read, and every receipt then lies in the original. `unread` is why nothing was read, where a gate held
    the document back: that it has no events then says nothing about the text.
    """

    document: Document
    events: tuple[Event, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    quotes: tuple[Quote, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
    reader: str = ""
    mentions: tuple[Named, ...] = ()
    translations: tuple[Translated, ...] = ()
    translated_by: str | None = None
    unread: str | None = None

    def at_least(self, confidence: float) -> "Record":
        """Return the record without the events given with less than `confidence`; figures stay, without such an event."""
        if confidence <= 0:
            return self
        events = tuple(e for e in self.events if e.confidence >= confidence)
        kept = {e.id for e in events}
        figures = tuple(c if c.event in kept else replace(c, event=None) for c in self.casualties)
        gone = {e.id for e in self.events} - kept
        return replace(
            self, events=events, casualties=figures, doubts=tuple(d for d in self.doubts if d.about not in gone)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the record as the JSON object of the record format."""
        return {
            "document": self.document.to_json(),
            "events": [_event(e) for e in self.events],
            "casualties": [_casualty(c) for c in self.casualties],
            **self.beside_to_json(),
            "reader": self.reader,
        }

    def beside_to_json(self) -> dict[str, Any]:
        """Return what stands beside events and figures, as the JSON that a store keeps with the reading.

        What only other languages have, or only what a gate held back, is left out where there is none of it.
        """
        out: dict[str, Any] = {"quotes": [_quote(q) for q in self.quotes], "doubts": [asdict(d) for d in self.doubts]}
        if self.mentions:
            out["mentions"] = [asdict(m) for m in self.mentions]
        if self.translated_by is not None:
            out["translations"] = [asdict(t) for t in self.translations]
            out["translated_by"] = self.translated_by
        if self.unread is not None:
            out["unread"] = self.unread
        return out


def _actor(a: Actor) -> dict[str, Any]:
    return {
        "start": a.start,
        "end": a.end,
        "text": a.text,
        "country": a.country,
        "sector": a.sector,
        "entity": a.entity,
        "name": a.name,
    }


def _receipt(r: Receipt | None) -> dict[str, Any] | None:
    return None if r is None else {"start": r.start, "end": r.end, "text": r.text}


def _place(p: PlaceMention | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "start": p.start,
        "end": p.end,
        "text": p.text,
        "name": p.name,
        "country": p.country,
        "lat": p.lat,
        "lon": p.lon,
        "precision": p.precision,
        "geonames": p.geonames,
        "reason": p.reason,
        "doubt": p.doubt,
    }


def _time(t: TimeExpression | None) -> dict[str, Any] | None:
    if t is None:
        return None
    return {
        "start": t.start,
        "end": t.end,
        "text": t.text,
        "from": t.from_,
        "to": t.to,
        "precision": t.precision,
        "doubt": t.doubt,
    }


def _event(e: Event) -> dict[str, Any]:
    return {
        "id": e.id,
        "type": e.type,
        "mode": e.mode,
        "status": e.status,
        "trigger": _receipt(e.trigger),
        "sentence": {"start": e.sentence[0], "end": e.sentence[1]},
        "actors": [_actor(a) for a in e.actors],
        "recipients": [_actor(a) for a in e.recipients],
        "place": _place(e.place),
        "time": _time(e.time),
        "claimants": [_actor(a) for a in e.claimants],
        "cue": _receipt(e.cue),
        "quoted": e.quoted,
        "confidence": e.confidence,
    }


def _casualty(c: Casualty) -> dict[str, Any]:
    return {
        "id": c.id,
        "event": c.event,
        "start": c.start,
        "end": c.end,
        "text": c.text,
        "kind": c.kind,
        "low": c.low,
        "high": c.high,
        "approx": c.approx,
        "who": c.who,
        "side": c.side,
        "scope": c.scope,
        "claimants": [_actor(a) for a in c.claimants],
        "cue": _receipt(c.cue),
        "confidence": c.confidence,
    }


def _quote(q: Quote) -> dict[str, Any]:
    return {
        "id": q.id,
        "start": q.start,
        "end": q.end,
        "text": q.text,
        "speakers": [_actor(a) for a in q.speakers],
        "cue": _receipt(q.cue),
    }
