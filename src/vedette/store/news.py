"""What is new since somebody looked: by row numbers, which only grow, so that no clock and no further index is needed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, distinct, func, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.serials import last_serial

NEW, JUDGED = "new", "judged"

_MANY = 400


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has looked: the last document and the last judgement that were stored by then."""

    document: int
    judgement: int

    def __str__(self) -> str:
        """Return the mark as a cookie keeps it."""
        return f"{self.document}.{self.judgement}"

    @classmethod
    def of(cls, told: str) -> Self | None:
        """Return the mark that was written so, None for anything else."""
        parts = told.split(".")
        if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
            return None
        return cls(int(parts[0]), int(parts[1]))


def mark(connection: Connection) -> Mark:
    """Return the mark of everything that the store holds now."""
    return Mark(last_serial(connection, schema.document), last_serial(connection, schema.judgement))


def touched_since(connection: Connection, seen: Mark, limit: int = 1_000) -> set[str]:
    """Return the incidents (ids) that documents tell or people judged since, `limit` of each kind at most."""
    t, m, j = derived.telling, derived.mention, schema.judged
    told = select(t.c.incident).distinct().where(t.c.document > seen.document, t.c.incident.is_not(None)).limit(limit)
    judged = (
        select(t.c.incident)
        .distinct()
        .join_from(schema.judgement, j, j.c.judgement == schema.judgement.c.serial)
        .join(m, m.c.id == j.c.mention)
        .join(t, t.c.id == m.c.telling)
        .where(schema.judgement.c.serial > seen.judgement, schema.judgement.c.person, t.c.incident.is_not(None))
        .limit(limit)
    )
    return set(connection.execute(told).scalars()) | set(connection.execute(judged).scalars())


def changed_since(connection: Connection, seen: Mark, ids: Collection[str]) -> dict[str, str]:
    """Return what is new of these incidents: "new", "told by 2 more", "judged"; what is as it was is left out."""
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for n in range(0, len(wanted), _MANY):
        part = wanted[n : n + _MANY]
        found |= dict.fromkeys(_judged(connection, seen, part), JUDGED)
        found |= _told(connection, seen, part)
    return found


def _told(connection: Connection, seen: Mark, part: Collection[str]) -> dict[str, str]:
    t = derived.telling
    query = (
        select(t.c.incident, func.min(t.c.document).label("first"))
        .add_columns(func.count(distinct(t.c.document)).filter(t.c.document > seen.document).label("more"))
        .where(t.c.incident.in_(part))
        .group_by(t.c.incident)
    )
    rows = connection.execute(query).all()
    return {r.incident: NEW if r.first > seen.document else f"told by {r.more} more" for r in rows if r.more}


def _judged(connection: Connection, seen: Mark, part: Collection[str]) -> set[str]:
    t, m, j, g = derived.telling, derived.mention, schema.judged, schema.judgement
    query = (
        select(t.c.incident)
        .distinct()
        .join_from(t, m, m.c.telling == t.c.id)
        .join(j, j.c.mention == m.c.id)
        .join(g, g.c.serial == j.c.judgement)
        .where(t.c.incident.in_(part), g.c.serial > seen.judgement, g.c.person)
    )
    return set(connection.execute(query).scalars())
