"""What a store knows of the sources: the registry's `Watching` over one connection."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from vedette.records.source import Grade, SourceState, Try
from vedette.sources.net.guard import shown
from vedette.store.listed import given_up
from vedette.store.watching import grades_of, source_states, tries_of


class FromStore:
    """What a store knows of the sources, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def states(self) -> Mapping[str, SourceState]:
        """Return how each source stands, by its id."""
        return source_states(self._connection)

    def grades(self, source: str | None = None) -> Sequence[Grade]:
        """Return the grades of a source, or of all, oldest first."""
        return grades_of(self._connection, source)

    def tries(self, source: str, limit: int) -> Sequence[Try]:
        """Return the last tries of a source, the newest first."""
        return tries_of(self._connection, source, limit)

    def missed(self, source: str, limit: int) -> Sequence[tuple[str, str, str]]:
        """Return items of a source that were given up, the newest first: address, when first seen, and why."""
        return [(shown(item), seen, why) for _, item, seen, why in given_up(self._connection, source, limit)]
