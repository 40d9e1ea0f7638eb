"""Invitations go once, end by themselves, and let in nobody else."""

from datetime import timedelta

import pytest

from vedette.errors import StopError
from vedette.workflow.people import (
    SignInError,
    deactivate,
    invite,
    invited,
    people,
    person_by_session,
    sign_in,
    take_up,
)
from workflow.people.conftest import NOON, WORD, joined, noted


def test_somebody_invited_takes_a_password_and_comes_in(store):
    made = invite(store, "Bob", "editor", by="Jane")
    assert invited(store, made.word) == made.person
    assert (made.person.role, made.person.active, made.person.ready) == ("editor", True, False)
    assert made.word not in repr(made)
    assert take_up(store, made.word, WORD).ready
    assert sign_in(store, "Bob", WORD).person.role == "editor"
    assert noted(store, 3)[1:] == [("Bob", "invitation taken up", "person Bob"), ("Jane", "invited", "person Bob")]


def test_an_invitation_goes_once(store):
    made = invite(store, "Bob", "editor", by="Jane")
    take_up(store, made.word, WORD)
    assert invited(store, made.word) is None
    with pytest.raises(StopError, match="was used, has ended or never was"):
        take_up(store, made.word, "another long password")
    assert sign_in(store, "Bob", WORD)


def test_an_invitation_ends_after_two_days(store):
    made = invite(store, "Bob", "editor", by="Jane", at=NOON)
    assert invited(store, made.word, at=NOON + timedelta(hours=47, minutes=59))
    end = NOON + timedelta(hours=48)
    assert invited(store, made.word, at=end) is None
    with pytest.raises(StopError, match="has ended"):
        take_up(store, made.word, WORD, at=end)


@pytest.mark.parametrize("word", ["", "x", "x" * 10_000, "\ud800", "é"])
def test_a_word_that_is_none_invites_nobody(store, word):
    assert invited(store, word) is None
    with pytest.raises(StopError, match="invitation"):
        take_up(store, word, WORD)


def test_a_password_that_may_not_be_leaves_the_invitation_as_it_is(store):
    made = invite(store, "Bob", "editor", by="Jane")
    with pytest.raises(StopError, match="has 5 characters; take 12 to 1000"):
        take_up(store, made.word, "short")
    assert invited(store, made.word)


def test_who_forgot_the_password_is_invited_anew_and_every_session_ends(store):
    word = sign_in(store, "Jane", WORD).word
    first, second = (invite(store, "Jane", "administrator", by="root") for _ in range(2))
    assert sign_in(store, "Jane", WORD)
    assert invited(store, first.word) is None
    take_up(store, second.word, "another long password")
    assert person_by_session(store, word) is None
    with pytest.raises(SignInError):
        sign_in(store, "Jane", WORD)
    assert sign_in(store, "Jane", "another long password")


def test_a_name_that_looks_like_anothers_is_not_given(store):
    with pytest.raises(StopError, match="looks like 'Jane'"):
        invite(store, "jANE", "reader", by="Jane")
    with pytest.raises(StopError, match="is administrator; invite with that role, or change the role first"):
        invite(store, "Jane", "reader", by="Jane")
    with pytest.raises(StopError, match="role 'owner'"):
        invite(store, "Kim", "owner", by="Jane")
    assert [p.name for p in people(store)] == ["Jane"]


def test_who_is_not_active_is_not_invited_and_an_open_invitation_ends(store):
    joined(store, "Bob", "editor")
    made = invite(store, "Bob", "editor", by="Jane")
    deactivate(store, "Bob", by="Jane")
    assert invited(store, made.word) is None
    with pytest.raises(StopError, match="is not active; activate the person first"):
        invite(store, "Bob", "editor", by="Jane")
