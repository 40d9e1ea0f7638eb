"""Mail: single messages, mbox files (RFC 4155) and the messages of a maildir, with the papers attached to them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from io import BytesIO
from typing import Any, BinaryIO

from vedette.documents.clean import clean_page
from vedette.documents.dates import parse_published
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits
from vedette.sources.files.decode import decoded, is_charset
from vedette.sources.files.desk import Desk, Piece, held

_HEADER_ERRORS = (LookupError, ValueError, TypeError, AttributeError, HeaderParseError, MessageError)
_ENVELOPE = re.compile(rb"From \S+.*\d")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONG_FIELD = re.compile(
    rb"^content-(?:type|disposition):(?:[^\r\n]|\r?\n[ \t]){%d}" % limits.MAIL_FIELD, re.IGNORECASE | re.MULTILINE
)
_PAPERS = (".pdf", ".docx", ".txt", ".html", ".htm", ".csv")
_PAPER_KINDS = frozenset(
    ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/plain")
)


def boxes(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of an mbox file, message by message; one that cannot be used is told, and the others go on."""
    for number, data in enumerate(_split(handle), 1):
        inside = piece.inside(f"message {number}")
        if len(data) > limits.TEXT:
            desk.on_skip(SkipError(inside.name, f"is larger than {limits.TEXT // limits.MB} MB", "hand in its papers"))
            continue
        try:
            yield from _of_message(_QUOTED_FROM.sub(rb"\1", data), inside, desk)
        except SkipError as e:
            desk.on_skip(e)


def _split(handle: BinaryIO) -> Iterator[bytes]:
    """Yield the messages of an mbox; of one that is too large, no more than shows that it is."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := handle.readline(limits.LINE):
        if blank and _ENVELOPE.match(line):
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        elif begun and size <= limits.TEXT:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines)


def messages(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the document of one message, and those of the papers attached to it."""
    yield from _of_message(held(handle, piece.name), piece, desk)


def _of_message(data: bytes, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    _guard(data, piece.name)
    try:
        message = message_from_bytes(data)
        parts = list(_parts(message, piece.name, 0))
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError) as e:
        raise SkipError(piece.name, "is a message that cannot be taken apart", "save its text as a text file") from e
    published = parse_published(_header(message, "Date") or "")
    papers = [part for part in parts if _attached(part)]
    body = [part for part in parts if not _attached(part)]
    try:
        document = _document(message, body, replace(piece, published=published or piece.published))
        yield Arriving(document, piece.name, piece.original(data, "message/rfc822"))
    except SkipError as e:
        # A mail is often no more than the cover of its paper.
        if not papers:
            raise
        desk.on_skip(e)
    for number, part in enumerate(papers, 1):
        yield from _paper(part, number, piece, published, desk)


def _guard(data: bytes, name: str) -> None:
    """Raise SkipError where a message is built to keep the parser busy."""
    boundaries = data.lower().count(b"boundary=") + 1
    if boundaries * data.count(b"\n") > limits.MAIL_WORK or _LONG_FIELD.search(data):
        raise SkipError(name, "has more parts or longer fields than a message has", "save its text as a text file")


def _parts(message: Any, name: str, depth: int) -> Iterator[Any]:
    """Yield the parts of a message that hold something, those of forwarded messages among them."""
    if depth > limits.MAIL_DEPTH:
        raise SkipError(name, f"has parts nested deeper than {limits.MAIL_DEPTH}", "save its text as a text file")
    if not message.is_multipart():
        yield message
        return
    for number, part in enumerate(message.get_payload()):
        if number >= limits.MAIL_PARTS:
            raise SkipError(name, f"has more than {limits.MAIL_PARTS} parts", "save its text as a text file")
        yield from _parts(part, name, depth + 1)


def _attached(part: Any) -> bool:
    named = bool(_filename(part))
    told = str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")
    return told or named or part.get_content_maintype() not in ("text", "multipart", "message")


def _filename(part: Any) -> str:
    try:
        told = part.get_filename() or ""
        return " ".join(str(make_header(decode_header(told))).split())[:200]
    except _HEADER_ERRORS:
        return ""


def _document(message: Message, parts: list[Any], piece: Piece) -> Document:
    known: dict[str, Any] = {"title": _header(message, "Subject"), "published": piece.published}
    name, address = parseaddr(_header(message, "From") or "")
    known["byline"] = name or address or None
    plain = [_text(part, piece.name) for part in parts if part.get_content_type() == "text/plain"]
    text = "\n\n".join(t.strip("\n") for t in plain if t.strip())
    if text:
        return Document.of(text, **known)
    pages = [_text(part, piece.name) for part in parts if part.get_content_type() == "text/html"]
    page = next((p for p in pages if p.strip()), None)
    if page is None:
        raise SkipError(piece.name, "is a message without a text", "hand in its papers by themselves")
    cleaned = clean_page(page, item=piece.name)
    given = {k: v for k, v in known.items() if v}
    return Document.of(cleaned.text, source=None, **{"published": cleaned.published, "title": cleaned.title, **given})


def _text(part: Any, name: str) -> str:
    data = _payload(part)
    if not data.strip():
        return ""
    told = part.get_content_charset()
    try:
        text = data.decode(told) if told and is_charset(told) else decoded(data, name, told=told)
    except (UnicodeDecodeError, LookupError):
        text = decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\x00", "")
    # RFC 3676: a line that ends in a blank goes on in the next.
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return re.sub(r"(?<!\n--) \n(?!\n)", " ", text) if flowed else text


def _payload(part: Any) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def _paper(part: Any, number: int, piece: Piece, published: str | None, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of an attachment that is a paper or a text; pictures and all else are passed over."""
    name, kind = _filename(part) or f"attachment {number}", part.get_content_type()
    if not name.lower().endswith(_PAPERS) and kind not in _PAPER_KINDS:
        return
    try:
        inside = piece.inside(name, kind=kind if kind in _PAPER_KINDS else None, published=published)
    except SkipError as e:
        desk.on_skip(e)
        return
    yield from desk.opened(BytesIO(_payload(part)), replace(inside, charset=part.get_content_charset()))


def _header(message: Any, name: str) -> str | None:
    """Return a header's field as text, its encoded words decoded; None where it is missing or blank."""
    told = str(message.get(name) or "")[: limits.MAIL_HEADER]
    try:
        text = str(make_header(decode_header(told)))
    except _HEADER_ERRORS:
        text = told
    return " ".join(text.replace("\x00", "").split()).encode("utf-8", "replace").decode("utf-8") or None
