"""From bytes to text: the encoding told or found, and what is no text at all refused by its name."""

import codecs
import re

from vedette.errors import SkipError

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "take its text out first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as text"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first, for example with gunzip"),
    (b"\x89PNG", "a picture", "hand in text"),
    (b"\xff\xd8\xff", "a picture", "hand in text"),
    (b"GIF8", "a picture", "hand in text"),
    (b"\x7fELF", "a program", "hand in text"),
    (b"SQLite format 3", "a database", "export its text first"),
    (b"{\\rtf", "an RTF document", "save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_HALVES = re.compile("[\ud800-\udfff]")
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})
"""Codecs of Python that are no encoding of texts: they fail in ways of their own, or take time that grows with the square."""

CONTROLS = 0.02
"""Share of control characters above which bytes that decode are still no text."""


ENGLISH = 0.05
"""Share of bytes beyond ASCII up to which a text is taken for English, where a guess by statistics finds too little."""


def decoded(data: bytes, item: str, *, told: str | None = None) -> str:
    """Return `data` as text; UTF-8 first, then the encoding `told`, then what it looks like.

    Raises SkipError, named for `item`, where it is empty, a known kind of binary, or in no encoding that fits.
    """
    if not data.strip():
        raise SkipError(item, "is empty", "hand in a file with a text")
    _refuse_binary(data, item)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _by(data, name, item)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = _guessed(data, told)
    if text is None or _looks_binary(text):
        raise SkipError(item, "is in no encoding that fits its bytes", "save it as UTF-8")
    return text


def without_halves(text: str) -> str:
    """Return `text` with each half character (a lone surrogate, which JSON can write) as the sign for no character."""
    return _HALVES.sub("\ufffd", text)


def is_charset(name: str) -> bool:
    """Tell whether an encoding that a text, its mail or its server tells is one of texts."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found.name.replace("_", "-") not in _NO_CHARSETS


def _refuse_binary(data: bytes, item: str) -> None:
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise SkipError(item, f"is {kind}, not text", remedy)
    wide = any(data.startswith(bom) for bom, _ in _BOMS)
    if b"\x00" in data[:65536] and not wide:
        raise SkipError(item, "is binary, not text", "hand in a text file, an HTML page or JSON Lines")


def _by(data: bytes, encoding: str, item: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        raise SkipError(
            item, f"is not the {encoding} that its first bytes announce ({e.reason})", "save it as UTF-8"
        ) from e


def _guessed(data: bytes, told: str | None) -> str | None:
    # What browsers take an English page for that tells no encoding, by the WHATWG's Encoding Standard.
    usual = "windows-1252" if sum(b > 127 for b in data) <= ENGLISH * len(data) else None
    for name in (told, usual):
        if name and is_charset(name):
            try:
                return data.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is not UTF-8

    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _looks_binary(text: str) -> bool:
    sample = text[:20_000]
    bad = sum(c < " " and c not in "\t\n\r\f\x1b" for c in sample)
    return bad > CONTROLS * len(sample)
