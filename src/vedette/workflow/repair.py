"""Mend a store: build again what follows from what is kept, or save out of a damaged file what is readable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from vedette.errors import StopError
from vedette.records.record import Record
from vedette.store import schema
from vedette.store.address import Address
from vedette.store.carrying import carry_corrections, carry_people, carry_watching
from vedette.store.carrying_stories import carry_stories
from vedette.store.corrections import machine_record, not_laid_over
from vedette.store.engine import make_engine
from vedette.store.entry import Entry
from vedette.store.found import document_of_row, readings_of
from vedette.store.judgements import add_judgements, every_judgement
from vedette.store.migrate import upgrade
from vedette.store.rebuilding import arrivals_of, clear_derived, clear_words, count_named, index_words, newest_records
from vedette.store.rows import hash_of
from vedette.store.salvage import salvage
from vedette.store.store import Store
from vedette.store.texts import told
from vedette.store.writing import Adding
from vedette.workflow.add import lay_corrections, now, sentences_of
from vedette.workflow.reconcile import reconcile

BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came out of a damaged file: documents saved whole, those saved unread, and those lost.

    `lost` counts what the row numbers in the file tell; where `sure` is false there may have been more.
    """

    documents: int
    unread: int
    lost: int
    sure: bool
    kept_as: Path


def rebuild(store: Store) -> Iterator[int]:
    """Build full text, copies, tellings and incidents again out of what is kept, in one transaction.

    Yields how many documents are done; nothing is changed until the last.
    """
    with store.writing() as connection:
        clear_derived(connection)
        clear_words(connection)
        index_words(connection)
        _correct_again(connection)
        done = 0
        for records in newest_records(connection, BATCH):
            reconcile(connection, records, new=[r.document.id for r in records], at=now())
            done += len(records)
            yield done


def save(address: Address) -> Saved:
    """Save what is readable of a damaged SQLite file into a new one that takes its place.

    The damaged file is kept beside it. A document whose text is readable and whose reading is not is stored unread. Raises StopError where nothing is readable, or the disk is full (then nothing has changed).
    """
    file = _file_of(address)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    raw, mended = file.with_name(f"{file.name}.{stamp}.raw"), file.with_name(f"{file.name}.{stamp}.mended")
    try:
        for path in (raw, mended):
            engine = make_engine(Address.of(str(path)))
            upgrade(engine)
            engine.dispose()
        held = salvage(file, raw)
        documents, unread, named = _refill(raw, mended)
        _check_saved(file, documents + unread)
    except BaseException:
        for path in (raw, mended):
            _remove(path)
        raise
    _remove(raw)
    kept_as = file.with_name(f"{file.name}.{stamp}.damaged")
    _move(file, kept_as)
    _move(mended, file)
    return Saved(
        documents=documents,
        unread=unread,
        lost=max(named, held.count) - documents - unread,
        sure=held.sure,
        kept_as=kept_as,
    )


def _check_saved(file: Path, count: int) -> None:
    if not count:
        raise StopError(f"store {file}: nothing of it is readable; put back a copy, or add the reports anew")


def _file_of(address: Address) -> Path:
    if address.file is None:
        raise StopError(f"store {address.shown}: is a server's; restore it from the server's backup")
    return address.file


def _refill(raw: Path, mended: Path) -> tuple[int, int, int]:
    """Add everything that hangs together in `raw` to the empty store `mended`; returns documents saved, unread and named."""
    source, target = Store.open(str(raw)), Store.open(str(mended))
    try:
        with source.reading() as old, target.writing() as new:
            adding, saved, unread = Adding(new), 0, 0
            for row in old.execute(select(schema.document).order_by(schema.document.c.serial)):
                if hash_of(told(row.text) or "") != row.hash:
                    continue
                if _add_whole(adding, old, row.serial):
                    saved += 1
                else:
                    _hold(adding, old, row)
                    unread += 1
                if saved % BATCH == 0:
                    adding.flush()
            adding.flush()
            named = count_named(old)
            add_judgements(new, every_judgement(old))
            carry_watching(old, new)
            carry_corrections(old, new)
            carry_people(old, new)
            carry_stories(old, new)
            _correct_again(new)
            for records in newest_records(new, BATCH):
                reconcile(new, records, new=[r.document.id for r in records], at=now())
    finally:
        source.close()
        target.close()
    return saved, unread, named


def _correct_again(connection: Connection) -> None:
    """Let what people corrected speak for documents whose newest reading is without it."""
    found = [machine_record(connection, name) for name in not_laid_over(connection)]
    lay_corrections(connection, [r for r in found if r is not None], now())


def _add_whole(adding: Adding, old: Connection, document: int) -> bool:
    """Add a document with every reading of it that is whole; returns whether there was one."""
    readings = readings_of(old, document)
    ways = arrivals_of(old, document)
    for record, at in readings:
        way = ways[0][0] if ways else "saved from a damaged file"
        adding.add(Entry(record=record, way=way, at=at, sentences=sentences_of(record.document)))
    if readings:
        adding.flush()
        adding.arrived(_document_id(readings), ways[1:])
    return bool(readings)


def _hold(adding: Adding, old: Connection, row: Any) -> None:
    """Add a document that has no whole reading, unread."""
    document = document_of_row(row)
    ways = arrivals_of(old, row.serial) or [("saved from a damaged file", now(), "{}")]
    adding.hold(document, ways[0][0], ways[0][1], sentences_of(document))
    adding.flush()
    adding.arrived(document.id, ways[1:])


def _document_id(readings: Sequence[tuple[Record, str]]) -> str:
    return readings[0][0].document.id


def _move(file: Path, to: Path) -> None:
    """Rename a store's file with its log, so that nothing of it is read as the other's."""
    for suffix in ("-wal", "-shm"):
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            beside.replace(to.with_name(to.name + suffix))
    file.replace(to)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
