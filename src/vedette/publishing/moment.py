"""A store as it was at one moment: tables that are written one after another agree, whoever writes to it meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from vedette.store.faults import faults
from vedette.store.store import Store


@dataclass(frozen=True, slots=True)
class _Moment(Store):
    """A store that reads everything inside one transaction."""

    connection: Connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with faults(self.address.shown):
            yield self.connection


@contextmanager
def one_moment(store: Store) -> Iterator[Store]:
    """Give the store as it is now, for reading; what is stored after the first look is not seen."""
    with faults(store.address.shown), store._reader.connect() as connection:  # noqa: SLF001 - the same class, of one moment
        if connection.dialect.name != "sqlite":
            # PostgreSQL shows each statement what is stored by then, unless it is told not to.
            connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
        yield _Moment(store.address, store._reader, store._writer, connection)  # noqa: SLF001
