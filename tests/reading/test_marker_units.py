"""Units: every word of a window has one, told by the mean of its pieces and by what is known of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.reading.marker_units import FEATURES, Units, positions
from vedette.reading.windows import FIRST, LAST, WINDOW, Pieces, windows

SIZE = 4
SENTENCES = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=200), min_size=1, max_size=12)
"""Of each word of each sentence, how many pieces it has; some characters have none."""


def tables():
    """Row n of the vocabulary is n everywhere; a word's k-th kind adds 0.5 k, and so on."""
    rows = np.zeros((300, SIZE), dtype=np.int8)
    rows[:] = np.arange(300)[:, None] % 100
    told = np.tile(np.arange(4, dtype=np.float32)[:, None], (1, SIZE))
    return Units(
        rows, np.ones(300, np.float32), np.zeros((WINDOW, SIZE), np.float32), dict.fromkeys(FEATURES, told / 2)
    )


def pieces(counts):
    words = [k for k, n in enumerate(counts) for _ in range(n)]
    return Pieces(tuple(range(10, 10 + len(words))), tuple(words), len(counts))


def none(w):
    return {name: np.zeros(len(w.places), dtype=np.int64) for name in FEATURES}


@given(SENTENCES)
def test_every_word_has_its_unit_and_marks_have_the_others(sentences):
    for w in windows([pieces(s) for s in sentences]):
        x, at = tables().vectors(w, none(w))
        assert len(x) <= WINDOW
        assert len(set(at.tolist())) == len(w.places)
        marks = sorted(set(range(len(x))) - set(at.tolist()))
        assert len(marks) == 1 + w.last - w.first
        assert x[marks[0], 0] == FIRST % 100
        assert (x[marks[1:], 0] == LAST % 100).all()


@given(SENTENCES)
def test_a_words_vector_is_the_mean_of_its_pieces(sentences):
    for w in windows([pieces(s) for s in sentences]):
        x, at = tables().vectors(w, none(w))
        for k, place in enumerate(at):
            mine = [i % 100 for i, o in zip(w.ids, w.owners, strict=True) if o == k]
            assert x[place, 0] == pytest.approx(np.mean(mine) if mine else 0)


def test_what_is_told_of_a_word_is_added_to_it_alone():
    (w,) = windows([pieces([1, 2]), pieces([1])])
    plain, at = tables().vectors(w, none(w))
    told, _ = tables().vectors(w, none(w) | {"kinds": np.array([0, 2, 0]), "deps": np.array([0, 1, 0])})
    assert (told - plain)[at[1]].tolist() == [1.5] * SIZE
    assert np.delete(told - plain, at[1], axis=0).any() is np.False_


def test_marks_stand_before_a_window_and_behind_each_sentence():
    (w,) = windows([pieces([1, 2]), pieces([1])])
    assert positions(w).tolist() == [1, 2, 4]
