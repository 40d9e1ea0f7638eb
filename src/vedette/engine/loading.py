"""An archive's tables back into a store: records as they were read, what was not read as it is, everything reconciled.

The store takes them as it takes what comes in (`workflow.add`): what is there already changes nothing, so that the same
command goes on where it was stopped, and loading twice is loading once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from vedette.documents import prepare
from vedette.engine.columns import SCHEMA
from vedette.engine.manifest import PATH
from vedette.engine.storage import is_remote, local_path, opened, place_of, shown
from vedette.engine.tables import load_pyarrow
from vedette.errors import SkipError, StopError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.records.parsing import record_of
from vedette.records.record import Record
from vedette.store.store import Store
from vedette.workflow.add import Progress, add_documents

ROWS = 256
"""Rows that are held at a time."""

HELD = 1_024
"""Records that are at hand at most."""

_KNOWN = ("title", "source", "url", "byline", "language")

Skip = Callable[[SkipError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The tables of an archive: where it is, its files of records and of documents, and whether its manifest says that all is there."""

    address: str
    records: tuple[str, ...]
    documents: tuple[str, ...]
    complete: bool


def archive_at(address: str) -> Archive:
    """Return the archive in a folder or at an address of fsspec.

    Raises StopError where there is no manifest, or one of tables that this version does not know.
    """
    address = address if is_remote(address) else str(local_path(address))
    data = place_of(address).get(PATH)
    if data is None:
        raise StopError(f"{shown(address)}: has no {PATH}; name the folder that 'vedette bulk' wrote")
    try:
        told = json.loads(data)
        files = {name: tuple(f["path"] for f in told["tables"][name]["files"]) for name in ("records", "documents")}
        schema, complete = str(told["schema"]), bool(told["complete"])
    except (ValueError, KeyError, TypeError) as e:
        raise StopError(f"{shown(address)}/{PATH}: is none ({e}); run 'vedette bulk' again, it writes it anew") from e
    if schema.partition(".")[0] != SCHEMA.partition(".")[0]:
        raise StopError(
            f"{shown(address)}: its tables are version {schema}, this is for {SCHEMA}; read it with the version that wrote it"
        )
    return Archive(address=address, complete=complete, **files)


def load(store: Store, archive: Archive, on_skip: Skip) -> Iterator[Progress]:
    """Put an archive into the store and yield what is acknowledged after each batch.

    A row that holds no record is handed to `on_skip`. A document whose id is another text's in the store is stored unread,
    under a name of its own: its record's ids would be the other's.
    """
    reading = _Read(on_skip)
    yield from add_documents(store, reading.arriving(archive), reading)


@dataclass(slots=True)
class _Read:
    """A reader that looks up what was read: records in hand by id, until they are asked for."""

    on_skip: Skip
    records: dict[str, Record] = field(default_factory=dict)

    def arriving(self, archive: Archive) -> Iterator[Arriving]:
        """Yield the documents of an archive, read ones first; the record of each is at hand when it is asked for."""
        for path in archive.records:
            for row in _rows(archive, path, ["document", "record"]):
                record = self._record(row, path)
                if record is not None:
                    self._hold(record)
                    yield Arriving(record.document, path)
        for path in archive.documents:
            for row in _rows(archive, path, ["document", "text", "published", "warnings", *_KNOWN], unread=True):
                yield Arriving(_document(row), path)

    def version_for(self, document: Document) -> str | None:
        """Return by whom the document was read; None where it was not, or goes by another name now."""
        record = self.records.get(document.id)
        return record.reader if record and record.document.text == document.text else None

    def read_all(self, documents: Iterable[Document], on_skip: Skip) -> Iterator[Record]:  # noqa: ARG002 - as readers do
        """Yield the records of documents just yielded."""
        for document in documents:
            yield self.records[document.id]

    def _hold(self, record: Record) -> None:
        if len(self.records) >= HELD:
            # Records are asked for within a batch of the store, which is far smaller.
            self.records = dict(list(self.records.items())[HELD // 2 :])
        self.records[record.document.id] = record

    def _record(self, row: dict[str, Any], path: str) -> Record | None:
        try:
            return record_of(json.loads(row["record"]))
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            cause = f"holds no record ({type(e).__name__}: {e})"
            self.on_skip(SkipError(f"{path}, document {row['document']}", cause, "read its archive again"))
            return None


def _rows(archive: Archive, path: str, columns: Sequence[str], *, unread: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, some at a time; of documents, those that were not `read` where asked."""
    pa, pq = load_pyarrow()
    try:
        with opened(f"{archive.address}/{path}") as handle:
            for batch in pq.ParquetFile(handle).iter_batches(ROWS, columns=[*columns, *(["read"] if unread else [])]):
                for row in batch.to_pylist():
                    if not (unread and row.pop("read")):
                        yield row
    except (OSError, pa.ArrowException) as e:
        raise StopError(
            f"{shown(archive.address)}/{path}: cannot be read ({e}); run 'vedette bulk' again, it writes what is missing"
        ) from e


def _document(row: dict[str, Any]) -> Document:
    known = {name: row[name] for name in _KNOWN}
    day = row["published"].isoformat() if row["published"] else None
    told = Document(id=row["document"], text=row["text"], published=day, warnings=tuple(row["warnings"] or ()), **known)
    return prepare(told)
