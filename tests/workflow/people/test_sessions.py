"""Signing in and out; no session outlives its end, whatever is done with it."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.records.person import AT_MOST, UNUSED
from vedette.records.watching import iso
from vedette.store.audit import entries
from vedette.store.people import account_called
from vedette.store.ways_in import add_session
from vedette.workflow.people import (
    SignInError,
    change_password,
    deactivate,
    end_session,
    invite,
    person_by_session,
    session_id,
    sessions_of,
    sign_in,
    sign_out,
)
from vedette.workflow.people.words import hashed, new_word
from workflow.people.conftest import NOON, WORD, joined, noted

NEW = "another long password"


def test_each_sign_in_begins_a_session_of_its_own(store):
    one, two = (sign_in(store, "Jane", WORD, agent="Browser " * 99, at=NOON) for _ in range(2))
    assert one.word != two.word
    assert one.word not in repr(one)
    assert one.ends == iso(NOON + AT_MOST)
    assert person_by_session(store, one.word, at=NOON) == one.person == two.person
    lines = sessions_of(store, "Jane", at=NOON)
    assert {s.id for s in lines} == {session_id(one.word), session_id(two.word)}
    assert {len(s.agent) for s in lines} == {200}
    assert noted(store) == [("Jane", "signed in", f"session {session_id(two.word)}")]


def test_name_wrong_password_wrong_not_active_and_no_password_are_told_alike(store):
    joined(store, "Bob", "reader")
    deactivate(store, "Bob", by="Jane")
    invite(store, "Kim", "reader", by="Jane")
    told = set()
    for name, password in (
        ("Jane", NEW),
        ("Nemo", WORD),
        ("Bob", WORD),
        ("Kim", ""),
        ("jane", WORD),
        ("\ud800", "\ud800"),
    ):
        with pytest.raises(SignInError) as e:
            sign_in(store, name, password)
        told.add(str(e.value))
    assert len(told) == 1
    assert noted(store, 2) == [
        ("nobody", "sign-in refused", "person \ud800"),
        ("nobody", "sign-in refused", "person jane"),
    ]


def test_a_name_tried_in_vain_is_noted_cut_and_no_secret_stands_in_the_log(store):
    with pytest.raises(SignInError):
        sign_in(store, "n" * 999, "the secret that was tried")
    assert noted(store) == [("nobody", "sign-in refused", "person " + "n" * 100)]
    signed_in = sign_in(store, "Jane", WORD)
    change_password(store, "Jane", WORD, NEW, keep=signed_in.word)
    with pytest.raises(StopError):
        change_password(store, "Jane", WORD, NEW)
    sign_out(store, signed_in.word)
    with store.reading() as connection:
        log = str([e.to_json() for e in entries(connection, limit=99)])
    for secret in (WORD, NEW, "the secret that was tried", signed_in.word, hashed(signed_in.word), "argon2"):
        assert secret not in log


def test_the_store_holds_no_word_and_no_password(where, store, tmp_path):
    if not where.startswith(str(tmp_path)):
        pytest.skip("a file can be looked through")
    word = sign_in(store, "Jane", WORD).word
    store.close()
    whole = b"".join(f.read_bytes() for f in tmp_path.iterdir() if f.is_file())
    assert b"Jane" in whole
    assert hashed(word).encode() in whole
    assert word.encode() not in whole
    assert WORD.encode() not in whole


def test_who_signs_out_is_out_and_doing_so_twice_is_no_fault(store):
    word, other = (sign_in(store, "Jane", WORD).word for _ in range(2))
    sign_out(store, word)
    assert noted(store) == [("Jane", "signed out", f"session {session_id(word)}")]
    assert person_by_session(store, word) is None
    assert person_by_session(store, other)
    before = noted(store, 9)
    sign_out(store, word)
    sign_out(store, "")
    assert noted(store, 9) == before


@pytest.mark.parametrize("word", ["", "x", "x" * 10_000, "\ud800"])
def test_a_word_that_is_none_is_nobody(store, word):
    assert person_by_session(store, word) is None


def test_a_session_is_ended_by_the_beginning_of_its_id(store):
    word, other = (sign_in(store, "Jane", WORD).word for _ in range(2))
    end_session(store, "Jane", session_id(word), by="Kim")
    assert noted(store) == [("Kim", "session ended", f"session {session_id(word)}")]
    assert person_by_session(store, word) is None
    assert person_by_session(store, other)
    for wrong in ("", "zzz", session_id(word)):
        with pytest.raises(StopError, match="is none; the list of sessions tells them"):
            end_session(store, "Jane", wrong, by="Kim")
    joined(store, "Bob", "reader")
    with pytest.raises(StopError, match="is none"):
        end_session(store, "Bob", session_id(other), by="Kim")


def test_a_session_that_nobody_uses_ends_and_is_taken_out_at_the_next_sign_in(store):
    word = sign_in(store, "Jane", WORD, at=NOON).word
    late = NOON + UNUSED
    assert person_by_session(store, word, at=late) is None
    assert sessions_of(store, "Jane", at=late) == ()
    sign_in(store, "Jane", WORD, at=late)
    assert [s.at for s in sessions_of(store, "Jane", at=NOON)] == [iso(late)]


def test_looking_never_waits_for_a_writer(store):
    word = sign_in(store, "Jane", WORD, at=NOON).word
    with store.writing():
        assert person_by_session(store, word, at=NOON + timedelta(hours=1))
    assert sessions_of(store, "Jane", at=NOON)[0].used == iso(NOON)
    assert person_by_session(store, word, at=NOON + timedelta(hours=1))
    assert sessions_of(store, "Jane", at=NOON)[0].used == iso(NOON + timedelta(hours=1))


def test_a_password_is_changed_with_the_old_one_and_ends_the_other_sessions(store):
    mine, other = (sign_in(store, "Jane", WORD).word for _ in range(2))
    with pytest.raises(StopError, match="the one until now is another"):
        change_password(store, "Jane", NEW, NEW + "!", keep=mine)
    assert noted(store) == [("Jane", "password change refused", "person Jane")]
    with pytest.raises(StopError, match="is the name"):
        change_password(store, "Jane", WORD, "jane".center(12), keep=mine)
    assert person_by_session(store, other)
    change_password(store, "Jane", WORD, NEW, keep=mine)
    assert noted(store) == [("Jane", "password changed", "person Jane")]
    assert person_by_session(store, mine)
    assert person_by_session(store, other) is None
    with pytest.raises(SignInError):
        sign_in(store, "Jane", WORD)
    change_password(store, "Jane", NEW, WORD)
    assert person_by_session(store, mine) is None


@given(steps=st.lists(st.tuples(st.integers(0, 20 * 60), st.booleans()), max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_session_never_outlives_its_end(store, steps):
    word = new_word()
    with store.writing() as connection:
        row = {"hash": hashed(word), "person": account_called(connection, "Jane").serial, "agent": ""}
        add_session(connection, {**row, "at": iso(NOON), "used": iso(NOON), "ends": iso(NOON + AT_MOST)})
    now = used = NOON
    over = False
    for minutes, busy in steps:
        now += timedelta(minutes=minutes)
        with store.writing() if busy else nullcontext():
            found = person_by_session(store, word, at=now)
        over = over or now >= NOON + AT_MOST or now - used >= UNUSED
        assert (found is None) >= over
        # What was kept while somebody else wrote is at most this look behind.
        used = used if busy or found is None else now
