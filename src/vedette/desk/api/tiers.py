"""Incidents of one urgency, which no index knows: they are looked through, the latest first day first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from vedette.desk.listing import LOOKED_AT, Eye, lines_of
from vedette.desk.setup import Setup
from vedette.records.incident import Incident
from vedette.store.placed import newest
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.assessing import told_with

STEP = 100
"""Incidents whose tier is found at once."""

Looked = tuple[Incident, str, bool]
"""An incident, the cursor behind it, and whether it is of the tier."""


def of_tier(setup: Setup, query: Query, tier: str, eye: Eye) -> Iterator[Looked]:
    """Yield every incident of `query` behind its cursor, told whether it is of `tier`."""
    query = replace(query, limit=STEP)
    while True:
        with setup.store.reading() as connection:
            found = newest(connection, query)
            fitting = {
                x.id for x in lines_of(connection, setup.knowledge, [i for i, _ in found], eye) if x.tier == tier
            }
        yield from ((i, cursor, i.id in fitting) for i, cursor in found)
        if len(found) < STEP:
            return
        query = replace(query, after=found[-1][1])


def page_of_tier(store: Store, looked: Iterable[Looked], limit: int) -> dict[str, Any]:
    """Return the page of those that fit; it ends where so many were looked through as a page may, and goes on from there."""
    fitting: list[tuple[Incident, str]] = []
    next_ = None
    for n, (i, cursor, fits) in enumerate(looked, 1):
        if fits:
            fitting.append((i, cursor))
        if len(fitting) == limit or n == LOOKED_AT:
            next_ = cursor
            break
    told = told_with(store, [i for i, _ in fitting])
    return {"items": [{**i, "cursor": cursor} for i, (_, cursor) in zip(told, fitting, strict=True)], "next": next_}


def rows_of_tier(store: Store, looked: Iterable[Looked]) -> Iterator[dict[str, Any]]:
    """Yield those that fit as objects, for a file."""
    fitting = (i for i, _, fits in looked if fits)
    while part := list(islice(fitting, STEP)):
        yield from told_with(store, part)
