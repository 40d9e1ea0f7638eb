"""Rows as Parquet files with fixed schemas, which appear whole or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.columns import SCHEMA
from vedette.engine.reconciling.columns import COLUMNS
from vedette.engine.tables import load_pyarrow

if TYPE_CHECKING:
    from pyarrow import Schema

Row = dict[str, Any]
_TYPES = {"text": "string", "whole": "int64", "real": "float64", "truth": "bool_", "day": "date32"}
_MOST = 2**63


@cache
def schema_of(table: str) -> "Schema":
    """Return the schema of a table, each column with its meaning."""
    pa, _ = load_pyarrow()
    fields = [
        pa.field(
            c.name,
            pa.list_(pa.string()) if c.type == "texts" else getattr(pa, _TYPES[c.type])(),
            metadata={"meaning": c.meaning},
        )
        for c in COLUMNS[table]
    ]
    return pa.schema(fields, metadata={"vedette": table, "vedette.schema": SCHEMA})


def write_rows(path: Path, table: str, rows: Sequence[Row]) -> None:
    """Write rows to a Parquet file; they may leave out what is not told."""
    pa, pq = load_pyarrow()
    schema = schema_of(table)
    columns = [
        pa.array([_held(row.get(c.name), c.type) for row in rows], schema.field(c.name).type) for c in COLUMNS[table]
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    pq.write_table(pa.table(columns, schema=schema), part, compression="zstd")
    part.replace(path)


def _held(value: Any, told: str) -> Any:
    """Return a value that a column can hold: halves of surrogate pairs are replaced, numbers beyond 64 bits left out."""
    if value is None:
        return None
    if told == "texts":
        return [_text(v) for v in value]
    if told == "text":
        return _text(value)
    if told == "day":
        return date.fromisoformat(value)
    return None if told == "whole" and not -_MOST <= value < _MOST else value


def _text(value: str) -> str:
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def read_rows(folder: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table out of the files of a reconciling, in their order."""
    _, pq = load_pyarrow()
    for path in sorted((folder / table).glob("part-*.parquet")):
        yield from pq.ParquetFile(path).read().to_pylist()
