"""The ways in of people: sessions of browsers, tokens of programs, invitations. Only hashes of their words stand here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, or_, select, update

from vedette.records.person import SessionLine, TokenLine
from vedette.store.people import Account, account_of
from vedette.store.schema_people import invitation, person, session, token
from vedette.store.serials import last_serial
from vedette.store.texts import stored, told

ID = 12
"""Digits of a session's hash by which it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A row of session, token or invitation, with the account that it is of."""

    account: Account
    row: Mapping[str, Any]


def way_of(connection: Connection, table: Table, hashed: str) -> Way | None:
    """Return the session, token or invitation (by its table) whose word has this hash."""
    row = connection.execute(select(table).where(table.c.hash == hashed)).mappings().first()
    if row is None:
        return None
    owner = connection.execute(select(person).where(person.c.serial == row["person"])).mappings().one()
    return Way(account=account_of(owner), row=dict(row))


def add_session(connection: Connection, row: Mapping[str, Any]) -> None:
    """Add a session: hash, person (row number), at, used, ends, agent."""
    connection.execute(insert(session), [{**row, "agent": stored(row["agent"])}])


def sessions_in(connection: Connection, owner: int) -> list[tuple[str, SessionLine]]:
    """Return the sessions of a person with their hashes, the last used first; those that ended may be among them."""
    query = select(session).where(session.c.person == owner).order_by(session.c.used.desc(), session.c.hash)
    return [(row["hash"], _session_line(row)) for row in connection.execute(query).mappings()]


def touch(connection: Connection, table: Table, hashed: str, at: str) -> None:
    """Keep when a session or token was last used."""
    connection.execute(update(table).where(table.c.hash == hashed).values(used=at))


def end_sessions(connection: Connection, owner: int, *, but: str = "") -> int:
    """End every session of a person but the one of the hash `but`; returns how many there were."""
    return connection.execute(delete(session).where(session.c.person == owner, session.c.hash != but)).rowcount


def drop_session(connection: Connection, hashed: str) -> bool:
    """End the session of this hash; returns whether it was there."""
    return bool(connection.execute(delete(session).where(session.c.hash == hashed)).rowcount)


def drop_ended(connection: Connection, now: str, unused_since: str) -> None:
    """Take out the sessions that are past their end, or were last used before `unused_since`."""
    connection.execute(delete(session).where(or_(session.c.ends <= now, session.c.used <= unused_since)))


def add_token(connection: Connection, row: Mapping[str, Any]) -> TokenLine:
    """Add a token: hash, person, name, role, at, ends."""
    whole = {**row, "serial": last_serial(connection, token) + 1, "name": stored(row["name"])}
    whole |= {"used": None, "revoked": None}
    connection.execute(insert(token), [whole])
    return token_line(whole)


def tokens_in(connection: Connection, owner: int) -> tuple[TokenLine, ...]:
    """Return the tokens of a person, revoked or not, the newest first."""
    query = select(token).where(token.c.person == owner).order_by(token.c.serial.desc())
    return tuple(token_line(row) for row in connection.execute(query).mappings())


def revoke(connection: Connection, owner: int, at: str, serial: int | None = None) -> int:
    """Revoke the token of a person with this row number, or all; returns how many were not revoked before."""
    change = update(token).where(token.c.person == owner, token.c.revoked.is_(None))
    if serial is not None:
        change = change.where(token.c.serial == serial)
    return connection.execute(change.values(revoked=at)).rowcount


def add_invitation(connection: Connection, row: Mapping[str, Any]) -> None:
    """Add an invitation (hash, person, by, at, ends); those of the person that nobody took up hold no longer."""
    drop_invitations(connection, row["person"])
    connection.execute(insert(invitation), [{**row, "by": stored(row["by"]), "used": None}])


def drop_invitations(connection: Connection, owner: int) -> None:
    """Take out the invitations of a person that nobody took up."""
    connection.execute(delete(invitation).where(invitation.c.person == owner, invitation.c.used.is_(None)))


def use_invitation(connection: Connection, hashed: str, at: str) -> bool:
    """Mark an invitation as used; returns whether it was not used before."""
    change = update(invitation).where(invitation.c.hash == hashed, invitation.c.used.is_(None)).values(used=at)
    return bool(connection.execute(change).rowcount)


def token_line(row: RowMapping | Mapping[str, Any]) -> TokenLine:
    """Return what is shown of a token."""
    names = ("serial", "role", "at", "used", "ends", "revoked")
    return TokenLine(called=told(row["name"]) or "", **{n: row[n] for n in names})


def _session_line(row: RowMapping) -> SessionLine:
    times = {n: row[n] for n in ("at", "used", "ends")}
    return SessionLine(id=row["hash"][:ID], agent=told(row["agent"]) or "", **times)
