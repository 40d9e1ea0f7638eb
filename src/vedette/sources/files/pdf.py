"""PDF: its text by pages, taken out in a process of its own that is bounded in time and memory."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits
from vedette.sources.files.desk import Desk, Piece, held
from vedette.sources.files.facts import told_day, told_title

FURNITURE = 0.5
"""Share of the pages on which a first or last line must stand to be a running head; from three pages on."""

_NUMBER = re.compile(r"(?:page |p\. ?)?[-–— ]*(?:\d{1,4}|[ivxl]{1,7})[-–— ]*(?:(?:/|of) ?\d{1,4})?", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<![^\W\d_])(?P<a>[^\W\d_]++)(?P<hyphen>[-\u00ad‐])[ \t]*\n[ \t]*(?P<b>[^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_OPEN_END = re.compile(r"[^.!?:;\"”’)\s]\s*\Z")
# Beginnings that English writes with a hyphen; at a line's end the hyphen is then more likely the word's own.
_HYPHENED = frozenset(
    "anti cross counter ex half high long low mid multi non pro pre post re self semi short so sub then two three four "
    "five six seven eight nine ten vice well co cease north south east west".split()
)
_ERRORS = {
    "encrypted": ("is locked with a password", "save it without the password"),
    "pages": (f"has more than {limits.PDF_PAGES:,} pages", "split it"),
    "large": ("takes too much memory to open", "take its text out with another program, for example pdftotext"),
    "slow": (f"took longer than {limits.PDF_SECONDS} seconds", "split it, or take its text out with another program"),
}


def papers(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:  # noqa: ARG001 - every opener's shape
    """Yield the document of a PDF; SkipError where it is locked, broken, too large, too slow, or holds no text."""
    data = held(handle, piece.name, limits.PDF_BYTES)
    told = _told(data, piece.name)
    text = pages_text([str(p) for p in told["pages"]])
    if not any(c.isalpha() for c in text):
        raise SkipError(
            piece.name, "holds no text, only pictures of pages", "recognise its text first, for example with ocrmypdf"
        )
    document = Document.of(
        text,
        url=piece.url,
        title=told_title(told.get("title")),
        published=told_day(text, piece, told.get("date")),
    )
    yield Arriving(document, piece.name, piece.original(data, "application/pdf"))


def _told(data: bytes, name: str) -> dict[str, Any]:
    """Return what the child tells of a PDF; its errors as SkipErrors with the remedy."""
    # -P keeps the folder that the user stands in out of the places from which the child imports.
    command = [sys.executable, "-P", "-m", "vedette.sources.files.pdf_child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the PDF comes by standard input
            command, input=data, capture_output=True, timeout=limits.PDF_SECONDS, check=False
        )
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        told = {"error": "slow"}
    except OSError as e:
        raise SkipError(name, f"cannot be opened ({e.strerror})", "free memory and try again") from e
    except ValueError:
        told = {"error": "large"}  # The child was ended by its own bounds before it could tell.
    if "error" in told:
        broken = (f"is a broken PDF ({told.get('cause', 'unknown')})", "save it anew, or hand in its text")
        raise SkipError(name, *_ERRORS.get(told["error"], broken))
    return dict(told)


def pages_text(pages: Sequence[str]) -> str:
    """Return the text of `pages` in their order, without running heads and page numbers, split words mended.

    An empty line stands between pages, but not where a sentence goes on.
    """
    bare = _without_heads([[line.rstrip() for line in page.split("\n")] for page in pages])
    text = ""
    for page in bare:
        body = "\n".join(page).strip("\n")
        if body.strip():
            goes_on = _OPEN_END.search(text[-200:]) and body.lstrip()[:1].islower()
            text += ("\n" if goes_on else "\n\n" if text else "") + body
    return mended(text.replace("\x00", ""))


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    kept = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(_edge(line) for page in kept for line in {*page[:1], *page[-1:]})
    out = []
    for page, lines in zip(pages, kept, strict=True):
        ends = {*lines[:1], *lines[-1:]} if len(pages) >= 3 else set()
        away = {e for e in ends if _NUMBER.fullmatch(e.strip()) or edges[_edge(e)] > max(2, FURNITURE * len(pages))}
        first, last = _bounds(page, away)
        out.append(page[first:last])
    return out


def _bounds(page: list[str], away: set[str]) -> tuple[int, int]:
    """Return the lines of a page without those `away` that stand at its very beginning and end."""
    filled = [i for i, line in enumerate(page) if line.strip()]
    if not filled or len(filled) == 1:
        return 0, len(page)
    first = filled[0] + 1 if page[filled[0]] in away else 0
    return first, filled[-1] if page[filled[-1]] in away else len(page)


def _edge(line: str) -> str:
    """Return how a running head compares: its numbers change from page to page."""
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def mended(text: str) -> str:
    """Return `text` with the words together that a line's end splits.

    The hyphen stays where the document writes the word so elsewhere, or where its beginning is one that English writes
    with a hyphen ("well-known"), unless the document writes it as one word.
    """
    words = Counter(w.casefold() for w in _WORD.findall(text))

    def one(m: re.Match[str]) -> str:
        a, b = m["a"], m["b"]
        if m["hyphen"] == "\u00ad":
            return a + b
        together, apart = words[(a + b).casefold()], words[f"{a}-{b}".casefold()]
        own = b[0].isupper() or a.casefold() in _HYPHENED
        return f"{a}-{b}" if apart > together or (own and not together) else a + b

    return _HYPHEN.sub(one, text)
