"""Records out of their JSON objects: the way back from `Record.to_json()`, without loss.

What is not part of the record format (whether a time is background, which the status tells) takes its default.
"""

from collections.abc import Callable, Mapping
from typing import Any

from vedette.records.document import Document, passages_of
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Doubt, Event, Named, Quote, Receipt, Record, Translated

_KNOWN = ("url", "source", "title", "byline", "published", "language")
_ACTOR = ("start", "end", "text", "country", "sector", "entity", "name")
_PLACE = ("start", "end", "text", "name", "country", "lat", "lon", "precision", "geonames")
_NAMED = ("start", "end", "text", "kind", "name", "country", "lat", "lon", "precision", "geonames")
_CASUALTY = ("id", "event", "start", "end", "text", "kind", "low", "high", "approx", "who", "side", "scope")

Json = Mapping[str, Any]


def document_of(told: Json) -> Document:
    """Return the document of its JSON object; raises KeyError where `id` or `text` is missing."""
    return Document(
        id=told["id"],
        text=told["text"],
        warnings=tuple(told.get("warnings") or ()),
        passages=passages_of(told.get("passages") or ()),
        **{name: told.get(name) for name in _KNOWN},
    )


def record_of(told: Json) -> Record:
    """Return the record of its JSON object; raises KeyError naming the field where one is missing."""
    return Record(
        document=document_of(told["document"]),
        events=tuple(event_of(e) for e in told["events"]),
        casualties=tuple(casualty_of(c) for c in told["casualties"]),
        reader=told.get("reader", ""),
        **beside_of(told),
    )


def beside_of(told: Json) -> dict[str, Any]:
    """Return the fields of a record that stand beside events and figures, out of `Record.beside_to_json()`."""
    return {
        "quotes": tuple(quote_of(q) for q in told["quotes"]),
        "doubts": tuple(doubt_of(d) for d in told.get("doubts", ())),
        "mentions": tuple(Named(**_picked(m, _NAMED)) for m in told.get("mentions", ())),
        "translations": tuple(Translated(t["start"], t["end"], t["text"]) for t in told.get("translations", ())),
        "translated_by": told.get("translated_by"),
        "unread": told.get("unread"),
    }


def event_of(told: Json) -> Event:
    """Return the event of its JSON object."""
    trigger = _receipt(told["trigger"])
    if trigger is None:
        raise KeyError("trigger")
    return Event(
        id=told["id"],
        type=told["type"],
        mode=told["mode"],
        status=told["status"],
        trigger=trigger,
        sentence=(told["sentence"]["start"], told["sentence"]["end"]),
        actors=_actors(told["actors"]),
        recipients=_actors(told["recipients"]),
        place=_place(told["place"]),
        time=_time(told["time"]),
        claimants=_actors(told["claimants"]),
        cue=_receipt(told["cue"]),
        quoted=told["quoted"],
        confidence=told["confidence"],
    )


def casualty_of(told: Json) -> Casualty:
    """Return the casualty record of its JSON object."""
    return Casualty(
        **{name: told[name] for name in _CASUALTY},
        claimants=_actors(told["claimants"]),
        cue=_receipt(told.get("cue")),
        confidence=told.get("confidence", 0.0),
    )


def quote_of(told: Json) -> Quote:
    """Return the quote of its JSON object."""
    return Quote(
        id=told["id"],
        start=told["start"],
        end=told["end"],
        text=told["text"],
        speakers=_actors(told["speakers"]),
        cue=_receipt(told.get("cue")),
    )


def doubt_of(told: Json) -> Doubt:
    """Return the doubt of its JSON object."""
    return Doubt(**{name: told[name] for name in ("start", "end", "text", "about", "reason")})


def _actors(told: list[Json]) -> tuple[Actor, ...]:
    return tuple(_actor(*[a.get(name) for name in _ACTOR]) for a in told)


_actor: Callable[..., Actor] = Actor


def _picked(told: Json, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: told.get(name) for name in names}


def _receipt(told: Json | None) -> Receipt | None:
    return None if told is None else Receipt(told["start"], told["end"], told["text"])


def _place(told: Json | None) -> PlaceMention | None:
    if told is None:
        return None
    return PlaceMention(**_picked(told, _PLACE), reason=told.get("reason") or "", doubt=told.get("doubt"))


def _time(told: Json | None) -> TimeExpression | None:
    if told is None:
        return None
    return TimeExpression(
        told["start"], told["end"], told["text"], told["from"], told["to"], told["precision"], told.get("doubt")
    )
