"""Tokens, by which programs of a person ask the desk's API."""

from datetime import datetime, timedelta

from vedette.errors import StopError
from vedette.records.person import Person, TokenLine, checked_role, lesser, may
from vedette.records.watching import iso
from vedette.store.audit import note
from vedette.store.people import account_called
from vedette.store.schema_people import token
from vedette.store.store import Store
from vedette.store.ways_in import add_token, revoke, tokens_in
from vedette.workflow.people.words import found_by, hashed, keep_used, moment, new_word

MARK = "vdt_"
"""What a token begins with, so that programs that look for leaked secrets know it."""
LONGEST_CALLED = 80
"""Characters by which a token is called."""
MOST_DAYS = 3_650


def make_token(
    store: Store, name: str, called: str, role: str, *, days: int | None, by: str, at: datetime | None = None
) -> tuple[str, TokenLine]:
    """Make a token of a person for `days`, or without an end; returns its word, told this once, and what is shown of it.

    Raises StopError where the person is none or not active, may less than `role`, or where `called` or `days` may not be.
    """
    checked_role(role)
    called, now = called.strip(), moment(at)
    _check(called, days)
    word = MARK + new_word()
    ends = None if days is None else iso(now + timedelta(days=days))
    with store.writing() as connection:
        there = account_called(connection, name)
        _check_owner(there.person, role)
        row = {"hash": hashed(word), "person": there.serial, "name": called, "role": role, "at": iso(now), "ends": ends}
        line = add_token(connection, row)
        told = {"person": name, "called": called, "role": role, "ends": ends}
        note(connection, by, "token made", f"token {line.serial}", told)
    return word, line


def tokens_of(store: Store, name: str) -> tuple[TokenLine, ...]:
    """Return the tokens of a person, revoked and ended ones too, the newest first; StopError where nobody is called so."""
    with store.reading() as connection:
        return tokens_in(connection, account_called(connection, name).serial)


def revoke_token(store: Store, name: str, serial: int, *, by: str) -> None:
    """Let nobody in by a token any more; StopError where the person has none of that number, or it was revoked before."""
    with store.writing() as connection:
        there = account_called(connection, name)
        if not revoke(connection, there.serial, iso(moment(None)), serial):
            raise StopError(f"token {serial} of {name}: is none, or was revoked before; the list of tokens tells them")
        note(connection, by, "token revoked", f"token {serial}", {"person": name})


def person_by_token(store: Store, word: str, *, at: datetime | None = None) -> Person | None:
    """Return whose token a word is, with the lesser role of both; None where it was revoked, has ended or was none."""
    now = moment(at)
    if not word.startswith(MARK):
        return None
    with store.reading() as connection:
        found = found_by(connection, token, word)
    if found is None or found.row["revoked"] is not None or not found.account.person.active:
        return None
    if found.row["ends"] is not None and now >= datetime.fromisoformat(found.row["ends"]):
        return None
    keep_used(store, token, found, iso(now))
    p = found.account.person
    role = lesser(p.role, found.row["role"])
    return Person(name=p.name, role=role, active=p.active, at=p.at, ready=p.ready)


def _check(called: str, days: int | None) -> None:
    if not called or len(called) > LONGEST_CALLED or not called.isprintable():
        raise StopError(f"token: is to be called by 1 to {LONGEST_CALLED} characters of one line; write what it is for")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise StopError(f"token: cannot hold for {days} days; take 1 to {MOST_DAYS}")


def _check_owner(person: Person, role: str) -> None:
    if not person.active:
        raise StopError(f"person {person.name}: is not active; activate the person first")
    if not may(person.role, role):
        raise StopError(f"token: {person.name} is {person.role}, and may not give the role {role}; take a lesser one")
