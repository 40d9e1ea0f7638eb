"""Components over numbers are those over names, and bins hold them whole."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vedette.engine.reconciling.components import Roots, bins_of
from vedette.incidents.cluster import components
from vedette.records.incident import Link


@st.composite
def tied(draw):
    count = draw(st.integers(1, 60))
    number = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(number, number), max_size=80))


def _labels(count, pairs):
    roots = Roots(count)
    roots.tie(pairs[::2])
    roots.tie(pairs[1::2])
    return roots.labels()


@given(tied())
def test_what_is_tied_together_has_the_least_of_its_numbers(told):
    count, pairs = told
    names = [f"{n:03d}" for n in range(count)]
    expected = components(names, [Link(names[a], names[b], 1.0, "") for a, b in pairs])
    assert {int(min(c)): sorted(map(int, c)) for c in expected} == {
        int(label): np.flatnonzero(found == label).tolist()
        for found in [_labels(count, pairs)]
        for label in np.unique(found)
    }


@given(tied(), st.integers(1, 20))
def test_bins_hold_components_whole_and_are_no_larger_than_they_must_be(told, size):
    count, pairs = told
    labels = _labels(count, pairs)
    bins, used = bins_of(labels, size)
    assert sorted(set(bins.tolist())) == list(range(used))
    members = np.bincount(labels)
    for n in range(used):
        own = labels[bins == n]
        assert np.isin(np.flatnonzero(np.isin(labels, own)), np.flatnonzero(bins == n)).all()
        # The last component of a bin may go over its size.
        last = int(own.max())
        assert (bins == n).sum() - members[last] < size


@given(tied(), st.integers(1, 20))
def test_what_is_tied_to_nothing_may_have_no_bin(told, size):
    count, pairs = told
    labels = _labels(count, pairs)
    bins, used = bins_of(labels, size, alone=False)
    members = np.bincount(labels)
    assert ((bins == -1) == (members[labels] < 2)).all()
    assert sorted(set(bins[bins >= 0].tolist())) == list(range(used))


def test_nothing_has_no_bins():
    assert bins_of(Roots(0).labels(), 5)[1] == 0


def test_a_long_chain_is_one_component_however_it_is_told():
    count = 5_000
    pairs = [(n, n + 1) for n in range(count - 1)]
    for told in (pairs, pairs[::-1], [(b, a) for a, b in pairs]):
        roots = Roots(count)
        roots.tie(told)
        assert set(roots.labels().tolist()) == {0}
