"""Add documents to the store: what is there already is passed over unread, the rest is read, stored and reconciled.

What has been stored is acknowledged batch by batch; stopping at any moment loses at most the batch in hand, and the same
command goes on where it was stopped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from time import monotonic
from typing import Protocol

from sqlalchemy import Connection

from vedette.errors import SkipError
from vedette.reading.sentences import paragraphs, sentence_spans
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.store.corrections import corrected_of
from vedette.store.documents import not_reconciled, unread_by
from vedette.store.entry import Entry
from vedette.store.originals import add_originals
from vedette.store.rows import hash_of
from vedette.store.store import Store
from vedette.store.writing import Adding, add_all, held, read_by
from vedette.workflow.keeping import Came, Keeps, archived
from vedette.workflow.reconcile import reconcile

BATCH = 24
"""Documents stored in one transaction at most: what a reader parses together."""

PATIENCE = 5.0
"""Seconds after which what has been read is stored, so that a slow reader loses little when it is stopped."""


class Reads(Protocol):
    """Readers of documents by language, as `workflow.readers.Readers` are; nothing is loaded before something is read."""

    def version_for(self, document: Document) -> str | None:
        """Return the name and version that is kept with a document's reading; None where its language is not read."""
        ...

    def read_all(self, documents: Iterable[Document], on_skip: Callable[[SkipError], None]) -> Iterator[Record]:
        """Yield the record of each document, in order; what cannot be read just now is told."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has been acknowledged so far: documents new and read, read anew, stored unread, and there already."""

    new: int = 0
    again: int = 0
    unread: int = 0
    there: int = 0
    events: int = 0
    figures: int = 0

    @property
    def documents(self) -> int:
        """Return how many documents are done."""
        return self.new + self.again + self.unread + self.there


def now(timespec: str = "seconds") -> str:
    """Return the time as it is kept: ISO, UTC; people's judgements are told apart by microseconds."""
    return datetime.now(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def add_documents(
    store: Store, documents: Iterable[Arriving], reading: Reads, archive: Keeps | None = None
) -> Iterator[Progress]:
    """Add documents and yield what is acknowledged after each batch.

    What is in a language that is not read is stored unread. A document whose id is another text's is kept beside it as a
    version of its own (`id@` and the first digits of its hash). Originals are kept where there is an `archive`.
    """
    done = Progress()
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        found = _sorted_out(store, batch, reading)
        kept = archived(archive, [*found.read, *found.unread, *found.there])
        if found.unread or found.there:
            done = _noted(store, found, kept, done)
            yield done
        ways = {a.document.id: a.way for a in found.read}
        left = {a.document.id: a for a in found.read}
        for records in _read(reading, [a.document for a in found.read]):
            done = add_records(store, [(r, ways[r.document.id]) for r in records], done, kept)
            left = {i: a for i, a in left.items() if i not in {r.document.id for r in records}}
            yield done
        if left:
            done = _noted(store, _Sorted([], list(left.values()), []), kept, done)
            yield done


def read_anew(store: Store, reading: Reads, versions: Mapping[str, str]) -> Iterator[Progress]:
    """Read every document of the store that its reader's version has not read yet; the readings before stay.

    `versions` tells the version that reads each language (ISO 639-1, "" for documents whose language is not told). Yields
    what is done.
    """
    done = Progress()
    for version in dict.fromkeys(versions.values()):
        last, languages = 0, {code for code, v in versions.items() if v == version}
        while True:
            with store.reading() as connection:
                documents, last = unread_by(connection, version, after=last, limit=BATCH, languages=languages)
            if not documents:
                break
            for records in _read(reading, documents):
                done = add_records(store, [(r, None) for r in records], done)
                yield done


def add_records(
    store: Store, records: Iterable[tuple[Record, str | None]], done: Progress | None = None, kept: Came | None = None
) -> Progress:
    """Store records with the way each came, and reconcile them, in one transaction; all or nothing is kept.

    `kept` are originals in the archive, of these documents and of others. What people corrected in a document stays
    through its re-reading.
    """
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
        read = lay_corrections(connection, read, at)
        # Not only what is new to the store: a document may have been held unread until now.
        new = not_reconciled(connection, [r.document.id for r in read])
        ids = {r.document.id for r in read}
        add_originals(connection, [k for k in kept or [] if k[0] in ids], at)
        reconcile(connection, read, new=new, at=at)
    return so_far


def lay_corrections(connection: Connection, records: list[Record], at: str) -> list[Record]:
    """Store machines' records that the open transaction has stored once more, with what people corrected laid over them.

    Returns the records that now speak for the documents: a corrected one in the place of each that has corrections.
    """
    over = {r.document.id: r for r in corrected_of(connection, records)}
    if not over:
        return records
    add_all(connection, [Entry(record=r, way=None, at=at) for r in over.values()])
    return [over.get(r.document.id, r) for r in records]


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


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What arrived: to be read, to be stored unread, and there already."""

    read: list[Arriving]
    unread: list[Arriving]
    there: list[Arriving]


def _sorted_out(store: Store, batch: list[Arriving], reading: Reads) -> _Sorted:
    """Sort what arrived, each document once."""
    new: dict[str, Arriving] = {}
    found = _Sorted([], [], [])
    with store.reading() as connection:
        for arriving in batch:
            first = held(connection, arriving.document.id)
            told = version_apart(arriving, first.hash if first else None, new)
            there = held(connection, told.document.id)
            version = reading.version_for(told.document)
            if told.document.id in new or (there and _is_done(connection, there.serial, version)):
                found.there.append(told)
                continue
            new[told.document.id] = told
            (found.unread if version is None else found.read).append(told)
    return found


def _is_done(connection: Connection, document: int, version: str | None) -> bool:
    """Tell whether there is nothing to do for a stored document: its version has read it, or none can."""
    return version is None or read_by(connection, document, version)


def version_apart(arriving: Arriving, taken: str | None, unread: dict[str, Arriving]) -> Arriving:
    """Return the document under a name of its own where its id is another text's."""
    document = arriving.document
    same_run = unread.get(document.id)
    taken = taken or (hash_of(same_run.document.text) if same_run else None)
    hash_ = hash_of(document.text)
    if taken is None or taken == hash_:
        return arriving
    return replace(arriving, document=replace(document, id=f"{document.id}@{hash_[:8]}"))


def _noted(store: Store, found: _Sorted, kept: Came, done: Progress) -> Progress:
    """Store what is not read, and note how came what is there already."""
    at = now()
    with store.writing() as connection:
        adding = Adding(connection)
        for arriving in found.there:
            adding.arrive(arriving.document, arriving.way, at)
        for arriving in found.unread:
            adding.hold(arriving.document, arriving.way, at, sentences_of(arriving.document))
        adding.flush()
        ids = {a.document.id for a in (*found.there, *found.unread)}
        add_originals(connection, [k for k in kept if k[0] in ids], at)
    return replace(done, there=done.there + len(found.there), unread=done.unread + len(found.unread))


def _read(reading: Reads, documents: list[Document]) -> Iterator[list[Record]]:
    """Yield records as they are read, so many together as come within the time of patience."""
    if not documents:
        return
    read: list[Record] = []
    since = monotonic()
    for record in reading.read_all(documents, _passed_over):
        read.append(record)
        if monotonic() - since > PATIENCE:
            yield read
            read, since = [], monotonic()
    if read:
        yield read


def _passed_over(error: SkipError) -> None:
    """What a translator could not do now stays unread, and is read another time."""
