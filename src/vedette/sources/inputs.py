"""From the arguments of a command to prepared documents; what cannot be used is told, and the others go on."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from vedette.documents import prepare
from vedette.documents.clean import clean_page
from vedette.documents.language import check_language
from vedette.documents.metadata import name_published
from vedette.errors import SkipError
from vedette.records.document import Document, passages_of
from vedette.sources.decode import decoded
from vedette.sources.fetch import LARGEST, fetch, is_address

LONGEST_LINE = 20 * 1024 * 1024
"""Bytes of one line of JSON Lines; files of any length are read line by line."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)?<(?:!doctype html|html|head|body|article|main|div|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXTS = ("url", "source", "title", "byline", "published", "language")

Skip = Callable[[SkipError], None]


def gather(
    inputs: Sequence[str], *, stdin: BinaryIO, known: Mapping[str, str] | None = None, on_skip: Skip
) -> Iterator[Document]:
    """Yield the prepared documents of `inputs`: text files, HTML pages, addresses, JSON Lines, or "-".

    `known` fills what an input does not tell itself. Each input or line that cannot be used is handed to `on_skip` as
    one SkipError, and the others go on.
    """
    for told in inputs:
        found = _of_stdin(stdin, on_skip) if told == "-" else _of_input(told, on_skip)
        while True:
            try:
                document = _usable(next(found), known or {}, told)
            except StopIteration:
                break
            except SkipError as e:
                on_skip(e)
                continue
            yield document


def _usable(document: Document, known: Mapping[str, str], told: str) -> Document:
    fields: dict[str, Any] = {k: v for k, v in known.items() if k in _TEXTS and getattr(document, k) is None}
    prepared = prepare(replace(document, **fields))
    item = prepared.id if prepared.id != document.id or told == "-" else told
    check_language(prepared, item)
    return prepared


def _of_input(told: str, on_skip: Skip) -> Iterator[Document]:
    if is_address(told):
        page = fetch(told)
        text = decoded(page.data, told, told=page.charset)
        yield (
            clean_page(text, item=told, url=page.url)
            if page.html or _HTML.match(text)
            else Document.of(text, url=page.url)
        )
        return
    path = Path(told)
    _check_file(path, told)
    try:
        with path.open("rb") as handle:
            yield from _of_stream(handle, told, on_skip)
    except OSError as e:
        raise SkipError(told, f"cannot be read ({e.strerror})", "check the file and your rights to it") from e


def _check_file(path: Path, told: str) -> None:
    try:
        if path.is_dir():
            raise SkipError(told, "is a directory", "name the files in it")
        if not path.exists():
            raise SkipError(told, "is not there", "check the name")
    except (OSError, ValueError) as e:
        raise SkipError(told[:80], f"is no name of a file ({e})", "name a file, an address, or -") from e


def _of_stdin(stdin: BinaryIO, on_skip: Skip) -> Iterator[Document]:
    yield from _of_stream(stdin, "standard input", on_skip)


def _of_stream(handle: BinaryIO, item: str, on_skip: Skip) -> Iterator[Document]:
    first = handle.readline(LONGEST_LINE)
    if _is_json_line(first) or item.lower().endswith((".jsonl", ".ndjson")):
        # Named as lines of JSON, a file whose first line is broken is not prose.
        yield from _of_lines(first, handle, item, on_skip)
        return
    data = first + handle.read(LARGEST - len(first) + 1)
    if len(data) > LARGEST:
        raise SkipError(
            item, f"is larger than {LARGEST // 1024 // 1024} MB", "split it, or hand in JSON Lines of documents"
        )
    text = decoded(data, item)
    documents = _whole_json(text) if text.lstrip()[:1] in ("{", "[") else None
    if documents is not None:
        yield from _of_objects(documents, item, on_skip)
    elif text.lstrip().startswith(('{"', '[{"')):
        raise SkipError(item, "begins like JSON and is not JSON to its end", "write the file anew")
    elif _HTML.match(text):
        yield clean_page(text, item=item)
    else:
        yield _plain(text, item)


def _plain(text: str, item: str) -> Document:
    """Return a text file's document; a date in its name is its day of publication."""
    named = name_published(Path(item).name)
    return Document.of(text, published=named[0] if named else None)


def _is_json_line(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return b'"text"' in line and line.rstrip().endswith(b"}")


def _whole_json(text: str) -> list[Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, list) else [told]


def _of_lines(first: bytes, handle: BinaryIO, item: str, on_skip: Skip) -> Iterator[Document]:
    number, line = 1, first
    while line:
        if line.strip():
            try:
                yield _of_object(_parsed(line), f"{item}, line {number}")
            except SkipError as e:
                on_skip(SkipError(f"{item}, line {number}", e.cause, e.remedy))
        number, line = number + 1, handle.readline(LONGEST_LINE)


def _parsed(line: bytes) -> Any:
    if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
        raise SkipError("", f"is longer than {LONGEST_LINE // 1024 // 1024} MB", "split the document")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise SkipError("", "is not UTF-8", "save the file as UTF-8") from e
    except (ValueError, RecursionError) as e:
        raise SkipError("", f"is not JSON ({_short(e)})", "mend the line, or write the file anew") from e


def _short(e: BaseException) -> str:
    return " ".join(str(e).split())[:100]


def _of_objects(told: Sequence[Any], item: str, on_skip: Skip) -> Iterator[Document]:
    for number, found in enumerate(told, 1):
        try:
            yield _of_object(found, f"{item}, document {number}")
        except SkipError as e:
            on_skip(e)


def _of_object(told: Any, item: str) -> Document:
    """Return the document that a JSON object gives; its text is read as it stands."""
    if isinstance(told, dict) and isinstance(told.get("document"), dict):
        told = told["document"]
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise SkipError(item, 'is no document: it has no "text" that is a string', "give each document its text")
    if not told["text"].strip():
        raise SkipError(item, "has an empty text", "give the document its text")
    fields: dict[str, Any] = {k: str(told[k]) for k in _TEXTS if isinstance(told.get(k), str) and told[k].strip()}
    if isinstance(told.get("warnings"), list):
        fields["warnings"] = tuple(str(w).lower() for w in told["warnings"])
    if isinstance(told.get("passages"), list):
        fields["passages"] = _passages(told["passages"], item, len(told["text"]))
    if told.get("id") is not None:
        fields["id"] = str(told["id"])
    return Document.of(told["text"], **fields)


def _passages(told: list[Any], item: str, length: int) -> tuple[Any, ...]:
    try:
        found = passages_of(told)
    except (TypeError, KeyError, ValueError) as e:
        raise SkipError(
            item, f"has passages that are none ({_short(e)})", "leave passages out, they are found again"
        ) from e
    return tuple(p for p in found if 0 <= p.start < p.end <= length)
