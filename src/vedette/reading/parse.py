"""Sentences with their words: the language model's parse, turned into our own frozen records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from vedette.knowledge.names import Names, load_names
from vedette.reading.casing import as_told, lower_words, opened, recased
from vedette.reading.model import load_model
from vedette.reading.naming import Run, common_words, find_runs
from vedette.reading.network.lines import Line, Parsed
from vedette.reading.network.network import Network
from vedette.reading.network.plain import Plain
from vedette.reading.network.tokens import Tokens
from vedette.reading.sentences import Paragraph, paragraphs, sentence_spans
from vedette.reading.trailing import with_label, with_trailing_reports
from vedette.records.document import Document
from vedette.records.moments import day_of
from vedette.records.reading import Mention, Sentence, Word

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 24
"""Documents parsed together: enough to fill the model's batches, few enough to keep memory steady."""

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that are parsed; the parser's memory grows with the length of one text."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One paragraph ready for the parser: its tokens' offsets in the document and the names among them."""

    document: int
    number: int
    title: bool
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    runs: dict[int, Mention]
    line: Line


class Parser:
    """The language model with our names before it. One a process; not to be shared between threads."""

    def __init__(self, nlp: "Language | None" = None, names: Names | None = None) -> None:
        self._nlp: Any = nlp or load_model()
        self._model: Network | Plain = Network.of(self._nlp) or Plain(self._nlp)
        self._tokens = Tokens(self._nlp)
        self._names = names or load_names()

    def parse(self, document: Document) -> tuple[Sentence, ...]:
        """Return the sentences of one document that are read."""
        return next(iter(self.parse_all([document])))[1]

    def parse_all(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Yield each document with its sentences, in the order given, holding no more than a batch at a time."""
        rest = iter(documents)
        while batch := list(islice(rest, BATCH)):
            found: list[list[Sentence]] = [[] for _ in batch]
            # What the model learns of new words within is forgotten behind it: a long run does not grow.
            with self._nlp.memory_zone():
                prepared = [p for n, d in enumerate(batch) for p in self._prepare(n, d)]
                for p, parsed in zip(prepared, self._model.parse([p.line for p in prepared]), strict=True):
                    _add_sentences(found[p.document], batch[p.document].text, p, parsed)
            yield from ((d, tuple(s)) for d, s in zip(batch, found, strict=True))

    def _prepare(self, n: int, document: Document) -> Iterator[_Prepared]:
        on = day_of(document.published)
        cut = paragraphs(document)
        lower = lower_words(document.text) | common_words() if any(p.title for p in cut) else frozenset()
        for number, paragraph in enumerate(cut):
            yield self._prepare_paragraph(n, number, document.text, paragraph, on, lower)

    def _prepare_paragraph(
        self, n: int, number: int, text: str, paragraph: Paragraph, on: date | None, lower: frozenset[str]
    ) -> _Prepared:
        end = min(paragraph.end, paragraph.start + LONGEST_PARAGRAPH)
        kept = self._tokens.of(text[paragraph.start : end])
        tokens = [t.strip(_INVISIBLE) or t for _, t in kept]
        hits = self._names.hits(tokens, on)
        if paragraph.title:
            tokens = as_told(recased(tokens, lower, hits), hits)
        runs = find_runs(tokens, [t.lower() for t in tokens], hits)
        breaks = {s.start for s in sentence_spans(text, paragraph)}
        offsets = [at + paragraph.start for at, _ in kept]
        return self._merged(n, number, paragraph, tokens, offsets, [len(t) for _, t in kept], runs, breaks)

    def _merged(  # noqa: PLR0913 - one paragraph's columns
        self,
        n: int,
        number: int,
        paragraph: Paragraph,
        tokens: Sequence[str],
        offsets: Sequence[int],
        lengths: Sequence[int],
        runs: Sequence[Run],
        breaks: set[int],
    ) -> _Prepared:
        by_first = {r.first: r for r in runs}
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        spaces: list[bool] = []
        mentions: dict[int, Mention] = {}
        k = 0
        while k < len(tokens):
            run = by_first.get(k)
            last = run.last if run else k + 1
            if run:
                mentions[len(words)] = run.mention
            words.append(opened(tokens[k]) if last == k + 1 else _surrogate(tokens, k, last))
            starts.append(offsets[k])
            ends.append(offsets[last - 1] + lengths[last - 1])
            spaces.append(last < len(tokens) and offsets[last] > ends[-1])
            k = last
        if paragraph.title and words and words[-1] not in ".!?":
            # Models read a line without its full stop as a noun phrase; the mark is theirs alone.
            words, spaces = [*words, "."], [*spaces, False]
        firsts = [k == 0 or start in breaks for k, start in enumerate(starts)]
        line = Line(tuple(words), tuple(spaces), (*firsts, *[False] * (len(words) - len(firsts))))
        return _Prepared(n, number, paragraph.title, tuple(starts), tuple(ends), mentions, line)


def _surrogate(tokens: Sequence[str], first: int, last: int) -> str:
    """Return the word that stands for a run before the parser: its last capitalised word, which inflects with it."""
    for k in range(last - 1, first - 1, -1):
        if tokens[k][:1].isupper():
            return tokens[k]
    return tokens[last - 1]


def _add_sentences(found: list[Sentence], text: str, p: _Prepared, parsed: Parsed) -> None:
    count = len(p.starts)
    firsts = [k for k in range(count) if p.line.starts[k]]
    for first, last in zip(firsts, [*firsts[1:], count], strict=True):
        words = _words(text, p, parsed, first, last)
        found.append(_sentence(len(found), p, first, with_trailing_reports(with_label(words))))


def _words(text: str, p: _Prepared, parsed: Parsed, first: int, last: int) -> tuple[Word, ...]:
    out = []
    starts, ends, runs, told = p.starts, p.ends, p.runs, p.line.words
    for k in range(first, last):
        own = text[starts[k] : ends[k]]
        head = parsed.heads[k] - first
        out.append(
            Word(
                k - first, starts[k], ends[k], own, (own if k in runs else told[k]).lower(), parsed.lemmas[k], parsed.pos[k],
                parsed.tags[k], parsed.deps[k], head if 0 <= head < last - first else k - first, parsed.entities[k],
                parsed.inside[k],
            )
        )  # fmt: skip
    return tuple(out)


def _sentence(index: int, p: _Prepared, first: int, words: tuple[Word, ...]) -> Sentence:
    children: list[list[int]] = [[] for _ in words]
    for w in words:
        if w.head != w.i:
            children[w.head].append(w.i)
    mentions = tuple(
        Mention(k - first, k - first + 1, m.kind, m.code, m.sector, m.name, m.entity, m.ambiguous, m.role)
        for k, m in p.runs.items()
        if first <= k < first + len(words)
    )
    return Sentence(
        index, words[0].start, words[-1].end, p.number, p.title, words, tuple(tuple(c) for c in children), mentions
    )
