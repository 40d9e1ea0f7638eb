"""The gate's words: texts as rows of numbers, with what the lexicon and the knowledge base know among them.

Every form of a word leads to its number in one look-up, a sentence begins with EDGE, and what a sentence holds is a few bits, so
that all further work is done on whole arrays and a word costs about a microsecond. Names and expressions of several words are
met by an automaton over these numbers: the first word of one opens a window in which the others have to stand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vedette.knowledge.names import Name

EDGE, NUMBER = 0, 1
"""The numbers of a sentence's edge and of any figure that the vocabulary has not."""

UNKNOWN = 2
"""The number of every other word that the vocabulary has not."""

REACH = 9
"""Words behind the first of an expression in which the others may stand, as in coding."""

CLASSES = ("triggers", "casualties", "roles", "reporting", "countries", "bodies", "numbers", "own")
"""What may be met in a sentence, by the order of its bits; `own` are triggers that only the user's codebook has."""

TRIGGER, CASUALTY, ROLE, REPORTING, COUNTRY, BODY, FIGURE, OWNED = (1 << k for k in range(len(CLASSES)))
TWO = 1 << len(CLASSES)
"""The bit of a sentence that names more than one country."""

NAMED = "^"
"""Before a word that opens a known name when it is written like that: "Turkey" is not "turkey"."""

_COUNTRIES = frozenset({"state", "demonym", "capital", "seat", "people"})
_FIGURES = """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand
    dozen dozens scores hundreds thousands several""".split()
_WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\.?|[^\W_]+")

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint16]
Steps = Sequence[frozenset[int]]
"""What has to follow the first word: the numbers that each further word may be."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences as numbers: `ids` of all their words, an EDGE before each sentence and one at the end.

    `tokens` are the words themselves ("" for an edge), `starts` where each sentence begins, `bits` what each holds (CLASSES
    and TWO), `lengths` how many words it has.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints
    bits: Bits
    lengths: Ints


class Numbers(dict[str, int]):
    """The numbers of words as they may be written. What is not in it is told by its letters and never kept."""

    def __missing__(self, token: str) -> int:
        """Return the number of a word in unusual letters, or of one that is unknown."""
        lower = token.lower()
        return self[lower] if lower in self else NUMBER if token[0].isdigit() else UNKNOWN


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary with the bits of its words, and the names and expressions of several words by the first one's number.

    `opens` tells of each word whether a name of several begins with it, `leads` has the bits of expressions that do.
    """

    numbers: Numbers
    size: int
    bits: Bits
    opens: npt.NDArray[np.bool_]
    leads: Bits
    names: Mapping[int, tuple[tuple[tuple[str, ...], int], ...]]
    phrases: Mapping[int, tuple[tuple[Steps, int], ...]]

    @classmethod
    def of(
        cls, words: Sequence[str], told: Mapping[str, Sequence[str]], names: Iterable[tuple[tuple[str, ...], Name]]
    ) -> "Lexicon":
        """Return the lexicon of `words`, which are numbered behind UNKNOWN, of what `told` lists by class, and of `names`.

        What is listed and not among `words` is numbered behind them.
        """
        known = [
            (tuple(t for t in tokens if _WORD.fullmatch(t)), name) for tokens, name in names if name.kind != "outlet"
        ]
        opening = {tokens[0] for tokens, _ in known if tokens}
        phrases = [
            *_needed(told["phrases"], told["triggers"], TRIGGER),
            *_needed(told.get("own_phrases", ()), (), OWNED),
        ]
        single = {name: told.get(name, ()) for name in CLASSES[:4]} | {"numbers": _FIGURES, "own": told.get("own", ())}
        every = dict.fromkeys((
            *words, *(w for listed in single.values() for w in listed),
            *(w for steps, _ in phrases for ways in steps for w in ways), *(NAMED + w.lower() for w in sorted(opening)),
        ))  # fmt: skip
        plain = {w: n for n, w in enumerate(every, UNKNOWN + 1)}
        bits = np.zeros(len(plain) + UNKNOWN + 1, dtype=np.uint16)
        bits[NUMBER] = FIGURE
        for name, listed in single.items():
            bits[[plain[w] for w in listed]] |= 1 << CLASSES.index(name)
        several = _names(known, plain, bits)
        opens = np.zeros(len(bits), dtype=np.bool_)
        opens[list(several)] = True
        ways, leads = _phrases(phrases, plain), np.zeros(len(bits), dtype=np.uint16)
        for first, those in ways.items():
            leads[first] = np.bitwise_or.reduce([bit for _, bit in those])
        return cls(_numbers(plain, opening), len(bits), bits, opens, leads, several, ways)

    def rows(self, sentences: Iterable[str]) -> Rows:
        """Return `sentences` as numbers, with what is met in each."""
        tokens: list[str] = []
        starts: list[int] = []
        for s in sentences:
            starts.append(len(tokens))
            tokens.append("")
            tokens += _WORD.findall(s)
        tokens.append("")
        ids = list(map(self.numbers.__getitem__, tokens))
        n, at = np.array(ids, dtype=np.int64), np.array(starts, dtype=np.int64)
        lengths = np.diff(at, append=len(n) - 1) - 1
        return Rows(tokens, n, at, self._met(tokens, ids, n, at), lengths)

    def _met(self, tokens: Sequence[str], ids: Sequence[int], n: Ints, starts: Ints) -> Bits:
        """Return what is met in each sentence."""
        if not len(starts):
            return np.zeros(0, dtype=np.uint16)
        each = self.bits[n]
        for k in np.flatnonzero(self.opens[n]).tolist():
            each[k] |= self._name(tokens, k, ids[k])
        out: Bits = np.bitwise_or.reduceat(each, starts)
        countries = np.add.reduceat((each & COUNTRY) > 0, starts, dtype=np.int64)
        out[countries > 1] |= TWO
        self._expressions(ids, n, starts, out)
        return out

    def _name(self, tokens: Sequence[str], k: int, i: int) -> int:
        """Return the bits of the names of several words that begin at word `k`, which has the number `i`."""
        for name, bit in self.names[i]:
            if tokens[k + 1] == name[1] and tuple(tokens[k : k + len(name)]) == name:
                return bit
        return 0

    def _expressions(self, ids: Sequence[int], n: Ints, starts: Ints, bits: Bits) -> None:
        """Set the bits of sentences in which an expression is met; one that has a trigger already needs no other."""
        places = np.flatnonzero(self.leads[n])
        rows = np.searchsorted(starts, places, side="right") - 1
        open_ = (bits[rows] & self.leads[n[places]]) != self.leads[n[places]]
        ends = (*starts[1:].tolist(), len(ids))
        for k, row in zip(places[open_].tolist(), rows[open_].tolist(), strict=True):
            window = ids[k + 1 : min(k + 1 + REACH, ends[row])]
            for steps, bit in self.phrases[ids[k]]:
                if all(not step.isdisjoint(window) for step in steps):
                    bits[row] |= bit


def _needed(phrases: Iterable[str], triggers: Iterable[str], bit: int) -> list[tuple[list[list[str]], int]]:
    """Return the forms of each word of the expressions that do not have a trigger in them, which is met by itself."""
    single = frozenset(triggers)
    told = ([w.split("|") for w in p.split()] for p in phrases)
    return [(steps, bit) for steps in told if not any(single.issuperset(ways) for ways in steps)]


def _phrases(
    phrases: Iterable[tuple[list[list[str]], int]], numbers: Mapping[str, int]
) -> dict[int, tuple[tuple[Steps, int], ...]]:
    out: dict[int, list[tuple[Steps, int]]] = {}
    for (first, *others), bit in phrases:
        steps = tuple(frozenset(numbers[w] for w in ways) for ways in others)
        for w in first:
            out.setdefault(numbers[w], []).append((steps, bit))
    return {k: tuple(v) for k, v in out.items()}


def _names(
    known: Iterable[tuple[tuple[str, ...], Name]], numbers: Mapping[str, int], bits: Bits
) -> dict[int, tuple[tuple[tuple[str, ...], int], ...]]:
    """Return the names of several words by their first one's number, the longest first; the bits of others are set."""
    out: dict[int, dict[tuple[str, ...], int]] = {}
    for tokens, name in known:
        bit = COUNTRY if name.kind in _COUNTRIES else BODY
        if len(tokens) == 1:
            bits[numbers[NAMED + tokens[0].lower()]] |= bit
        elif tokens:
            out.setdefault(numbers[NAMED + tokens[0].lower()], {}).setdefault(tokens, bit)
    return {k: tuple(sorted(v.items(), key=lambda x: -len(x[0]))) for k, v in out.items()}


def _numbers(plain: Mapping[str, int], opening: Iterable[str]) -> Numbers:
    """Return the numbers of `plain` words in small letters, with a capital and in capitals, and of those that open names."""
    out = Numbers({"": EDGE})
    for w, n in plain.items():
        if not w.startswith(NAMED):
            for form in (w, w.capitalize(), w.upper()):
                out.setdefault(form, n)
    out.update({w: plain[NAMED + w.lower()] for w in opening})
    return out
