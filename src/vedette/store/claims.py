"""What is told in many incidents at once: a fixed number of statements, however many they are."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Table, exists, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.found import Found, claims_at

MOST = 40
"""Mentions of one incident that a list looks at, those stored first: a thousand reports of one thing make no longer line."""

_MANY = 400


@dataclass(frozen=True, slots=True)
class Told:
    """The events of one incident and the figures that belong to them, in the order of their storing."""

    events: tuple[Found, ...] = ()
    figures: tuple[Found, ...] = ()


def claims_of(connection: Connection, incidents: Collection[str], most: int = MOST) -> dict[str, Told]:
    """Return what the newest readings tell in each of these incidents (ids), `most` events and figures of each at most."""
    events = _by_incident(connection, schema.event, incidents, most)
    figures = _by_incident(connection, schema.figure, incidents, most)
    return {i: Told(tuple(events.get(i, ())), tuple(figures.get(i, ()))) for i in incidents}


def _by_incident(connection: Connection, table: Table, incidents: Collection[str], most: int) -> dict[str, list[Found]]:
    wanted = sorted(incidents)
    serials: list[int] = []
    for n in range(0, len(wanted), _MANY):
        serials += _serials(connection, table, wanted[n : n + _MANY], most)
    out: dict[str, list[Found]] = {}
    for n in range(0, len(serials), _MANY):
        for found in claims_at(connection, table, serials[n : n + _MANY]):
            out.setdefault(found.incident or "", []).append(found)
    return out


def _serials(connection: Connection, table: Table, part: Collection[str], most: int) -> list[int]:
    t, m = derived.telling, derived.mention
    event = table.c.id if table is schema.event else table.c.event
    live = ~exists().where(schema.superseded.c.reading == table.c.reading)
    query = (
        select(t.c.incident, table.c.serial)
        .join_from(t, m, m.c.telling == t.c.id)
        .join(table, event == m.c.id)
        .where(t.c.incident.in_(part), live)
        .order_by(table.c.serial)
    )
    counts: dict[str, int] = {}
    kept = []
    for incident, serial in connection.execute(query):
        counts[incident] = counts.get(incident, 0) + 1
        if counts[incident] <= most:
            kept.append(serial)
    return kept
