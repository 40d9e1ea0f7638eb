"""Roles are in one order, names cannot pass for others, a session has an end."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.records.person import (
    AT_MOST,
    LONGEST_NAME,
    ROLES,
    UNUSED,
    checked_name,
    checked_role,
    lesser,
    may,
    session_holds,
)
from vedette.records.watching import iso

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)


def test_may_is_a_total_order():
    for a, b, c in product(ROLES, repeat=3):
        assert may(a, a)
        assert may(a, b) or may(b, a)
        assert a == b or not (may(a, b) and may(b, a))
        assert may(a, c) or not (may(a, b) and may(b, c))


def test_the_lesser_of_two_may_what_both_may_and_no_more():
    for a, b, needed in product(ROLES, repeat=3):
        assert may(lesser(a, b), needed) == (may(a, needed) and may(b, needed))


def test_a_role_that_is_none_may_nothing():
    assert not any(may("owner", needed) for needed in ROLES)
    assert lesser("owner", "reader") == "owner"
    with pytest.raises(StopError, match="role 'owner': is none; take one of reader, analyst"):
        checked_role("owner")


@pytest.mark.parametrize(
    "name", ["Jane", "Jane Doe", "j.doe@example.org", "O’Neill", "Ани", "李明", "a", "jane_2", "J. R."]
)
def test_names_of_people_are_kept(name):
    assert checked_name(f" {name} ") == name


def test_a_name_is_one_however_its_accents_are_typed():
    assert checked_name("Rene\u0301") == checked_name("Ren\u00e9")


@pytest.mark.parametrize(
    "name",
    ["", " ", "a  b", "rules 1", "Rules", "nobody", "x" * (LONGEST_NAME + 1), "a\nb", "a\u202eb", "a\u200bb", "a/b", "<b>", "-a", "_a",
     "a\x00b", "\ud800", "a\u00a0b"],
)  # fmt: skip
def test_what_could_not_be_seen_or_passes_for_a_rule_is_no_name(name):
    with pytest.raises(StopError, match="name"):
        checked_name(name)


@given(used=st.integers(0, 40 * 24 * 60), now=st.integers(0, 50 * 24 * 60))
def test_a_session_holds_while_it_is_used_and_never_past_its_end(used, now):
    ends, last, at = BEGAN + AT_MOST, BEGAN + timedelta(minutes=used), BEGAN + timedelta(minutes=now)
    holds = session_holds(iso(last), iso(ends), at)
    assert holds == (at < ends and at - last < UNUSED)
