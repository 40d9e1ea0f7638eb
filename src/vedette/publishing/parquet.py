"""Rows as Parquet: days as dates, counts as whole numbers, several as lists, written a row group at a time.

Parquet knows types, and what a text tells may be more than a day: `from` is the day, `from_at` the moment where the text
gives a clock time with its offset. pyarrow is an extra of its own (`vedette[parquet]`) and loaded when it is needed.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vedette.errors import StopError
from vedette.publishing.tables import COLUMNS, cells

if TYPE_CHECKING:
    from pyarrow import Schema

ROWS = 5_000
"""Rows of a row group: so many are held at once."""

DAYS = frozenset({"from", "to", "day", "first", "last", "as_of", "published", "first_told"})
MOMENTS = frozenset({"from", "to", "published", "first_told"})
"""Days that may be told with a clock time; they have a second column, `…_at`."""

WHOLE = frozenset({"start", "end", "low", "high"})
REAL = frozenset({"lat", "lon", "confidence"})
TRUTH = frozenset({"quoted", "own_voice", "approx", "day_told", "increase"})
_PEOPLE = frozenset({"claimants", "claimant_countries"})
_LISTS = {
    "events": _PEOPLE | {f"{side}{end}" for side in ("actor", "recipient") for end in ("s", "_countries", "_sectors")},
    "incidents": frozenset({"doers", "sufferers", "documents", "mentions"}),
    "sentences": frozenset({"events"}),
    "contacts": _PEOPLE | {"who", "whom"},
}
_MOST = 2**63


def load_pyarrow() -> tuple[ModuleType, ModuleType]:
    """Return pyarrow and its Parquet part; raises StopError where they are not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and of an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as e:
        raise StopError("parquet: pyarrow is not installed; run 'pip install vedette[parquet]'") from e
    return pa, pq


def schema_of(what: str) -> "Schema":
    """Return the columns of a table with their types, moments behind the day that they belong to."""
    pa, _ = load_pyarrow()
    fields = []
    for name in COLUMNS[what]:
        fields.append(pa.field(name, _type(pa, name, what)))
        if name in MOMENTS:
            fields.append(pa.field(f"{name}_at", pa.timestamp("us", tz="UTC")))
    return pa.schema(fields, metadata={"vedette": what})


def parquet_blocks(rows: Iterable[Mapping[str, Any]], what: str, *, group: int = ROWS) -> Iterator[bytes]:
    """Yield the file in blocks, a row group at a time, compressed by Zstandard; `what` is a table of `COLUMNS`.

    A file that breaks off has no footer, without which no reader opens it.
    """
    pa, pq = load_pyarrow()
    schema, sink, left = schema_of(what), _Sink(), iter(rows)
    writer = pq.ParquetWriter(sink, schema, compression="zstd")
    while part := list(islice(left, group)):
        told = [_typed(row, what) for row in part]
        columns = {name: [t[name] for t in told] for name in schema.names}
        writer.write_table(pa.table(columns, schema), row_group_size=group)
        yield sink.taken()
    writer.close()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What the writer takes for a file: what was written since it was last asked."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._before = 0

    def writable(self) -> bool:
        return True

    def write(self, told: Any, /) -> int:
        part = bytes(told)
        self._held += part
        return len(part)

    def tell(self) -> int:
        return self._before + len(self._held)

    def taken(self) -> bytes:
        """Return what is held and let it go."""
        told = bytes(self._held)
        self._before += len(told)
        self._held.clear()
        return told


def _type(pa: ModuleType, name: str, what: str) -> Any:
    if name in _LISTS.get(what, _PEOPLE):
        return pa.list_(pa.string())
    if name in DAYS:
        return pa.date32()
    if name in WHOLE or (name, what) == ("origins", "incidents"):
        return pa.int64()
    if name in REAL:
        return pa.float64()
    if name == "clock":
        return pa.timestamp("us", tz="UTC")
    return pa.bool_() if name in TRUTH else pa.string()


def _typed(row: Mapping[str, Any], what: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in cells(row, what).items():
        if name in MOMENTS:
            out[f"{name}_at"] = moment_of(value)
        if name in DAYS:
            out[name] = day_of(value)
        elif name == "clock":
            out[name] = moment_of(value)
        elif isinstance(value, list | tuple):
            out[name] = [_words(v) for v in value]
        else:
            out[name] = _words(value)
    return out


def day_of(told: str | None) -> date | None:
    """Return the day of an ISO date or date-time as it was told, in its own offset; None for anything else."""
    try:
        return date.fromisoformat(told[:10]) if told else None
    except ValueError:
        return None


def moment_of(told: str | None) -> datetime | None:
    """Return the moment of an ISO date-time, in UTC; None for a day alone, and where the offset is not told."""
    try:
        found = datetime.fromisoformat(told) if told and len(told) > 10 else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _words(value: Any) -> Any:
    """Return a value that a column can hold: halves of surrogate pairs are replaced, numbers beyond 64 bits left out."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return None if isinstance(value, int) and not -_MOST <= value < _MOST else value
