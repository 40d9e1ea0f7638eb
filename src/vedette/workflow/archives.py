"""Where the originals of a store are kept."""

from collections.abc import Callable
from pathlib import Path

from vedette.records.arriving import Kept
from vedette.settings import archive_dir
from vedette.store.originals import kept_at
from vedette.store.store import Store


def archive_of(store: Store) -> Path:
    """Return the archive folder of a store."""
    return archive_dir(str(store.address.file) if store.address.file is not None else store.address.shown)


def known_to(store: Store) -> Callable[[str], Kept | None]:
    """Return the function that tells by the hash of bytes where the store has them kept already."""

    def known(hash_: str) -> Kept | None:
        with store.reading() as connection:
            return kept_at(connection, hash_)

    return known
