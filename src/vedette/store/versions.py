"""Articles that changed after publication: the versions of an item, each with the one before it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from vedette.records.document import Document
from vedette.store import schema
from vedette.store.found import document_of_row
from vedette.store.schema_watching import version
from vedette.store.texts import stored, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new version of an article: of which source's item, when it was seen, and both documents.

    `cursor` continues a page after it.
    """

    source: str
    item: str
    at: str
    before: Document
    after: Document
    cursor: str


def changes(
    connection: Connection,
    *,
    source: str | None = None,
    document: str | None = None,
    since: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> list[Change]:
    """Return a page of changes, the newest first: of a source (its id), of the item that a document (its id) is of, or all.

    `since` is an ISO day or time; `after` the cursor of the last one of the page before.
    """
    v = version
    query = select(v).where(v.c.before.is_not(None)).order_by(v.c.serial.desc()).limit(limit)
    if source is not None:
        query = query.where(v.c.source == stored(source))
    if since is not None:
        query = query.where(v.c.at >= since)
    if after is not None:
        query = query.where(v.c.serial < int(after))
    if document is not None:
        items = _items_of(connection, document)
        if not items:
            return []
        query = query.where(v.c.source == items[0][0], v.c.item.in_([i for _, i in items]))
    rows = connection.execute(query).all()
    documents = _documents(connection, {n for row in rows for n in (row.document, row.before)})
    return [_change(row, documents) for row in rows]


def _items_of(connection: Connection, document: str) -> list[tuple[str, str]]:
    v, d = version, schema.document
    query = select(v.c.source, v.c.item).join(d, d.c.serial == v.c.document).where(d.c.id == stored(document))
    return [(row.source, row.item) for row in connection.execute(query)]


def _documents(connection: Connection, serials: set[int]) -> dict[int, Document]:
    d = schema.document
    query = select(d).where(d.c.serial.in_(sorted(serials)))
    return {row.serial: document_of_row(row) for row in connection.execute(query)}


def _change(row: Any, documents: dict[int, Document]) -> Change:
    return Change(
        source=told(row.source) or "",
        item=told(row.item) or "",
        at=row.at,
        before=documents[row.before],
        after=documents[row.document],
        cursor=str(row.serial),
    )
