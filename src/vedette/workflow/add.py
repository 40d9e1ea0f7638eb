"""Add documents to the store: what is there already is passed over unread, the rest is read, stored and reconciled.

What has been stored is acknowledged batch by batch; stopping at any moment loses at most the batch in hand, and the same
command goes on where it was stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from time import monotonic
from typing import Protocol

from vedette.reading.sentences import paragraphs, sentence_spans
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.store.documents import not_reconciled, unread_by
from vedette.store.entry import Entry
from vedette.store.rows import hash_of
from vedette.store.store import Store
from vedette.store.writing import Adding, held, read_by
from vedette.workflow.reconcile import reconcile

BATCH = 24
"""Documents stored in one transaction at most: what a reader parses together."""

PATIENCE = 5.0
"""Seconds after which what has been read is stored, so that a slow reader loses little when it is stopped."""


class Reads(Protocol):
    """A reader of documents, as `workflow.read.Reader` is one."""

    @property
    def version(self) -> str:
        """Return the name and version that is kept with each reading."""

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield the record of each document, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has been acknowledged so far: documents new to the store, read anew, and there already."""

    new: int = 0
    again: int = 0
    there: int = 0
    events: int = 0
    figures: int = 0

    @property
    def documents(self) -> int:
        """Return how many documents are done."""
        return self.new + self.again + self.there


def now(timespec: str = "seconds") -> str:
    """Return the time as it is kept: ISO, UTC; people's judgements are told apart by microseconds."""
    return datetime.now(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def add_documents(
    store: Store, documents: Iterable[Arriving], reader: Callable[[], Reads], version: str
) -> Iterator[Progress]:
    """Add documents and yield what is acknowledged after each batch.

    `reader` is called once something has to be read; `version` is what its readings are kept under. A document whose id
    is another text's is kept beside it as a version of its own (`id@` and the first digits of its hash).
    """
    done = Progress()
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        unread, there = _sorted_out(store, batch, version)
        if there:
            done = _noted(store, there, done)
            yield done
        ways = {a.document.id: a.way for a in unread}
        for records in _read(reader, [a.document for a in unread]):
            done = add_records(store, [(r, ways[r.document.id]) for r in records], done)
            yield done


def read_anew(store: Store, reader: Callable[[], Reads], version: str) -> Iterator[Progress]:
    """Read every document of the store that `version` has not read yet; the readings before stay. Yields what is done."""
    done, last = Progress(), 0
    while True:
        with store.reading() as connection:
            documents, last = unread_by(connection, version, after=last, limit=BATCH)
        if not documents:
            return
        for records in _read(reader, documents):
            done = add_records(store, [(r, None) for r in records], done)
            yield done


def add_records(store: Store, records: Iterable[tuple[Record, str | None]], done: Progress | None = None) -> Progress:
    """Store records with the way each came, and reconcile them, in one transaction; all or nothing is kept."""
    at, so_far = now(), done or Progress()
    with store.writing() as connection:
        adding = Adding(connection)
        read: list[Record] = []
        for record, way in records:
            added = adding.add(Entry(record=record, way=way, at=at, sentences=sentences_of(record.document)))
            if added.reading:
                read.append(record)
            so_far = _counted(so_far, record, new=added.document, read=added.reading)
        adding.flush()
        # Not only what is new to the store: a document may have been held unread until now.
        new = not_reconciled(connection, [r.document.id for r in read])
        reconcile(connection, read, new=new, at=at)
    return so_far


def sentences_of(document: Document) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the sentences of a document that are read."""
    return tuple((s.start, s.end) for p in paragraphs(document) for s in sentence_spans(document.text, p))


def _counted(done: Progress, record: Record, *, new: bool, read: bool) -> Progress:
    if not read:
        return replace(done, there=done.there + 1)
    return replace(
        done,
        new=done.new + new,
        again=done.again + (not new),
        events=done.events + len(record.events),
        figures=done.figures + len(record.casualties),
    )


def _sorted_out(store: Store, batch: list[Arriving], version: str) -> tuple[list[Arriving], list[Arriving]]:
    """Return what has to be read, each document once, and what is there already."""
    unread: dict[str, Arriving] = {}
    there: list[Arriving] = []
    with store.reading() as connection:
        for arriving in batch:
            first = held(connection, arriving.document.id)
            told = _version_apart(arriving, first.hash if first else None, unread)
            found = held(connection, told.document.id)
            if told.document.id in unread or (found and read_by(connection, found.serial, version)):
                there.append(told)
            else:
                unread[told.document.id] = told
    return list(unread.values()), there


def _version_apart(arriving: Arriving, taken: str | None, unread: dict[str, Arriving]) -> Arriving:
    """Return the document under a name of its own where its id is another text's."""
    document = arriving.document
    same_run = unread.get(document.id)
    taken = taken or (hash_of(same_run.document.text) if same_run else None)
    hash_ = hash_of(document.text)
    if taken is None or taken == hash_:
        return arriving
    return replace(arriving, document=replace(document, id=f"{document.id}@{hash_[:8]}"))


def _noted(store: Store, there: list[Arriving], done: Progress) -> Progress:
    at = now()
    with store.writing() as connection:
        adding = Adding(connection)
        for arriving in there:
            adding.arrive(arriving.document, arriving.way, at)
        adding.flush()
    return replace(done, there=done.there + len(there))


def _read(reader: Callable[[], Reads], documents: list[Document]) -> Iterator[list[Record]]:
    """Yield records as they are read, so many together as come within the time of patience."""
    if not documents:
        return
    read: list[Record] = []
    since = monotonic()
    for record in reader().read_all(documents):
        read.append(record)
        if monotonic() - since > PATIENCE:
            yield read
            read, since = [], monotonic()
    if read:
        yield read
