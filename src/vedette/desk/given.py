"""What is taken as asked where too little is told, and how much is looked at then: the same on pages and in the API."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from vedette.errors import StopError
from vedette.incidents.positions import STANCES
from vedette.knowledge.states import load_states, state_named
from vedette.store.documents import last_published
from vedette.store.query import Query
from vedette.store.store import Store

T = TypeVar("T")

MOST = 500
"""Claims that one answer on contacts is made of at most, the newest."""

MOST_OF_A_TYPE = 100
"""Claims likewise of each of the seven types that take a position."""

DAYS = 90
"""Days before the newest report that are looked at where no beginning is told."""


def recent(store: Store, query: Query, days: int = DAYS) -> Query:
    """Return `query` with a beginning: its own, else `days` before its end, which is that of the newest report if untold.

    A store in which no report is dated is asked as it is.
    """
    if query.since is not None:
        return query
    until = query.until
    if until is None:
        with store.reading() as connection:
            until = last_published(connection, datetime.now(UTC).date().isoformat())
    return query if until is None else replace(query, since=days_before(until, days), until=query.until)


def days_before(day: str, days: int) -> str:
    """Return the ISO day that many days before another; the calendar begins with the year 1."""
    last = date.fromisoformat(day)
    return (last - min(timedelta(days), last - date.min)).isoformat()


def page_behind(
    items: Iterable[T], key: Callable[[T], str], after: str | None, limit: int, *, falling: bool = False
) -> tuple[list[T], str | None]:
    """Return the page of `items` behind a cursor, and the next cursor; they are in the order of their keys, or `falling`.

    A cursor is the key of the last item shown: what came or went since moves no page.
    """
    left = [x for x in items if after is None or (key(x) < after if falling else key(x) > after)]
    page = left[:limit]
    return page, key(page[-1]) if len(left) > len(page) else None


def check_stance(query: Query) -> None:
    """Raise StopError where a type is asked for by which nobody takes a position."""
    if query.type is not None and query.type not in STANCES:
        raise StopError(f"type {query.type}: takes no position; choose one of {', '.join(STANCES)}")


def two_states(attacker: str, attacked: str) -> tuple[str, str]:
    """Return the codes of two states told by code or name; StopError where one is none, or both are the same."""
    a, b = state_of("attacker", attacker), state_of("attacked", attacked)
    if a == b:
        raise StopError(f"attacked: is the attacker itself ({a}); name two states")
    return a, b


def state_of(field: str, told: str) -> str:
    """Return the code of a state told by code or name; StopError that names `field` where there is none."""
    bare = told.strip()
    code = bare.upper() if bare.upper() in load_states() else state_named(bare)
    if code is None:
        raise StopError(f"{field} {bare!r}: is no state; write its ISO code or its name, like AZE or Azerbaijan")
    return code
