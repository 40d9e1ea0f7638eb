"""A claim as the fields of a form, and back: what a person typed as the change of a claim. Pure.

Words are told as they stand in the text; where they stand several times, the nearest to the claim is meant, or the one at
the offset behind an "@". People are told one a line in the form of coded texts: `the army=SLV.MIL`, "?" for a country
that is not told. A field that is as it was is left out of the change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vedette.errors import StopError
from vedette.records.correction import EVENT

Json = Mapping[str, Any]
Fields = Mapping[str, str]

EVENT_FIELDS = (
    *("what", "status", "trigger", "actors", "recipients", "claimants"),
    *("place", "name", "country", "lat", "lon", "precision", "time", "from", "to"),
)
FIGURE_FIELDS = ("words", "kind", "low", "high", "approx", "who", "side", "scope", "event", "claimants")
PEOPLE = ("actors", "recipients", "claimants")
PLACE = ("place", "name", "country", "lat", "lon", "precision")
TIME = ("time", "from", "to")

_AT = re.compile(r"@(\d{1,9})$")
_PERSON = re.compile(r"^(?P<words>.+)=\s*(?P<country>[A-Za-z]{3}|\?)\.(?P<sector>[A-Za-z]{3})$", re.DOTALL)


def fields_of(kind: str, claim: Json | None) -> dict[str, str]:
    """Return what stands in the fields of a claim's form; those of a new one for None."""
    return _event_fields(claim or {}) if kind == EVENT else _figure_fields(claim or {})


def _event_fields(e: Json) -> dict[str, str]:
    place, time = e.get("place") or {}, e.get("time") or {}
    mode = e.get("mode")
    return {
        "what": f"{e['type']}/{mode}" if mode else e.get("type", ""),
        "status": e.get("status", "actual"),
        "trigger": _flat((e.get("trigger") or {}).get("text")),
        **{role: "\n".join(person_of(p) for p in e.get(role, ())) for role in PEOPLE},
        "place": _flat(place.get("text")),
        **{n: _told(place.get(n)) for n in ("name", "country", "lat", "lon")},
        "precision": place.get("precision", "settlement"),
        "time": _flat(time.get("text")),
        "from": _told(time.get("from")),
        "to": _told(time.get("to")),
    }


def _figure_fields(c: Json) -> dict[str, str]:
    names = ("low", "high", "side", "event")
    usual = (("kind", "killed"), ("who", "unknown"), ("scope", "incident"))
    return {
        "words": _flat(c.get("text")),
        **{n: _told(c.get(n)) for n in names},
        **{n: str(c.get(n, value)) for n, value in usual},
        "approx": "yes" if c.get("approx") else "",
        "claimants": "\n".join(person_of(p) for p in c.get("claimants", ())),
    }


def person_of(p: Json) -> str:
    """Return somebody as a line of the form."""
    return f"{_flat(p['text'])}={p['country'] or '?'}.{p['sector']}"


def change_of(kind: str, typed: Fields, before: Json | None, text: str) -> dict[str, Any]:
    """Return what a person typed in a claim's form as the change of the claim `before`, None for a new one.

    Raises StopError with every word that does not stand in `text`, and every field that cannot be understood.
    """
    was = fields_of(kind, before) if before is not None else {}
    changed = {n: v.strip() for n, v in typed.items() if v.replace("\r", "").strip() != was.get(n, "").strip()}
    made, faults = dict[str, Any](), list[str]()
    near = _anchor(before)
    reader = _Reader(text, near, before or {}, {n: v.strip() for n, v in typed.items()})
    if before is None:
        reader.settle("trigger" if kind == EVENT else "words", faults)
    parts = _event_parts(changed) if kind == EVENT else _figure_parts(changed)
    for field, read in parts:
        try:
            made |= getattr(reader, read)(field)
        except StopError as e:
            faults.append(f"{field}: {e}")
    if faults:
        raise StopError("; ".join(dict.fromkeys(faults)))
    return made


def _event_parts(changed: Fields) -> Iterator[tuple[str, str]]:
    """Yield the fields that changed, each with the reader of its part of the claim."""
    for field in ("what", "status", "trigger", *PEOPLE):
        if field in changed:
            yield field, {"what": "what", "status": "plain", "trigger": "trigger"}.get(field, "people")
    if changed.keys() & set(PLACE):
        yield "place", "place"
    if changed.keys() & set(TIME):
        yield "time", "time"


def _figure_parts(changed: Fields) -> Iterator[tuple[str, str]]:
    readers = {"words": "span", "low": "number", "high": "number", "approx": "flag", "claimants": "people"}
    for field in FIGURE_FIELDS:
        if field in changed:
            yield field, readers.get(field, "empty" if field in ("side", "event") else "plain")


class _Reader:
    """Reads the parts of a claim out of typed fields; each method returns what changes."""

    def __init__(self, text: str, near: int, before: Json, typed: Fields) -> None:
        self._text, self._near, self._before, self._typed = text, near, before, typed

    def settle(self, field: str, faults: list[str]) -> None:
        """Let the words of a new claim be where its other words are looked for first."""
        try:
            self._near = self._found(self._typed.get(field, ""))["start"]
        except StopError as e:
            faults.append(f"{field}: {e}")

    def plain(self, field: str) -> Json:
        return {field: self._typed[field]}

    def empty(self, field: str) -> Json:
        return {field: self._typed[field] or None}

    def flag(self, field: str) -> Json:
        return {field: bool(self._typed[field])}

    def what(self, _: str) -> Json:
        type_, _, mode = self._typed["what"].partition("/")
        return {"type": type_, "mode": mode or None}

    def number(self, field: str) -> Json:
        told = self._typed[field].replace(",", "").replace(" ", "")
        if told and not (told.isascii() and told.isdigit() and len(told) < 12):
            raise StopError(f"{told[:40]!r} is no count of people; write digits, or nothing")
        return {field: int(told) if told else None}

    def trigger(self, field: str) -> Json:
        return {"trigger": self._found(self._typed[field])}

    def span(self, field: str) -> Json:
        return self._found(self._typed[field])

    def people(self, field: str) -> Json:
        known = {person_of(p): dict(p) for role in PEOPLE for p in self._before.get(role) or ()}
        lines = [x.strip() for x in self._typed[field].splitlines() if x.strip()]
        return {field: [known.get(line) or self._person(line) for line in lines]}

    def _person(self, line: str) -> Json:
        m = _PERSON.match(line)
        if m is None:
            raise StopError(f"{line[:60]!r} is not written as words=COUNTRY.SECTOR, like the army=ARM.MIL")
        country = None if m["country"] == "?" else m["country"].upper()
        return {**self._found(m["words"]), "country": country, "sector": m["sector"].upper()}

    def place(self, _: str) -> Json:
        t = {n: self._typed.get(n, "") for n in PLACE}
        if not t["place"]:
            return self._none("place", t["name"], t["country"], t["lat"], t["lon"])
        at = self._kept("place", t["place"])
        where = {"lat": _degrees(t["lat"]), "lon": _degrees(t["lon"]), "country": t["country"] or None}
        return {"place": {**at, "name": t["name"] or t["place"], "precision": t["precision"], **where}}

    def time(self, _: str) -> Json:
        t = {n: self._typed.get(n, "") for n in TIME}
        if not t["time"]:
            return self._none("time", t["from"], t["to"])
        return {"time": {**self._kept("time", t["time"]), "from": t["from"], "to": t["to"] or t["from"]}}

    def _none(self, field: str, *others: str) -> Json:
        """Return that there is none, as the empty words say; not where somebody told a new one without its words."""
        if any(others) and not self._before.get(field):
            raise StopError("its words are missing; choose those that tell it in the text")
        return {field: None}

    def _kept(self, field: str, words: str) -> Json:
        """Return where the words of a field stand: where they stood, unless they changed."""
        was = self._before.get(field) or {}
        return {"start": was["start"], "end": was["end"]} if words == _flat(was.get("text")) else self._found(words)

    def _found(self, told: str) -> Json:
        """Return where words stand: at the offset told, else nearest to the claim's own."""
        at = _AT.search(told)
        words = (told[: at.start()] if at else told).split()
        if not words:
            raise StopError("no words are told; choose them in the text")
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        if at and (m := pattern.match(self._text, int(at[1]))):
            return {"start": m.start(), "end": m.end()}
        spans = [(m.start(), m.end()) for m in pattern.finditer(self._text)]
        if not spans:
            raise StopError(f"{' '.join(words)[:60]!r} does not stand in the text; choose words of it")
        start, end = min(spans, key=lambda s: abs(s[0] - (int(at[1]) if at else self._near)))
        return {"start": start, "end": end}


def _anchor(claim: Json | None) -> int:
    at = (claim or {}).get("trigger") or claim or {}
    return int(at.get("start", 0))


def _degrees(told: str) -> float | None:
    if not told:
        return None
    try:
        return float(told)
    except ValueError:
        raise StopError(f"{told[:40]!r} is no coordinate; write degrees like 39.51") from None


def _flat(words: str | None) -> str:
    """Return words on one line, as a field takes them."""
    return " ".join((words or "").split())


def _told(value: object) -> str:
    return "" if value is None else str(value)


def short_of(value: Any) -> str:
    """Return a field of a claim in short, for the list of what was changed; "not told" for nothing."""
    if value is None or value in ([], ""):
        return "not told"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(person_of(p) for p in value)
    if isinstance(value, Mapping):
        if "from" in value:
            return f"{value['from'] or '?'} to {value['to'] or '?'}"
        return str(value.get("name") or value.get("text") or "")
    return str(value)
