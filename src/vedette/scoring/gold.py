"""Texts coded by hand: loaded, checked, and their snippets resolved to offsets.

One JSON object a line holds a text with its codings; or a folder holds `docs/ID.json` with the text and `gold/ID.json` with
the codings. Every coded item names a snippet `near` that stands once in the text, and inside it its `trigger` (events) or
`text` (casualties, quotes). docs/measurements.md gives the fields.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.errors import StopError
from vedette.records.codebook.loader import load_codebook

Item = Mapping[str, Any]

KINDS = ("events", "casualties", "quotes")
STATUSES = frozenset({"actual", "historical", "future", "hypothetical", "negated"})


@dataclass(frozen=True, slots=True)
class Coded:
    """One text with what a person coded in it; items carry `start` and `end` in `text`."""

    document: Mapping[str, Any]
    events: tuple[Item, ...]
    casualties: tuple[Item, ...]
    quotes: tuple[Item, ...]
    ignore: tuple[tuple[int, int], ...] = ()

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
    found = tuple(_coded(d, faults) for d in (_in_folder(path) if path.is_dir() else _in_lines(path)))
    if faults:
        raise StopError(f"coded texts {path}: {len(faults)} faults; mend: " + "; ".join(faults[:20]))
    if not found:
        raise StopError(f"coded texts {path}: none in it; a line holds one text with its codings")
    return found


def _in_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise StopError(f"coded texts {path}: cannot be read ({e}); hand in UTF-8 JSON Lines") from e
    for n, line in enumerate(lines, 1):
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
    return Coded(document, items["events"], items["casualties"], items["quotes"], ignored)


def _located(name: str, text: str, kind: str, item: Item, faults: list[str]) -> Item:
    """Return `item` with the offsets of its words; what is wrong with it goes to `faults`."""
    near = str(item.get("near") or "")
    words = str(item.get("trigger" if kind == "events" else "text") or near)
    at = near.find(words)
    if not near or text.count(near) != 1:
        faults.append(f"{name}, {kind}: near {near[:60]!r} stands {text.count(near) if near else 0} times, not once")
    elif at < 0:
        faults.append(f"{name}, {kind}: {words[:60]!r} is not inside near {near[:60]!r}")
    faults.extend(f"{name}, {kind} {words[:40]!r}: {f}" for f in (_event_faults(item) if kind == "events" else ()))
    start = max(0, text.find(near)) + max(0, at)
    return {**item, "start": start, "end": start + len(words)}


def _event_faults(item: Item) -> Sequence[str]:
    """Return what the codebook does not allow in an event."""
    book = load_codebook()
    type_, mode, status = str(item.get("type")), item.get("mode"), item.get("status")
    out = []
    if type_ not in book.types:
        out.append(f"type {type_!r} is not in the codebook")
    elif mode is not None and mode not in book.types[type_]:
        out.append(f"mode {mode!r} is none of {type_}'s")
    if status not in STATUSES:
        out.append(f"status {status!r} is not in the codebook")
    return out
