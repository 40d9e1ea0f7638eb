"""Roles and who may come in; what the desk remembers."""

import pytest

from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow.people import (
    SignInError,
    activate,
    change_role,
    deactivate,
    has_people,
    invite,
    keep_for,
    kept_for,
    make_token,
    people,
    person_by_session,
    person_by_token,
    sign_in,
)
from workflow.people.conftest import WORD, joined, noted


def test_a_new_store_has_nobody(where):
    store = Store.open(where, make=True)
    assert not has_people(store)
    assert people(store) == ()
    store.close()


def test_people_are_told_by_name(store):
    joined(store, "bob", "reader")
    assert has_people(store)
    assert [(p.name, p.role, p.ready) for p in people(store)] == [
        ("bob", "reader", True),
        ("Jane", "administrator", True),
    ]


def test_a_role_is_changed_for_the_sessions_that_are_open_too(store):
    joined(store, "Bob", "reader")
    word = sign_in(store, "Bob", WORD).word
    assert change_role(store, "Bob", "editor", by="Jane").role == "editor"
    assert person_by_session(store, word).role == "editor"
    assert noted(store) == [("Jane", "role changed", "person Bob")]
    with pytest.raises(StopError, match="is editor already"):
        change_role(store, "Bob", "editor", by="Jane")


def test_the_last_administrator_stays(store):
    joined(store, "Bob", "editor")
    invite(store, "Kim", "administrator", by="Jane")  # Who has no password yet cannot do anything.
    before = noted(store)
    for change in (
        lambda: change_role(store, "Jane", "reader", by="Jane"),
        lambda: deactivate(store, "Jane", by="Jane"),
    ):
        with pytest.raises(StopError, match="last active administrator; make somebody else one first"):
            change()
    assert noted(store) == before
    deactivate(store, "Kim", by="Jane")
    change_role(store, "Bob", "administrator", by="Jane")
    deactivate(store, "Jane", by="Bob")
    with pytest.raises(StopError, match="last active administrator"):
        deactivate(store, "Bob", by="Bob")


def test_the_only_administrator_stays_even_before_taking_a_password(where):
    store = Store.open(where, make=True)
    invite(store, "Jane", "administrator", by="root")
    with pytest.raises(StopError, match="last active administrator"):
        deactivate(store, "Jane", by="root")
    store.close()


def test_who_is_deactivated_comes_in_no_way_and_activated_by_password_alone(store):
    joined(store, "Bob", "editor")
    session = sign_in(store, "Bob", WORD).word
    token, _ = make_token(store, "Bob", "script", "reader", days=None, by="Bob")
    assert not deactivate(store, "Bob", by="Jane").active
    assert noted(store) == [("Jane", "deactivated", "person Bob")]
    assert person_by_session(store, session) is None
    assert person_by_token(store, token) is None
    with pytest.raises(SignInError):
        sign_in(store, "Bob", WORD)
    with pytest.raises(StopError, match="is not active already"):
        deactivate(store, "Bob", by="Jane")
    assert activate(store, "Bob", by="Jane").active
    assert person_by_session(store, session) is None
    assert person_by_token(store, token) is None
    assert sign_in(store, "Bob", WORD)
    with pytest.raises(StopError, match="is active already"):
        activate(store, "Bob", by="Jane")


@pytest.mark.parametrize("change", [deactivate, activate])
def test_who_is_not_there_is_not_changed(store, change):
    with pytest.raises(StopError, match="person 'Kim': is none; 'vedette people list' tells who there is"):
        change(store, "Kim", by="Jane")


def test_small_things_are_remembered_for_each_person_and_noted_nowhere(store):
    joined(store, "Bob", "reader")
    before = noted(store)
    keep_for(store, "Jane", "seen", "doc-9")
    keep_for(store, "Jane", "gate", "открыто \x00")
    keep_for(store, "Jane", "seen", "doc-10")
    assert kept_for(store, "Jane") == {"seen": "doc-10", "gate": "открыто \x00"}
    keep_for(store, "Jane", "gate", "")
    assert kept_for(store, "Jane") == {"seen": "doc-10"}
    assert kept_for(store, "Bob") == kept_for(store, "Kim") == {}
    assert noted(store) == before


def test_what_is_remembered_is_bounded(store):
    with pytest.raises(StopError, match="longer than 200"):
        keep_for(store, "Jane", "seen", "x" * 201)
    for n in range(50):
        keep_for(store, "Jane", f"k{n}", "x")
    with pytest.raises(StopError, match="forget one of them first"):
        keep_for(store, "Jane", "one more", "x")
    with pytest.raises(StopError, match="person 'Kim': is none"):
        keep_for(store, "Kim", "seen", "x")
