"""Carry what is kept beside readings from one store into another that holds the same documents under other row numbers."""

from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select

from vedette.store import schema
from vedette.store.corrections import correction_of
from vedette.store.schema_people import assessment, audit, invitation, person, session, token
from vedette.store.schema_watching import grade, listed, original, taken, tried, version, watched
from vedette.store.texts import told

_PAGE = 1_000

Numbers = dict[int, int]
"""Row numbers of documents of the old store with those of the new one."""


def carry_watching(old: Connection, new: Connection) -> None:
    """Copy originals, versions, grades and where the watcher stands, as far as the documents that they are of are there."""
    numbers = _numbers(old, new)
    kept = {row.serial for row in old.execute(select(original.c.serial))}
    for table in (original, grade, watched, tried):
        _put(new, table, [dict(r) for r in old.execute(select(table)).mappings()])
    pairs = [dict(r) for r in old.execute(select(taken)).mappings() if r["original"] in kept]
    _put(new, taken, [r for row in pairs if (r := _moved(row, numbers, "document"))])
    versions = [dict(r) for r in old.execute(select(version)).mappings()]
    _put(new, version, [r for row in versions if (r := _moved(row, numbers, "document", "before"))])
    items = [dict(r) for r in old.execute(select(listed)).mappings()]
    _put(new, listed, [_moved(row, numbers, "document") or _to_fetch(row) for row in items])


def carry_corrections(old: Connection, new: Connection) -> None:
    """Copy the corrections that are whole and whose documents are there; their row numbers stay, since readings name them."""
    c, d = schema.correction, schema.document
    numbers = _numbers(old, new)
    names = {row.serial: told(row.id) or "" for row in old.execute(select(d.c.serial, d.c.id))}
    there = [row for row in old.execute(select(c).order_by(c.c.serial)).mappings() if row["document"] in names]
    whole = [dict(row) for row in there if _is_whole(row, names[row["document"]])]
    _put(new, c, [r for row in whole if (r := _moved(row, numbers, "document"))])


def carry_people(old: Connection, new: Connection) -> None:
    """Copy people with their ways in, what they assessed, and the audit log as it stands, broken or not.

    The log is told of by `audit.faults`, never mended: what was lost or forged in it must stay to be seen.
    """
    people = [dict(r) for r in old.execute(select(person)).mappings()]
    people = [r if _is_read(r["kept"]) else {**r, "kept": "{}"} for r in people]
    _put(new, person, people)
    known = {row["serial"] for row in people}
    for table in (session, token, invitation):
        rows = [dict(r) for r in old.execute(select(table)).mappings()]
        _put(new, table, [r for r in rows if r["person"] in known and _has_times(r)])
    for table in (audit, assessment):
        for part in old.execute(select(table).order_by(table.c.serial)).mappings().partitions(_PAGE):
            _put(new, table, [dict(r) for r in part])


def _has_times(row: dict[str, Any]) -> bool:
    """Tell whether the times of a way in are readable: by one that is not nobody may come in."""
    try:
        return all(datetime.fromisoformat(row[n]) for n in ("at", "used", "ends") if row.get(n) is not None)
    except (TypeError, ValueError):
        return False


def _is_read(text: str) -> bool:
    try:
        return isinstance(loads(text), dict)
    except (TypeError, ValueError):
        return False


def _is_whole(row: RowMapping, document: str) -> bool:
    """Tell whether a correction is the one that its id was made of."""
    try:
        found = correction_of(row, document)
        return found.hash() == found.id
    except (TypeError, ValueError):
        return False


def _numbers(old: Connection, new: Connection) -> Numbers:
    d = schema.document
    there = {row.id: row.serial for row in new.execute(select(d.c.id, d.c.serial))}
    return {row.serial: there[row.id] for row in old.execute(select(d.c.id, d.c.serial)) if row.id in there}


def _moved(row: dict[str, Any], numbers: Numbers, *columns: str) -> dict[str, Any] | None:
    """Return the row with its documents' new numbers; None where one is lost."""
    if any(row[c] is not None and row[c] not in numbers for c in columns):
        return None
    return {**row, **{c: numbers.get(row[c]) for c in columns}}


def _to_fetch(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row of an item whose document is lost, so that it is fetched again."""
    return {**row, "document": None, "state": "waiting", "next_at": row["first_seen"], "tries": 0, "etag": None}


def _put(new: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        new.execute(insert(table), rows)
