"""What may be a password, and that each comparison costs what it should."""

from statistics import median
from time import perf_counter

import pytest
from argon2 import extract_parameters
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from vedette.errors import StopError
from vedette.workflow.people import passwords
from vedette.workflow.people.passwords import COMMON, check_password, kept, matches
from workflow.people.conftest import WORD


@pytest.mark.parametrize(
    "password",
    [WORD, "x1" * 3 + "abcdefg", "двенадцать букв", "短い合言葉だが長くしておく", "a" * 8 + "bcde", " a b c d e f g "],
)
def test_long_ones_are_taken_in_any_script(password):
    check_password(password, "Jane")


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "has 0 characters; take 12 to 1000"),
        ("a" * 11, "has 11 characters"),
        ("ab" * 501, "has 1002 characters"),
        ("Jane Margaret Doe", "is the name"),
        ("jane margaret DOE", "is the name"),
        ("PassWord1234", "first that are guessed"),
        ("aaaaaaaaaaaaaa", "first that are guessed"),
        ("abababababababab", "first that are guessed"),
    ],
)
def test_short_common_and_ones_own_name_are_not(password, told):
    with pytest.raises(StopError, match=told):
        check_password(password, "Jane Margaret Doe")


def test_the_common_ones_are_such_as_would_be_long_enough():
    assert all(len(c) >= 12 and c == c.casefold() for c in COMMON)


def test_a_password_matches_itself_alone_however_its_accents_are_typed():
    hidden = kept("le caf\u00e9 du commerce")
    assert matches("le cafe\u0301 du commerce", hidden) == (True, None)
    assert matches("le cafe du commerce", hidden) == (False, None)
    assert hidden != kept("le caf\u00e9 du commerce")


def test_argon2_is_set_as_rfc_9106_and_owasp_ask():
    found = extract_parameters(kept(WORD))
    assert found.type.name == "ID"
    assert found.memory_cost >= 19_456
    assert found.time_cost >= 2


def test_a_hash_of_a_weaker_setting_is_made_anew_when_it_matches():
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)).hash(WORD)
    same, better = matches(WORD, weak)
    assert same
    assert extract_parameters(better).memory_cost > extract_parameters(weak).memory_cost
    assert matches("another one altogether", weak) == (False, None)


def test_where_there_is_no_password_as_much_work_is_done():
    hidden = kept(WORD)

    def seconds(password, known):
        began = perf_counter()
        matches(password, known)
        return perf_counter() - began

    seconds(WORD, None)
    known, unknown, long = (
        median(seconds(p, k) for _ in range(5)) for p, k in ((WORD, hidden), (WORD, None), ("x" * 9_999_999, hidden))
    )
    assert unknown > known / 3
    assert long < 3 * known


def test_a_crowd_waits_in_turn_and_not_for_ever(cheap, monkeypatch):
    hidden = kept(WORD)
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._in_turn(), passwords._in_turn(), pytest.raises(StopError, match="too many people sign in just now"):
        matches(WORD, hidden)
    assert matches(WORD, hidden) == (True, None)
