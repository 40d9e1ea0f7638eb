"""Items and documents as the watcher's tests make them."""

from vedette.records.document import Document
from vedette.records.listing import Item
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
