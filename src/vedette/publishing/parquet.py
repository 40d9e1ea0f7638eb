"""Rows as Parquet: days as dates, counts as whole numbers, several as lists, written a row group at a time.

Parquet knows types, and what a text tells may be more than a day: `from` is the day, `from_at` the moment where the text
gives a clock time with its offset. pyarrow is an extra of its own (`vedette[parquet]`) and loaded when it is needed.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vedette.errors import StopError
from vedette.publishing.dictionary import columns_of
from vedette.publishing.tables import cells
from vedette.records.moments import day_of, moment_of

if TYPE_CHECKING:
    from pyarrow import Schema

ROWS = 5_000
"""Rows of a row group: so many are held at once."""

_MOST = 2**63


def load_pyarrow() -> tuple[ModuleType, ModuleType]:
    """Return pyarrow and its Parquet part; raises StopError where they are not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and of an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as e:
        raise StopError("parquet: pyarrow is not installed; run 'pip install vedette[parquet]'") from e
    return pa, pq


def schema_of(what: str, stamp: Mapping[str, Any] | None = None) -> "Schema":
    """Return the columns of a table with their types and meanings, moments behind the day that they belong to."""
    pa, _ = load_pyarrow()
    fields = []
    for told in columns_of(what):
        about = {k: v for k, v in (("meaning", told.meaning), ("unit", told.unit)) if v}
        fields.append(pa.field(told.name, _type(pa, told.type), metadata=about))
        if told.type == "time":
            fields.append(pa.field(f"{told.name}_at", _type(pa, "moment")))
    said = {"vedette": what, **({"vedette.stamp": json.dumps(stamp, sort_keys=True)} if stamp else {})}
    return pa.schema(fields, metadata=said)


def parquet_blocks(
    rows: Iterable[Mapping[str, Any]], what: str, *, group: int = ROWS, stamp: Mapping[str, Any] | None = None
) -> Iterator[bytes]:
    """Yield the file in blocks, a row group at a time, compressed by Zstandard; `what` is a table of `COLUMNS`.

    `stamp` stands in the file's metadata. A file that breaks off has no footer, without which no reader opens it.
    """
    pa, pq = load_pyarrow()
    schema, sink, left = schema_of(what, stamp), _Sink(), iter(rows)
    types = {told.name: told.type for told in columns_of(what)}
    writer = pq.ParquetWriter(sink, schema, compression="zstd")
    while part := list(islice(left, group)):
        told = [_typed(cells(row, what), types) for row in part]
        columns = {name: [t.get(name) for t in told] for name in schema.names}
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


def _type(pa: ModuleType, told: str) -> Any:
    """Return Parquet's type of a type of the dictionary."""
    made = {
        "texts": pa.list_(pa.string()),
        "day": pa.date32(),
        "time": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
    }
    return made.get(told, pa.string())


def _typed(told: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in told.items():
        if types[name] == "time":
            out[f"{name}_at"] = moment_of(value)
        if types[name] in ("time", "day"):
            out[name] = day_of(value)
        elif types[name] == "moment":
            out[name] = moment_of(value)
        elif isinstance(value, list | tuple):
            out[name] = [_words(v) for v in value]
        else:
            out[name] = _words(value)
    return out


def _words(value: Any) -> Any:
    """Return a value that a column can hold: halves of surrogate pairs are replaced, numbers beyond 64 bits left out."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return None if isinstance(value, int) and not -_MOST <= value < _MOST else value
