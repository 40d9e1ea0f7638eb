"""Entities: which words begin, go on with and end a name, by spaCy's moves, for all lines at once.

Outside of an entity the best move depends on nothing but the word, so that all words are scored in one product. Whatever
could begin an entity is followed to its end, all beginnings together; which of them are reached is told last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from vedette.reading.network.scorer import Floats, Ints, Scorer, move_names

PLACES = 3
"""Words a state looks at: the next, the first of the open entity, the one before the next in it."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Entities:
    """Finds entities. `labels` are by number; `first` is the move that begins each, `unit` the one that is all of it, and so on."""

    scorer: Scorer
    labels: tuple[str, ...]
    first: Ints
    on: Ints
    last: Ints
    unit: Ints
    none: int
    kinds: tuple[tuple[str, int], ...] = field(repr=False, default=())

    @classmethod
    def of(cls, pipe: Any) -> Self | None:
        """Return what finds entities as spaCy's `pipe` "ner" does; None where it is built in another way."""
        scorer, names = Scorer.of(pipe.model, PLACES), move_names(pipe)
        if scorer is None or "O" not in names:
            return None
        labels = tuple(n[2:] for n in names if n.startswith("B-"))
        moves = {n: k for k, n in enumerate(names)}
        if any(f"{kind}-{label}" not in moves for kind in "BILU" for label in labels):
            return None
        first, on, last, unit = (np.array([moves[f"{kind}-{label}"] for label in labels]) for kind in "BILU")
        number = {label: n for n, label in enumerate(labels)}
        kinds = tuple((n[0], number.get(n[2:], -1)) for n in names)
        return cls(scorer, labels, first, on, last, unit, moves["O"], kinds)

    def find(self, vectors: Floats, starts: Sequence[int]) -> tuple[Ints, Bools]:
        """Return the label's number (-1 for none) of each word and whether it goes on with an entity.

        `starts` are the words that begin a sentence, numbered over all lines; no entity goes beyond one.
        """
        count = len(vectors)
        prepared = self.scorer.prepared(vectors)
        may_go_on = np.ones(count, dtype=bool)
        may_go_on[np.array([*starts[1:], count]) - 1] = False
        best = self._outside(prepared, count, may_go_on)
        begun = np.flatnonzero(np.isin(best, self.first))
        which = np.array([self.kinds[m][1] for m in best[begun]], dtype=np.intp)
        ends = self._followed(prepared, begun, which, may_go_on)
        return self._told(best, dict(zip(begun.tolist(), zip(ends.tolist(), which.tolist(), strict=True), strict=True)))

    def _outside(self, prepared: Floats, count: int, may_go_on: Bools) -> Ints:
        """Return the best move of each word where no entity is open."""
        words = (np.arange(count) + 1) * PLACES
        rows = np.stack([words, np.full(count, 1), np.full(count, 2)], axis=1)
        scores = self.scorer.scores(prepared, rows)
        allowed = np.concatenate([self.first, self.unit, [self.none]])
        barred = np.setdiff1d(np.arange(scores.shape[1]), allowed)
        scores[:, barred] = -np.inf
        scores[np.ix_(~may_go_on, self.first)] = -np.inf
        found: Ints = scores.argmax(axis=1)
        return found

    def _followed(self, prepared: Floats, begun: Ints, which: Ints, may_go_on: Bools) -> Ints:
        """Return the last word of each entity that begins at `begun` with the label `which`."""
        at, ends = begun + 1, np.full(len(begun), -1, dtype=np.intp)
        open_ = np.arange(len(begun))
        while open_.size:
            now, start, label = at[open_], begun[open_], which[open_]
            rows = np.stack([(now + 1) * PLACES, (start + 1) * PLACES + 1, now * PLACES + 2], axis=1)
            scores = self.scorer.scores(prepared, rows)
            own = np.arange(len(open_))
            goes = scores[own, self.on[label]], scores[own, self.last[label]]
            # On a tie spaCy takes the move that it numbers first.
            on = (goes[0] > goes[1]) | ((goes[0] == goes[1]) & (self.on[label] < self.last[label]))
            on &= may_go_on[now]
            ends[open_[~on]] = now[~on]
            open_ = open_[on]
            at[open_] += 1
        return ends

    def _told(self, best: Ints, entities: dict[int, tuple[int, int]]) -> tuple[Ints, Bools]:
        label = np.full(len(best), -1, dtype=np.intp)
        inside = np.zeros(len(best), dtype=bool)
        alone = np.isin(best, self.unit)
        done = -1
        for k in sorted({*entities, *np.flatnonzero(alone).tolist()}):
            if k <= done:
                continue
            end, number = entities.get(k, (k, self.kinds[best[k]][1]))
            label[k : end + 1], inside[k + 1 : end + 1] = number, True
            done = end
        return label, inside
