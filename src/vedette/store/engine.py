"""Connections: SQLite in WAL mode with a new enough library where there is one, PostgreSQL through psycopg."""

import importlib
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from vedette.errors import StopError
from vedette.store.address import Address
from vedette.store.dialects import hold_writer, is_writer_free

SAFE_SQLITE = (3, 51, 3)
"""SQLite before this can lose a commit when two processes reset the write-ahead log (sqlite.org/wal.html)."""

PATIENCE_MS = 60_000
"""How long a writer waits for another, in milliseconds."""


def sqlite_module() -> ModuleType:
    """Return pysqlite3 where it is installed, else the standard module, with a warning where its SQLite is too old."""
    try:
        return importlib.import_module("pysqlite3")
    except ImportError:
        if sqlite3.sqlite_version_info < SAFE_SQLITE:
            warnings.warn(
                f"SQLite {sqlite3.sqlite_version} can lose writes of two processes at once; "
                "install pysqlite3, or write to the store from one process at a time",
                stacklevel=2,
            )
        return sqlite3


def make_engine(address: Address, *, readonly: bool = False) -> Engine:
    """Return an engine of the store at `address`; a `readonly` one refuses to write. Nothing is opened yet."""
    if address.file is not None:
        return _sqlite(address, readonly=readonly)
    try:
        told = str(address.url.query.get("options", ""))
        options = {"options": f"{told} -c default_transaction_read_only=on".strip()} if readonly else {}
        return create_engine(address.url, connect_args={"connect_timeout": 10, **options})
    except ImportError as e:
        raise StopError(f"store {address.shown}: psycopg is not installed; run 'pip install vedette[postgres]'") from e


def _sqlite(address: Address, *, readonly: bool) -> Engine:
    module = sqlite_module()
    engine = create_engine(address.url, module=module, poolclass=NullPool, connect_args={"timeout": PATIENCE_MS / 1000})

    @event.listens_for(engine, "connect")
    def _opened(raw: Any, _record: Any) -> None:
        # The driver's own BEGIN comes late and is never IMMEDIATE; SQLAlchemy's event below says it instead.
        raw.isolation_level = None
        for pragma in _pragmas(readonly=readonly):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine


def _pragmas(*, readonly: bool) -> Iterator[str]:
    yield f"busy_timeout={PATIENCE_MS}"
    yield "foreign_keys=ON"
    yield "mmap_size=0"
    yield "cache_size=-65536"
    if readonly:
        yield "query_only=ON"
    else:
        yield "journal_mode=WAL"
        yield "synchronous=FULL"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one writer's transaction: all of the block is stored, or nothing."""
    with engine.begin() as connection:
        hold_writer(connection)
        yield connection


@contextmanager
def writing_if_free(engine: Engine) -> Iterator[Connection | None]:
    """Open the writer's transaction where nobody else writes just now, else yield None at once."""
    with engine.connect() as connection:
        if not _began(connection):
            yield None
            return
        yield connection
        connection.commit()


def _began(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return is_writer_free(connection)
    # Each of SQLite's connections is used once, so that no other writer loses its patience.
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        connection.begin()
    except OperationalError as e:
        if "locked" in str(e.orig):
            return False
        raise
    return True
