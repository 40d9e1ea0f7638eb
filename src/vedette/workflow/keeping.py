"""Keeping the bytes that documents were taken out of, before the database names them."""

from collections.abc import Iterable
from typing import Protocol

from vedette.records.arriving import Arriving, Kept, Original


class Keeps(Protocol):
    """Keeps originals, as `sources.archive.Archive` does."""

    def put(self, original: Original) -> Kept:
        """Append an original."""
        ...

    def sync(self) -> None:
        """Make what was put safe on disk."""
        ...


Came = list[tuple[str, Original, Kept]]
"""Documents (ids) with the originals they were taken out of, and where these are kept."""


def archived(archive: Keeps | None, arriving: Iterable[Arriving]) -> Came:
    """Put the originals of what arrives into the archive, safe on disk; nothing where there is no archive."""
    if archive is None:
        return []
    kept = [(a.document.id, a.original, archive.put(a.original)) for a in arriving if a.original is not None]
    if kept:
        archive.sync()
    return kept
