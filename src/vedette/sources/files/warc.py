"""WARC files (ISO 28500), plain or with one gzip member a record: the pages and texts that they hold."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.sources.bare import bare_headers, bare_uri
from vedette.sources.files import limits
from vedette.sources.files.desk import Desk, Piece

_KINDS = re.compile(r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf)|application/vnd\.openxmlformats.*\.document")
_MEMBER, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_CHUNK = 1024 * 1024
_HEADER = 4096
"""Packed bytes within which the first word of a record stands: the code tables of deflate come before it."""


def records(
    handle: BinaryIO, piece: Piece, desk: Desk, *, start: int = 0, stop: int | None = None
) -> Iterator[Arriving]:
    """Yield the documents of a WARC: responses and resources that are HTML, text, PDF or DOCX.

    Requests, metadata, revisits, what was truncated and answers other than success are passed over. The date of a record
    is when it was got, never when it was published. A broken record is told with its offset; reading goes on at the next
    that can be found. `handle` must be seekable. Of a part, the records are those that begin from `start` to before `stop`.
    """
    packed = handle.read(2) == _MEMBER[:2]
    at: int | None = next_record(handle, start, packed=packed) if start else 0
    while at is not None and (stop is None or at < stop):
        handle.seek(at)
        at = yield from _run(handle, at, piece, desk, packed=packed, stop=stop)


def _run(handle: BinaryIO, start: int, piece: Piece, desk: Desk, *, packed: bool, stop: int | None = None) -> Any:
    """Yield the documents of the records from `start` to the first break; returns where to go on after it, or None."""
    from fastwarc.stream_io import GzipReader  # noqa: PLC0415 - only archives of the web need it
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    view = _Shifted(handle, start)
    stream: Any = GzipReader(view) if packed else view
    at, length, inside, done = start, -1, False, False
    try:
        # All types, since only then is the place of each known when one of them breaks.
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            at = start + ((stream.frame_start_position() or 0) if packed else record.stream_pos)
            if stop is not None and at >= stop:
                return None
            length, done = record.content_length, False
            if record.record_type & wanted and _promising(record):
                inside = True
                block = record.reader.read(limits.PDF_BYTES + 1)
                inside, done = False, True
                yield from _documents(record, block, at, piece, desk)
    except (OSError, ValueError, EOFError) as e:
        broken = at if inside else _end(handle, at, length, packed=packed)
        if stop is not None and broken >= stop:
            return None  # It is told with the part in which it lies.
        cause = f"is no record ({' '.join(str(e).split())[:80]})"
        desk.on_skip(SkipError(f"{piece.name}, byte {broken}", cause, "fetch the archive again"))
        return next_record(handle, broken + 1, packed=packed)
    # The library takes a record whose head is cut off for the end of the file.
    end = _end(handle, at, length, packed=packed)
    if stop is not None and end >= stop:
        return None
    handle.seek(end)
    if (end > at or not done) and handle.read(1024).strip():
        desk.on_skip(
            SkipError(f"{piece.name}, byte {end}", "breaks off within a record's head", "fetch the archive again")
        )
    return None


def _end(handle: BinaryIO, at: int, length: int, *, packed: bool) -> int:
    """Return where the record at `at` with `length` bytes ends (below 0: none was read there); `at` where it is broken."""
    if length < 0:
        return at
    handle.seek(at)
    if not packed:
        head = handle.read(_CHUNK).find(b"\r\n\r\n")
        return at + head + 4 + length + 4 if head >= 0 else at
    unpacker, read = zlib.decompressobj(wbits=31), 0
    try:
        while chunk := handle.read(_CHUNK // 4):
            read += len(chunk)
            rest = chunk
            while rest and not unpacker.eof:
                # In bounded pieces: a member may unpack to a thousand times its size.
                unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return at + read - len(unpacker.unused_data)
    except zlib.error:
        return at
    return at


class _Shifted:
    """A file that begins at an offset of another; the library counts from where it begins."""

    def __init__(self, handle: BinaryIO, start: int) -> None:
        self._handle, self._start = handle, start

    def read(self, size: int = -1) -> bytes:
        return self._handle.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._handle.seek(offset + self._start if whence == 0 else offset, whence) - self._start

    def tell(self) -> int:
        return self._handle.tell() - self._start

    def close(self) -> None:
        """Leave the file open: it is its opener's."""


def next_record(handle: BinaryIO, at: int, *, packed: bool) -> int | None:
    """Return the offset of the next record from `at` on, by the bytes with which one begins, or None."""
    mark = _MEMBER if packed else _PLAIN
    while True:
        found = _next(handle, at, mark)
        if found is None or not packed:
            return found
        # Packed bytes may look like a beginning; that of a record unpacks to one.
        handle.seek(found)
        try:
            if zlib.decompressobj(wbits=31).decompress(handle.read(_HEADER), 5) == b"WARC/":
                return found
        except zlib.error:
            pass
        at = found + 1


def _next(handle: BinaryIO, at: int, mark: bytes) -> int | None:
    handle.seek(at)
    before = b""
    while chunk := handle.read(_CHUNK):
        window = before + chunk
        found = window.find(mark)
        if found >= 0:
            return at - len(before) + found
        at, before = at + len(chunk), window[-len(mark) + 1 :]
    return None


def _promising(record: Any) -> bool:
    return not record.headers.get("WARC-Truncated") and record.headers.get("WARC-Segment-Number") in (None, "1")


def _documents(record: Any, block: bytes, at: int, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    name = f"{piece.name}, byte {at}"
    if len(block) > limits.PDF_BYTES:
        desk.on_skip(
            SkipError(name, f"is larger than {limits.PDF_BYTES // limits.MB} MB", "hand in its text by itself")
        )
        return
    if len(block) < record.content_length or record.headers.get("Content-Length") is None:
        desk.on_skip(SkipError(name, "breaks off: the archive ends before the record does", "fetch the archive again"))
        return
    try:
        found = _answer(record, block, piece)
    except (OSError, ValueError, EOFError) as e:
        desk.on_skip(SkipError(name, f"holds no answer that can be read ({str(e)[:80]})", "fetch the page again"))
        return
    if found:
        told, data = found
        if len(data) > limits.PDF_BYTES:
            desk.on_skip(
                SkipError(name, f"unpacks to more than {limits.PDF_BYTES // limits.MB} MB", "fetch the page again")
            )
        else:
            yield from desk.opened(BytesIO(data), told)


def _answer(record: Any, block: bytes, piece: Piece) -> tuple[Piece, bytes] | None:
    """Return a record's payload, its transfer and content codings undone, and what it is; None where it is passed over."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415

    uri = bare_uri((record.headers.get("WARC-Target-URI") or "").strip("<> "))
    inside = piece.inside(uri or "a record without an address")
    web = uri if uri.startswith(("http://", "https://")) else None
    got = record.headers.get("WARC-Date") or piece.at
    if not (record.headers.get("Content-Type") or "").lower().startswith("application/http"):
        kind = (record.headers.get("WARC-Identified-Payload-Type") or record.headers.get("Content-Type") or "").lower()
        bare = kind.split(";")[0].strip()
        return (replace(inside, url=web, at=got, kind=bare), block) if _KINDS.fullmatch(bare) else None
    single = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    whole = single + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    answer = next(iter(ArchiveIterator(BytesIO(whole), parse_http=True, auto_decode="all")))
    kind, status = (answer.http_content_type or "").lower(), answer.http_headers.status_code
    if status is None or not 200 <= status < 300 or not _KINDS.fullmatch(kind):
        return None
    data = answer.reader.read(limits.PDF_BYTES + 1)
    headers = bare_headers(answer.http_headers.to_tuples())
    told = replace(inside, url=web, at=got, kind=kind, charset=answer.http_charset, status=status, headers=headers)
    return told, data
