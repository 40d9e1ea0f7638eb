from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.knowledge.dates import Holds, agrees, first_day, holds, is_date, last_day

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
TOLD = DAYS.flatmap(lambda d: st.sampled_from([d[:4], d[:7], d]))


@pytest.mark.parametrize("told", ["1999", "1999-04", "1999-04-20", "2024-02-29"])
def test_days_months_and_years_are_dates(told):
    assert is_date(told)


@pytest.mark.parametrize(
    "told", ["", "99", "1999-4", "1999-13", "2023-02-29", "1999-04-20T00:00", "2014s", "20 April 1999"]
)
def test_nothing_else_is_one(told):
    assert not is_date(told)


@given(TOLD)
def test_a_date_lies_between_its_first_and_its_last_day(told):
    assert len(first_day(told)) == len(last_day(told)) == 10
    assert first_day(told) <= last_day(told)
    assert agrees(told, first_day(told))
    assert agrees(told, last_day(told))


def test_the_last_day_of_february_follows_the_year():
    assert last_day("2024-02") == "2024-02-29"
    assert last_day("2023-02") == "2023-02-28"


@given(TOLD, TOLD, DAYS)
def test_a_spell_never_holds_outside_its_widest_bounds(a, b, day):
    from_, to = sorted((a, b), key=first_day)
    if day < first_day(from_) or day > last_day(to):
        assert holds(from_, to, day) is Holds.NO
    elif last_day(from_) <= day < first_day(to):
        assert holds(from_, to, day) is Holds.YES


@given(DAYS)
def test_open_ends_always_hold(day):
    assert holds("", "", day) is Holds.YES


def test_a_year_leaves_its_days_open():
    assert holds("1999", "", "1999-06-01") is Holds.PERHAPS
    assert holds("", "1999-04", "1999-04-02") is Holds.PERHAPS
    assert holds("1999", "", "2000-01-01") is Holds.YES


@pytest.mark.parametrize(
    ("told", "known", "same"),
    [("1999", "1999-04-20", True), ("1999-04", "1999", True), ("1999-05", "1999-04-20", False), ("", "1999", False)],
)
def test_dates_agree_as_far_as_both_go(told, known, same):
    assert agrees(told, known) is same
