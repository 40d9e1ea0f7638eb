"""Items and documents as the watcher's tests make them."""

from sqlalchemy import func, select

from vedette.records.document import Document
from vedette.records.listing import Item
from vedette.store.listed import WAITING
from vedette.store.schema_watching import listed
from vedette.store.writing import Adding


def item(n: int, **known) -> Item:
    told = {"url": f"https://example.org/{n}", "print": f"print {n}", "title": f"Report {n}"}
    return Item(**{"key": f"https://example.org/{n}", **told, **known})


def hold(connection, text: str, **known) -> str:
    """Store a document unread; returns its id."""
    document = Document.of(text, **known)
    adding = Adding(connection)
    adding.hold(document, "a feed", "2026-11-29T12:00:00Z", ((0, len(text)),))
    adding.flush()
    return document.id


def next_due(connection) -> str | None:
    """Return when the next item is due, None where none is."""
    return connection.execute(select(func.min(listed.c.next_at))).scalar()


def count_waiting(connection) -> int:
    """Return how many items wait for their page."""
    return connection.execute(select(func.count()).where(listed.c.state == WAITING)).scalar_one()
