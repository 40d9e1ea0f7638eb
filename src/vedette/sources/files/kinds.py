"""Which kind of file something is: by its first bytes, and by its name only where those leave it open."""

import json
import re
from collections.abc import Collection

from vedette.sources.files import limits
from vedette.sources.files.desk import STDIN
from vedette.sources.files.tables import looks_like_table

HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)?<(?:!doctype html|html|head|body|article|main|div|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_TELEGRAM = re.compile(
    rb'"about"\s*:\s*"Here is the data you requested'
    rb'|"type"\s*:\s*"(?:(?:public_|private_)?(?:channel|supergroup|group)|personal_chat|bot_chat|saved_messages)"'
)
# RFC 5322, section 2.2: a field's name is printable ASCII without a colon.
_FIELD = re.compile(rb"(?:From |>From )?[!-9;-~]{1,70}:")
_FIELDS = re.compile(
    rb"^(from|date|subject|to|message-id|mime-version|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_OF_TRANSPORT = frozenset((b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"))
_MBOX = re.compile(rb"From \S{1,300}[^\n]{0,200}\b\d{2}:\d{2}[^\n]{0,60}\r?\n[!-9;-~]{1,70}:")
_BOM = b"\xef\xbb\xbf"

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "text": "text/plain",
    "mail": "message/rfc822",
    "json": "application/json",
}
"""Media type of each kind of which originals are kept."""


def kind_of(head: bytes, name: str, columns: Collection[str] = ()) -> str:
    """Return the kind of what begins with `head`, its first line whole where it is JSON, and is called `name`.

    That is "pdf", "zip" (office documents are told apart when it is opened), "warc", "mbox", "mail", "telegram", "lines"
    (JSON Lines), "table" or "text" (HTML and JSON as a whole are told apart when it is decoded). Where `columns` are told,
    a text whose first line has them all is a table, and so is standard input that is nothing else.
    """
    start, low = head.removeprefix(_BOM).lstrip(b" \t\r\n"), name.lower()
    if start.startswith(b"%PDF"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and low.endswith(".warc.gz")) or _packed_warc(head):
        return "warc"
    if _MBOX.match(head) or (low.endswith((".mbox", ".mbx")) and head.startswith(b"From ")):
        return "mbox"
    if start.startswith((b"{", b"[")):
        return _json_kind(start, low)
    if low.endswith((".jsonl", ".ndjson")):
        return "lines"  # Named as lines of JSON, a file whose first line is broken is not prose.
    if _is_mail(start, low):
        return "mail"
    told = bool(columns) and name == STDIN
    if low.endswith((".csv", ".tsv", ".tab")) or told or looks_like_table(head[: limits.TABLE_SAMPLE], columns):
        return "table"
    return "text"


def _packed_warc(head: bytes) -> bool:
    if not head.startswith(b"\x1f\x8b"):
        return False
    import zlib  # noqa: PLC0415 - only for what is packed

    try:
        return zlib.decompressobj(wbits=31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def _json_kind(start: bytes, low: str) -> str:
    first = start.split(b"\n", 1)[0]
    if _TELEGRAM.search(start[:4096]) and (b'"messages"' in start or b'"chats"' in start):
        return "telegram"
    return "lines" if low.endswith((".jsonl", ".ndjson")) or is_json_line(first) else "text"


def is_json_line(line: bytes) -> bool:
    """Tell whether `line` is one of JSON Lines, or was meant as one."""
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return b'"text"' in line and line.rstrip().endswith(b"}")


def _is_mail(start: bytes, low: str) -> bool:
    if not _FIELD.match(start):
        return False
    header = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    fields = {name.lower() for name in _FIELDS.findall(header)}
    # A press release also begins with "From:" and "Date:"; fields of transport are written by mail servers alone.
    return b"from" in fields and (bool(fields & _OF_TRANSPORT) or low.endswith((".eml", ".emlx")) or len(fields) >= 4)
