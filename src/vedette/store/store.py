"""The store as the rest of Vedette sees it: open it, add to it, ask it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Connection, Engine, Table, text

from vedette.errors import StopError
from vedette.records.incident import Incident
from vedette.records.record import Record
from vedette.store import schema
from vedette.store.address import Address
from vedette.store.dialects import match_of, matching
from vedette.store.engine import make_engine, writing, writing_if_free
from vedette.store.faults import faults
from vedette.store.found import Found, claims_at, records_of
from vedette.store.incidents import incident_called, incidents_page
from vedette.store.lanes import FEW, Lanes
from vedette.store.migrate import check_version, upgrade, version_of
from vedette.store.query import Query
from vedette.store.sentences import Hit, sentences_with


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. One writer at a time, of any number of processes; readers never wait and see whole transactions.

    Every method raises StopError, naming the store, where the database cannot do what is asked.
    """

    address: Address
    _reader: Engine
    _writer: Engine

    @classmethod
    def open(cls, told: str, *, make: bool = False) -> Self:
        """Return the store of the file or address told; with `make`, an empty one is made where there is none.

        Raises StopError where there is none, where it is of another version (the message tells the remedy), or where the
        file is no store.
        """
        address = Address.of(told)
        if address.file is not None and not address.file.exists() and not make:
            check_version(None, address.shown)
        if make and address.file is not None:
            _make_folder(address)
        with faults(address.shown):
            reader, writer = make_engine(address, readonly=True), make_engine(address)
            found = _version(reader if address.file is None or address.file.exists() else writer, address)
            if found is None and make:
                upgrade(writer)
                found = schema.VERSION
        check_version(found, address.shown)
        return cls(address, reader, writer)

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a reading transaction: all in it is of one moment."""
        with faults(self.address.shown), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open the writer's transaction: the whole block is stored and safe on disk when it ends, or nothing of it is."""
        with faults(self.address.shown), writing(self._writer) as connection:
            yield connection

    @contextmanager
    def writing_if_free(self) -> Iterator[Connection | None]:
        """Open the writer's transaction where nobody else writes; else give None at once, for what is not worth waiting."""
        with faults(self.address.shown), writing_if_free(self._writer) as connection:
            yield connection

    def events(self, query: Query) -> tuple[Found, ...]:
        """Return a page of events, by their first day (or the newest first); the last one's cursor asks for the next page.

        Raises StopError where the query asks for what only figures have.
        """
        if query.side is not None or query.kind is not None:
            raise StopError("events: have no side and no kind of harm; ask for figures instead")
        return self._claims(query, schema.event)

    def figures(self, query: Query) -> tuple[Found, ...]:
        """Return a page of figures, by their first day."""
        return self._claims(query, schema.figure)

    def all_events(self, query: Query) -> Iterator[Found]:
        """Yield every event that the query finds, page by page."""
        yield from _pages(self.events, query)

    def all_figures(self, query: Query) -> Iterator[Found]:
        """Yield every figure that the query finds, page by page."""
        yield from _pages(self.figures, query)

    def incidents(self, query: Query) -> list[tuple[Incident, str]]:
        """Return a page of incidents by their first day, each with the cursor that continues after it."""
        with self.reading() as connection:
            return incidents_page(connection, query)

    def all_incidents(self, query: Query) -> Iterator[Incident]:
        """Yield every incident that the query finds, page by page."""
        while True:
            found = self.incidents(query)
            yield from (i for i, _ in found)
            if len(found) < query.limit:
                return
            query = replace(query, after=found[-1][1])

    def incident(self, name: str) -> Incident:
        """Return the incident whose id, or one of whose mentions' ids, begins with `name`; StopError where not one does."""
        with self.reading() as connection:
            return incident_called(connection, name)

    def sentences(self, query: Query) -> tuple[Hit, ...]:
        """Return a page of sentences that hold the query's words, those stored last first."""
        with self.reading() as connection:
            return sentences_with(connection, query)

    def records(self, documents: Iterable[str], reader: str | None = None) -> list[Record]:
        """Return the records of documents (ids), in the order given: the newest reading of each, or that of `reader`."""
        with self.reading() as connection:
            return records_of(connection, documents, reader)

    def _claims(self, query: Query, table: Table) -> tuple[Found, ...]:
        with self.reading() as connection:
            few = query.words is not None and _are_few(connection, query.words)
            lanes = Lanes(query, table, connection.dialect.name, few_words=few)
            serials = [row.serial for row in connection.execute(lanes.page())]
            return tuple(claims_at(connection, table, serials))


def _pages(page: object, query: Query) -> Iterator[Found]:
    while True:
        found: tuple[Found, ...] = page(query)  # type: ignore[operator]
        yield from found
        if len(found) < query.limit:
            return
        query = replace(query, after=found[-1].cursor)


def _are_few(connection: Connection, words: str) -> bool:
    wanted = match_of(words, connection.dialect.name)
    if not wanted:
        return True
    query = f"SELECT count(*) FROM ({matching(connection.dialect.name)} LIMIT {FEW + 1}) AS found"  # noqa: S608 - no user's text
    return bool(connection.execute(text(query), {"words": wanted}).scalar_one() <= FEW)


def _version(engine: Engine, address: Address) -> str | None:
    try:
        with engine.connect() as connection:
            return version_of(connection)
    except StopError as e:
        raise StopError(f"store {address.shown}: {e}") from e


def _make_folder(address: Address) -> None:
    if address.file is None:
        return
    try:
        address.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise StopError(
            f"store {address.shown}: its folder cannot be made ({e.strerror}); name a file where you may write"
        ) from e
