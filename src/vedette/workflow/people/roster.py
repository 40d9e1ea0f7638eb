"""Who may work at the desk, and as what."""

from dataclasses import replace

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.records.person import Person, checked_role
from vedette.records.watching import iso
from vedette.store import people as rows
from vedette.store.audit import note
from vedette.store.people import account_called
from vedette.store.store import Store
from vedette.store.ways_in import drop_invitations, end_sessions, revoke
from vedette.workflow.people.words import moment

LONGEST_KEPT = 200
"""Characters of a name or a value that is remembered for a person."""
MOST_KEPT = 50
"""How much is remembered for a person."""


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody who was ever invited, by name."""
    with store.reading() as connection:
        return rows.people_in(connection)


def has_people(store: Store) -> bool:
    """Tell whether anybody was ever invited: only then does the desk ask who is there."""
    with store.reading() as connection:
        return rows.has_people(connection)


def change_role(store: Store, name: str, role: str, *, by: str) -> Person:
    """Give a person another role. Raises StopError where nobody would be left to administrate."""
    checked_role(role)
    with store.writing() as connection:
        there = account_called(connection, name)
        if there.person.role == role:
            raise StopError(f"person {name}: is {role} already; nothing was changed")
        _check_one_stays(connection, there.person)
        rows.set_role(connection, there.serial, role)
        note(connection, by, "role changed", f"person {name}", {"from": there.person.role, "to": role})
    return replace(there.person, role=role)


def deactivate(store: Store, name: str, *, by: str) -> Person:
    """Let a person in no more: sessions and invitations end, tokens are revoked; what the person did stays.

    Raises StopError where the person is not active, or is the last administrator.
    """
    with store.writing() as connection:
        there = account_called(connection, name)
        if not there.person.active:
            raise StopError(f"person {name}: is not active already; nothing was changed")
        _check_one_stays(connection, there.person)
        rows.set_active(connection, there.serial, active=False)
        drop_invitations(connection, there.serial)
        told = {
            "sessions_ended": end_sessions(connection, there.serial),
            "tokens_revoked": revoke(connection, there.serial, iso(moment(None))),
        }
        note(connection, by, "deactivated", f"person {name}", told)
    return replace(there.person, active=False)


def activate(store: Store, name: str, *, by: str) -> Person:
    """Let a person in again, by the password that was; tokens stay revoked."""
    with store.writing() as connection:
        there = account_called(connection, name)
        if there.person.active:
            raise StopError(f"person {name}: is active already; nothing was changed")
        rows.set_active(connection, there.serial, active=True)
        note(connection, by, "activated", f"person {name}")
    return replace(there.person, active=True)


def kept_for(store: Store, name: str) -> dict[str, str]:
    """Return what the desk remembers for a person; nothing where nobody is called so."""
    with store.reading() as connection:
        return rows.kept_of(connection, name)


def keep_for(store: Store, name: str, key: str, value: str) -> None:
    """Remember `value` under `key` for a person; "" forgets it. It is no deed, and not noted in the audit log.

    Raises StopError where nobody is called so, or where it is too much.
    """
    if max(len(key), len(value)) > LONGEST_KEPT:
        raise StopError(f"what is kept for {name}: {key[:40]!r} is longer than {LONGEST_KEPT} characters; shorten it")
    with store.writing() as connection:
        there = account_called(connection, name)
        kept = {**rows.kept_of(connection, name), key: value}
        if len(kept) > MOST_KEPT:
            raise StopError(f"what is kept for {name}: is {len(kept)} things; forget one of them first")
        rows.set_kept(connection, there.serial, {k: v for k, v in kept.items() if v})


def _check_one_stays(connection: Connection, person: Person) -> None:
    """Raise StopError where `person` is the last active administrator, or the last one who has a password."""
    if person.role != "administrator" or not person.active:
        return
    others = (p for p in rows.people_in(connection) if p.name != person.name)
    if not any(p.role == person.role and p.active and p.ready >= person.ready for p in others):
        raise StopError(f"person {person.name}: is the last active administrator; make somebody else one first")
