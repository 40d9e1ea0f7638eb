"""Days and periods as people write them, counted from the newest report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.views.spoken import period_in

NEWEST = date(2022, 12, 5)
CASES = [
    ("13 Sep 2022", "2022-09-13", "2022-09-13", "13 September 2022"),
    ("Sept 13, 2022", "2022-09-13", "2022-09-13", "13 September 2022"),
    ("the 3rd of May 2021", "2021-05-03", "2021-05-03", "3 May 2021"),
    ("2022-09-13", "2022-09-13", "2022-09-13", "13 September 2022"),
    ("2022-09-10 to 2022-09-01", "2022-09-01", "2022-09-10", "1–10 September 2022"),
    ("2022-02", "2022-02-01", "2022-02-28", "February 2022"),
    ("september 2022", "2022-09-01", "2022-09-30", "September 2022"),
    ("2020", "2020-01-01", "2020-12-31", "2020"),
    # Without a year the last such day or month is meant.
    ("6 December", "2021-12-06", "2021-12-06", "6 December 2021"),
    ("sep", "2022-09-01", "2022-09-30", "September 2022"),
    ("december", "2022-12-01", "2022-12-31", "December 2022"),
    ("last week", "2022-11-29", "2022-12-05", "the 7 days up to 5 December 2022"),
    ("the past 3 weeks", "2022-11-15", "2022-12-05", "the 21 days up to 5 December 2022"),
    ("yesterday", "2022-12-04", "2022-12-04", "4 December 2022"),
    ("this month", "2022-12-01", "2022-12-31", "December 2022"),
    ("newest day", "2022-12-05", "2022-12-05", "the newest day"),
]


@pytest.mark.parametrize(("words", "since", "until", "told"), CASES)
def test_a_period_is_what_people_mean(words, since, until, told):
    period, rest = period_in(words, NEWEST)
    assert (period.since, period.until, period.told) == (since, until, told)
    assert "".join(rest.split()) in ("", "the")


@pytest.mark.parametrize("words", ["", "may", "march", "31 Feb", "2022-13-40", "12345", "ARM-AZE", "sepoy", "M2022"])
def test_what_is_no_period_is_left_as_it_is(words):
    assert period_in(words, NEWEST) == (None, words)


def test_words_around_a_period_are_left():
    period, rest = period_in("contacts of Armenia in september 2022", NEWEST)
    assert period.since == "2022-09-01"
    assert rest.split() == ["contacts", "of", "Armenia", "in"]


@pytest.mark.parametrize("words", ["last week", "yesterday", "13 September", "september", "this year"])
def test_without_a_report_nothing_is_counted_from_now(words):
    assert period_in(words, None)[0] is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day):
    for told in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"):
        period, _ = period_in(told, NEWEST)
        assert (period.since, period.until) == (day.isoformat(), day.isoformat())


@given(st.text(max_size=60), st.dates(date.min + timedelta(400)))
def test_any_words_have_a_period_or_none(words, newest):
    period, _ = period_in(words, newest)
    assert period is None or date.fromisoformat(period.since) <= date.fromisoformat(period.until)


@given(st.sampled_from(CASES), st.dates(date.min, date(3, 1, 1)))
def test_the_beginning_of_the_calendar_breaks_nothing(case, newest):
    period_in(case[0], newest)
