"""A claim as a person writes it: each field checked against text, codebook and states, every fault told at once. Pure."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from vedette.errors import StopError
from vedette.records.codebook.loader import load_codebook
from vedette.records.codebook.validate import WHO
from vedette.records.correction import EVENT
from vedette.records.document import Document
from vedette.records.record import CASUALTY_KINDS, STATUSES
from vedette.workflow.asked import country_of

Json = Mapping[str, Any]

LONGEST_WORDS = 400
"""Characters of the words that one field rests on."""

MOST_SIDES = 20
MOST_PEOPLE = 100_000_000

PLACES = ("settlement", "facility", "district", "region", "country", "border", "area", "unknown")
"""How precisely a place may be told, as in the record format."""

TOLD_BY_PERSON = "told by a person"

_EVENT: Json = {
    "mode": None, "status": "actual", "actors": [], "recipients": [], "place": None, "time": None, "claimants": [],
    "cue": None, "quoted": False, "confidence": 1.0,
}  # fmt: skip
_FIGURE: Json = {
    "event": None, "low": None, "high": None, "approx": False, "who": "unknown", "side": None, "scope": "incident",
    "claimants": [], "cue": None, "confidence": 1.0,
}  # fmt: skip


def claim_from(
    document: Document, kind: str, told: Json, before: Json | None, *, name: str, sentence: tuple[int, int] | None
) -> dict[str, Any]:
    """Return the claim of the record format that stands after a person told `told` of it.

    `told` has fields of docs/records.md, only those that change where there is a claim `before`; words are told by `start`
    and `end`. `name` is the claim's id, `sentence` the offsets of the sentence of a new event. A field that was read by a
    machine and is told as it was is not looked at. Raises StopError with every fault.
    """
    checks = _Checks(document, before or {})
    fields = checks.event if kind == EVENT else checks.figure
    faults = [f"{n}: is no field of {kind}s that a person tells" for n in told if n not in fields]
    made: dict[str, Any] = dict(before or (_EVENT if kind == EVENT else _FIGURE))
    for field, check in fields.items():
        if field in told and (before is None or told[field] != before.get(field)):
            try:
                made[field] = check(told[field])
            except StopError as e:
                faults.append(f"{field}: {e}")
    made |= {"id": name, "confidence": 1.0}
    if not faults:
        faults = list(_event_faults(made, sentence, new=before is None) if kind == EVENT else _figure_faults(made))
    if faults:
        raise StopError(f"{kind} in document {document.id}: " + "; ".join(faults))
    if kind == EVENT:
        return made
    words = document.text[made["start"] : made["end"]]
    return {**made, "text": words}


def _event_faults(made: dict[str, Any], sentence: tuple[int, int] | None, *, new: bool) -> Iterator[str]:
    if "trigger" not in made:
        yield "trigger: is missing; tell the words that state the act"
        return
    if new:
        start, end = sentence or (made["trigger"]["start"], made["trigger"]["end"])
        made["sentence"] = {"start": start, "end": end}
    if "type" not in made:
        yield "type: is missing; choose one of the codebook"
    elif made["mode"] is not None and made["mode"] not in load_codebook().types.get(made["type"], ()):
        modes = ", ".join(load_codebook().types.get(made["type"], ())) or "none"
        yield f"mode: {made['mode']!r} is none of {made['type']}'s ({modes})"
    if not (made["actors"] or made["recipients"] or made["place"]):
        yield "has neither actor, recipient nor place; tell one of them, as the codebook asks"


def _figure_faults(made: dict[str, Any]) -> Iterator[str]:
    if "start" not in made or "end" not in made:
        yield "start: is missing; tell the words of the count"
    elif not 0 < made["end"] - made["start"] <= LONGEST_WORDS:
        yield f"words: end before they begin, or are over {LONGEST_WORDS} characters"
    if "kind" not in made:
        yield f"kind: is missing; choose one of {', '.join(CASUALTY_KINDS)}"
    low, high = made["low"], made["high"]
    if low is not None and high is not None and low > high:
        yield f"low: {low} is more than high ({high})"
    if low is None and high is None:
        yield "low: neither it nor high is told; tell at least one"


class _Checks:
    """The check of each field; a check returns the value as the record format has it, or raises StopError."""

    def __init__(self, document: Document, before: Json) -> None:
        self._text, self._before = document.text, before
        book = load_codebook()
        self._sectors = tuple(book.sectors)
        sides: Callable[[Any], Any] = self._people
        self.event: dict[str, Callable[[Any], Any]] = {
            "type": _one_of(tuple(book.types)),
            "mode": lambda v: None if v is None else _text(v),
            "status": _one_of(STATUSES),
            "trigger": self._words,
            "actors": sides,
            "recipients": sides,
            "claimants": sides,
            "place": self._place,
            "time": self._time,
        }
        self.figure: dict[str, Callable[[Any], Any]] = {
            "start": self._offset,
            "end": self._offset,
            "kind": _one_of(CASUALTY_KINDS),
            "low": _bound,
            "high": _bound,
            "approx": _flag,
            "who": _one_of(WHO),
            "side": _country,
            "scope": _one_of(("incident", "total")),
            "event": lambda v: None if v is None else _text(v),
            "claimants": sides,
        }

    def _offset(self, told: Any) -> int:
        if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= len(self._text):
            raise StopError(f"{told!r} is no place in the text; it has {len(self._text)} characters")
        return told

    def _words(self, told: Any) -> dict[str, Any]:
        if not isinstance(told, Mapping):
            raise StopError("is no object with start and end; tell where the words stand")
        start, end = self._offset(told.get("start")), self._offset(told.get("end"))
        words = self._text[start:end]
        if not words.strip() or len(words) > LONGEST_WORDS:
            raise StopError(f"characters {start} to {end} are no words; choose up to {LONGEST_WORDS} characters")
        if told.get("text", words) != words:
            raise StopError(f"{str(told['text'])[:60]!r} does not stand at {start}; choose the words anew")
        return {"start": start, "end": end, "text": words}

    def _people(self, told: Any) -> list[dict[str, Any]]:
        if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_SIDES:
            raise StopError(f"is no list of up to {MOST_SIDES} people")
        return [self._person(p) for p in told]

    def _person(self, told: Any) -> dict[str, Any]:
        if any(told in (self._before.get(n) or ()) for n in ("actors", "recipients", "claimants")):
            # As the machine read it, with codes that a person might not choose.
            return dict(told)
        words = self._words(told)
        known = {n: None if told.get(n) is None else _text(told[n]) for n in ("entity", "name")}
        sector = _one_of(self._sectors)(told.get("sector", "UNK"))
        return {**words, "country": _country(told.get("country")), "sector": sector, **known}

    def _place(self, told: Any) -> dict[str, Any] | None:
        if told is None:
            return None
        words = self._words(told)
        lat, lon = _degrees(told.get("lat"), 90), _degrees(told.get("lon"), 180)
        if (lat is None) != (lon is None):
            raise StopError("has one coordinate; tell both lat and lon, or none")
        precision = _one_of(PLACES)(told.get("precision", "unknown"))
        if lat is not None and precision in ("country", "border"):
            raise StopError(f"a {precision} has no coordinates; leave them out")
        name = _text(told.get("name") or words["text"])
        place = {"name": name, "country": _country(told.get("country")), "lat": lat, "lon": lon, "precision": precision}
        return {**words, **place, "geonames": None, "reason": TOLD_BY_PERSON, "doubt": None}

    def _time(self, told: Any) -> dict[str, Any] | None:
        if told is None:
            return None
        words = self._words(told)
        first, last = _moment(told.get("from")), _moment(told.get("to"))
        if first[:10] > last[:10]:
            raise StopError(f"from {first} is after to {last}")
        precision = "clock" if "T" in first else "day" if first == last else "span"
        return {**words, "from": first, "to": last, "precision": precision, "doubt": None}


def _one_of(values: Sequence[str]) -> Callable[[Any], str]:
    def check(told: Any) -> str:
        if told not in values:
            raise StopError(f"{str(told)[:40]!r} is none of {', '.join(values)}")
        return str(told)

    return check


def _text(told: Any) -> str:
    if not isinstance(told, str) or not told.strip() or len(told) > LONGEST_WORDS:
        raise StopError(f"is no text of up to {LONGEST_WORDS} characters")
    return told.strip()


def _flag(told: Any) -> bool:
    if not isinstance(told, bool):
        raise StopError(f"{str(told)[:40]!r} is neither true nor false")
    return told


def _bound(told: Any) -> int | None:
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= MOST_PEOPLE:
        raise StopError(f"{str(told)[:40]!r} is no count of people; tell a whole number, or nothing")
    return told


def _country(told: Any) -> str | None:
    return None if told is None else country_of(_text(told).upper())


def _degrees(told: Any, most: int) -> float | None:
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told) or abs(told) > most:
        raise StopError(f"{str(told)[:40]!r} is no coordinate from -{most} to {most}")
    return float(told)


def _moment(told: Any) -> str:
    try:
        return date.fromisoformat(told).isoformat()
    except (TypeError, ValueError):
        pass
    try:
        return datetime.fromisoformat(told).isoformat()
    except (TypeError, ValueError):
        raise StopError(f"{str(told)[:40]!r} is no ISO date; write it like 2022-09-13") from None
