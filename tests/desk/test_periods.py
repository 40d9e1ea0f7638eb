from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.periods import BYS, between, last_of, later, name_of, start_of

days = st.dates()
bys = st.sampled_from(BYS)


@given(days, bys)
def test_a_day_lies_in_its_period(day, by):
    start = start_of(day, by)
    assert start <= day <= last_of(start, by)


@given(st.dates(date(1, 2, 1), date(9000, 1, 1)), bys)
def test_periods_follow_one_another_without_a_gap(day, by):
    start = start_of(day, by)
    behind = later(start, 1, by)
    assert (behind - last_of(start, by)).days == 1
    assert start_of(behind, by) == behind


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-400, 400), bys)
def test_counting_on_and_counting_between_agree(day, n, by):
    start = start_of(day, by)
    assert between(start, later(start, n, by), by) == n


def test_periods_are_named():
    assert [name_of(date(2022, 9, 1), by) for by in BYS] == [
        "1 September 2022", "week of 1 September 2022", "September 2022", "2022",
    ]  # fmt: skip
