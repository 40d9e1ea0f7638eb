"""What an answer over HTTP says: what kind of thing it is, in which encoding, and why it is none. Pure."""

import codecs
import math
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from vedette.errors import FetchError

LONGEST_WAIT = 86_400.0
"""Seconds; a server that asks for more is asked again after a day."""

FAMILIES: Mapping[str, frozenset[str]] = {
    "page": frozenset({"text/html", "application/xhtml+xml"}),
    "feed": frozenset(
        {"text/xml", "application/xml", "application/json", "application/x-rss+xml", "application/feed+json"}
        | {f"application/{name}+xml" for name in ("rss", "atom", "rdf")}
    ),
    "text": frozenset({"text/plain", "text/markdown", "text/csv", "application/json", "application/x-ndjson"}),
    "pdf": frozenset({"application/pdf"}),
    "word": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    "archive": frozenset({"application/gzip", "application/x-gzip", "application/zip", "application/warc"}),
}
"""Families of media types that a caller may ask for by name."""

_LONGEST_MARK = 1024
_CLOSED = ("image/", "video/", "audio/", "font/")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"\x00asm", "application/wasm"),
    (b"\x1f\x8b", "application/gzip"),
)
_PROGRAMS = frozenset({"application/x-executable", "application/wasm"})
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_TOLD_LITTLE = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "text/plain", "text/html", "text/xml", "application/xml"}
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.DOTALL
)
_FEEDS = {
    b"rss": "application/rss+xml",
    b"feed": "application/atom+xml",
    b"rdf:RDF": "application/rdf+xml",
    b"urlset": "application/xml",
    b"sitemapindex": "application/xml",
}
_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.DOTALL | re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Python's own codecs that decode to text without being an encoding of pages; UTF-7 hides markup from checks.
_NO_CHARSETS = frozenset(
    {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "mbcs", "oem"}
)


def media_type(told: str) -> str:
    """Return the media type of a Content-Type, in lower case; "" where none is told."""
    return told.split(";", 1)[0].strip().lower()


def kind_of(told: str, data: bytes) -> str:
    """Return the media type of a body: by its first bytes where they are telling, else as `told`, else by its first words."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if data.startswith(b"PK\x03\x04"):
        return told if told.startswith("application/vnd.") else "application/zip"
    if found := _FEED.match(data[:4096]):
        return _FEEDS[found[1]]
    if told not in _TOLD_LITTLE:
        return told
    if told in ("text/plain", "text/html", "text/xml", "application/xml"):
        return told
    return _guessed(data)


def _guessed(data: bytes) -> str:
    if _PAGE.match(data[:4096]):
        return "text/html"
    if data.lstrip()[:5] == b"<?xml":
        return "application/xml"
    if data.lstrip()[:1] in (b"{", b"["):
        return "application/json"
    return "application/octet-stream" if b"\x00" in data[:4096] else "text/plain"


def check_kind(kind: str, item: str, accept: Collection[str] = ()) -> None:
    """Raise FetchError of kind "type" for pictures, sound, films, fonts, programs, and what is of no family in `accept`."""
    closed = kind.startswith(_CLOSED) or kind in _PROGRAMS
    if closed or (accept and not any(kind in FAMILIES[name] for name in accept)):
        wanted = " or ".join(accept) or "text"
        raise FetchError(item, f"is {kind[:60]}, not {wanted}", "give the address of a text", kind="type")


def charset_of(content_type: str, data: bytes) -> str | None:
    """Return the encoding of a text: by its byte order mark, as told, or as it declares; None where none is usable."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    told = re.search(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", content_type, re.IGNORECASE)
    if told and _is_charset(told[1]):
        return told[1]
    declared = _DECLARED.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    return name if name and _is_charset(name) else None


def _is_charset(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    # What zlib or base64 unpack to is no text; Python marks those codecs itself.
    return found._is_text_encoding and found.name.replace("_", "-") not in _NO_CHARSETS  # noqa: SLF001 - there is no other way


def wait_of(told: str | None, now: datetime) -> float | None:
    """Return the seconds of a Retry-After (a number or a date, RFC 9110, 10.2.3), from 0 to LONGEST_WAIT; None if none."""
    if not told:
        return None
    try:
        seconds = float(told) if re.fullmatch(r"\s*\d{1,12}(\.\d{1,6})?\s*", told) else _until(told, now)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else None


def _until(told: str, now: datetime) -> float:
    when = parsedate_to_datetime(told)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()


_REMEDIES = {
    401: "it wants a login, which Vedette does not give",
    403: "it does not want to be read this way; open it yourself and hand in its text",
    404: "check the address",
    410: "the address is gone for good; remove it",
    429: "ask it less often",
    451: "it is closed for reasons of law",
}


def failure(status: int, reason: str, item: str, retry_after: float | None) -> FetchError:
    """Return the error for a status that brings no document.

    410 is of kind "gone"; it, 401 and 451 are lasting. 404 is not: feeds come back.
    """
    words = " ".join("".join(c for c in reason if c.isprintable()).split())[:60]
    remedy = _REMEDIES.get(status, "try again later" if status >= 500 else "check the address")
    return FetchError(
        item,
        f"answers {status} {words}".rstrip(),
        remedy,
        kind="gone" if status == 410 else "status",
        lasting=status in (401, 410, 451),
        retry_after=retry_after,
        status=status,
    )


def location(headers: tuple[tuple[str, str], ...]) -> str | None:
    """Return where a redirect leads; servers send such addresses in UTF-8 without escaping them."""
    told = next((value for name, value in headers if name.lower() == "location" and value), None)
    return told.encode("latin-1").decode("utf-8", "replace") if told else None


def mark(told: str | None) -> str | None:
    """Return an ETag or a date as it may be sent back; a server's oddities are not."""
    usable = told and len(told) <= _LONGEST_MARK and all(" " <= c <= "~" for c in told)
    return told.strip() or None if told and usable else None
