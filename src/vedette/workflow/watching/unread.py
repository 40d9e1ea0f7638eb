"""Read what is held unread, first come first read; what cannot be read is told and passed over."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from vedette.errors import SkipError, VedetteError
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.store.documents import unread
from vedette.store.store import Store
from vedette.workflow.add import add_records, now
from vedette.workflow.watching.tools import Note, ReadsAll, one_line

BATCH = 16
"""Documents read together at most: what comes in is to be readable soon."""

PAGE = 200
"""Unread documents looked through at a time for such as can be read."""

PATIENCE = 2.0
"""Seconds after which what has been read is stored."""

AGAIN = 600.0
"""Seconds after which documents are tried again that could not be read just then: a translator may be down."""


class Unread:
    """Reads the store's unread documents in the order in which they came, going on where it was; one a process.

    `readers` is called once there is something to read, since loading takes a moment.
    """

    def __init__(self, store: Store, readers: Callable[[], ReadsAll], clock: Callable[[], float] = monotonic) -> None:
        self._store, self._readers, self._clock = store, readers, clock
        self._after = 0
        self._skipped: tuple[float, int] | None = None

    def read_some(self) -> Iterator[Note]:
        """Read the next page of unread documents; yields what was read or could not be, nothing where none is unread."""
        if self._skipped and self._clock() >= self._skipped[0]:
            self._after, self._skipped = min(self._after, self._skipped[1] - 1), None
        while found := self._page():
            wanted = [(n, d) for n, d in found if self._readers().can_read(d)][:BATCH]
            if not wanted:
                self._after = found[-1][0]
                continue
            for note in self._read([d for _, d in wanted]):
                yield note
                if note.what == "unread":
                    self._put_off(next(n for n, d in wanted if d.id == note.document))
            self._after = wanted[-1][0]
            return

    def _page(self) -> list[tuple[int, Document]]:
        with self._store.reading() as connection:
            return unread(connection, after=self._after, limit=PAGE)

    def _put_off(self, serial: int) -> None:
        at, first = self._skipped or (self._clock() + AGAIN, serial)
        self._skipped = at, min(first, serial)

    def _read(self, documents: list[Document]) -> Iterator[Note]:
        skips: list[SkipError] = []
        try:
            for records in _parts(self._readers().read_all(documents, skips.append)):
                yield from self._stored(records)
        except (VedetteError, OSError):
            raise
        except Exception as e:  # noqa: BLE001 - a watcher runs for weeks, and one odd text must not end it
            if len(documents) == 1:
                yield _failed(documents[0], _ours(e))
                return
            # Which of them it was, reading them one by one tells; those stored already change nothing.
            for document in documents:
                yield from self._read([document])
            return
        by_id = {d.id: d for d in documents}
        for skip in skips:
            yield _failed(by_id.get(skip.item, documents[0]), skip)

    def _stored(self, records: list[Record]) -> Iterator[Note]:
        add_records(self._store, [(r, None) for r in records])
        at = now()
        for r in records:
            yield Note(
                at=at, what="read", source=r.document.source or "", document=r.document.id, told=one_line(r.document.title or ""),
                count=len(r.events) + len(r.casualties),
            )  # fmt: skip


def _ours(e: Exception) -> SkipError:
    return SkipError(
        "", f"cannot be read ({type(e).__name__}: {str(e)[:200]})", "report this text as a fault of Vedette"
    )


def _failed(document: Document, e: SkipError) -> Note:
    told = one_line(f"{e.cause}; {e.remedy}")
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
