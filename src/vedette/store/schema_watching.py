"""Tables of what comes in by itself: originals, versions, grades, which are kept; and where the watcher stands, which moves."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from vedette.store.schema import WHOLE, metadata


def _serial() -> Column[int]:
    return Column("serial", WHOLE, primary_key=True, autoincrement=False)


def _document(name: str = "document", *, nullable: bool = False) -> Column[int]:
    return Column(name, WHOLE, ForeignKey("document.serial"), nullable=nullable)


original = Table(
    "original",
    metadata,
    _serial(),
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the bytes; the same bytes are kept once
    Column("uri", Text, nullable=False),
    Column("kind", Text),
    Column("status", Integer),
    Column("at", Text, nullable=False),
    Column("file", Text, nullable=False),  # of the archive folder
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
)

taken = Table(
    "taken",
    metadata,
    Column("document", WHOLE, ForeignKey("document.serial"), primary_key=True, autoincrement=False),
    Column("original", WHOLE, ForeignKey("original.serial"), primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Index("ix_taken_original", "original"),
    sqlite_with_rowid=False,
)

version = Table(
    "version",
    metadata,
    _serial(),
    Column("source", Text, nullable=False),  # the registry's id
    Column("item", Text, nullable=False),  # what the item is known by within its source
    _document(),
    _document("before", nullable=True),
    Column("at", Text, nullable=False),
    Index("ix_version_item", "source", "item", "serial"),
    Index("ix_version_document", "document"),
)

grade = Table(
    "grade",
    metadata,
    _serial(),
    Column("source", Text, nullable=False, index=True),
    Column("grade", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

watched = Table(
    "watched",
    metadata,
    Column("source", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("print", Text),  # hash of the last listing, for servers without validators
    Column("next_at", Text),
    Column("tried", Text),
    Column("succeeded", Text),
    Column("newest", Text),  # when an item was last new
    Column("items", Integer, nullable=False),  # in the last listing
    Column("failures", Integer, nullable=False),  # in a row
    Column("why", Text),
    Column("gone", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

listed = Table(
    "listed",
    metadata,
    Column("source", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("url", Text),
    Column("print", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, held, given up
    Column("next_at", Text),  # ISO, UTC: when it is to be fetched, or looked at again; null for never
    Column("tries", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("why", Text),
    Column("first_seen", Text, nullable=False),
    Column("held_at", Text),
    Column("told", Text, nullable=False),  # JSON: what the listing tells of it
    Column("html", Text),  # the content that the feed carries, until it is held
    Column("etag", Text),
    Column("modified", Text),
    _document(nullable=True),
    Index("ix_listed_next_at", "next_at"),
    Index("ix_listed_document", "document"),
    sqlite_with_rowid=False,
)

tried = Table(
    "tried",
    metadata,
    _serial(),
    Column("source", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # ok, unchanged, failed, given up, unread
    Column("why", Text),
    Column("items", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Index("ix_tried_source", "source", "serial"),
    Index("ix_tried_at", "at"),
)

KEPT = ("original", "taken", "version", "grade")
"""Tables to which rows are only added."""

MOVING = ("watched", "listed", "tried")
"""Where the watcher stands."""
