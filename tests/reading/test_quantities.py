from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.reading.quantities import find_quantities, number
from vedette.records.document import Span


@pytest.mark.parametrize(
    ("text", "low", "high", "approx"),
    [
        ("49 soldiers", 49, 49, False),
        ("at least 49 soldiers", 49, None, False),
        ("no fewer than 20 soldiers", 20, None, False),
        ("more than 60 soldiers", 61, None, False),
        ("over 60 soldiers", 61, None, False),
        ("up to 12 soldiers", None, 12, False),
        ("as many as 1,500 soldiers", None, 1500, False),
        ("fewer than 10 soldiers", None, 9, False),
        ("between 5 and 7 soldiers", 5, 7, False),
        ("five or six soldiers", 5, 6, False),
        ("5-7 soldiers", 5, 7, False),
        ("about 2,000 soldiers", 2000, 2000, True),
        ("some 300 soldiers", 300, 300, True),
        ("60-plus soldiers", 60, None, False),
        ("dozens of soldiers", 24, None, True),
        ("scores of soldiers", 40, None, True),
        ("hundreds of soldiers", 200, None, True),
        ("thousands of soldiers", 2000, None, True),
        ("several soldiers", None, None, True),
        ("two hundred and six soldiers", 206, 206, False),
        ("forty-nine soldiers", 49, 49, False),
        ("a dozen soldiers", 12, 12, False),
        ("1.2 million people", 1_200_000, 1_200_000, False),
        ("about 20 000 people", 20_000, 20_000, True),
    ],
)
def test_bounds(text, low, high, approx):
    (q,) = find_quantities(text)
    assert (q.low, q.high, q.approx) == (low, high, approx)


@pytest.mark.parametrize(
    "text",
    ["in 1994", "on September 13", "13 September", "an F-16", "an S-300", "Article 4", "Resolution 2254", "$530,000", "5 percent", "12 km", "a 34-year-old", "10 a.m.", "the 102nd Base", "3-2"],
)  # fmt: skip
def test_what_is_no_count(text):
    assert find_quantities(text) == ()


def test_what_is_not_read_is_not_counted():
    assert len(find_quantities("12 men\n\n13 men", unread=[Span(0, 6)])) == 1


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from("at least 49 more than two hundred and six dozens of 1,500 between 5 - about men , .".split()),
        max_size=12,
    )
)
def test_slices_bounds_and_order(words):
    text = " ".join(words)
    found = find_quantities(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(0, 10**7))
def test_digits_tell_their_number(n):
    assert number(f"{n:,}") == n
