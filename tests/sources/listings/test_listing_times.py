"""Times of listings: right, or none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.listings.times import when

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Tue, 01 Sep 2026 10:00:00 +0200", "2026-09-01T08:00:00Z"),
        ("Tue, 1 Sep 2026 10:00 +03:00", "2026-09-01T07:00:00Z"),
        ("1 Sep 2026 10:00:00 GMT", "2026-09-01T10:00:00Z"),
        ("Tue, 01 Sep 2026 22:00:00 EST", "2026-09-02T03:00:00Z"),
        ("Tue, 01 Sep 2026 10:00:00 MSK", "2026-09-01T07:00:00Z"),
        ("Tue, 01 Sep 2026 10:00:00 -0000", "2026-09-01T10:00:00Z"),
        ("2026-09-01T10:00:00Z", "2026-09-01T10:00:00Z"),
        ("2026-09-01T10:00:00.123456789-05:30", "2026-09-01T15:30:00Z"),
        ("2026-09-01 10:00:00 UTC", "2026-09-01T10:00:00Z"),
        ("2026-09-01 10:00:00 +0300", "2026-09-01T07:00:00Z"),
        ("20260901T100000Z", "2026-09-01T10:00:00Z"),
        ("2026-09-01", "2026-09-01"),
        ("01.09.2026", "2026-09-01"),
        ("13/09/2026", "2026-09-13"),
        ("September 1, 2026", "2026-09-01"),
        ("2026-11-29T12:59:00Z", "2026-11-29T12:59:00Z"),
        ("2026-11-30", "2026-11-30"),  # where the day begins first, it has begun
    ],
)
def test_a_time_is_read_in_utc(told, found):
    assert when(told, now=NOW) == (found, None)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2026-09-01T10:00:00", "without a zone"),
        ("Tue Sep  1 10:00:00 2026", "without a zone"),
        ("Tue, 01 Sep 2026 10:00:00 IST", "without a zone"),
        ("1.9.2026 10:00", "without a zone"),
        ("Thu, 32 Sep 2026 10:00:00 GMT", "no one reading"),
        ("2026-09-01T25:00:00Z", "no one reading"),
        ("09/10/2026", "no one reading"),
        ("2026-13-01", "no one reading"),
        ("yesterday", "no one reading"),
        ("2026-11-29T13:01:00Z", "yet to come"),
        ("2026-12-01", "yet to come"),
        ("1970-01-01T00:00:00Z", "never set"),
    ],
)
def test_a_time_that_cannot_be_meant_is_none_and_told(told, why):
    found, problem = when(told, now=NOW)
    assert found is None
    assert why in problem


def test_no_time_is_no_problem():
    assert when(None, now=NOW) == (None, None) == when("  ", now=NOW)


FIRST, LAST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2026-11-01")


@given(st.datetimes(FIRST, LAST, timezones=st.timezones()))
def test_a_full_iso_time_keeps_its_moment(moment):
    told = moment.replace(microsecond=0).isoformat()
    found, _ = when(told, now=NOW)
    # Zones of old had seconds, which ISO 8601 does not know.
    if moment.utcoffset().total_seconds() % 60 == 0:
        assert datetime.fromisoformat(found) == datetime.fromisoformat(told)


@given(st.text(max_size=60))
def test_any_text_is_a_time_or_none(told):
    found, problem = when(told, now=NOW)
    assert found is None or problem is None
