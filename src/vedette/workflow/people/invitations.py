"""Invitations: a link of one use by which a new person, or one who forgot the password, takes a password."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.records.person import TO_TAKE_UP, Person, checked_name, checked_role
from vedette.records.watching import iso
from vedette.store.audit import note
from vedette.store.people import Account, account_at, account_named, add_person, people_in, set_password
from vedette.store.schema_people import invitation
from vedette.store.store import Store
from vedette.store.ways_in import Way, add_invitation, end_sessions, use_invitation
from vedette.workflow.people.passwords import check_password, kept
from vedette.workflow.people.words import found_by, hashed, moment, new_word

_NO_MORE = "invitation: was used, has ended or never was; ask an administrator for a new one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited, the word of the link (told this once), and when it ends (ISO, UTC)."""

    person: Person
    word: str = field(repr=False)
    ends: str


def invite(store: Store, name: str, role: str, *, by: str, at: datetime | None = None) -> Invited:
    """Invite somebody new, or anew somebody who is there already and forgot the password; earlier invitations end.

    The password before holds until the new one is taken. Raises StopError where name or role may not be, where the name
    differs from another's in capitals alone, or where the person is not active or has another role.
    """
    name, role, now, word = checked_name(name), checked_role(role), moment(at), new_word()
    with store.writing() as connection:
        there = account_named(connection, name)
        account = _again(there, role) if there else _new(connection, name, role, iso(now))
        ends = iso(now + TO_TAKE_UP)
        row = {"hash": hashed(word), "person": account.serial, "by": by, "at": iso(now), "ends": ends}
        add_invitation(connection, row)
        note(connection, by, "invited", f"person {name}", {"role": role, "ends": ends, "new": there is None})
    return Invited(person=account.person, word=word, ends=ends)


def invited(store: Store, word: str, *, at: datetime | None = None) -> Person | None:
    """Return who is invited by a word that still holds; the invitation is not used by this."""
    with store.reading() as connection:
        found = _open(connection, word, moment(at))
    return found.account.person if found else None


def take_up(store: Store, word: str, password: str, *, at: datetime | None = None) -> Person:
    """Use an invitation, which goes once: keep the password, end the person's sessions.

    Raises StopError where the invitation holds no more, or the password may not be (then it is not used).
    """
    now = moment(at)
    person = invited(store, word, at=now)
    if person is None:
        raise StopError(_NO_MORE)
    check_password(password, person.name)
    hidden = kept(password)  # Before the writer's turn, which it would hold up.
    with store.writing() as connection:
        found = _open(connection, word, now)
        if found is None or not use_invitation(connection, hashed(word), iso(now)):
            raise StopError(_NO_MORE)
        set_password(connection, found.account.serial, hidden)
        ended = end_sessions(connection, found.account.serial)
        note(connection, person.name, "invitation taken up", f"person {person.name}", {"sessions_ended": ended})
        account = account_at(connection, found.account.serial)
    return account.person if account else person


def _open(connection: Connection, word: str, now: datetime) -> Way | None:
    found = found_by(connection, invitation, word)
    if found is None or found.row["used"] is not None or not found.account.person.active:
        return None
    return found if now < datetime.fromisoformat(found.row["ends"]) else None


def _again(there: Account, role: str) -> Account:
    person = there.person
    if not person.active:
        raise StopError(f"person {person.name}: is not active; activate the person first")
    if person.role != role:
        raise StopError(f"person {person.name}: is {person.role}; invite with that role, or change the role first")
    return there


def _new(connection: Connection, name: str, role: str, at: str) -> Account:
    folded = name.casefold()
    alike = next((p.name for p in people_in(connection) if p.name.casefold() == folded), None)
    if alike:
        raise StopError(f"name {name!r}: looks like {alike!r}, who is there already; take another, or invite that one")
    return add_person(connection, name, role, at)
