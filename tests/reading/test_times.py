"""Times as told in reports of 13 September 2022, a Tuesday, unless another day is named."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.reading.times import find_times, in_small_letters
from vedette.records.document import Span


def one(text, published="2022-09-13", **options):
    found = find_times(text, published=published, **options)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "told", "from_", "to", "precision"),
    [
        ("on September 13, 2022 it rained", "September 13, 2022", "2022-09-13", "2022-09-13", "day"),
        ("on 13 September it rained", "13 September", "2022-09-13", "2022-09-13", "day"),
        ("on Sept. 13th it rained", "Sept. 13th", "2022-09-13", "2022-09-13", "day"),
        ("dated 2022-09-13 here", "2022-09-13", "2022-09-13", "2022-09-13", "day"),
        ("On the night of September 13, 2022, clashes", "the night of September 13, 2022", "2022-09-13", "2022-09-13", "night"),
        ("November 09, 2020, January 11 and November 26, 2021", "November 09, 2020, January 11 and November 26, 2021", "2020-11-09", "2021-11-26", "span"),
        ("travel there November 16 - 17 again", "November 16 - 17", "2022-11-16", "2022-11-17", "span"),
        ("on 13 and 14 September both", "13 and 14 September", "2022-09-13", "2022-09-14", "span"),
        ("the war of May 1994 ended", "May 1994", "1994-05-01", "1994-05-31", "month"),
        ("back in May they met", "May", "2022-05-01", "2022-05-31", "month"),
        ("the war in 1994 ended", "1994", "1994-01-01", "1994-12-31", "year"),
        ("fought in the 1990s there", "the 1990s", "1990-01-01", "1999-12-31", "span"),
        ("overnight shelling", "overnight", "2022-09-12", "2022-09-13", "night"),
        ("after last nights events", "last nights", "2022-09-12", "2022-09-13", "night"),
        ("they met yesterday there", "yesterday", "2022-09-12", "2022-09-12", "day"),
        ("As of this morning firing", "As of this morning", "2022-09-13", "2022-09-13", "part"),
        ("they met on Friday there", "Friday", "2022-09-09", "2022-09-09", "day"),
        ("they will meet next Friday there", "next Friday", "2022-09-16", "2022-09-16", "day"),
        ("in the past 24 hours there", "in the past 24 hours", "2022-09-12", "2022-09-13", "span"),
        ("three days ago there", "three days ago", "2022-09-10", "2022-09-10", "day"),
        ("earlier this month there", "earlier this month", "2022-09-01", "2022-09-30", "month"),
    ],
)  # fmt: skip
def test_days_are_resolved_against_the_publication(text, told, from_, to, precision):
    t = one(text)
    assert (t.text, t.from_, t.to, t.precision) == (told, from_, to, precision)


@pytest.mark.parametrize(
    ("text", "from_", "doubt"),
    [
        ("called at 0530 EST today.", "2022-09-13T05:30:00-05:00", "10:30 UTC, 05:30 EDT is 09:30 UTC"),
        ("called at 0530 EDT today.", "2022-09-13T05:30:00-04:00", None),
        ("at 1200 GMT it ended", "2022-09-13T12:00:00+00:00", None),
        ("at 14:30 Moscow time today it ended", "2022-09-13T14:30:00+03:00", None),
        ("from 09:00 on September 13 of this year", "2022-09-13", "the zone is not told"),
        ("at 20:00 local time on 14 September", "2022-09-14", "local time"),
        ("at 10 a.m. today", "2022-09-13", "the zone is not told"),
        ("at 14:00 IST today", "2022-09-13", "India's, Israel's and Ireland's"),
    ],
)
def test_clock_times_keep_their_zone_and_its_doubt(text, from_, doubt):
    t = one(text)
    assert t.precision == "clock"
    assert t.from_ == t.to == from_
    assert t.doubt is None if doubt is None else doubt in t.doubt


def test_a_day_without_a_year_takes_the_year_that_is_told():
    assert one("on 10 December it began", published=None, year=2016).from_ == "2016-12-10"
    untold = one("on 10 December it began", published=None)
    assert untold.from_ is None
    assert untold.doubt == "the year is not told"


def test_a_date_at_the_turn_of_the_year_is_the_near_one():
    assert one("on 28 December it began", published="2023-01-04").from_ == "2022-12-28"
    assert one("on 3 January it will begin", published="2022-12-20").from_ == "2023-01-03"


def test_two_digits_in_a_wires_dateline_are_a_year():
    assert one("San Salvador, 5 Dec 88 (Radio) -- it rained", published=None).from_ == "1988-12-05"


def test_the_past_is_background_and_the_news_is_not():
    assert one("the war in 1994 ended").background
    assert not one("the war in 2022 began").background


def test_relative_days_stay_open_without_a_publication_date():
    t = one("they met yesterday there", published=None)
    assert (t.from_, t.doubt) == (None, "the publication date is not known")


@pytest.mark.parametrize(
    "text",
    [
        "They may march on, said May.",
        "Resolution 2254 and the F-16s of Article 4",
        "about 2,000 peacekeepers and 1,200 others",
        "The Sun sets; the second one; a spring uncoiled",
        "a ratio of 3.15 to 1, page 12",
    ],
)
def test_what_only_looks_like_a_time_is_none(text):
    assert find_times(text, published="2022-09-13") == ()


def test_an_impossible_day_is_a_doubt_and_not_a_crash():
    assert one("on 31 February 2021 it began").from_ is None


def test_what_is_not_read_tells_no_time():
    assert find_times("today\n\nyesterday", published="2022-09-13", unread=[Span(0, 5)])[0].text == "yesterday"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "May 13 September , 2022 and 05:30 EST today last night - the of in 1994 Friday\n\n 24 hours ago".split(" ")
        ),
        max_size=12,
    )
)
def test_a_times_slice_is_its_text_and_times_do_not_overlap(words):
    text = " ".join(words)
    found = find_times(text, published="2022-09-13")
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t.from_ is None or t.to is None or t.from_ <= t.to for t in found)


def test_the_city_of_a_clock_is_no_place(read):
    record = read("Armenia and Azerbaijan agreed on a ceasefire from 09:00 Moscow time on 13 September, Russia said.")
    assert record.events
    assert all(e.place is None for e in record.events)
    assert any("Moscow" in e.time.text for e in record.events if e.time)


@pytest.mark.parametrize(
    ("text", "told", "from_", "to"),
    [
        ("HE WAS KILLED YESTERDAY MORNING BY GUNMEN", "YESTERDAY MORNING", "2022-09-12", "2022-09-12"),
        ("THEY HELD THE TOWN FOR 4 HOURS ON FRIDAY", "FRIDAY", "2022-09-09", "2022-09-09"),
        ("IT IS THE THIRD MURDER OF A LEADER THIS MONTH", "THIS MONTH", "2022-09-01", "2022-09-30"),
        ("shelling began at dawn on Monday", "at dawn on Monday", "2022-09-12", "2022-09-12"),
        ("shelling began at dawn", "at dawn", "2022-09-13", "2022-09-13"),
        ("drones came overnight into Sunday", "overnight into Sunday", "2022-09-10", "2022-09-11"),
        ("drones came overnight on Saturday", "overnight on Saturday", "2022-09-10", "2022-09-11"),
        ("drones came overnight to 13 September", "overnight to 13 September", "2022-09-12", "2022-09-13"),
        ("drones came overnight to 5 September", "overnight to 5 September", "2022-09-04", "2022-09-05"),
        ("drones came overnight, on Friday", "overnight, on Friday", "2022-09-09", "2022-09-10"),
        ("in the night they fled", "in the night", "2022-09-12", "2022-09-13"),
        ("by noon the guard fired", "by noon", "2022-09-13", "2022-09-13"),
        ("over the weekend they met", "over the weekend", "2022-09-10", "2022-09-11"),
        ("on Christmas Eve they met", "Christmas Eve", "2021-12-24", "2021-12-24"),
        ("on New Year's Day they met", "New Year's Day", "2022-01-01", "2022-01-01"),
        ("since Thursday they have met", "Thursday", "2022-09-08", "2022-09-13"),
        ("the first since last year's attacks", "last year's", "2021-01-01", "2021-12-31"),
    ],
)
def test_parts_of_days_feasts_and_capitals(text, told, from_, to):
    t = one(text)
    assert (t.text, t.from_, t.to) == (told, from_, to)
    assert text[t.start : t.end] == t.text


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_capitals_keep_their_places(text):
    assert len(in_small_letters(text)) == len(text)


def test_a_word_in_capitals_makes_no_paragraph_of_capitals():
    told = "NATO may meet the EU in May."
    assert in_small_letters(told) == told
