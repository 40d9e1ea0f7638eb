"""What is new since a moment, for whoever listens all the time.

`news.py` tells it by the documents' numbers. A watcher stores a document first and reads it later, so that a mark set in
between would pass over what was read out of it; who listens every two seconds nearly always sets it in between. Here what
reports tell is found by the number of the first reading of a document, and what people did by `news.py`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from sqlalchemy import Connection, func, select

from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.news import Mark, News, changed_since, mark, touched_since
from vedette.store.serials import last_serial

T = TypeVar("T")

_MANY = 400
_LAST = 2**62
"""Behind every row number."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far somebody has heard: the mark of `news.py`, and the last reading that was stored by then."""

    mark: Mark
    reading: int

    def __str__(self) -> str:
        """Return the moment as the id of an event."""
        return f"{self.mark}-{self.reading}"

    @classmethod
    def of(cls, told: str) -> Self | None:
        """Return the moment that was written so, None for anything else."""
        found = re.fullmatch(r"([0-9.]{1,200})-([0-9]{1,18})", told, re.ASCII)
        seen = Mark.of(found[1]) if found else None
        return cls(seen, int(found[2])) if found and seen is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What was stored between two moments: documents, first readings, and what is new of which incident (id).

    `more` tells that there are further incidents, which are not among them.
    """

    documents: int
    read: int
    incidents: dict[str, News]
    more: bool


def moment(connection: Connection) -> Moment:
    """Return the moment that the store is at."""
    return Moment(mark(connection), last_serial(connection, schema.reading))


def told_since(connection: Connection, seen: Moment, here: Moment, most: int = 200) -> Since:
    """Return what was stored since, at most `most` incidents; what a later reader reads again is nothing new."""
    first, ids = _first_read(connection, seen.reading)
    people = replace(seen.mark, document=_LAST)
    judged = touched_since(connection, people, most + 1)
    # What reports tell comes first: it is what a part may leave out last.
    wanted = [*sorted(ids), *sorted(judged - ids)]
    kept = wanted[:most]
    changes = changed_since(connection, people, [i for i in kept if i in judged])
    told = _told(connection, seen.reading, [i for i in kept if i in ids])
    both = {i: replace(changes.get(i, News()), new=new, more=more) for i, (new, more) in told.items()}
    return Since(
        documents=max(0, here.mark.document - seen.mark.document),
        read=first,
        incidents={**changes, **both},
        more=len(wanted) > most,
    )


def _first_read(connection: Connection, reading: int) -> tuple[int, set[str]]:
    """Return how many documents were first read after `reading` (its number), and the incidents that they tell."""
    r, t = schema.reading, derived.telling
    before = r.alias()
    first = select(r.c.document).where(
        r.c.serial > reading,
        ~select(before.c.serial).where(before.c.document == r.c.document, before.c.serial <= reading).exists(),
    )
    documents = sorted(set(connection.execute(first.limit(10_000)).scalars()))
    found: set[str] = set()
    for part in _parts(documents):
        query = select(t.c.incident).distinct().where(t.c.document.in_(part), t.c.incident.is_not(None))
        found |= set(connection.execute(query).scalars())
    return len(documents), found


def _told(connection: Connection, reading: int, ids: Collection[str]) -> dict[str, tuple[bool, int]]:
    """Return whether an incident is new and by how many more texts it is told where not, by their first readings."""
    r, t = schema.reading, derived.telling
    out: dict[str, tuple[bool, int]] = {}
    for part in _parts(list(ids)):
        first = (
            select(t.c.incident, t.c.document, func.min(r.c.serial).label("read"))
            .join_from(t, r, r.c.document == t.c.document)
            .where(t.c.incident.in_(part))
            .group_by(t.c.incident, t.c.document)
        )
        later: dict[str, list[bool]] = {}
        for row in connection.execute(first):
            later.setdefault(row.incident, []).append(row.read > reading)
        out |= {i: (True, 0) if all(told) else (False, sum(told)) for i, told in later.items() if any(told)}
    return out


def _parts(values: list[T]) -> list[list[T]]:
    return [values[n : n + _MANY] for n in range(0, len(values), _MANY)]
