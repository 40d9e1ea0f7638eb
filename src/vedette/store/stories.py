"""Stories as they are kept: every version and every decision, never changed, never removed."""

from collections.abc import Sequence
from json import loads

from sqlalchemy import Connection, Row, insert, select

from vedette.errors import StopError
from vedette.records.story import Content, Decision, Story, Version
from vedette.store.schema_stories import story, story_decision, story_version
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored, told


def add_story(connection: Connection, made: Story) -> None:
    """Store a new story with its versions."""
    serial = last_serial(connection, story) + 1
    row = {"serial": serial, "id": made.id, "about": packed(dict(made.about)), "author": stored(made.author)}
    connection.execute(insert(story), [{**row, "at": made.at}])
    for v in made.versions:
        add_version(connection, made.id, v)


def add_version(connection: Connection, name: str, version: Version) -> None:
    """Store a further version of the story whose id is `name`."""
    row = {
        "serial": last_serial(connection, story_version) + 1,
        "story": _serial_of(connection, name),
        "number": version.number,
        "body": packed(version.content.to_json()),
        "author": stored(version.author),
        "at": version.at,
        "note": stored(version.note),
    }
    connection.execute(insert(story_version), [row])


def add_decision(connection: Connection, name: str, decision: Decision) -> None:
    """Store a decision on a version of the story whose id is `name`."""
    plain = {n: getattr(decision, n) for n in ("id", "number", "kind", "due", "at")}
    words = {n: stored(getattr(decision, n)) for n in ("author", "why")}
    row = {"serial": last_serial(connection, story_decision) + 1, "story": _serial_of(connection, name)}
    connection.execute(insert(story_decision), [{**row, **plain, **words}])


def story_called(connection: Connection, name: str) -> Story:
    """Return the story whose id begins with `name`; StopError where not exactly one does."""
    # What no id holds is asked for in the form in which every database takes it.
    first = stored(name) or ""
    rows = (
        connection.execute(select(story).where(story.c.id.between(first, first + "g")).limit(2)).all() if name else []
    )
    if len(rows) != 1:
        what = "names several; write more of its id" if rows else "is none; 'vedette stories list' tells them"
        raise StopError(f"story {name!r}: {what}")
    return _whole(connection, rows)[0]


def stories_page(connection: Connection, *, before: int | None = None, limit: int = 50) -> list[tuple[int, Story]]:
    """Return stories with their row numbers, the newest first, those behind the row number `before`."""
    query = select(story).order_by(story.c.serial.desc()).limit(limit)
    rows = connection.execute(query if before is None else query.where(story.c.serial < before)).all()
    return list(zip((r.serial for r in rows), _whole(connection, rows), strict=True))


def _whole(connection: Connection, rows: Sequence[Row[tuple[object, ...]]]) -> list[Story]:
    numbers = [r.serial for r in rows]
    versions: dict[int, list[Version]] = {n: [] for n in numbers}
    v, d = story_version, story_decision
    for row in connection.execute(select(v).where(v.c.story.in_(numbers)).order_by(v.c.serial)):
        versions[row.story].append(
            Version(
                number=row.number,
                content=Content.of(loads(row.body)),
                author=told(row.author) or "",
                at=row.at,
                note=told(row.note) or "",
            )
        )
    decisions: dict[int, list[Decision]] = {n: [] for n in numbers}
    for row in connection.execute(select(d).where(d.c.story.in_(numbers)).order_by(d.c.serial)):
        plain = {n: getattr(row, n) for n in ("id", "number", "kind", "due", "at")}
        decisions[row.story].append(Decision(**plain, author=told(row.author) or "", why=told(row.why) or ""))
    return [
        Story(
            id=r.id,
            about=loads(r.about),
            author=told(r.author) or "",
            at=r.at,
            versions=tuple(versions[r.serial]),
            decisions=tuple(decisions[r.serial]),
        )
        for r in rows
    ]


def _serial_of(connection: Connection, name: str) -> int:
    found = connection.execute(select(story.c.serial).where(story.c.id == name)).scalar()
    if found is None:
        raise StopError(f"story {name!r}: is none; 'vedette stories list' tells them")
    return int(found)
