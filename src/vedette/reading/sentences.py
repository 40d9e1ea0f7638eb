"""Paragraphs and sentences, cut so that quotations, initials and wrapped lines survive.

The parser is given these boundaries and may not move them: the small models cut a quotation in two where a full stop
stands inside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.records.document import Document, Passage, Span

WRAP_WIDTH = 45
"""A line at least this long that ends in mid-sentence was wrapped by a program, not ended by a writer."""

LONGEST = 4000
"""Characters after which a sentence is cut at the next space: hostile or tabular text has no full stops."""

_BREAK = re.compile(r"(?<=[.!?…])[\"”’»)\]]{0,3}(\s+)(?=[\"“‘«(\[]{0,2}[A-Z0-9À-ÖØ-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[Uu]\.[SsKkNn]|D\.C|[ap]\.m|Mr|Mrs|Ms|Dr|St|Lt|Col|Gen|Maj|Capt|Sgt|Cmdr|Cpl|Pvt|Adm|Brig|Gov|Sen|Rep"
    r"|Pres|Min|Amb|Prof|Rev|Hon|Msgr|Sr|Jr|No|Nos|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|etc|approx|km|cf"
    r"|Inc|Corp|Ltd|Co|Bros|Ft|Mt))\.$"
)
_BULLET = re.compile(r"\s*(?:[-–—*•·▪]{1,2}|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_LABEL = re.compile(r"[A-Z]{4,16}:(?=\s)")
_LINE = re.compile(r"[^\n]*\n?")
_TERMINATED = re.compile(r"[.!?:;…][\"”’»)\]]{0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters `start` to `end` that belong together; `title` for the title and for headings."""

    start: int
    end: int
    title: bool
    breaks: tuple[int, ...] = ()


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `document` that are read, in order, leaving out its unread passages."""
    text = document.text
    titles = [p for p in document.passages if p.kind == "title"]
    datelines = [p for p in document.passages if p.kind == "dateline"]
    found: list[Paragraph] = []
    for start, end in _read_stretches(text, document.unread()):
        for a, b in _joined_lines(text, start, end):
            title = any(t.start <= a and b <= t.end for t in titles) or _is_heading(text[a:b])
            breaks = tuple(d.end for d in datelines if a < d.end < b)
            found.append(Paragraph(a, b, title, breaks))
    return tuple(found)


def _read_stretches(text: str, unread: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    at = 0
    for passage in sorted(unread):
        if passage.start > at:
            yield at, passage.start
        at = max(at, passage.end)
    if at < len(text):
        yield at, len(text)


def _joined_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of lines, wrapped lines joined, blank edges trimmed."""
    held: tuple[int, int] | None = None
    for m in _LINE.finditer(text, start, end):
        if m.start() >= end:
            break
        span = _trimmed(text, m.start(), min(m.end(), end))
        if span is None:
            if held:
                yield held
            held = None
            continue
        if held and _is_wrapped(text, held, span):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_wrapped(text: str, held: tuple[int, int], line: tuple[int, int]) -> bool:
    """Tell whether `line` goes on with the sentence of the line before it."""
    last = text.rfind("\n", held[0], held[1]) + 1 or held[0]
    if held[1] - last < WRAP_WIDTH or _BULLET.match(text, line[0], line[1]):
        return False
    before = text[max(held[0], held[1] - 4) : held[1]]
    return not _TERMINATED.search(before) and (text[line[0]].islower() or text[held[1] - 1] in ",-–")


def _is_heading(paragraph: str) -> bool:
    """Tell a heading: one short line that ends without a mark and has no verb's usual full stop."""
    return len(paragraph) < 120 and "\n" not in paragraph and paragraph[-1] not in '.!?:;,”"’)'


def sentence_spans(text: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the sentences of `paragraph` as spans of `text`; they cover all but its white space."""
    cuts = sorted({m.start(1) for m in _cuts(text, paragraph)} | set(paragraph.breaks) | _label_end(text, paragraph))
    spans: list[Span] = []
    start = paragraph.start
    for cut in [*cuts, paragraph.end]:
        trimmed = _trimmed(text, start, cut)
        if trimmed:
            spans.extend(_bounded(text, *trimmed))
        start = cut
    return tuple(spans)


def _label_end(text: str, paragraph: Paragraph) -> set[int]:
    """Return where a label in capitals before a headline ends ("GRAPHIC: …", "BREAKING: …")."""
    m = _LABEL.match(text, paragraph.start, paragraph.end)
    return {m.end()} if m else set()


def _cuts(text: str, paragraph: Paragraph) -> Iterator[re.Match[str]]:
    for m in _BREAK.finditer(text, paragraph.start, paragraph.end):
        if not _ABBREVIATION.search(text[max(paragraph.start, m.start() - 12) : m.start()]):
            yield m


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)
