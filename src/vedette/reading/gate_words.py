"""The gate's words: texts as rows of numbers, with what the lexicon and the knowledge base know among them.

A word is a number of the vocabulary, every sentence ends with EDGE, and all further counting is done on whole arrays, so that a
word costs about a microsecond. Expressions of several words are met by an automaton over these numbers: the first word of one
opens a window in which the others have to stand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vedette.knowledge.names import Names

EDGE, NUMBER = 0, 1
"""The numbers of a sentence's end and of any figure that the vocabulary has not."""

UNKNOWN = 2
"""The number of every other word that the vocabulary has not."""

REACH = 9
"""Words behind the first of an expression in which the others may stand, as in coding."""

CLASSES = ("triggers", "casualties", "roles", "reporting")
"""The lexicon's classes of single words, in the order of their columns."""

COUNTED = (*CLASSES, "countries", "bodies", "numbers", "words")
"""What is counted in each sentence, in the order of the columns; expressions count as triggers."""

_COUNTRIES = frozenset({"state", "demonym", "capital", "seat", "people"})
_WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\.?|[^\W_]+")

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float32]
Phrases = Mapping[int, tuple[tuple[frozenset[int], ...], ...]]
"""By the number of a first word, what must follow it: the numbers that each further word may be."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences as numbers: `ids` of all their words with an EDGE behind each sentence, `starts` where each begins.

    `tokens` are the words themselves ("" for an edge), `counts` has one row a sentence and the columns of COUNTED.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints
    counts: Counts


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary with the classes of its words (array words by CLASSES), the expressions, and the known names."""

    numbers: Mapping[str, int]
    classes: npt.NDArray[np.float32]
    phrases: Phrases
    names: Names

    @classmethod
    def of(cls, words: Sequence[str], told: Mapping[str, Iterable[str]], names: Names) -> "Lexicon":
        """Return the lexicon of `words`, which are numbered behind UNKNOWN, and of what `told` lists by class.

        What is listed and not among `words` is numbered behind them.
        """
        phrases = [[w.split("|") for w in p.split()] for p in told["phrases"]]
        listed = dict.fromkeys(w for name in CLASSES for w in told[name])
        inside = dict.fromkeys(w for p in phrases for ways in p for w in ways)
        numbers = {w: n for n, w in enumerate(dict.fromkeys((*words, *listed, *inside)), UNKNOWN + 1)}
        classes = np.zeros((len(numbers) + UNKNOWN + 1, len(CLASSES)), dtype=np.float32)
        for k, name in enumerate(CLASSES):
            classes[[numbers[w] for w in told[name]], k] = 1
        opened: dict[int, list[tuple[frozenset[int], ...]]] = {}
        for first, *others in phrases:
            rest = tuple(frozenset(numbers[w] for w in ways) for ways in others)
            for w in first:
                opened.setdefault(numbers[w], []).append(rest)
        return cls(numbers, classes, {k: tuple(v) for k, v in opened.items()}, names)

    def rows(self, sentences: Iterable[str]) -> Rows:
        """Return `sentences` as numbers, with what is counted in each."""
        tokens: list[str] = []
        starts: list[int] = []
        for s in sentences:
            starts.append(len(tokens))
            tokens += _WORD.findall(s)
            tokens.append("")
        get = self.numbers.get
        ids = [get(t.lower()) or _other(t) for t in tokens]
        at = np.array(starts, dtype=np.int64)
        return Rows(tokens, (n := np.array(ids, dtype=np.int64)), at, self._counts(tokens, ids, n, at))

    def _counts(self, tokens: Sequence[str], ids: Sequence[int], n: Ints, starts: Ints) -> Counts:
        out = np.zeros((len(starts), len(COUNTED)), dtype=np.float32)
        if not len(starts):
            return out
        out[:, : len(CLASSES)] = np.add.reduceat(self.classes[n], starts, axis=0)
        out[:, -2] = np.add.reduceat((n == NUMBER).astype(np.float32), starts)
        out[:, -1] = np.diff(starts, append=len(n)) - 1
        for column, places in self._met(tokens, ids):
            where = np.searchsorted(starts, places, side="right") - 1
            np.add.at(out[:, COUNTED.index(column)], where, 1)
        return out

    def _met(self, tokens: Sequence[str], ids: Sequence[int]) -> Iterable[tuple[str, list[int]]]:
        """Yield where expressions, countries and bodies stand, by the name of their column."""
        opened = self.phrases
        yield "triggers", [k for k, i in enumerate(ids) if i in opened and _goes_on(ids, k, opened[i])]
        hits = self.names.hits(tokens)
        yield "countries", [h.first for h in hits if h.name.kind in _COUNTRIES]
        yield "bodies", [h.first for h in hits if h.name.kind not in _COUNTRIES and h.name.kind != "outlet"]


def _other(token: str) -> int:
    """Return the number of a word that the vocabulary has not."""
    return EDGE if not token else NUMBER if token[0].isdigit() else UNKNOWN


def _goes_on(ids: Sequence[int], k: int, ways: Iterable[Sequence[frozenset[int]]]) -> bool:
    """Tell whether one of the expressions that the word at `k` opens has all its words in the same sentence, near enough."""
    window = ids[k + 1 : k + 1 + REACH]
    if EDGE in window:
        window = window[: window.index(EDGE)]
    return any(all(not step.isdisjoint(window) for step in way) for way in ways)
