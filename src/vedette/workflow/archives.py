"""Where the originals of a store are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

from vedette.errors import SkipError
from vedette.records.arriving import Kept
from vedette.settings import archive_dir
from vedette.sources.archive.archive import Archive
from vedette.store.check import Fault
from vedette.store.originals import every_original, kept_at
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


def missing_originals(store: Store, *, bytes_too: bool = False) -> Iterator[Fault]:
    """Yield originals that do not stand in the archive as they were kept; with `bytes_too` each is read and its hash compared."""
    archive, sizes = Archive(archive_of(store)), dict[str, int]()
    with store.reading() as connection:
        for kept in every_original(connection):
            if kept.file not in sizes:
                path = archive.folder / kept.file
                sizes[kept.file] = path.stat().st_size if path.is_file() else -1
            if sizes[kept.file] < kept.offset + kept.length:
                what = "is not there" if sizes[kept.file] < 0 else f"ends before byte {kept.offset + kept.length}"
                yield Fault(
                    "original", f"archive file {kept.file}", f"{what}; put it back from a copy into {archive.folder}"
                )
            elif bytes_too:
                try:
                    archive.get(kept)
                except SkipError as e:
                    yield Fault("original", e.item, f"{e.cause}; {e.remedy}")
