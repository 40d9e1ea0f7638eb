"""The one function of an archive: a shard in, its files and its receipt out. Any executor can run it, twice without harm."""

import shutil
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from vedette.engine.executors import Tell, reason_of
from vedette.engine.inputs import documents
from vedette.engine.limit import PATIENCE, Limit
from vedette.engine.reading import GATE, Reads, checked_reader
from vedette.engine.receipts import Receipt, kept, path_of
from vedette.engine.shards import Shard
from vedette.engine.storage import place_of
from vedette.engine.tables import UNKNOWN, document_row, error_row, rows_of, year_of
from vedette.engine.trail import Trail, left_out
from vedette.engine.writing import Writing, publish
from vedette.errors import SkipError, StopError
from vedette.records.arriving import Arriving
from vedette.records.ids import content_id
from vedette.records.record import Record

BATCH, CHARACTERS = 48, 2_000_000
"""Documents read together at most, and their characters: memory must not depend on how long texts are."""
_TOLD_EVERY = 1.0
Read = tuple[Arriving, Record | SkipError | str]
_ONE = threading.Lock()
"""A reader is not to be shared between threads; a worker with several reads one shard after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What all shards of a run share; pairs, so that it can be hashed and travels as it is.

    `columns` tells which column or key gives which field, `known` what inputs do not tell themselves, `reader` the factory of the
    reader ("module:function") and `version` what it must call itself; with `gate` it stands behind the relevance gate. `patience`
    are the seconds after which a text, or a batch of them, is taken to hang.
    """

    out: str
    version: str
    reader: str = "vedette.engine.reading:readers"
    gate: bool = False
    patience: float = PATIENCE
    columns: tuple[tuple[str, str], ...] = ()
    known: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Return what of the plan decides the output's content; where it is written does not."""
        return content_id("plan", self.version, self.columns, self.known)


def work(shard: Shard, tell: Tell, *, plan: Plan) -> Receipt:
    """Read a shard and write its files, each whole or not at all, and the receipt last; one that is finished is left as it is.

    A document that cannot be taken in or read is a row of the errors. Raises StopError where the reader is not the plan's, and
    OSError where input or output cannot be reached.
    """
    place = place_of(plan.out)
    with _ONE:
        reader = checked_reader(plan.reader, plan.version, gate=plan.gate)
        found = kept(place, shard)
        if found is not None:
            return found
        folder, trail = place.staging(), Trail.begin(place, shard.id, Limit(plan.patience))
        try:
            shift = _Shift(shard, plan, Writing(folder, shard.id), trail, tell)
            shift.run(reader)
            receipt = shift.receipt()
            publish(place, folder, list(receipt.files))
            place.put(path_of(shard.id), receipt.packed())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            trail.end()
    return receipt


class _Shift:
    """One worker's reading of one shard."""

    def __init__(self, shard: Shard, plan: Plan, writing: Writing, trail: Trail, tell: Tell) -> None:
        self._shard, self._plan, self._writing, self._trail, self._tell = shard, plan, writing, trail, tell
        self._counts: Counter[str] = Counter(
            dict.fromkeys(("documents", "read", "unread", "held", "words", "errors"), 0)
        )
        self._since = self._told = monotonic()

    def run(self, reader: Reads) -> None:
        """Read everything and write it."""
        columns, known = dict(self._plan.columns), dict(self._plan.known)
        found = documents(self._shard, self._skipped, columns=columns, known=known, before=self._trail.take_in)
        for batch in batches(found):
            self._trail.go_on(sum(len(a.document.text) for a in batch))
            read = read_carefully(reader, batch, self._trail) if self._trail.careful else read_batch(reader, batch)
            for arriving, told in read:
                self._add(arriving, told)
            self._trail.go_on()
            self._say()
        self._say(last=True)

    def receipt(self) -> Receipt:
        """Return the receipt of what was written."""
        files = tuple(self._writing.close())
        return Receipt(
            shard=self._shard.id,
            input=self._shard.input.name,
            kind=self._shard.input.kind,
            start=self._shard.start,
            stop=self._shard.stop,
            reader=self._plan.version,
            counts=dict(sorted(self._counts.items())),
            files=files,
            seconds=round(monotonic() - self._since, 3),
            memory=_peak(),
        )

    def _add(self, arriving: Arriving, found: Record | SkipError | str) -> None:
        document = arriving.document
        year = year_of(document.published)
        self._counts["documents"] += 1
        self._counts["words"] += len(document.text.split())
        if isinstance(found, Record):
            self._counts["read"] += 1
            for table, rows in rows_of(found).items():
                self._rows(table, year, rows)
            return
        self._counts["unread"] += 1
        self._counts["held"] += found == GATE
        why = found if isinstance(found, str) else found.cause
        self._rows("documents", year, [document_row(document, why=why)])
        if isinstance(found, SkipError):
            self._rows("errors", year, [error_row(found, self._shard.input.name, "reading", document.id)])

    def _rows(self, table: str, year: str, rows: list[dict[str, object]]) -> None:
        if table != "documents":
            self._counts[table] += len(rows)
        self._writing.add(table, year, rows)

    def _skipped(self, error: SkipError) -> None:
        kind = "input" if error.item == self._shard.input.name else "item"
        self._rows("errors", UNKNOWN, [error_row(error, self._shard.input.name, kind)])

    def _say(self, *, last: bool = False) -> None:
        if last or monotonic() - self._told >= _TOLD_EVERY:
            self._told = monotonic()
            self._tell({"shard": self._shard.id, **{n: self._counts[n] for n in ("documents", "words", "errors")}})


def batches(found: Iterable[Arriving]) -> Iterator[list[Arriving]]:
    """Yield what is found in batches of bounded length."""
    batch: list[Arriving] = []
    held = 0
    for arriving in found:
        batch.append(arriving)
        held += len(arriving.document.text)
        if len(batch) >= BATCH or held >= CHARACTERS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def read_carefully(reader: Reads, batch: list[Arriving], trail: Trail) -> Iterator[Read]:
    """Yield the same as read_batch, text by text, each noted before it is read; those that ended their process are left out."""
    for arriving in batch:
        if trail.barred(arriving.way):
            yield arriving, left_out(arriving.way, "reading it")
            continue
        trail.hold(arriving.way, len(arriving.document.text))
        yield arriving, reader.why_not(arriving.document) or _alone(reader, arriving)


def read_batch(reader: Reads, batch: list[Arriving]) -> list[Read]:
    """Return each document with its record, the reason why it is not read, or the error on which reading it failed.

    They are read together; where that fails each is read by itself, so that one text costs no other.
    """
    reasons = [reader.why_not(a.document) for a in batch]
    wanted = [a for a, why in zip(batch, reasons, strict=True) if not why]
    together = _together(reader, wanted)
    read: Iterator[Record | SkipError] = iter(together if together is not None else [_alone(reader, a) for a in wanted])
    return [(a, why or next(read)) for a, why in zip(batch, reasons, strict=True)]


def _together(reader: Reads, wanted: list[Arriving]) -> list[Record] | None:
    skipped: list[SkipError] = []
    try:
        records = list(reader.read_all([a.document for a in wanted], skipped.append))
    except StopError:
        raise
    except Exception:  # noqa: BLE001 - which text it was is found by reading each alone
        return None
    return records if len(records) == len(wanted) and not skipped else None


def _alone(reader: Reads, arriving: Arriving) -> Record | SkipError:
    skipped: list[SkipError] = []
    try:
        records = list(reader.read_all([arriving.document], skipped.append))
    except StopError:
        raise
    except Exception as e:  # noqa: BLE001 - a text on which the reader fails is one row of the errors
        return SkipError(arriving.way, f"reading it failed: {reason_of(e)}", "report it with its text")
    if records:
        return records[0]
    told = skipped[0] if skipped else SkipError("", "gave no record", "report it with its text")
    return SkipError(arriving.way, told.cause, told.remedy)


def _peak() -> int:
    """Return the most memory that this process has held, in bytes; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
