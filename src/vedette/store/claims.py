"""What is told in many incidents at once: a fixed number of statements, however many they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, exists, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.found import Found, claims_at

MOST = 40
"""Mentions of one incident that a list looks at, those stored first: a thousand reports of one thing make no longer line."""

_MANY = 400

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """The events of one incident and the figures that belong to them, in the order of their storing."""

    events: tuple[Found, ...] = ()
    figures: tuple[Found, ...] = ()


def claims_of(connection: Connection, incidents: Collection[str], most: int = MOST) -> dict[str, Told]:
    """Return what the newest readings tell in each of these incidents (ids), by `most` mentions of each at most."""
    mentions = _mentions(connection, incidents, most)
    events = _by_incident(connection, schema.event, mentions)
    figures = _by_incident(connection, schema.figure, mentions)
    return {i: Told(tuple(events.get(i, ())), tuple(figures.get(i, ()))) for i in incidents}


def _mentions(connection: Connection, incidents: Collection[str], most: int) -> list[str]:
    t, m = derived.telling, derived.mention
    counts: dict[str, int] = {}
    kept = []
    for part in _parts(sorted(incidents)):
        query = select(t.c.incident, t.c.document, m.c.id).join_from(t, m, m.c.telling == t.c.id)
        rows = connection.execute(query.where(t.c.incident.in_(part)))
        for incident, _, mention in sorted(rows, key=lambda row: (row[1], row[2])):
            counts[incident] = counts.get(incident, 0) + 1
            if counts[incident] <= most:
                kept.append(mention)
    return kept


def _by_incident(connection: Connection, table: Table, mentions: Sequence[str]) -> dict[str, list[Found]]:
    # Asked by the mentions' own ids: joined to them, SQLite runs through every figure that there is.
    event = table.c.id if table is schema.event else table.c.event
    live = ~exists().where(schema.superseded.c.reading == table.c.reading)
    serials: list[int] = []
    for part in _parts(mentions):
        serials += connection.execute(select(table.c.serial).where(event.in_(part), live)).scalars()
    out: dict[str, list[Found]] = {}
    for numbers in _parts(sorted(serials)):
        for found in claims_at(connection, table, numbers):
            out.setdefault(found.incident or "", []).append(found)
    return out


def _parts(values: Sequence[T]) -> list[Sequence[T]]:
    return [values[n : n + _MANY] for n in range(0, len(values), _MANY)]
