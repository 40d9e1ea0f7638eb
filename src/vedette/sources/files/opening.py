"""One thing that came in, opened by its kind; containers open what lies in them by the same door."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from vedette.documents.clean import clean_page
from vedette.documents.metadata import name_published
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits, mail, objects, pdf, tables, telegram, warc, zips
from vedette.sources.files.decode import decoded
from vedette.sources.files.desk import Desk, Piece, held
from vedette.sources.files.kinds import HTML, is_json_line, kind_of

Openers = Callable[[BinaryIO, Piece, Desk], Iterator[Arriving]]
_HTML_KINDS = ("text/html", "application/xhtml+xml")


def opened(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents, not yet prepared, of what `handle` holds: a file of any kind that is read.

    `handle` must be seekable. What cannot be used within a container is told to `desk.on_skip`; SkipError where the whole
    cannot be.
    """
    kind = kind_of(_head(handle), piece.name, tuple(desk.columns.values()))
    yield from _OPENERS[kind](handle, piece, desk)


def opened_stream(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of a stream that cannot be read twice; JSON Lines of any length, all else within one text's size."""
    first = handle.readline(limits.LINE)
    if is_json_line(first.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t")):
        yield from objects.lines(_Rest(first, handle), piece, desk)  # type: ignore[arg-type] # it has what lines() uses
        return
    data = first + handle.read(max(0, limits.TEXT - len(first)) + 1)
    if len(data) > limits.TEXT:
        raise SkipError(piece.name, f"is larger than {limits.TEXT // limits.MB} MB", "save it and name the file")
    yield from opened(BytesIO(data), piece, desk)


class _Rest:
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, handle: BinaryIO) -> None:
        self._first, self._handle = first, handle

    def readline(self, size: int) -> bytes:
        first, self._first = self._first, b""
        return first or self._handle.readline(size)


def _head(handle: BinaryIO) -> bytes:
    head = handle.read(limits.HEAD)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and b"\n" not in head.strip():
        handle.seek(0)  # A line of JSON is only known when it is whole.
        head = handle.readline(limits.LINE)
    handle.seek(0)
    return head


def _texts(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of a text: an HTML page, JSON as a whole, or prose as it stands."""
    data = held(handle, piece.name)
    text = decoded(data, piece.name, told=piece.charset)
    told = None if piece.kind in _HTML_KINDS else objects.whole(text, piece.name)
    if told is not None:
        yield from objects.objects(told, piece, desk)
    elif piece.kind in _HTML_KINDS or HTML.match(text):
        page = clean_page(text, item=piece.name, url=piece.url)
        yield Arriving(_dated(page, piece), piece.name, piece.original(data, "text/html"))
    else:
        yield Arriving(_plain(text, piece), piece.name, piece.original(data, "text/plain"))


def _dated(document: Document, piece: Piece) -> Document:
    return document if document.published else replace(document, published=piece.published)


def _plain(text: str, piece: Piece) -> Document:
    """Return a text file's document; a date in its name is its day of publication."""
    named = name_published(PurePath(piece.name).name) if piece.url is None else None
    return Document.of(text, url=piece.url, published=named[0] if named else piece.published)


_OPENERS: dict[str, Openers] = {
    "pdf": pdf.papers,
    "zip": zips.members,
    "warc": warc.records,
    "mbox": mail.boxes,
    "mail": mail.messages,
    "telegram": telegram.messages,
    "lines": objects.lines,
    "table": tables.rows,
    "text": _texts,
}
