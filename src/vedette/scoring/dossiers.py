"""Dossiers with a key: short reports of a few things, and which mention tells of which. Loading is the only I/O."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import StopError
from vedette.records.document import Document
from vedette.records.ids import content_id
from vedette.records.incident import Mention, Source
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Event, Receipt

_FIELDS = ("words", "type", "sides", "place", "time", "incident", "status")
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mention of the key as a person gives it, and the name of its incident within the dossier."""

    mention: Mention
    incident: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Reports and their key; `aside` tells that no rule may be changed while looking at it."""

    name: str
    aside: bool
    about: str
    documents: tuple[Document, ...]
    key: tuple[Keyed, ...]


def load_dossiers(folder: Path) -> tuple[Dossier, ...]:
    """Return the dossiers (`*.yaml`) of `folder` by name; raises StopError where one cannot be used."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise StopError(f"dossiers {folder}: no *.yaml there; name the folder of the dossiers")
    return tuple(_dossier(p) for p in paths)


def _dossier(path: Path) -> Dossier:
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
        documents: list[Document] = []
        key: list[Keyed] = []
        for entry in told["documents"]:
            for document in _printed(entry):
                documents.append(document)
                key.extend(_key(entry["key"], document, told["places"]))
        return Dossier(path.stem, bool(told["aside"]), told["about"], tuple(documents), tuple(key))
    except (ValueError, KeyError, TypeError, yaml.YAMLError) as e:
        raise StopError(f"dossier {path}: {e}; see its README for the form") from e


def _printed(entry: Mapping[str, Any]) -> Iterator[Document]:
    """Yield the document, and its copies as other papers print it: with their own line before or after."""
    published = str(entry["published"])
    if hasattr(entry["published"], "isoformat"):
        published = entry["published"].isoformat()
    first = Document.of(entry["text"], id=entry["id"], source=entry["source"], published=published)
    yield first
    for n in range(1, int(entry.get("copies", 0)) + 1):
        credit = f"\nThe Example Paper No. {n}, from our news desk\n"
        text = first.text + credit if n % 2 else credit.lstrip("\n") + "\n" + first.text
        yield replace(first, id=f"{first.id}-copy-{n:02d}", source=f"Example paper {n}", text=text)


def _key(lines: Sequence[str], document: Document, places: Mapping[str, Sequence[Any]]) -> Iterator[Keyed]:
    for line in lines:
        told = dict(zip(_FIELDS, (part.strip() for part in line.split(" | ")), strict=False))
        type_, _, mode = told["type"].partition(" ")
        who, _, whom = told["sides"].partition(" > ")
        trigger = _find(document, told["words"])
        event = Event(
            id=content_id(document.id, "key", line),
            type=type_,
            mode=mode or None,
            status=told.get("status", "actual"),
            trigger=trigger,
            sentence=_sentence(document.text, trigger.start),
            actors=_actors(who),
            recipients=_actors(whom),
            place=_place(told["place"], places),
            time=_time(told["time"]),
        )
        at = Source(document=document.id, source=document.source, published=document.published)
        yield Keyed(Mention(event=event, at=at), told["incident"])


def _find(document: Document, words: str) -> Receipt:
    words, _, nth = words.partition("#")
    found = [m.start() for m in re.finditer(rf"\b{re.escape(words)}\b", document.text, re.IGNORECASE)]
    if len(found) < int(nth or 1):
        raise ValueError(f"document {document.id} does not have {words!r} {nth or 1} times")
    start = found[int(nth or 1) - 1]
    return Receipt(start, start + len(words), document.text[start : start + len(words)])


def _sentence(text: str, at: int) -> tuple[int, int]:
    ends = [m.end() for m in _SENTENCE.finditer(text)]
    return max((e for e in ends if e <= at), default=0), min((e for e in ends if e > at), default=len(text))


def _actors(told: str) -> tuple[Actor, ...]:
    return tuple(_actor(a.strip()) for a in told.split(",") if a.strip() != "-")


def _actor(told: str) -> Actor:
    code, _, name = told.partition(":")
    country, _, sector = code.partition("/")
    entity = f"group:{re.sub(r'[^a-z0-9]+', '-', name.lower())}" if name else None
    return Actor(0, 0, told, country, sector or "GOV", entity, name or None)


def _place(name: str, places: Mapping[str, Sequence[Any]]) -> PlaceMention | None:
    if name == "-":
        return None
    country, lat, lon, precision = places[name]
    return PlaceMention(0, 0, name, name, country, lat, lon, precision)


def _time(told: str) -> TimeExpression | None:
    if told == "-":
        return None
    if "T" in told:
        return TimeExpression(0, 0, told, told, told, "clock")
    first, _, last = told.partition("/")
    length = "day" if not last else "night" if first[:7] == last[:7] and int(last[8:]) - int(first[8:]) == 1 else "span"
    return TimeExpression(0, 0, told, first, last or first, length)
