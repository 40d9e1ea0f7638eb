"""Heads and labels: spaCy's arc-eager moves, every sentence one step further at a time.

A state has a stack and a buffer of words; a move shifts the next word onto the stack, takes one off it, or hangs one below
the other. Where only one move is allowed it is made unasked; the rest of all sentences is scored together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from vedette.reading.network.scorer import Floats, Scorer, move_names

PLACES = 8
"""Words a state looks at: two of the buffer, three of the stack, and the nearest children of the first ones."""

_SHIFT, _REDUCE, _LEFT, _RIGHT = range(4)
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT}


@dataclass(slots=True)
class _State:
    """A sentence half read: words are numbered in the batch; `next` is the first unread one, `end` the sentence's, `over` the line's."""

    next: int
    end: int
    over: int
    stack: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    stuck: set[int] = field(default_factory=set)
    head: dict[int, int] = field(default_factory=dict)
    left: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    right: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def forced(self) -> bool:
        """Make the moves that are the only ones allowed; tell whether there is something to choose then."""
        while True:
            if not self.stack:
                if self.next == self.end and not self.back:
                    return False
                self._push()
            elif self.next == self.end and not self.back:
                self.reduce()
            else:
                return True

    def _push(self) -> None:
        if self.back:
            self.stack.append(self.back.pop())
        else:
            self.stack.append(self.next)
            self.next += 1

    def looks(self) -> tuple[int, int, int, int, int, int, int, int, bool, bool]:
        """Return the eight words that the state looks at (-1 for none), and whether it may shift and reduce."""
        stack, back = self.stack, self.back
        depth, held = len(stack), len(back)
        ahead = self.over - self.next
        b0 = back[-1] if held else self.next
        b1 = back[-2] if held > 1 else self.next + 1 - held
        s0 = stack[-1]
        lefts, rights = self.left.get(b0), self.right.get(s0)
        below = self.left.get(s0)
        return (
            b0,
            b1 if b1 < self.over else -1,
            s0,
            stack[-2] if depth > 1 else -1,
            stack[-3] if depth > 2 else -1,
            lefts[-1][0] if lefts else -1,
            below[-1][0] if below else -1,
            rights[-1][0] if rights else -1,
            ahead + held > 1 and b0 not in self.stuck,
            depth > 1,
        )

    def reduce(self) -> None:
        top = self.stack.pop()
        if top not in self.head and self.stack:
            self.stuck.add(top)
            self.back.append(top)

    def make(self, kind: int, label: int) -> None:
        if kind == _SHIFT:
            self._push()
        elif kind == _REDUCE:
            self.reduce()
        elif kind == _LEFT:
            b0 = self.back[-1] if self.back else self.next
            self._hang(self.stack.pop(), b0, label)
            self.stuck.discard(b0)
        else:
            b0 = self.back[-1] if self.back else self.next
            self._hang(b0, self.stack[-1], label)
            self._push()

    def _hang(self, child: int, head: int, label: int) -> None:
        old = self.head.get(child)
        if old is not None:
            arcs = (self.left if old > child else self.right)[old]
            # As spaCy has it, an arc that is not the last of its head is not taken back.
            if arcs and arcs[-1][0] == child:
                arcs.pop()
        (self.left if head > child else self.right).setdefault(head, []).append((child, label))
        self.head[child] = head

    def told(self, heads: list[int], labels: list[int]) -> None:
        """Write the heads and the numbers of labels of this sentence's words."""
        for arcs in (self.left, self.right):
            for head, children in arcs.items():
                for child, label in children:
                    heads[child], labels[child] = head, label


@dataclass(frozen=True, slots=True)
class Arcs:
    """Finds heads and labels as spaCy's parser does; sentences are given and never cut anew."""

    scorer: Scorer
    moves: tuple[tuple[int, int], ...]
    labels: tuple[str, ...]
    barred: tuple[int, ...]
    shift: int
    reduce: int

    @classmethod
    def of(cls, pipe: Any) -> Self | None:
        """Return what finds heads as spaCy's `pipe` "parser" does; None where it is built in another way."""
        scorer, names = Scorer.of(pipe.model, PLACES), move_names(pipe)
        if scorer is None or "S" not in names or "D" not in names or "subtok" in " ".join(names):
            return None
        labels = tuple(dict.fromkeys(["ROOT", *(n[2:] for n in names if n[:2] in ("L-", "R-"))]))
        number = {label: n for n, label in enumerate(labels)}
        moves = tuple((_KINDS.get(n[0], -1), number.get(n[2:], 0)) for n in names)
        barred = tuple(k for k, (kind, _) in enumerate(moves) if kind < 0)
        return cls(scorer, moves, labels, barred, names.index("S"), names.index("D"))

    def find(self, vectors: Floats, spans: Sequence[tuple[int, int, int]]) -> tuple[list[int], list[str]]:
        """Return the head (its own index for a root) and the label of each word of `vectors` (words, width).

        `spans` are the sentences: first word, last (exclusive), and the end of the line that they stand in.
        """
        prepared = self.scorer.prepared(vectors)
        states = [_State(first, end, over) for first, end, over in spans]
        open_ = [s for s in states if s.forced()]
        while open_:
            self._step(prepared, open_)
            open_ = [s for s in open_ if s.forced()]
        heads, labels = list(range(len(vectors))), [0] * len(vectors)
        for s in states:
            s.told(heads, labels)
        named = [self.labels[n] for n in labels]
        for first, end, _ in spans:
            lifted(heads, named, first, end)
        return heads, named

    def _step(self, prepared: Floats, states: Sequence[_State]) -> None:
        looks = np.array([s.looks() for s in states], dtype=np.intp)
        rows = (looks[:, :PLACES] + 1) * PLACES + np.arange(PLACES)
        scores = self.scorer.scores(prepared, rows)
        scores[:, self.barred] = -np.inf
        scores[looks[:, PLACES] == 0, self.shift] = -np.inf
        scores[looks[:, PLACES + 1] == 0, self.reduce] = -np.inf
        for s, move in zip(states, scores.argmax(axis=1).tolist(), strict=True):
            s.make(*self.moves[move])


def lifted(heads: list[int], labels: list[str], first: int, end: int) -> None:
    """Put arcs that were drawn too high where they belong: "relcl||dobj" goes below the head's nearest "dobj" (Nivre and Nilsson 2005)."""
    for k in range(first, end):
        label, mark, wanted = labels[k].partition("||")
        if mark:
            heads[k] = _nearest(heads, labels, k, wanted, range(first, end))
            labels[k] = label


def _nearest(heads: Sequence[int], labels: Sequence[str], word: int, wanted: str, sentence: range) -> int:
    """Return the first word labelled `wanted` below the head of `word`, level by level; the head itself where there is none."""
    level = [heads[word]]
    while level:
        below: list[int] = []
        for head in level:
            for child in sentence:
                if heads[child] != head or child in (head, word):
                    continue
                if labels[child] == wanted:
                    return child
                below.append(child)
        level = below
    return heads[word]
