"""Saved searches and what they told. No secret stands here: channels are names."""

from collections.abc import Mapping
from json import loads
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from vedette.errors import StopError
from vedette.records.alerting import Alerted, Print, Saved
from vedette.store.schema_stories import alerted, saved
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored, told


def add_saved(connection: Connection, made: Saved) -> Saved:
    """Store a new search and return it with its row number; StopError where one is called so already."""
    if any(s.name == made.name for s in all_saved(connection)):
        raise StopError(f"search {made.name!r}: is saved already; remove it first, or choose another name")
    serial = last_serial(connection, saved) + 1
    row = {
        "serial": serial,
        "name": stored(made.name),
        "query": stored(made.query),
        "every": made.every,
        "channels": packed(list(made.channels)),
        "author": stored(made.author),
        "at": made.at,
        "looked": packed(dict(made.looked)),
    }
    connection.execute(insert(saved), [row])
    return saved_named(connection, made.name)


def all_saved(connection: Connection) -> list[Saved]:
    """Return every saved search, the oldest first."""
    return [_saved(row) for row in connection.execute(select(saved).order_by(saved.c.serial))]


def saved_named(connection: Connection, name: str) -> Saved:
    """Return the search that is called so; StopError where none is."""
    for s in all_saved(connection):
        if s.name == name:
            return s
    raise StopError(f"search {name!r}: is not saved; 'vedette alerts list' tells those that are")


def remove_saved(connection: Connection, serial: int) -> None:
    """Remove a search with what it told."""
    connection.execute(delete(alerted).where(alerted.c.saved == serial))
    connection.execute(delete(saved).where(saved.c.serial == serial))


def keep_looked(connection: Connection, serial: int, looked: Mapping[str, Any]) -> None:
    """Keep how far a search has looked."""
    connection.execute(update(saved).where(saved.c.serial == serial).values(looked=packed(dict(looked))))


def alerted_by(connection: Connection, serial: int) -> list[Alerted]:
    """Return what a search told, the oldest first."""
    rows = connection.execute(
        select(alerted).where(alerted.c.saved == serial).order_by(alerted.c.at, alerted.c.mention)
    )
    return [
        Alerted(
            saved=row.saved,
            mention=row.mention,
            at=row.at,
            updated=row.updated,
            thread=loads(row.thread),
            last=Print.of(loads(row.print)),
        )
        for row in rows
    ]


def last_told(connection: Connection) -> dict[int, str]:
    """Return when each search told of an incident last (ISO, UTC), by its row number; those that told nothing are left out."""
    rows = connection.execute(select(alerted.c.saved, func.max(alerted.c.updated)).group_by(alerted.c.saved))
    return {serial: at for serial, at in rows}  # noqa: C416 - a row is no pair for the type checker


def keep_alerted(connection: Connection, made: Alerted) -> None:
    """Keep what a search told of an incident last, in place of what it told before."""
    key = (alerted.c.saved == made.saved) & (alerted.c.mention == made.mention)
    connection.execute(delete(alerted).where(key))
    row = {"saved": made.saved, "mention": made.mention, "at": made.at, "updated": made.updated}
    more = {"thread": packed(dict(made.thread)), "print": packed(made.last.to_json())}
    connection.execute(insert(alerted), [{**row, **more}])


def _saved(row: Any) -> Saved:
    return Saved(
        serial=row.serial,
        name=told(row.name) or "",
        query=told(row.query) or "",
        every=row.every,
        channels=tuple(loads(row.channels)),
        author=told(row.author) or "",
        at=row.at,
        looked=loads(row.looked),
    )
