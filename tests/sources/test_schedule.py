"""When something is fetched next."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.schedule import DAY, JITTER, LOOKS, TRIES, next_look, next_revisit, next_try

chances = st.floats(0, 1)


@given(st.integers(60, 10**6), st.integers(0, 10_000), chances)
def test_a_wait_lies_between_the_interval_and_a_day(every, failures, chance):
    wait = next_look(every, failures, chance)
    assert every * (1 - JITTER) - 1 <= wait <= max(every, DAY) * (1 + JITTER) + 1


def test_waits_double_and_are_spread():
    assert [next_look(900, n, 0.5) for n in range(4)] == [900, 1800, 3600, 7200]
    assert next_look(1000, 0, 0.0) == 900
    assert next_look(1000, 0, 1.0) == 1100


def test_what_the_server_asks_is_kept():
    assert next_look(900, 1, 0.5, retry_after=5_000.0) == 5_000
    assert next_try(0, 0.5, retry_after=5_000.0) == 5_000
    assert next_look(900, 1, 0.5, gone=True) == 7 * DAY


def test_an_item_is_given_up_after_the_last_wait_or_at_once_where_it_lasts():
    assert [next_try(n, 0.5) for n in range(len(TRIES) + 1)] == [*TRIES, None]
    assert next_try(0, 0.5, lasting=True) is None


def test_an_article_is_looked_at_ever_more_seldom_and_then_left():
    waits = [next_revisit(n, 0.5) for n in range(len(LOOKS))]
    assert waits == sorted(waits)
    assert next_revisit(len(LOOKS), 0.5) is None
