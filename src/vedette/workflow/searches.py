"""Save a search and remove it; each step is noted in the audit log in the same transaction."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qsl

from vedette.errors import StopError
from vedette.records.alerting import EVERY, Saved
from vedette.store.audit import note
from vedette.store.saved import add_saved, all_saved, remove_saved, saved_named
from vedette.store.store import Store
from vedette.store.told_since import moment
from vedette.workflow.add import now

LONGEST_NAME = 80

MOST_SAVED = 500
"""Searches that a store keeps at most: a run looks at each."""


def save_search(store: Store, name: str, query: str, *, every: str, channels: Sequence[str], author: str) -> Saved:
    """Save a search and return it; it tells what changes from now on, and digests from the next full day on.

    `query` is as the bar's address has it, right as it stands; `channels` are names. StopError where one is called so already.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise StopError(f"name {name[:40]!r}: is none; write 1 to {LONGEST_NAME} characters")
    if every not in EVERY:
        raise StopError(f"every {every!r}: is none; choose one of {', '.join(EVERY)}")
    if author.startswith("rules ") or not author.strip():
        raise StopError(f"author {author!r}: is what rules are called, or nobody; write your own name")
    at = now("microseconds")
    today = date.fromisoformat(at[:10]).isoformat()
    with store.writing() as connection:
        if len(all_saved(connection)) >= MOST_SAVED:
            raise StopError(f"search {name!r}: is one more than {MOST_SAVED}; remove one first")
        looked = {"moment": str(moment(connection)), "digests": dict.fromkeys(channels, today)}
        made = add_saved(
            connection,
            Saved(
                serial=0,
                name=name,
                query=query,
                every=every,
                channels=tuple(channels),
                author=author,
                at=at,
                looked=looked,
            ),
        )
        told = {"query": query, "every": every, "channels": list(channels)}
        note(connection, author, "search saved", f"search {name}", told, at=at)
    return made


def remove_search(store: Store, name: str, *, author: str) -> None:
    """Remove a search with what it told; StopError where none is called so."""
    with store.writing() as connection:
        there = saved_named(connection, name)
        remove_saved(connection, there.serial)
        told = {"query": there.query, "every": there.every, "channels": list(there.channels)}
        note(connection, author, "search removed", f"search {name}", told, at=now("microseconds"))


def told_query(query: str) -> dict[str, str]:
    """Return the fields of a saved query by their names."""
    return dict(parse_qsl(query.removeprefix("?")))
