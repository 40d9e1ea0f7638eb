"""The relevance gate: may a sentence or a document hold an event at all? Cheap enough to be asked of everything that comes in.

A lexicon of all forms that the codebook's triggers may come as, the names of the knowledge base, and a linear model over words
and pairs of words give every sentence a score; a second one over these scores and the words of the whole text gives the
document's. docs/gate.md says how it was trained, what it costs, and how much it loses. It judges English only: what it cannot
judge passes.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Self

import numpy as np

from vedette.documents.language import ENGLISH, language_of
from vedette.errors import StopError
from vedette.knowledge.names import load_names
from vedette.reading.gate_facts import BITS, FACTS, Floats, document_facts, length_facts, pieces_of
from vedette.reading.gate_words import OWNED, UNKNOWN, Ints, Lexicon, Rows
from vedette.reading.sentences import paragraphs, sentence_spans
from vedette.records.codebook.loader import load_codebook
from vedette.records.document import Document, Span

PAIRS = 1 << 16
"""Places in the table of pairs of words; a pair's place is told by its two numbers, and some share one."""

SPREAD = 40503
"""What the first number of a pair is multiplied with to spread pairs over the table."""

STRANGE = 0.5
"""Share of words that the vocabulary has not from which a text is not judged."""

FEWEST = 8
"""Words below which a share of unknown words tells nothing: a headline may be all names."""

OWN = 6.0
"""What a trigger that only the user's codebook has adds to its sentence's log-odds: the model never saw it, and it is there to be met."""

SHORT = 60
"""Words below which a text is judged more leniently: it costs little to read, and there is little to judge it by."""

SHOWN = 4
"""Words that a decision names."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a document is to be read: its score from 0 to 1, the words that decided most, and all of it as a sentence."""

    passes: bool
    score: float
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What was trained. Words: one number each for a sentence and for a document, by the vocabulary's numbers.

    `sentence` weighs what `sentence_facts` and `length_facts` return, `document` what `document_facts` returns.
    `least_sentence`, `least_document` and, for one of fewer than SHORT words, `least_short` are the scores from which
    something passes.
    """

    words: tuple[str, ...]
    sentence_words: Floats
    document_words: Floats
    pairs: Floats
    sentence: Floats
    document: Floats
    least_sentence: float
    least_document: float
    least_short: float


@dataclass(frozen=True, slots=True)
class Gate:
    """The trained gate. One a process; it keeps nothing between texts, and threads may share it.

    `facts` is what the facts of a sentence weigh together, by its bits.
    """

    lexicon: Lexicon
    weights: Weights
    facts: Floats

    @classmethod
    def load(cls, own: Iterable[tuple[str, ...]] = ()) -> Self:
        """Return the gate that ships with the package; of the lemmas of `own` triggers, those that it lacks are added.

        Raises StopError where its files are broken.
        """
        files = resources.files("vedette.reading") / "gate_files"
        try:
            told = json.loads((files / "lexicon.json").read_text("utf-8"))
            with (files / "weights.npz").open("rb") as f, np.load(f) as arrays:
                weights = _weights({k: arrays[k] for k in arrays.files})
        except Exception as e:
            raise StopError(
                f"gate {files}: cannot be loaded ({e}); install vedette again, or read without --gate"
            ) from e
        known = frozenset(told["lemmas"])
        new = [x for x in own if " ".join(x) not in known]
        single = [f for x in new if len(x) == 1 for f in _forms(x[0])]
        phrases = [" ".join("|".join(_forms(w)) for w in x if w[0].isalnum()) for x in new if len(x) > 1]
        return cls.of(
            Lexicon.of(weights.words, {**told, "own": single, "own_phrases": phrases}, load_names().known()), weights
        )

    @classmethod
    def of(cls, lexicon: Lexicon, weights: Weights) -> Self:
        """Return the gate of a lexicon and weights; words that were not trained on weigh nothing."""
        missing = lexicon.size - len(weights.sentence_words)
        words, topic = (np.pad(w, (0, missing)) for w in (weights.sentence_words, weights.document_words))
        facts = (FACTS @ weights.sentence[: FACTS.shape[1]] + OWN * ((BITS & OWNED) > 0)).astype(np.float32)
        return cls(lexicon, replace(weights, sentence_words=words, document_words=topic), facts)

    def sentence(self, text: str) -> float:
        """Return from 0 to 1 how likely a sentence holds an event or a count of casualties."""
        return float(self.sentences([text])[0])

    def sentences(self, texts: Iterable[str]) -> Floats:
        """Return the score of each of many sentences: far cheaper than one by one."""
        found: Floats = _sigmoid(self.odds(self.lexicon.rows(texts)))
        return found

    def spans(self, document: Document) -> tuple[tuple[Span, float], ...]:
        """Return the sentences of `document` that are read, as the parser is given them, each with its score."""
        spans = sentences_of(document)
        return tuple(zip(spans, map(float, self.sentences(s.slice(document.text) for s in spans)), strict=True))

    def passes(self, document: Document) -> Decision:
        """Return whether `document` may hold an event, and why."""
        language = language_of(document)
        if language != ENGLISH:
            return Decision(True, 1.0, (), f"passes: it is in {language}, and the gate judges English only")
        text = document.text
        rows = self.lexicon.rows([text[s.start : s.end] for s in sentences_of(document)])
        words = int(rows.lengths.sum())
        if not words:
            return Decision(False, 0.0, (), "held back: there are no words in it")
        if words >= FEWEST and np.count_nonzero(rows.ids == UNKNOWN) > STRANGE * words:
            return Decision(True, 1.0, (), "passes: most of its words are unknown to the gate, which cannot judge it")
        if (rows.bits & OWNED).any():
            return Decision(True, 1.0, (), "passes: a trigger of your own codebook is met in it")
        return self._decided(rows)

    def odds(self, rows: Rows) -> Floats:
        """Return each sentence's log-odds of an event."""
        if not len(rows.starts):
            return np.zeros(0, dtype=np.float32)
        w = self.weights
        each = w.sentence_words[rows.ids]
        each[:-1] += w.pairs[pairs_of(rows.ids)]
        odds: Floats = np.add.reduceat(each, rows.starts)
        odds += self.facts[rows.bits]
        odds += length_facts(rows.lengths) @ w.sentence[FACTS.shape[1] :]
        return odds

    def best(self, rows: Rows) -> tuple[float, slice]:
        """Return the best score of the pieces of a document, given as rows of its sentences, and which words that piece has."""
        odds, w = self.odds(rows), self.weights
        topic = w.document_words[rows.ids]
        found: list[tuple[float, slice]] = []
        for first, last in pieces_of(rows.lengths):
            words = slice(rows.starts[first], rows.starts[last] if last < len(rows.starts) else len(rows.ids))
            facts = document_facts(odds[first:last], rows.bits[first:last], rows.lengths[first:last])
            size = max(int(rows.lengths[first:last].sum()), 1)
            found.append((float(topic[words].sum() / size**0.5 + facts @ w.document), words))
        z, words = max(found, key=lambda x: x[0])
        return float(_sigmoid(z)), words

    def _decided(self, rows: Rows) -> Decision:
        score, piece = self.best(rows)
        w, ids = self.weights, rows.ids[piece]
        size = int(rows.lengths.sum())
        least = w.least_short if size < SHORT else w.least_document
        telling = w.document_words[ids] / max(len(ids), 1) ** 0.5 + w.sentence_words[ids] * w.document[0]
        words = _telling(rows.tokens[piece], telling if score >= least else -telling)
        return Decision(score >= least, score, words, _reason(score, least, words))


def sentences_of(document: Document) -> tuple[Span, ...]:
    """Return the sentences of `document` that are read, as the parser is given them."""
    return tuple(s for p in paragraphs(document) for s in sentence_spans(document.text, p))


def pairs_of(ids: Ints) -> Ints:
    """Return the place of each word's pair with the next one: array (words - 1)."""
    places: Ints = (ids[:-1] * SPREAD + ids[1:]) % PAIRS
    return places


def _telling(tokens: Sequence[str], weight: Floats) -> tuple[str, ...]:
    """Return the words that weigh most, the heaviest first, each once."""
    order = np.argsort(-weight, kind="stable")[: SHOWN * 4].tolist()
    found = dict.fromkeys(tokens[k].lower() for k in order if weight[k] > 0 and len(tokens[k]) > 2)
    return tuple(found)[:SHOWN]


def _reason(score: float, least: float, words: Sequence[str]) -> str:
    told = ", ".join(f"“{w[:40]}”" for w in words) or "no single word"
    if score >= least:
        return f"passes: {told} may tell of an event (score {score:.2g} of at least {least:.2g})"
    return f"held back: {told} tell of something else (score {score:.2g}, below {least:.2g})"


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def _weights(arrays: Mapping[str, Any]) -> Weights:
    words = tuple(arrays["words"].tobytes().decode("utf-8").split("\n"))
    least = [float(x) for x in arrays["least"]]
    named = ("sentence_words", "document_words", "pairs", "sentence", "document")
    told = {k: arrays[k].astype(np.float32) for k in named}
    return Weights(words, *(told[k] for k in named), *least)


def load_gate() -> Gate:
    """Return this process's gate; with VEDETTE_CODEBOOK it knows the triggers of the user's codebook as well."""
    return _load(os.environ.get("VEDETTE_CODEBOOK"))


@cache
def _load(own: str | None) -> Gate:
    if not own:
        return Gate.load()
    book = load_codebook()
    return Gate.load(
        sorted({t.lemma for told in (book.verbs, book.nouns, book.adjectives) for v in told.values() for t in v})
    )


def _forms(lemma: str) -> tuple[str, ...]:
    stem = lemma.removesuffix("e")
    return tuple(dict.fromkeys((lemma, f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{stem}ing")))
