"""Stories: their content survives being stored; where they stand follows from what was decided, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.records.story import (
    DECISIONS,
    HOLD,
    PUBLISH,
    RETRACT,
    Citation,
    Content,
    Decision,
    Picture,
    Standing,
    standing_of,
)

START = datetime(2022, 9, 13, tzinfo=UTC)


def at(minutes):
    return (START + timedelta(minutes=minutes)).isoformat()


def decided(kind, minute, number=1, due=None):
    return Decision.of("s", number, kind, author="Jane", at=at(minute), why="", due=None if due is None else at(due))


def test_content_is_the_same_after_being_stored():
    cited = Citation(id="c1", document="d", start=3, end=9, text="49 men", claimants=("Armenia",), numbers=(49,))
    content = Content(
        headline="H",
        body="Forty-nine[^c1]",
        warnings=("graphic",),
        countries=("ARM",),
        citations=(cited,),
        pictures=(Picture(kind="map", svg="<svg/>", alt="a map", caption="where"),),
    )
    assert Content.of(content.to_json()) == content


def test_nothing_decided_is_a_draft():
    assert standing_of((), at(9)) == Standing(state="draft")


def test_what_is_published_is_out_and_a_later_version_goes_before():
    both = (decided(PUBLISH, 1), decided(PUBLISH, 5, number=2))
    assert standing_of(both, at(9)) == Standing(state="published", out=2, since=at(5), first=at(1))


def test_what_is_due_later_waits():
    later = (decided(PUBLISH, 1, due=10),)
    assert standing_of(later, at(9)) == Standing(state="scheduled", due=at(10))
    assert standing_of(later, at(10)) == Standing(state="published", out=1, since=at(10), first=at(10))


def test_a_hold_before_it_is_due_stops_it_and_after_it_changes_nothing():
    scheduled = decided(PUBLISH, 1, due=10)
    assert standing_of((scheduled, decided(HOLD, 5)), at(20)).state == "draft"
    assert standing_of((scheduled, decided(HOLD, 15)), at(20)).state == "published"


def test_a_correction_that_is_scheduled_leaves_the_old_version_out():
    both = (decided(PUBLISH, 1), decided(PUBLISH, 2, number=2, due=30))
    assert standing_of(both, at(9)) == Standing(state="published", out=1, since=at(1), first=at(1), due=at(30))


def test_what_is_retracted_stays_readable_as_retracted_until_published_anew():
    gone = (decided(PUBLISH, 1), decided(RETRACT, 5))
    assert standing_of(gone, at(9)) == Standing(state="retracted", out=1, since=at(5), first=at(1))
    again = standing_of((*gone, decided(PUBLISH, 7, number=2)), at(9))
    assert (again.state, again.out, again.first) == ("published", 2, at(1))


def test_a_decision_that_is_none_is_refused():
    with pytest.raises(ValueError, match="shred"):
        decided("shred", 1)


@given(
    st.lists(
        st.builds(
            decided, st.sampled_from(DECISIONS), st.integers(0, 50), st.integers(1, 3), st.none() | st.integers(0, 80)
        ),
        max_size=6,
    ),
    st.integers(0, 100),
)
def test_the_order_of_storing_does_not_matter(decisions, now):
    by_time = {d.at: d for d in decisions}.values()
    assert standing_of(tuple(by_time), at(now)) == standing_of(tuple(reversed(list(by_time))), at(now))


@given(st.lists(st.builds(decided, st.sampled_from(DECISIONS), st.integers(0, 50)), max_size=6))
def test_only_what_was_published_is_out(decisions):
    found = standing_of(tuple(decisions), at(99))
    assert (found.out is not None) == any(d.kind == PUBLISH for d in decisions)
