"""What is new since a moment, for whoever listens all the time: what `news.py` tells, in parts of bounded size."""

import re
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection

from vedette.store import schema
from vedette.store.news import Mark, News, changed_since, first_read, mark, told_anew, touched_since
from vedette.store.serials import last_serial

MOST_READ = 10_000
"""Documents read for the first time that one look takes in."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far somebody has heard: the mark of `news.py`, and the last document that was stored by then, read or not."""

    mark: Mark
    document: int

    def __str__(self) -> str:
        """Return the moment as the id of an event."""
        return f"{self.mark}-{self.document}"

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
    return Moment(mark(connection), last_serial(connection, schema.document))


def told_since(connection: Connection, seen: Moment, here: Moment, most: int = 200) -> Since:
    """Return what was stored since, at most `most` incidents; what a later reader reads again is nothing new."""
    told = told_anew(connection, seen.mark, MOST_READ)
    touched = touched_since(connection, seen.mark, most + 1)
    # What reports tell comes first: it is what a part may leave out last.
    wanted = [*sorted(told), *sorted(touched - told)]
    return Since(
        documents=max(0, here.document - seen.document),
        read=len(first_read(connection, seen.mark, MOST_READ)),
        incidents=changed_since(connection, seen.mark, wanted[:most]),
        more=len(wanted) > most,
    )
