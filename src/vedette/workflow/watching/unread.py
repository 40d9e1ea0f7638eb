"""Read what is held unread, first come first read; what cannot be read is told and passed over."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from time import monotonic

from vedette.errors import VedetteError
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.store.documents import unread_by
from vedette.store.store import Store
from vedette.workflow.add import add_records, now
from vedette.workflow.watching.tools import Note, ReadsAll

BATCH = 16
"""Documents read together at most: what comes in is to be readable soon."""

PATIENCE = 2.0
"""Seconds after which what has been read is stored."""


class Unread:
    """Reads the store's unread documents, going on where it was; one a process.

    `readers` is called once there is something to read, since loading takes a moment.
    """

    def __init__(self, store: Store, readers: Callable[[], ReadsAll], versions: Mapping[str, str]) -> None:
        self._store, self._readers = store, readers
        self._after = dict.fromkeys(versions.values(), 0)
        self._languages = {v: {code for code, version in versions.items() if version == v} for v in self._after}

    def read_some(self) -> Iterator[Note]:
        """Read one batch in each language that can be read; yields what was read, nothing where nothing is unread."""
        for version, languages in self._languages.items():
            with self._store.reading() as connection:
                documents, last = unread_by(
                    connection, version, after=self._after[version], limit=BATCH, languages=languages
                )
            yield from self._read(documents)
            self._after[version] = last

    def _read(self, documents: list[Document]) -> Iterator[Note]:
        if not documents:
            return
        try:
            for records in _parts(self._readers().read_all(documents)):
                yield from self._stored(records)
        except (VedetteError, OSError):
            raise
        except Exception as e:  # noqa: BLE001 - a watcher runs for weeks, and one odd text must not end it
            if len(documents) == 1:
                yield _failed(documents[0], e)
                return
            # Which of them it was, reading them one by one tells; those stored already are passed over.
            for document in documents:
                yield from self._read([document])

    def _stored(self, records: list[Record]) -> Iterator[Note]:
        add_records(self._store, [(r, None) for r in records])
        at = now()
        for r in records:
            yield Note(
                at=at, what="read", source=r.document.source or "", document=r.document.id, told=r.document.title or "",
                count=len(r.events) + len(r.casualties),
            )  # fmt: skip


def _failed(document: Document, e: Exception) -> Note:
    told = f"cannot be read ({type(e).__name__}: {str(e)[:200]}); report this text as a fault of Vedette"
    return Note(at=now(), what="unread", source=document.source or "", document=document.id, told=told)


def _parts(records: Iterable[Record]) -> Iterator[list[Record]]:
    read: list[Record] = []
    since = monotonic()
    for record in records:
        read.append(record)
        if monotonic() - since > PATIENCE:
            yield read
            read, since = [], monotonic()
    if read:
        yield read
