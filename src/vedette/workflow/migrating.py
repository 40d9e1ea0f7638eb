"""Bring a store of an earlier version forward, with a copy of it beside."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import StopError
from vedette.store.address import Address
from vedette.store.engine import make_engine, sqlite_module
from vedette.store.faults import faults
from vedette.store.migrate import upgrade, version_of
from vedette.store.schema import VERSION
from vedette.store.store import Store
from vedette.workflow.repair import rebuild


@dataclass(frozen=True, slots=True)
class Migrated:
    """The versions before and after, and the copy of the file that was made."""

    before: str
    after: str
    copy: Path | None


def bring_forward(told: str) -> Migrated:
    """Migrate the store to this Vedette's version and build what is derived.

    Raises StopError where there is none, or where it is of a later version.
    """
    address = Address.of(told)
    if address.file is not None and not address.file.exists():
        raise StopError(f"store {address.shown}: there is none; name the file of a store")
    engine = make_engine(address)
    with faults(address.shown):
        with engine.connect() as connection:
            before = version_of(connection)
        if before is None:
            raise StopError(f"store {address.shown}: there is none yet; make it with 'vedette add'")
        if before > VERSION:
            raise StopError(f"store {address.shown}: is of version {before}, made by a newer Vedette; install that")
        copy = _copied(address, before) if before < VERSION else None
        if before < VERSION:
            upgrade(engine)
    engine.dispose()
    if before < VERSION:
        _derive(told)
    return Migrated(before, VERSION, copy)


def _derive(told: str) -> None:
    store = Store.open(told)
    try:
        for _ in rebuild(store):
            pass
    finally:
        store.close()


def _copied(address: Address, version: str) -> Path | None:
    """Copy a file's store beside it, whole also while somebody writes; a server has backups of its own."""
    if address.file is None:
        return None
    copy = address.file.with_name(f"{address.file.name}.{version}.copy")
    if copy.exists():
        raise StopError(f"copy {copy}: is there already; move it away and migrate again")
    # Not through the engine, which opens a transaction first.
    with closing(sqlite_module().connect(str(address.file))) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    return copy
