"""From bytes to markup that may be parsed: the encoding found, a DOCTYPE cut away before any parser sees it."""

import codecs
import re

from vedette.errors import SkipError
from vedette.sources.files.decode import decoded

LARGEST = 10 * 1024 * 1024
"""Bytes of a listing; a feed of the whole web archive of a newspaper is smaller."""

PROLOGUE = 65_536
"""Characters before the first element at most."""

_TOLD = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})[\"']")
_CHARSET = re.compile(r"[A-Za-z0-9._:-]{2,40}")
_NO_TEXT = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7")
"""Codecs of Python that no page is written in, or that fail in ways of their own."""

# Possessive, so that hostile prologues cannot be tried in every partition.
_BEFORE = re.compile(r"(?>\s+|\ufeff|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_IN_DOCTYPE = re.compile(r"<!--(?:.*?-->)?|<\?(?:.*?\?>)?|\"[^\"]*\"|'[^']*'|[\[\]>]", re.DOTALL)
_ELEMENT = re.compile(r"<([A-Za-z_][\w:.-]{0,60})")
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]++)|(?P<dec>[0-9]++));?")
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,300}?\?>\s*", re.IGNORECASE)


def markup(data: bytes, item: str, *, charset: str | None = None, largest: int = LARGEST) -> str:
    """Return `data` as text without XML declaration and DOCTYPE, so that no parser ever meets an entity of its own.

    References to what is no character become the sign for that. The encoding is UTF-8 where the bytes are, else what the bytes, the server (`charset`) or the XML declaration tell.
    Raises SkipError, named for `item`, where it is empty, too large, no text, or where its DOCTYPE never ends.
    """
    if len(data) > largest:
        raise SkipError(
            item, f"holds {len(data):,} bytes, more than {largest:,}", "watch a shorter feed or sitemap of it"
        )
    try:
        text = _text(data, item, charset).lstrip("\ufeff \t\r\n\x00")
    except SkipError as e:
        raise SkipError(item, e.cause, "try later, and look at the address in a browser") from e
    text = _DECLARATION.sub("", text, count=1) if text[:5].lower() == "<?xml" else text
    return _REFERENCE.sub(_referred, without_doctype(text, item))


def _referred(found: re.Match[str]) -> str:
    """Return a reference as it is, or the sign for no character where it is to half of one or to none at all."""
    digits, base = (found["hex"], 16) if found["hex"] else (found["dec"], 10)
    # Parsers that mend what they read would take half a character into their trees and fall over it later.
    code = int(digits, base) if len(digits) <= 12 else 0
    return found[0] if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def without_doctype(text: str, item: str) -> str:
    """Return `text` without its DOCTYPE and what that declares; entities are neither expanded nor looked up."""
    for _ in range(4):
        before = _BEFORE.match(text, 0, PROLOGUE)
        start = before.end() if before else 0
        found = _DOCTYPE.match(text, start)
        if not found:
            return text
        text = text[:start] + text[_end_of_doctype(text, found.end(), item) :]
    raise SkipError(item, "has more than one DOCTYPE", "ask the publisher for well-formed XML")


def root_of(text: str) -> str:
    """Return the name of the first element of markup, in lower case and without its prefix; "" where there is none."""
    before = _BEFORE.match(text, 0, PROLOGUE)
    found = _ELEMENT.match(text, before.end() if before else 0)
    return found[1].lower().rpartition(":")[2] if found else ""


def _end_of_doctype(text: str, start: int, item: str) -> int:
    depth = 0
    for m in _IN_DOCTYPE.finditer(text, start, start + PROLOGUE):
        if m[0] in ("<!--", "<?"):
            break  # One without an end; to look through the rest for the end of each that follows would take long.
        depth += {"[": 1, "]": -1}.get(m[0], 0)
        if m[0] == ">" and depth <= 0:
            return m.end()
    raise SkipError(item, "has a DOCTYPE that does not end", "ask the publisher for well-formed XML")


def _text(data: bytes, item: str, charset: str | None) -> str:
    wide = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2])
    declared = _TOLD.search(data[:400])
    told = usable(charset) or usable(declared[1].decode("ascii") if declared else None)
    if wide:
        return data.decode(wide, errors="replace")
    if told and told.startswith("iso2022") and b"\x1b" in data:
        return data.decode(told, errors="replace")  # in bytes below 128, and so it would pass for UTF-8
    return decoded(data, item, told=told)


def usable(charset: str | None) -> str | None:
    """Return Python's name of a charset that a server or a declaration tells, None where it is none that texts use."""
    if not charset or not _CHARSET.fullmatch(charset):
        return None
    try:
        name = codecs.lookup(charset).name.replace("_", "-")
        b"a".decode(name)  # refuses what turns bytes into something else than text
    except UnicodeDecodeError:
        pass  # one byte is no character in UTF-16
    except (LookupError, ValueError):
        return None
    # A reader of GB 2312 lacks what its writers have used since 1995.
    return None if name in _NO_TEXT else {"gb2312": "gb18030"}.get(name, name)
