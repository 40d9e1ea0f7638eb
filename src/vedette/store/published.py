"""Stories without their bodies, and bodies one by one: what a site of ten thousand stories is made of."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, select

from vedette.records.story import Content, Decision
from vedette.store import schema
from vedette.store.schema_stories import saved, story, story_decision, story_version
from vedette.store.schema_watching import original, taken
from vedette.store.texts import stored, told

_MANY = 400


@dataclass(frozen=True, slots=True)
class Note:
    """A version without its content: its number, author, time, and what it tells readers that was corrected."""

    number: int
    author: str
    at: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A story without its contents; `serial` is its row number."""

    serial: int
    id: str
    about: Mapping[str, str]
    versions: tuple[Note, ...]
    decisions: tuple[Decision, ...]


def heads(connection: Connection) -> Iterator[Head]:
    """Yield every story on which anything was decided, the oldest first."""
    decisions: dict[int, list[Decision]] = {}
    d = story_decision
    for row in connection.execute(select(d).order_by(d.c.serial)):
        made = Decision(
            id=row.id,
            number=row.number,
            kind=row.kind,
            due=row.due,
            at=row.at,
            author=told(row.author) or "",
            why=told(row.why) or "",
        )
        decisions.setdefault(row.story, []).append(made)
    versions: dict[int, list[Note]] = {}
    v = story_version
    for row in connection.execute(select(v.c.story, v.c.number, v.c.author, v.c.at, v.c.note).order_by(v.c.serial)):
        if row.story in decisions:
            noted = Note(row.number, told(row.author) or "", row.at, told(row.note) or "")
            versions.setdefault(row.story, []).append(noted)
    for row in connection.execute(select(story.c.serial, story.c.id, story.c.about).order_by(story.c.serial)):
        if row.serial in decisions:
            yield Head(
                serial=row.serial,
                id=row.id,
                about=loads(row.about),
                versions=tuple(versions.get(row.serial, ())),
                decisions=tuple(decisions[row.serial]),
            )


def content_of(connection: Connection, serial: int, number: int) -> Content:
    """Return what version `number` of the story with that row number says."""
    v = story_version
    query = select(v.c.body).where(v.c.story == serial, v.c.number == number)
    return Content.of(loads(connection.execute(query).scalar_one()))


def hashes_of(connection: Connection, documents: Collection[str]) -> dict[str, str]:
    """Return the SHA-256 of the archived original of each document (id) that has one, of the last where it has several."""
    d = schema.document
    found: dict[str, str] = {}
    for part in _parts(sorted(documents)):
        query = (
            select(d.c.id, original.c.hash)
            .join_from(d, taken, taken.c.document == d.c.serial)
            .join(original, original.c.serial == taken.c.original)
            .where(d.c.id.in_([stored(x) for x in part]))
            .order_by(original.c.serial)
        )
        found |= {told(row.id) or "": row.hash for row in connection.execute(query)}
    return found


def saved_called(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Return the query of each saved search of these names that there is."""
    rows: Any = connection.execute(select(saved.c.name, saved.c.query).order_by(saved.c.serial))
    return {name: row.query for row in rows if (name := told(row.name) or "") in names}


def _parts(values: list[str]) -> Iterator[list[str]]:
    yield from (values[n : n + _MANY] for n in range(0, len(values), _MANY))
