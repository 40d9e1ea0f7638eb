"""A text cut into windows of whole sentences for the marker, and how far apart two words of a window stand.

Training (tools/train_marker.py) and reading cut and count alike, since both do it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WINDOW = 160
"""Pieces of a window, its marks included. Attention costs their square: windows of 384 take half as long again and mark no better (docs/measurements.md)."""

CONTEXT = 40
"""Pieces of the text before with which a further window begins, so that "the attack" there still has its doer."""

FIRST, LAST = 101, 102
"""The vocabulary's marks: one before a window, one behind each sentence."""

NEAR = ((-12, 0), (-4, 1), (0, 2), (1, 3), (5, 4), (13, 5))
"""Upper bounds (exclusive) of words' distances within a sentence, and their bucket; farther on is bucket 6."""

Ints = npt.NDArray[np.int64]
FARTHEST = 13
"""Words from which on a distance within a sentence is of the last bucket, on either side."""

_NEARS: Ints = np.array(
    [next((n for bound, n in NEAR if d < bound), 6) for d in range(-FARTHEST, FARTHEST + 1)], dtype=np.int64
)
_FARS: Ints = np.array([7, 8, 8, 9, 0, 10, 11], dtype=np.int64)
"""By sentences from four before to two behind; the act's own has no such bucket."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence as vocabulary ids, and for each the index of the word that it is a piece of."""

    ids: tuple[int, ...]
    words: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first` to `last` (exclusive), of which those before `start` are only context.

    `ids` are the pieces, `owners[k]` the window's word of piece k (-1 for a mark); `places[w]` is sentence and word of the window's
    word w.
    """

    first: int
    start: int
    last: int
    ids: tuple[int, ...]
    owners: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def windows(sentences: Sequence[Pieces]) -> tuple[Window, ...]:
    """Return the windows of a text; every sentence is new in exactly one of them. A sentence longer than a window is cut short."""
    cut = [_fitting(s) for s in sentences]
    sizes = [max(len(s.ids), s.count) + 1 for s in cut]
    out, start = [], 0
    while start < len(cut):
        first = start
        while first > 0 and sum(sizes[first - 1 : start]) <= CONTEXT:
            first -= 1
        room = WINDOW - 1 - sum(sizes[first:start])
        if sizes[start] > room:
            first, room = start, WINDOW - 1
        last = start
        while last < len(cut) and sizes[last] <= room:
            room -= sizes[last]
            last += 1
        out.append(_window(cut, first, start, last))
        start = last
    return tuple(out)


def _fitting(s: Pieces) -> Pieces:
    """Return as much of a sentence as a window holds: pieces and words, since a word may have no piece."""
    room = WINDOW - 2
    if max(len(s.ids), s.count) <= room:
        return s
    words = min(s.count, room if len(s.ids) <= room else s.words[room - 1] + 1)
    kept = min(room, sum(w < words for w in s.words))
    return Pieces(s.ids[:kept], s.words[:kept], words)


def _window(cut: Sequence[Pieces], first: int, start: int, last: int) -> Window:
    ids, owners, places = [FIRST], [-1], list[tuple[int, int]]()
    for s in range(first, last):
        base = len(places)
        places += [(s, i) for i in range(cut[s].count)]
        ids += [*cut[s].ids, LAST]
        owners += [*(base + w for w in cut[s].words), -1]
    return Window(first, start, last, tuple(ids), tuple(owners), tuple(places))


def buckets(places: Sequence[tuple[int, int]], at: Sequence[int]) -> Ints:
    """Return for each act at window word `at` and each word the bucket of their distance: array (acts, words).

    Seven for words of the act's own sentence, by how far before or behind; then by sentences: over three before (7), two or
    three before (8), the one before (9), the one behind (10), farther behind (11).
    """
    sentence = np.array([s for s, _ in places], dtype=np.int64)
    index = np.asarray(at, dtype=np.int64)
    d = np.arange(len(places), dtype=np.int64)[None, :] - index[:, None]
    s = sentence[None, :] - sentence[index][:, None]
    found: Ints = np.where(s == 0, _NEARS[d.clip(-FARTHEST, FARTHEST) + FARTHEST], _FARS[s.clip(-4, 2) + 4])
    return found
