"""Tokens let programs in as their person, never as more than both may."""

from datetime import timedelta
from itertools import product

import pytest

from vedette.errors import StopError
from vedette.records.person import ROLES, lesser
from vedette.records.watching import iso
from vedette.workflow.people import change_role, deactivate, make_token, person_by_token, revoke_token, tokens_of
from workflow.people.conftest import NOON, joined, noted


def test_a_token_is_told_once_and_lets_its_person_in(store):
    word, line = make_token(store, "Jane", " nightly \ud800".rstrip("\ud800"), "analyst", days=30, by="Jane", at=NOON)
    assert (word[:4], len(word)) == ("vdt_", 47)
    assert (line.called, line.role, line.ends, line.used, line.revoked) == (
        "nightly", "analyst", iso(NOON + timedelta(days=30)), None, None,
    )  # fmt: skip
    found = person_by_token(store, word, at=NOON)
    assert (found.name, found.role) == ("Jane", "analyst")
    assert tokens_of(store, "Jane")[0].used == iso(NOON)
    assert noted(store) == [("Jane", "token made", "token 1")]


def test_a_token_may_the_lesser_of_both_roles_as_they_are_now(store):
    joined(store, "Bob", "administrator")
    words = {role: make_token(store, "Bob", role, role, days=None, by="Bob")[0] for role in ROLES}
    for now in (*ROLES[:-1], "administrator"):
        change_role(store, "Bob", now, by="Jane")
        for role, word in words.items():
            assert person_by_token(store, word).role == lesser(now, role)


def test_nobody_gives_a_token_more_than_the_person_may(store):
    for own, role in product(ROLES, repeat=2):
        name = f"{own} {role}"
        joined(store, name, own)
        if lesser(own, role) == role:
            assert make_token(store, name, "t", role, days=1, by=name)
        else:
            with pytest.raises(StopError, match=f"is {own}, and may not give the role {role}"):
                make_token(store, name, "t", role, days=1, by=name)


def test_a_token_ends(store):
    word, _ = make_token(store, "Jane", "t", "reader", days=1, by="Jane", at=NOON)
    assert person_by_token(store, word, at=NOON + timedelta(hours=23))
    assert person_by_token(store, word, at=NOON + timedelta(hours=24)) is None
    for_ever, _ = make_token(store, "Jane", "t", "reader", days=None, by="Jane", at=NOON)
    assert person_by_token(store, for_ever, at=NOON + timedelta(days=9_999))


def test_a_token_is_revoked_once_and_by_its_person_alone(store):
    joined(store, "Bob", "reader")
    word, line = make_token(store, "Jane", "t", "reader", days=None, by="Jane")
    with pytest.raises(StopError, match="token 1 of Bob: is none"):
        revoke_token(store, "Bob", line.serial, by="Bob")
    assert person_by_token(store, word)
    revoke_token(store, "Jane", line.serial, by="Bob")
    assert noted(store) == [("Bob", "token revoked", "token 1")]
    assert person_by_token(store, word) is None
    assert tokens_of(store, "Jane")[0].revoked
    with pytest.raises(StopError, match="was revoked before"):
        revoke_token(store, "Jane", line.serial, by="Jane")


@pytest.mark.parametrize("word", ["", "vdt_", "vdt_x", "x" * 43, "vdt_" + "x" * 10_000, "vdt_\ud800"])
def test_a_word_that_is_none_is_nobody(store, word):
    assert person_by_token(store, word) is None


@pytest.mark.parametrize(
    ("called", "role", "days", "told"),
    [
        ("", "reader", 1, "1 to 80 characters"),
        ("x" * 81, "reader", 1, "1 to 80 characters"),
        ("a\nb", "reader", 1, "of one line"),
        ("t", "reader", 0, "take 1 to 3650"),
        ("t", "reader", 3_651, "take 1 to 3650"),
        ("t", "owner", 1, "role 'owner'"),
    ],
)
def test_what_is_written_wrongly_makes_no_token(store, called, role, days, told):
    with pytest.raises(StopError, match=told):
        make_token(store, "Jane", called, role, days=days, by="Jane")
    assert tokens_of(store, "Jane") == ()


def test_who_is_not_active_gets_no_token(store):
    joined(store, "Bob", "reader")
    deactivate(store, "Bob", by="Jane")
    with pytest.raises(StopError, match="is not active"):
        make_token(store, "Bob", "t", "reader", days=1, by="Jane")
