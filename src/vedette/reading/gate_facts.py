"""What the gate's linear models ask of sentences and documents beside their words."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vedette.reading.gate_words import BODY, CASUALTY, COUNTRY, FIGURE, REPORTING, ROLE, TRIGGER, TWO, Bits, Ints

BOUND = 8.0
"""Largest log-odds of a sentence that a document's score looks at, either way."""

LONG, PIECE = 300, 150
"""A text of more than LONG words is judged in pieces of about PIECE, and passes where one does: one item of a long page counts."""

Floats = npt.NDArray[np.float32]


def sentence_facts(bits: Bits) -> Floats:
    """Return what the model asks of sentences beside their words, from what is met in them: array (sentences, facts)."""
    told = [(bits & b) > 0 for b in (TRIGGER, CASUALTY, ROLE, REPORTING, COUNTRY, BODY, FIGURE, TWO)]
    trigger, casualty, role, _, country, body, number, two = told
    some = trigger | casualty
    both = (some & country, some & two, some & body, some & role, casualty & number, ~(some | country | body | role))
    return np.column_stack((*told, *both)).astype(np.float32)


def length_facts(lengths: Ints) -> Floats:
    """Return what the model asks of the lengths of sentences, and the constant: array (sentences, 2)."""
    facts = np.ones((len(lengths), 2), dtype=np.float32)
    facts[:, 0] = np.log1p(lengths) / 4
    return facts


def document_facts(odds: Floats, bits: Bits, lengths: Ints) -> Floats:
    """Return what the model asks of a document: its strongest sentences, and what its sentences hold: array (facts)."""
    bounded = np.sort(np.clip(odds, -BOUND, BOUND))[::-1]
    best = np.full(3, -BOUND, dtype=np.float32)
    best[: min(3, len(bounded))] = bounded[:3]
    count = max(len(odds), 1)
    own = (*best, np.count_nonzero(odds > 0) / count, np.log1p(lengths.sum()) / 4, 1)
    return np.concatenate((np.array(own, dtype=np.float32), FACTS[bits].sum(axis=0) / count))


def pieces_of(lengths: Ints) -> list[tuple[int, int]]:
    """Return the pieces in which a document is judged whose sentences have `lengths`: first sentence, and last (exclusive)."""
    total = int(lengths.sum())
    if total <= LONG:
        return [(0, len(lengths))]
    steps = np.arange(1, round(total / PIECE)) * PIECE
    cuts = sorted({0, *np.searchsorted(np.cumsum(lengths), steps).tolist(), len(lengths)})
    return list(pairwise(cuts))


BITS = np.arange(2 * TWO, dtype=np.uint16)
"""All that may be met in a sentence."""
FACTS = sentence_facts(BITS)
"""The facts of a sentence by its bits."""
