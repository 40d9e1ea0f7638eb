"""Signing in and out, and the sessions of browsers that this begins and ends."""

from dataclasses import dataclass, field
from datetime import datetime

from vedette.errors import StopError
from vedette.records.person import AT_MOST, NOBODY, UNUSED, Person, SessionLine, session_holds
from vedette.records.watching import iso
from vedette.store.audit import note
from vedette.store.people import Account, account_called, account_named, set_password
from vedette.store.schema_people import session
from vedette.store.store import Store
from vedette.store.ways_in import ID, add_session, drop_ended, drop_session, end_sessions, sessions_in
from vedette.workflow.people.passwords import check_password, kept, matches
from vedette.workflow.people.words import found_by, hashed, keep_used, moment, new_word

LONGEST_TRIED = 100
"""Characters of a name that was tried in vain, as they are noted."""
LONGEST_AGENT = 200
"""Characters of what a browser calls itself, as they are kept."""


class SignInError(StopError):
    """Name and password do not let anybody in; it is not told which of them is wrong, nor whether the person is active."""

    def __init__(self) -> None:
        super().__init__(
            "sign-in: name and password do not go together, or may not come in; try again, or ask an administrator"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who signed in, the word of the new session (told this once), and when it ends at the latest (ISO, UTC)."""

    person: Person
    word: str = field(repr=False)
    ends: str


def sign_in(store: Store, name: str, password: str, *, agent: str = "", at: datetime | None = None) -> SignedIn:
    """Begin a session, a fresh one each time. Raises SignInError, and notes it, where the two let nobody in."""
    now = moment(at)
    with store.reading() as connection:
        there = account_named(connection, name)
    same, better = matches(password, there.password if there else None)
    if there is None or not same or not there.person.active:
        _note_refused(store, name)
    else:
        signed_in = _begin(store, there, better, agent, now)
        if signed_in:
            return signed_in
    raise SignInError


def _begin(store: Store, there: Account, better: str | None, agent: str, now: datetime) -> SignedIn | None:
    """Begin a session; None where the person was changed while the password was compared."""
    word, ends = new_word(), iso(now + AT_MOST)
    with store.writing() as connection:
        if account_named(connection, there.person.name) != there:
            return None
        if better:
            set_password(connection, there.serial, better)
        drop_ended(connection, iso(now), iso(now - UNUSED))
        row = {"hash": hashed(word), "person": there.serial, "at": iso(now), "used": iso(now), "ends": ends}
        add_session(connection, {**row, "agent": agent[:LONGEST_AGENT]})
        note(connection, there.person.name, "signed in", f"session {session_id(word)}", {"ends": ends})
    return SignedIn(person=there.person, word=word, ends=ends)


def _note_refused(store: Store, name: str) -> None:
    with store.writing() as connection:
        note(connection, NOBODY, "sign-in refused", f"person {name[:LONGEST_TRIED]}")


def person_by_session(store: Store, word: str, *, at: datetime | None = None) -> Person | None:
    """Return whose session a word is; None where it was ended, has expired, or the person is not active.

    That it was used is kept once a minute, and never waits for somebody who writes.
    """
    now = moment(at)
    with store.reading() as connection:
        found = found_by(connection, session, word)
    if found is None or not found.account.person.active:
        return None
    if not session_holds(found.row["used"], found.row["ends"], now):
        return None
    keep_used(store, session, found, iso(now))
    return found.account.person


def sign_out(store: Store, word: str) -> None:
    """End the session of a word; one that has ended already is left as it is."""
    with store.writing() as connection:
        found = found_by(connection, session, word)
        if found and drop_session(connection, hashed(word)):
            note(connection, found.account.person.name, "signed out", f"session {session_id(word)}")


def session_id(word: str) -> str:
    """Return by what the session of a word is called in `sessions_of`."""
    return hashed(word)[:ID]


def sessions_of(store: Store, name: str, *, at: datetime | None = None) -> tuple[SessionLine, ...]:
    """Return the sessions of a person that still hold, the last used first; StopError where nobody is called so."""
    now = moment(at)
    with store.reading() as connection:
        found = sessions_in(connection, account_called(connection, name).serial)
    return tuple(line for _, line in found if session_holds(line.used, line.ends, now))


def end_session(store: Store, name: str, id: str, *, by: str) -> None:  # noqa: A002 - the line's own name
    """End the session of a person whose id begins so; StopError where not exactly one does."""
    with store.writing() as connection:
        there = account_called(connection, name)
        wanted = [(h, line) for h, line in sessions_in(connection, there.serial) if id and h.startswith(id)]
        if len(wanted) != 1:
            what = "names several; write more of it" if wanted else "is none; the list of sessions tells them"
            raise StopError(f"session {id[:64]!r} of {name}: {what}")
        drop_session(connection, wanted[0][0])
        note(connection, by, "session ended", f"session {wanted[0][1].id}", {"person": name})


def change_password(store: Store, name: str, old: str, new: str, *, keep: str = "") -> None:
    """Change a person's password, and end every session but that of the word `keep`; earlier invitations stay used.

    Raises StopError where the old one is wrong (which is noted), or the new one may not be.
    """
    check_password(new, name)
    with store.reading() as connection:
        there = account_called(connection, name)
    if not matches(old, there.password)[0]:
        with store.writing() as connection:
            note(connection, name, "password change refused", f"person {name}")
        raise StopError("password: the one until now is another; write it again")
    hidden = kept(new)
    with store.writing() as connection:
        if account_called(connection, name) != there:
            raise StopError(f"person {name}: was changed meanwhile; try again")
        set_password(connection, there.serial, hidden)
        ended = end_sessions(connection, there.serial, but=hashed(keep) if keep else "")
        note(connection, name, "password changed", f"person {name}", {"sessions_ended": ended})
