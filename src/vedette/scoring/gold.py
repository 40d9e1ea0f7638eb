"""Texts coded by hand: loaded, checked, and their snippets resolved to offsets.

One JSON object a line holds a text with its codings; a `.coded` file holds them as a person writes them (plain.py); or a folder holds `docs/ID.json` with the text and `gold/ID.json` with
the codings. Every coded item names a snippet `near` that stands once in the text, and inside it its `trigger` (events) or
`text` (casualties, quotes). docs/measurements.md gives the fields.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.errors import StopError
from vedette.knowledge.states import load_states
from vedette.records.codebook.loader import load_codebook
from vedette.records.record import CASUALTY_KINDS, STATUSES
from vedette.scoring.plain import parse

Item = Mapping[str, Any]

KINDS = ("events", "casualties", "quotes")
COUNTED = frozenset(CASUALTY_KINDS)
NON_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM", "KOS"})
FORMER = frozenset({"YUG", "SCG", "SUN", "CSK", "DDR", "YMD"})
"""States that are no more (ISO 3166-3)."""
SECTORS = frozenset(
    "GOV MIL COP SPY LEG JUD PTY OPP REB PRM UAF CVL REF JRN MED EDU REL BUS LAB AGR CRM ELI SOC PRE UNK".split()
)


@dataclass(frozen=True, slots=True)
class Coded:
    """One text with what a person coded in it; items carry `start` and `end` in `text`.

    `register` is what kind of text it is, or which piece of reading it tries; "" where not told.
    """

    document: Mapping[str, Any]
    events: tuple[Item, ...]
    casualties: tuple[Item, ...]
    quotes: tuple[Item, ...]
    ignore: tuple[tuple[int, int], ...] = ()
    register: str = ""

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.document["id"])

    @property
    def text(self) -> str:
        """The document's text."""
        return str(self.document["text"])


def load_gold(path: Path) -> tuple[Coded, ...]:
    """Return the coded texts of a JSON Lines file, or of a folder with `docs` and `gold`, in order.

    Raises StopError naming the text, the item and the remedy for every fault at once.
    """
    if not path.exists():
        raise StopError(
            f"coded texts {path}: no such file or folder; name a JSON Lines file, or a folder with docs/ and gold/"
        )
    faults: list[str] = []
    found = tuple(_coded(d, faults) for d in (_in_folder(path) if path.is_dir() else _in_file(path)))
    if faults:
        raise StopError(f"coded texts {path}: {len(faults)} faults; mend: " + "; ".join(faults[:20]))
    if not found:
        raise StopError(f"coded texts {path}: none in it; a line holds one text with its codings")
    return found


def _in_file(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise StopError(f"coded texts {path}: cannot be read ({e}); hand in UTF-8 JSON Lines or .coded") from e
    if path.suffix == ".coded":
        yield from parse(text)
        return
    for n, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _parsed(line, f"{path}, line {n}")


def _in_folder(path: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((path / "gold").glob("*.json")):
        text = path / "docs" / file.name
        if not text.exists():
            raise StopError(f"coded texts {path}: {text} is missing; put the text of {file.name} there")
        codings = _parsed(file.read_text("utf-8"), str(file))
        yield {**codings, **_parsed(text.read_text("utf-8"), str(text))}


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as e:
        raise StopError(f"coded texts {where}: is no JSON ({e}); write one object") from e
    if not isinstance(found, dict) or not isinstance(found.get("text", ""), str):
        raise StopError(f"coded texts {where}: is no object with a text; write one")
    return found


def _coded(d: dict[str, Any], faults: list[str]) -> Coded:
    name = str(d.get("id") or d.get("doc") or "without an id")
    text = str(d.get("text", ""))
    document: dict[str, Any] = {k: d.get(k) for k in ("id", "url", "source", "title", "byline", "published")} | {
        "id": name,
        "text": text,
    }
    items = {k: tuple(_located(name, text, k, x, faults) for x in d.get(k, ())) for k in KINDS}
    ignored = tuple((int(x["start"]), int(x["end"])) for x in d.get("ignore", ()))
    return Coded(document, items["events"], items["casualties"], items["quotes"], ignored, str(d.get("register") or ""))


def _located(name: str, text: str, kind: str, item: Item, faults: list[str]) -> Item:
    """Return `item` with the offsets of its words; what is wrong with it goes to `faults`."""
    near = str(item.get("near") or "")
    words = str(item.get("trigger" if kind == "events" else "text") or near)
    at = near.find(words)
    if not near or text.count(near) != 1:
        faults.append(f"{name}, {kind}: near {near[:60]!r} stands {text.count(near) if near else 0} times, not once")
    elif at < 0:
        faults.append(f"{name}, {kind}: {words[:60]!r} is not inside near {near[:60]!r}")
    faults.extend(f"{name}, {kind} {words[:40]!r}: {f}" for f in _item_faults(kind, item, text))
    start = max(0, text.find(near)) + max(0, at)
    return {**item, "start": start, "end": start + len(words)}


def _item_faults(kind: str, item: Item, text: str) -> Iterator[str]:
    """Yield what is wrong with an item besides where it stands."""
    if "fault" in item:
        yield str(item["fault"])
    for field in ("actors", "recipients", "claimants", "speakers"):
        for who in item.get(field, ()):
            yield from (f"{field}: {f}" for f in _person_faults(who, text))
    for field in ("place", "time"):
        told = item.get(field)
        if told and told.get("text") and told["text"] not in text:
            yield f"{field}: {told['text'][:60]!r} is not in the text"
        if told and "fault" in told:
            yield f"{field}: {told['fault']}"
    if kind == "events":
        yield from _event_faults(item)
    elif kind == "casualties" and item.get("kind") not in COUNTED:
        yield f"kind {item.get('kind')!r} is not in the codebook"


def _person_faults(who: Item, text: str) -> Iterator[str]:
    if who.get("text") and who["text"] not in text:
        yield f"{who['text'][:60]!r} is not in the text"
    code = who.get("country")
    if code is not None and code not in load_states() and code not in NON_STATES | FORMER:
        yield f"country {code!r} is no code"
    if who.get("sector") is not None and who["sector"] not in SECTORS:
        yield f"sector {who.get('sector')!r} is not in the codebook"


def _event_faults(item: Item) -> Sequence[str]:
    """Return what the codebook does not allow in an event."""
    book = load_codebook()
    type_, mode, status = str(item.get("type")), item.get("mode"), item.get("status")
    out = []
    if not (item.get("actors") or item.get("recipients") or item.get("place")):
        out.append("has neither actor, recipient nor place")
    if type_ not in book.types:
        out.append(f"type {type_!r} is not in the codebook")
    elif mode is not None and mode not in book.types[type_]:
        out.append(f"mode {mode!r} is none of {type_}'s")
    if status not in STATUSES:
        out.append(f"status {status!r} is not in the codebook")
    return out
