"""Windows: every sentence is new in one of them, and words are found again by sentence and number."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.reading.windows import CONTEXT, WINDOW, Pieces, buckets, windows

SIZES = st.lists(st.integers(1, 500), min_size=1, max_size=40)


def pieces(size):
    return Pieces(tuple(range(1000, 1000 + size)), tuple(k // 2 for k in range(size)), (size + 1) // 2)


@given(SIZES)
def test_every_sentence_is_new_in_one_window_and_none_is_too_long(sizes):
    found = windows([pieces(n) for n in sizes])
    assert [s for w in found for s in range(w.start, w.last)] == list(range(len(sizes)))
    assert all(len(w.ids) <= WINDOW for w in found)
    assert all(w.first == 0 or w.start >= w.first for w in found)


@given(SIZES)
def test_what_a_piece_belongs_to_is_a_word_of_the_window(sizes):
    for w in windows([pieces(n) for n in sizes]):
        assert len(w.owners) == len(w.ids)
        assert max(w.owners) < len(w.places)
        assert w.places == tuple(sorted(w.places))


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_sentence_too_long_is_cut_in_pieces_and_words_alike(pieces_, words):
    told = tuple(sorted(k % words for k in range(pieces_)))
    (w,) = windows([Pieces(tuple(range(pieces_)), told, words)])
    assert len(w.places) == words or len(w.places) <= WINDOW - 2
    assert len(w.ids) <= WINDOW
    assert {o for o in w.owners if o >= 0} == {k for k in told if k < len(w.places)} or len(w.ids) == WINDOW


def test_a_further_window_begins_with_text_before():
    found = windows([pieces(30)] * 20)
    assert len(found) > 1
    for w in found[1:]:
        assert w.start - w.first > 0
        assert sum(31 for _ in range(w.first, w.start)) <= CONTEXT


def test_distances():
    places = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 0), (5, 0)]
    (told,) = buckets(places, [3]).tolist()
    assert told == [9, 9, 2, 3, 4, 10, 11]
    (late,) = buckets(places, [6]).tolist()
    assert late == [7, 7, 7, 7, 7, 8, 3]
