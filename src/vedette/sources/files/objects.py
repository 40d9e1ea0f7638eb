"""Documents as JSON: one object a line, or one object or list as a whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document, passages_of
from vedette.sources.files import limits
from vedette.sources.files.decode import without_halves
from vedette.sources.files.desk import Desk, Piece

TEXTS = ("url", "source", "title", "byline", "published", "language")
"""The fields of a document that are plain text or nothing."""


INDEXED, LONGEST = 2_000, 8_192
"""Characters of a field that the store has an index of (those beyond ASCII escaped), which PostgreSQL bounds; and of others."""


def check_fields(fields: Mapping[str, Any], item: str) -> None:
    """Raise SkipError, named for `item`, where a field beside the text is longer than any document's."""
    for name, value in fields.items():
        indexed = name in ("id", "source", "published")
        if isinstance(value, str) and (len(value) > LONGEST or (indexed and len(json.dumps(value)) > INDEXED)):
            raise SkipError(item, f"has a {name} of {len(value):,} characters", "shorten it, or leave it out")


def lines(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of JSON Lines; a line that cannot be used is told with its number, and the others go on."""
    number, line = 1, handle.readline(limits.LINE)
    while line:
        if line.strip():
            way = f"{piece.name}, line {number}"
            try:
                yield Arriving(document_of(parsed(line), way), way)
            except SkipError as e:
                desk.on_skip(SkipError(way, e.cause, e.remedy))
        number, line = number + 1, handle.readline(limits.LINE)


def parsed(line: bytes) -> Any:
    """Return what a line of JSON Lines says; SkipError, without a name, where it is too long, not UTF-8 or not JSON."""
    if len(line) >= limits.LINE and not line.endswith(b"\n"):
        raise SkipError("", f"is longer than {limits.LINE // limits.MB} MB", "split the document")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise SkipError("", "is not UTF-8", "save the file as UTF-8") from e
    except (ValueError, RecursionError) as e:
        raise SkipError("", f"is not JSON ({_short(e)})", "mend the line, or write the file anew") from e


def _short(e: BaseException) -> str:
    return " ".join(str(e).split())[:100]


def whole(text: str, item: str) -> list[Any] | None:
    """Return the objects of a text that is JSON as a whole, or None; SkipError where it only begins so."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as e:
        if text.lstrip().startswith(('{"', '[{"')):
            raise SkipError(item, "begins like JSON and is not JSON to its end", "write the file anew") from e
        return None
    return told if isinstance(told, list) else [told]


def objects(told: Sequence[Any], piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of a list of objects; one that is none is told with its number, and the others go on."""
    for number, found in enumerate(told, 1):
        way = f"{piece.name}, document {number}"
        try:
            yield Arriving(document_of(found, way), way)
        except SkipError as e:
            desk.on_skip(e)


def document_of(told: Any, item: str) -> Document:
    """Return the document that a JSON object gives; its text is read as it stands, but for half characters."""
    if isinstance(told, dict) and isinstance(told.get("document"), dict):
        told = told["document"]
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise SkipError(item, 'is no document: it has no "text" that is a string', "give each document its text")
    if not told["text"].strip():
        raise SkipError(item, "has an empty text", "give the document its text")
    fields: dict[str, Any] = {
        k: without_halves(told[k]) for k in TEXTS if isinstance(told.get(k), str) and told[k].strip()
    }
    if isinstance(told.get("warnings"), list):
        fields["warnings"] = tuple(without_halves(str(w)).lower() for w in told["warnings"])
    if isinstance(told.get("passages"), list):
        fields["passages"] = _passages(told["passages"], item, len(told["text"]))
    if told.get("id") is not None:
        fields["id"] = without_halves(str(told["id"]))
    check_fields(fields, item)
    return Document.of(without_halves(told["text"]), **fields)


def _passages(told: list[Any], item: str, length: int) -> tuple[Any, ...]:
    try:
        found = passages_of(told)
    except (TypeError, KeyError, ValueError) as e:
        raise SkipError(
            item, f"has passages that are none ({_short(e)})", "leave passages out, they are found again"
        ) from e
    return tuple(p for p in found if 0 <= p.start < p.end <= length)
