"""What a paper consists of. All words in it are plain text: whoever writes it out escapes them for his form."""

from collections.abc import Sequence
from dataclasses import dataclass

LONG = 8
"""Headings of the two highest levels from which on a paper has a table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words in one manner. `link` is a safe address; `cite` the id of a citation, `text` its number then."""

    text: str
    strong: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    cite: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` counts from 1."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph (`kind` "text"), an item of a list ("item", `depth` from 0, `number` "" for a dash), a "quote" or "code"."""

    spans: Spans
    kind: str = "text"
    depth: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with its heading row; each cell is a list of spans. `widths` are shares of the line."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture: `svg` as `drawn.finished` left it, `alt` the same in words."""

    svg: str
    alt: str
    caption: str


Block = Heading | Text | Grid | Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a citation is in words, under its number; `url` is safe, or ""."""

    id: str
    number: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. `warnings` and `standing` ("DRAFT, not published.") stand before all else; `day` (ISO) is its date.

    `kicker` stands above the title, `dateline` below it, `running` at the head of each page, `foot` at its foot.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    kicker: str = ""
    dateline: str = ""
    warnings: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    running: str = ""
    foot: str = ""
    day: str | None = None

    @property
    def is_long(self) -> bool:
        """Tell whether it has a table of contents."""
        return sum(isinstance(b, Heading) and b.level <= 2 for b in self.blocks) >= LONG

    @property
    def contents_at(self) -> int | None:
        """Return before which block the table of contents stands: behind what is told at the head; None where there is none."""
        if not self.is_long:
            return None
        return next((n for n, b in enumerate(self.blocks) if not isinstance(b, Text)), len(self.blocks))


def plain(spans: Sequence[Span]) -> str:
    """Return the words of spans, without their citations."""
    return "".join(s.text for s in spans if not s.cite)


def warning_of(warnings: Sequence[str]) -> str:
    """Return the sentence that stands before all else, "" where nothing is to be warned of."""
    if not warnings:
        return ""
    told = ", ".join(w.upper() for w in warnings)
    return f"{told}: the reports carry this warning; what follows may tell what disturbs."
