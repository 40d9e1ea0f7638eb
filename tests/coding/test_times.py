"""Which of its sentence's times is an act's, and what that means."""

import pytest

from vedette.coding.times import ahead, behind
from vedette.records.reading import TimeExpression


def told(text, from_, to, precision="day"):
    return TimeExpression(0, len(text), text, from_, to, precision, None, background=False)


def test_a_day_without_a_year_that_is_to_come_was_last_year_for_what_has_happened():
    past = behind(told("March 10", "2026-03-10", "2026-03-10"), "2026-01-21")
    assert (past.from_, past.to) == ("2025-03-10", "2025-03-10")


@pytest.mark.parametrize(
    "t",
    [
        told("March 10, 2026", "2026-03-10", "2026-03-10"),
        told("10 January", "2026-01-10", "2026-01-10"),
        told("29 February", "2028-02-29", "2028-02-29"),
        None,
    ],
)
def test_another_day_is_left_as_it_is(t):
    assert behind(t, "2026-01-21") == t


def test_what_has_happened_has_not_happened_since():
    week = behind(told("this week", "2022-09-12", "2022-09-18", "week"), "2022-09-14")
    assert (week.from_, week.to) == ("2022-09-12", "2022-09-14")


def test_what_is_planned_for_a_weekday_is_for_the_next():
    day = ahead(told("Friday", "2022-09-09", "2022-09-09"), "2022-09-13")
    assert (day.from_, day.to) == ("2022-09-16", "2022-09-16")


def times(record, type_):
    return [e.time and e.time.from_ for e in record.events if e.type == type_]


def test_the_year_of_an_agreement_is_not_that_of_the_call_about_it(read):
    record = read("President Macron phoned President Erdogan to discuss the 2015 agreement.", published="2022-09-13")
    assert times(record, "CONSULT") == [None]


def test_a_second_verb_has_the_time_of_the_first(read):
    record = read("In January rebels burned the town of Gao and shot ten men; in May of last year it was quiet.")
    assert set(times(record, "ASSAULT")) == {"2022-01-01"}
