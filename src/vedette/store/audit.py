"""The audit log: what was done by whom, each entry chained to the one before it by a hash.

`note` is called inside the writer's transaction that stores what it tells of, so that neither stands without the other. The
hash of an entry is SHA-256 over its columns as they are stored, the hash of its forerunner among them: whoever changes,
leaves out or puts in an entry breaks the chain behind it. Who may write the whole table could make the chain anew; only a
hash that was noted elsewhere tells that (docs/people.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from json import loads
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from vedette.records.ids import content_hash
from vedette.store.schema_people import audit
from vedette.store.texts import packed, stored, told

_HASHED = ("serial", "at", "author", "action", "object", "told", "before")
_PAGE = 1_000

Row = Mapping[str, Any] | RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was done: when (ISO, UTC), by whom, what, to what; `told` is what else is worth knowing."""

    serial: int
    at: str
    author: str
    action: str
    object: str
    told: Mapping[str, Any]
    before: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """Return the entry as JSON-like data."""
        return {**asdict(self), "told": dict(self.told)}


def note(
    connection: Connection,
    author: str,
    action: str,
    object: str,  # noqa: A002 - the column's own name
    told: Mapping[str, Any] | None = None,
    *,
    at: str | None = None,
) -> Entry:
    """Add an entry in the writer's open transaction, and return it; never hand in a secret.

    Only the last entry is looked at, by the table's key, so that noting costs the same in a long log.
    """
    end = last(connection)
    words = {"author": stored(author), "action": stored(action), "object": stored(object)}
    moment = at or datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    row = {"serial": end.serial + 1 if end else 1, "at": moment, **words, "told": packed(dict(told or {}))}
    row["before"] = end.hash if end else ""
    row["hash"] = hash_of_row(row)
    connection.execute(insert(audit), [row])
    return _entry(row)


def last(connection: Connection) -> Entry | None:
    """Return the newest entry, None where the log is empty."""
    found = connection.execute(select(audit).order_by(audit.c.serial.desc()).limit(1)).mappings().first()
    return _entry(found) if found else None


def entries(
    connection: Connection,
    *,
    author: str | None = None,
    action: str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """Return entries, the newest first, behind the one numbered `after`; of one author, or of one action, where told."""
    query = select(audit).order_by(audit.c.serial.desc()).limit(limit)
    for column, wanted in ((audit.c.author, author), (audit.c.action, action)):
        if wanted is not None:
            query = query.where(column == stored(wanted))
    if after is not None:
        query = query.where(audit.c.serial < after)
    return [_entry(row) for row in connection.execute(query).mappings()]


def faults(connection: Connection, noted: str | None = None) -> list[str]:
    """Return what is wrong with the chain: entries that were changed, left out or put in, oldest first.

    Entries cut off at the end, or a chain made wholly anew, show only against a hash that was `noted` elsewhere.
    """
    found: list[str] = []
    serial, before, seen = 0, "", noted is None
    for row in _oldest_first(connection):
        found += _faults_of(row, serial, before)
        serial, before = max(row["serial"], 0), row["hash"] if row["serial"] > 0 else before
        seen = seen or row["hash"] == noted
    if not seen:
        found.append(f"no entry has the hash {noted}: the log was cut off or made anew since that was noted")
    return found


def hash_of_row(row: Row) -> str:
    """Return the hash that a row of the log must have."""
    return content_hash(*(row[name] for name in _HASHED))


def _faults_of(row: RowMapping, serial: int, before: str) -> Iterator[str]:
    here = row["serial"]
    if here < 1:
        yield f"entry {here} was put in"
    elif here > serial + 1:
        gone = f"entry {here - 1} is" if here == serial + 2 else f"entries {serial + 1} to {here - 1} are"
        yield f"{gone} left out"
    if row["hash"] != hash_of_row(row):
        yield f"entry {here} is not the one that was noted"
    if row["before"] != before and here == serial + 1:
        yield f"entry {here} does not follow the one before it: one of them was changed, left out or put in"


def _oldest_first(connection: Connection) -> Iterator[RowMapping]:
    """Yield every row by serial, a page at a time; no serial is below 1 unless somebody put it in."""
    after: int | None = None
    query = select(audit).order_by(audit.c.serial).limit(_PAGE)
    while rows := connection.execute(query if after is None else query.where(audit.c.serial > after)).mappings().all():
        yield from rows
        after = rows[-1]["serial"]


def _entry(row: Row) -> Entry:
    fields: dict[str, Any] = {name: row[name] for name in ("serial", "at", "before", "hash")}
    fields |= {name: told(row[name]) or "" for name in ("author", "action", "object")}
    return Entry(**fields, told=_read(row["told"]))


def _read(packed_text: str) -> dict[str, Any]:
    """Return what an entry tells; what somebody broke is shown as it stands, and `faults` tells it."""
    try:
        found = loads(packed_text)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"unreadable": packed_text}
