"""Read a document through its English: translate sentence by sentence, read, and bring every receipt back.

Which words of a sentence became which nobody knows; a receipt is therefore the original sentence, or a finer span where a
name or number, or the only quotation, stands in both.
"""

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from vedette.documents import prepare
from vedette.documents.language import language_of
from vedette.errors import SkipError
from vedette.reading.quotations import find_quotations
from vedette.reading.sentences import paragraphs, sentence_spans
from vedette.reading.translation import ENGLISH, Translator
from vedette.records.document import Document, Span
from vedette.records.ids import content_id
from vedette.records.reading import PlaceMention, Quotation, TimeExpression
from vedette.records.record import Actor, Casualty, Doubt, Event, Quote, Receipt, Record, Translated

# What ends a sentence in scripts that our own cutter, made for English, does not know, and Cyrillic after a full stop.
_ENDS = re.compile(r"[。！？]+[」』”»]?|[։؟۔।॥]+[»”)]?(?=\s)|[.!?…]+[»”\")]{0,2}(?=\s+[«“„\"—–-]{0,2}\s?[А-ЯЁЇІЄҐԱ-Ֆ])")
_SHORT = re.compile(r"(?:^|[\s(«])(?:[А-ЯЁ]|г|гг|ул|им|тыс|млн|млрд|т|д|п|см|руб|стр|[А-ЯЁ]\.\s?[А-ЯЁ])\.$")

Skip = Callable[[SkipError], None]

T = TypeVar("T", Actor, Casualty, Doubt, PlaceMention, Quote, Receipt, TimeExpression)
C = TypeVar("C", Event, Casualty, Quote)


class Reads(Protocol):
    """A reader of English, as `workflow.read.Reader` is one."""

    @property
    def version(self) -> str:
        """Return the name and version that is kept with each reading."""

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield the record of each document, in order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the English are the sentence `original` of the document."""

    start: int
    end: int
    original: Span


@dataclass(frozen=True, slots=True)
class English:
    """A document's English, with which stretch of it is which sentence of the original."""

    document: Document
    text: str
    pieces: tuple[Piece, ...]

    def translations(self) -> tuple[Translated, ...]:
        """Return each original sentence with its English."""
        return tuple(Translated(p.original.start, p.original.end, self.text[p.start : p.end]) for p in self.pieces)

    def back(self, start: int, end: int) -> Span:
        """Return where characters of the English stand in the original: their sentences, or the same words in them."""
        starts = [p.start for p in self.pieces]
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_right(starts, max(start, end - 1)) - 1)
        if not self.pieces:
            return Span(0, 0)
        whole = Span(self.pieces[first].original.start, self.pieces[last].original.end)
        if end <= start:
            return Span(whole.start, whole.start)
        return self._same_words(start, end, whole) or whole

    def _same_words(self, start: int, end: int, whole: Span) -> Span | None:
        """Return the span of a name or number that stands literally, and once, in both sentences."""
        words, original = self.text[start:end].strip(), whole.slice(self.document.text)
        if not (words[:1].isupper() or words[:1].isdigit()):
            return None
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", original)]
        return Span(whole.start + found[0], whole.start + found[0] + len(words)) if len(found) == 1 else None


class TranslatedReader:
    """Reads documents of other languages through a translator; `version` is that of the reader of English."""

    def __init__(self, reader: Callable[[], Reads], translator: Translator, version: str) -> None:
        self._reader = reader
        self._translator = translator
        self.version = translated_version(translator, version)

    def read(self, document: Document) -> Record:
        """Return the record of one prepared document, its receipts in the original."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document], on_skip: Skip | None = None) -> Iterator[Record]:
        """Yield the record of each prepared document, in order.

        What cannot be translated is told to `on_skip` and left out, or raised as SkipError where there is none.
        """
        held: deque[English] = deque()

        def english() -> Iterator[Document]:
            for document in documents:
                try:
                    held.append(in_english(document, self._translator))
                except SkipError as e:
                    told = SkipError(document.id, f"cannot be translated: {e.item} {e.cause}", e.remedy)
                    if on_skip is None:
                        raise told from e
                    on_skip(told)
                    continue
                yield english_document(held[-1])

        for record in self._reader().read_all(english()):
            yield brought_back(record, held.popleft(), translated_by=self._translator.name, reader=self.version)


def translated_version(translator: Translator, version: str) -> str:
    """Return the name under which readings of translations are kept; another translator reads otherwise."""
    return f"{version}, translated by {translator.name}"


def in_english(document: Document, translator: Translator) -> English:
    """Return the English of what is read of `document`; paragraphs stay paragraphs."""
    spans = original_sentences(document)
    told = [" ".join(s.slice(document.text).split()) for s in spans]
    translated = translator.translate(told, language_of(document)) if told else []
    if len(translated) != len(told):
        raise SkipError(f"translator {translator.name}", "did not translate sentence for sentence", "try another")
    text, pieces = "", []
    for n, (span, english) in enumerate(zip(spans, translated, strict=True)):
        between = document.text[spans[n - 1].end : span.start] if n else ""
        text += ("\n" * min(2, between.count("\n")) or " ") if n else ""
        clean = " ".join(english.split())
        pieces.append(Piece(len(text), len(text) + len(clean), span))
        text += clean
    return English(document, text, tuple(pieces))


def original_sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences of what is read of `document`, in whatever script."""
    out: list[Span] = []
    for p in paragraphs(document):
        for s in sentence_spans(document.text, p):
            out += _cut(document.text, s)
    return tuple(out)


def _cut(text: str, s: Span) -> Iterator[Span]:
    start = s.start
    for m in _ENDS.finditer(text, s.start, s.end):
        if _SHORT.search(text[max(start, m.start() - 8) : m.end()]) or not text[start : m.end()].strip():
            continue
        yield _trimmed(text, start, m.end())
        start = m.end()
    if text[start : s.end].strip():
        yield _trimmed(text, start, s.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def english_document(english: English) -> Document:
    """Return the English as a prepared document that is read as of the original's day and under its id."""
    d = english.document
    known = {"url": d.url, "source": d.source, "published": d.published, "byline": d.byline, "language": ENGLISH}
    return prepare(Document.of(english.text, id=d.id, **known, warnings=d.warnings))


def brought_back(record: Record, english: English, *, translated_by: str, reader: str) -> Record:
    """Return the record of the English with every receipt in the original, and ids of the original's."""
    events = _ids(english, "event", [(_event(english, e), e.type, e.id) for e in record.events])
    new = {old: e.id for e, old in events}
    figures = _ids(english, "casualty", [(_casualty(english, c), c.kind, c.id) for c in record.casualties])
    new |= {old: c.id for c, old in figures}
    spoken = find_quotations(english.document.text) if record.quotes else ()
    quotes = _ids(english, "quote", [(_quote(english, q, spoken), "", q.id) for q in record.quotes])
    return Record(
        document=english.document,
        events=tuple(e for e, _ in events),
        casualties=tuple(replace(c, event=new.get(c.event or "")) for c, _ in figures),
        quotes=tuple(q for q, _ in quotes),
        doubts=tuple(replace(_at(english, d), about=new.get(d.about, d.about)) for d in record.doubts),
        reader=reader,
        translations=english.translations(),
        translated_by=translated_by,
    )


def _ids(english: English, what: str, told: Sequence[tuple[C, str, str]]) -> list[tuple[C, str]]:
    """Return claims with ids of the original document, each with the id it had; what shares a span is counted."""
    seen: Counter[tuple[str, int, int]] = Counter()
    out = []
    for claim, kind, old in told:
        start, end = (claim.trigger.start, claim.trigger.end) if isinstance(claim, Event) else (claim.start, claim.end)
        n = seen[kind, start, end]
        seen[kind, start, end] += 1
        id_ = content_id(english.document.id, "translated", what, kind, start, end, n)
        out.append((replace(claim, id=id_), old))
    return out


def _at(english: English, x: T, span: Span | None = None) -> T:
    span = span or english.back(x.start, x.end)
    return replace(x, start=span.start, end=span.end, text=span.slice(english.document.text))


def _actors(english: English, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return actors with their words in the original and a name in English: the words alone would tell nobody apart."""
    return tuple(replace(_at(english, a), name=a.name or a.text or None) for a in actors)


def _event(english: English, e: Event) -> Event:
    sentence = english.back(*e.sentence)
    return replace(
        e,
        trigger=_at(english, e.trigger),
        sentence=(sentence.start, sentence.end),
        actors=_actors(english, e.actors),
        recipients=_actors(english, e.recipients),
        claimants=_actors(english, e.claimants),
        place=_at(english, e.place) if e.place else None,
        time=_at(english, e.time) if e.time else None,
        cue=_at(english, e.cue) if e.cue else None,
    )


def _casualty(english: English, c: Casualty) -> Casualty:
    claimants, cue = _actors(english, c.claimants), _at(english, c.cue) if c.cue else None
    return replace(_at(english, c), claimants=claimants, cue=cue)


def _quote(english: English, q: Quote, spoken: Sequence[Quotation]) -> Quote:
    """Return a quotation as the original's words: the only direct speech of its sentences, else the sentences."""
    whole = english.back(q.start, q.end)
    inside = [x for x in spoken if whole.start <= x.start and x.end <= whole.end]
    span = Span(inside[0].start, inside[0].end) if len(inside) == 1 else whole
    speakers, cue = _actors(english, q.speakers), _at(english, q.cue) if q.cue else None
    return replace(_at(english, q, span), speakers=speakers, cue=cue)
