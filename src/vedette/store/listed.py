"""The items that sources listed: which wait for their page, which are held, which were given up, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from vedette.records.listing import Item
from vedette.records.watching import Pending
from vedette.store import schema
from vedette.store.schema_watching import listed, version
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored, told

WAITING, HELD, GIVEN_UP = "waiting", "held", "given up"

_MANY = 400
_TOLD = ("title", "byline", "published", "updated", "language", "whole")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a listing brought: how many items are new, and how many told otherwise than before."""

    new: int
    changed: int


def merge_items(connection: Connection, source: str, items: Sequence[Item], now: str) -> Merged:
    """Store the items of a listing: new ones wait for their page, those that changed are looked at again."""
    known = _prints(connection, source, [i.key for i in items])
    new = [i for i in items if i.key not in known]
    changed = [i for i in items if known.get(i.key, i.print) != i.print]
    if new:
        connection.execute(insert(listed), [_row(source, i, now) for i in new])
    for item in changed:
        _tell_anew(connection, source, item, now)
    return Merged(len(new), len(changed))


def _prints(connection: Connection, source: str, keys: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for n in range(0, len(keys), _MANY):
        part = [stored(k) for k in keys[n : n + _MANY]]
        query = select(listed.c.item, listed.c.print).where(listed.c.source == stored(source), listed.c.item.in_(part))
        found |= {told(row.item) or "": row.print for row in connection.execute(query)}
    return found


def _row(source: str, item: Item, now: str) -> dict[str, Any]:
    return {
        "source": stored(source),
        "item": stored(item.key),
        "url": stored(item.url),
        "print": item.print,
        "state": WAITING,
        "next_at": now,
        "tries": 0,
        "looks": 0,
        "first_seen": now,
        "told": packed({name: getattr(item, name) for name in _TOLD}),
        "html": stored(item.html),
    }


def _tell_anew(connection: Connection, source: str, item: Item, now: str) -> None:
    """Note what is told of an item now, and have it looked at; one that was given up gets another chance."""
    row = _row(source, item, now)
    row = {name: row[name] for name in ("url", "print", "next_at", "tries", "told", "html")}
    key = _key(source, item.key)
    connection.execute(update(listed).where(key, listed.c.state == HELD).values(row))
    connection.execute(update(listed).where(key, listed.c.state != HELD).values({**row, "state": WAITING, "why": None}))


def _key(source: str, item: str) -> Any:
    return and_(listed.c.source == stored(source), listed.c.item == stored(item))


def due_items(
    connection: Connection, now: str, limit: int, *, each: int, sources: Collection[str] | None = None
) -> list[Pending]:
    """Return items whose page is to be fetched by `now`, those first due first, at most `each` of one source.

    With `sources` (ids) only theirs: what a source listed that is watched no more waits until it is again.
    """
    turn = (
        func.row_number().over(partition_by=listed.c.source, order_by=(listed.c.next_at, listed.c.item)).label("turn")
    )
    due = select(listed, turn).where(listed.c.next_at <= now).subquery()
    query = select(due).where(due.c.turn <= each).order_by(due.c.next_at, due.c.source, due.c.item).limit(limit)
    if sources is not None:
        query = query.where(due.c.source.in_([stored(s) for s in sorted(sources)]))
    return [_pending(row) for row in connection.execute(query)]


def given_up(connection: Connection, source: str | None = None, limit: int = 100) -> list[tuple[str, str, str, str]]:
    """Return items that were given up, the newest first: source, key, when first seen, and why.

    Those whose page was held and cannot be had any more are among them: what vanished is news.
    """
    gone = listed.c.next_at.is_(None) & listed.c.why.is_not(None)
    query = select(listed).where(gone).order_by(listed.c.first_seen.desc(), listed.c.item)
    if source is not None:
        query = query.where(listed.c.source == stored(source))
    rows = connection.execute(query.limit(limit))
    return [(told(r.source) or "", told(r.item) or "", r.first_seen, told(r.why) or "") for r in rows]


def _pending(row: Any) -> Pending:
    known = loads(row.told)
    item = Item(key=told(row.item) or "", url=told(row.url), print=row.print, html=told(row.html), **known)
    return Pending(
        source=told(row.source) or "",
        item=item,
        held=row.state == HELD,
        tries=row.tries,
        looks=row.looks,
        first_seen=row.first_seen,
        etag=told(row.etag),
        modified=told(row.modified),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of fetching an item: its document's id where there is one, else why not; and when it is due again.

    `changed` is False where its page is as it was. Without `next_at` it is not looked at again: it was given up where `why`
    tells a reason, else it is old enough.
    """

    pending: Pending
    document: str | None = None
    changed: bool = True
    why: str | None = None
    next_at: str | None = None
    etag: str | None = None
    modified: str | None = None


def settle(connection: Connection, outcome: Outcome, now: str) -> bool:
    """Store what came of fetching an item; the document must be stored. Returns whether it is a new version of one held.

    What was listed otherwise while it was fetched stays due: what was fetched may be older than what is told of it now.
    """
    p = outcome.pending
    key = _key(p.source, p.item.key)
    anew = connection.execute(select(listed.c.print).where(key)).scalar() != p.item.print
    values: dict[str, Any] = {"next_at": outcome.next_at, "why": stored(outcome.why)}
    if outcome.why is not None:
        if anew:
            return False
        values |= {"tries": p.tries + 1}
        if outcome.next_at is None and not p.held:
            values |= {"state": GIVEN_UP, "html": None}
        connection.execute(update(listed).where(key).values(values))
        return False
    values |= {"state": HELD, "tries": 0, "html": None, "looks": p.looks + 1 if p.held else 0}
    if outcome.changed:
        values |= {"etag": stored(outcome.etag), "modified": stored(outcome.modified)}
    if not p.held:
        values |= {"held_at": now}
    new_version = False
    if outcome.document is not None:
        values["document"], new_version = _note_version(connection, p, outcome.document, now)
    if anew:
        del values["next_at"], values["html"]
    connection.execute(update(listed).where(key).values(values))
    return new_version


def _note_version(connection: Connection, p: Pending, document: str, now: str) -> tuple[int | None, bool]:
    """Note which document an item's page tells now; returns its row number, and whether it was another before."""
    d = schema.document
    serial = connection.execute(select(d.c.serial).where(d.c.id == stored(document))).scalar()
    query = (
        select(version.c.document)
        .where(version.c.source == stored(p.source), version.c.item == stored(p.item.key))
        .order_by(version.c.serial.desc())
        .limit(1)
    )
    before = connection.execute(query).scalar()
    if serial is None or before == serial:
        return serial, False
    number = last_serial(connection, version) + 1
    row = {"serial": number, "source": stored(p.source), "item": stored(p.item.key)}
    connection.execute(insert(version), [{**row, "document": serial, "before": before, "at": now}])
    return serial, before is not None
