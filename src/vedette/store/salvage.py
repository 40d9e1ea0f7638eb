"""Save what is readable of a damaged SQLite file: row by row along the tables themselves, never through an index."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from vedette.errors import StopError
from vedette.store.engine import sqlite_module
from vedette.store.overlay import lend_tables

NUMBERED = (
    *("document", "arrival", "reading", "sentence", "event", "figure", "judgement", "correction"),
    *("original", "version", "grade", "tried", "person", "token", "audit", "assessment"),
    *("story", "story_version", "story_decision", "saved"),
)
KEYED = {
    "superseded": "reading",
    "judged": "judgement",
    "taken": "document",
    "session": "person",
    "invitation": "person",
    "alerted": "saved",
}
SCANNED = ("watched", "listed")
"""Where the watcher stands: taken as far as it can be read from its beginning; what is lost is fetched again."""
GAP = 5_000
"""Row numbers one after another that yield nothing, after which a table is taken to be at its end."""
POINTING = ("arrival", "reading", "sentence", "event", "figure", "origin", "telling")
"""Tables whose rows, or whose indexes where the rows are lost, tell the numbers of documents."""

_BATCH = 200

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Documents:
    """How many documents a damaged file tells that it held, by their row numbers, which have no gaps.

    `sure` tells that the end of their table was readable and that another table agrees: else there may have been more.
    """

    count: int
    sure: bool


@dataclass(slots=True)
class _Files:
    """The damaged file and the one that takes what is readable."""

    damaged: Any
    into: Any
    module: ModuleType


def salvage(damaged: Path, into: Path) -> Documents:
    """Copy every readable row of what is kept in `damaged` to the empty store `into`; returns how many documents it held.

    Rows may point to rows that are lost: what hangs together is for the reader of `into` to see. Where the list of tables
    is lost, that of `into` is laid over a copy. Raises StopError where the file is no store.
    """
    if _lists_tables(damaged):
        return _copy(damaged, into)
    copy = into.with_name(f"{into.name}.overlaid")
    try:
        lend_tables(damaged, into, copy)
        if not _lists_tables(copy):
            raise StopError(f"store {damaged}: nothing of it is readable; put back a copy, or add the reports anew")
        return _copy(copy, into)
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _copy(damaged: Path, into: Path) -> Documents:
    module = sqlite_module()
    with closing(_opened(damaged)) as raw, closing(module.connect(str(into))) as target:
        raw.row_factory = module.Row
        files = _Files(raw, target, module)
        held = _documents(files)
        for table in NUMBERED:
            for row in _rows(files, table, held.count if table == "document" else 0):
                _put(files, table, row)
            target.commit()
        for table, key in KEYED.items():
            _copy_keyed(files, table, key)
        for table in SCANNED:
            with suppress(module.DatabaseError):
                for row in raw.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                    _put(files, table, dict(row))
        target.commit()
    return held


def _documents(files: _Files) -> Documents:
    """Return how many documents the file tells of: a number counts only where two tables tell as high a one.

    One number alone may be what damage left in a page.
    """
    end = _highest(files, "document", "serial")
    told = sorted((n for t in POINTING if (n := _highest(files, t, "document")) is not None), reverse=True)
    numbers = sorted([*told, *([] if end is None else [end])], reverse=True)
    count = numbers[1] if len(numbers) > 1 else 0
    return Documents(count, end is not None and end == count == (told[0] if told else None))


def _highest(files: _Files, table: str, column: str) -> int | None:
    """Return the highest number in a column, None where the table's end cannot be read."""
    try:
        found = files.damaged.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
    except files.module.DatabaseError:
        return None
    return found if isinstance(found, int) and found > 0 else None


def _opened(file: Path) -> Any:
    return sqlite_module().connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _lists_tables(file: Path) -> bool:
    """Tell whether the list of tables is readable; StopError where it is that of something else."""
    with closing(_opened(file)) as raw:
        try:
            names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
        except sqlite_module().DatabaseError:
            return False
    if "document" not in names:
        raise StopError(f"store {file}: is no store; name the file of a store")
    return True


def _rows(files: _Files, table: str, count: int) -> Iterator[Row]:
    """Yield the readable rows of a table by number, at least up to `count`."""
    last, missing = 0, 0
    while missing < GAP or last < count:
        try:
            query = f"SELECT * FROM {table} WHERE serial > ? ORDER BY serial LIMIT {_BATCH}"  # noqa: S608 - our own names
            rows = [dict(r) for r in files.damaged.execute(query, (last,))]
        except files.module.DatabaseError as e:
            if "no such table" in str(e):
                return  # The store is of an earlier version.
            # Somewhere ahead a page is damaged: one row at a time, until pages are readable again.
            for serial in range(last + 1, last + _BATCH + 1):
                row = _one(files, table, serial)
                missing = 0 if row else missing + 1
                if row:
                    yield row
            last += _BATCH
            continue
        if not rows:
            return
        yield from rows
        last, missing = rows[-1]["serial"], 0


def _one(files: _Files, table: str, serial: int) -> Row | None:
    """Return the row of that number, None where it is damaged or there is none."""
    try:
        found = files.damaged.execute(f"SELECT * FROM {table} WHERE serial = ?", (serial,)).fetchone()  # noqa: S608
    except files.module.DatabaseError:
        return None
    return dict(found) if found else None


def _copy_keyed(files: _Files, table: str, key: str) -> None:
    """Copy the rows of a table without numbers by what they point to."""
    for (serial,) in files.into.execute(f"SELECT serial FROM {key} ORDER BY serial").fetchall():  # noqa: S608
        # What is lost here is a judgement's side, which leaves the judgement without effect, or that a reading is old.
        with suppress(files.module.DatabaseError):
            for row in files.damaged.execute(f"SELECT * FROM {table} WHERE {key} = ?", (serial,)):  # noqa: S608
                _put(files, table, dict(row))


def _put(files: _Files, table: str, row: Row) -> None:
    columns, marks = ", ".join(f'"{c}"' for c in row), ", ".join("?" * len(row))
    files.into.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
