"""Where the watcher stands with each address, what it tried, and how the desk grades each source."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, case, delete, func, insert, select, update

from vedette.records.source import Grade, SourceState, Try
from vedette.records.watching import Watched, iso
from vedette.store.schema_watching import grade, listed, tried, watched
from vedette.store.serials import last_serial
from vedette.store.texts import stored, told

DAYS_TRIED = 30
"""Days for which single tries are kept; what they come to stands in `watched` for good."""

TOO_FEW = 5
"""Looks that found something new, below which no usual time between two is told."""

_WATCHED = tuple(f.name for f in fields(Watched))


def watched_all(connection: Connection) -> dict[tuple[str, str], Watched]:
    """Return where every address stands, by source and address."""
    return {(w.source, w.address): w for w in map(_watched, connection.execute(select(watched)))}


def _watched(row: Any) -> Watched:
    known = {name: getattr(row, name) for name in _WATCHED}
    texts = ("source", "address", "etag", "modified", "why")
    return Watched(**{**known, **{name: told(known[name]) for name in texts}})


def save_watched(connection: Connection, states: Sequence[Watched]) -> None:
    """Store where addresses stand now."""
    for state in states:
        row = asdict(state)
        row |= {name: stored(row[name]) for name in ("source", "address", "etag", "modified", "why")}
        key = and_(watched.c.source == row["source"], watched.c.address == row["address"])
        if not connection.execute(update(watched).where(key).values(row)).rowcount:
            connection.execute(insert(watched), [row])


def add_tries(connection: Connection, tries: Sequence[Try]) -> None:
    """Note what was tried, and what came of it."""
    if not tries:
        return
    serial = last_serial(connection, tried)
    rows = [{**asdict(t), "serial": serial + n} for n, t in enumerate(tries, 1)]
    for row in rows:
        row |= {name: stored(row[name]) for name in ("source", "address", "why")}
    connection.execute(insert(tried), rows)


def forget_tries(connection: Connection, before: str) -> None:
    """Remove tries before a time (ISO, UTC); the counts of each address stay."""
    connection.execute(delete(tried).where(tried.c.at < before))


def tries_of(connection: Connection, source: str, limit: int = 20) -> tuple[Try, ...]:
    """Return the last tries of a source (its id), the newest first."""
    query = select(tried).where(tried.c.source == stored(source)).order_by(tried.c.serial.desc()).limit(limit)
    return tuple(_try(row) for row in connection.execute(query))


def _try(row: Any) -> Try:
    known = {f.name: getattr(row, f.name) for f in fields(Try)}
    return Try(**{**known, **{name: told(known[name]) for name in ("source", "address", "why")}})


def grades_of(connection: Connection, source: str | None = None) -> tuple[Grade, ...]:
    """Return the grades that sources were given, oldest first; of one source (its id), or of all."""
    query = select(grade).order_by(grade.c.serial)
    if source is not None:
        query = query.where(grade.c.source == stored(source))
    texts = ("source", "why", "author")
    return tuple(
        Grade(grade=row.grade, at=row.at, **{name: told(getattr(row, name)) or "" for name in texts})
        for row in connection.execute(query)
    )


def add_grade(connection: Connection, given: Grade) -> None:
    """Store a grade; those before it stay."""
    serial = last_serial(connection, grade) + 1
    row = {**asdict(given), "serial": serial}
    row |= {name: stored(row[name]) for name in ("source", "why", "author")}
    connection.execute(insert(grade), [row])


def source_states(connection: Connection, now: str | None = None) -> dict[str, SourceState]:
    """Return where each source stands over all its addresses, by its id; `now` (ISO, UTC) is the time where not told.

    `failures` and `why` are those of the address that fails longest, `succeeded` is of the one that answered last.
    """
    day = _day_before(now)
    by_source: dict[str, list[Watched]] = {}
    for w in watched_all(connection).values():
        by_source.setdefault(w.source, []).append(w)
    counts = {told(row.source) or "": row for row in connection.execute(_counted(day))}
    return {source: _state(source, found, counts.get(source)) for source, found in by_source.items()}


def _day_before(now: str | None) -> str:
    at = datetime.fromisoformat(now) if now else datetime.now(UTC)
    return iso(at - timedelta(days=1))


def _counted(day: str) -> Select[Any]:
    seen = listed.c.first_seen
    return select(
        listed.c.source,
        func.count().label("items"),
        func.sum(case((seen >= day, 1), else_=0)).label("new_day"),
        func.min(seen).label("first"),
        func.max(seen).label("last"),
        func.count(seen.distinct()).label("times"),
    ).group_by(listed.c.source)


def _state(source: str, found: Sequence[Watched], counted: Any) -> SourceState:
    worst = max(found, key=lambda w: (w.gone, w.failures, w.source))
    times = [
        max((t for w in found if (t := getattr(w, name))), default=None) for name in ("tried", "succeeded", "newest")
    ]
    return SourceState(
        source=source,
        tried=times[0],
        succeeded=times[1],
        items=counted.items if counted else 0,
        new_day=counted.new_day if counted else 0,
        failures=worst.failures,
        why=worst.why,
        next_at=min((w.next_at for w in found if w.next_at), default=None),
        newest=times[2],
        gap=_gap(counted) if counted else None,
        gone=all(w.gone for w in found),
    )


def _gap(counted: Any) -> int | None:
    """Return the mean time between two looks that found something new, in seconds; None where there were too few."""
    if counted.times < TOO_FEW:
        return None
    span = datetime.fromisoformat(counted.last) - datetime.fromisoformat(counted.first)
    return int(span.total_seconds() / (counted.times - 1))
