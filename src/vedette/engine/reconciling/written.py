"""Rows as Parquet files with fixed schemas, which appear whole or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.columns import SCHEMA, Column
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
    fields = [pa.field(c.name, _type(c.type), metadata={"meaning": c.meaning}) for c in COLUMNS[table]]
    return pa.schema(fields, metadata={"vedette": table, "vedette.schema": SCHEMA})


def write_rows(path: Path, table: str, rows: Sequence[Row]) -> None:
    """Write rows to a Parquet file; they may leave out what is not told."""
    pa, pq = load_pyarrow()
    schema = schema_of(table)
    columns = [_column(c, [row.get(c.name) for row in rows]) for c in COLUMNS[table]]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    pq.write_table(pa.table(columns, schema=schema), part, compression="zstd")
    part.replace(path)


def _column(column: Column, values: list[Any]) -> Any:
    """Return the values of a column as an Arrow array; only what Arrow refuses is looked at one by one."""
    pa, _ = load_pyarrow()
    type_ = _type(column.type)
    if column.type == "day":
        values = [v and _day(v) for v in values]
    try:
        return pa.array(values, type_)
    except (UnicodeEncodeError, OverflowError, pa.ArrowInvalid):
        return pa.array([_held(v, column.type) for v in values], type_)


@lru_cache(maxsize=1 << 14)
def _day(told: str) -> date:
    return date.fromisoformat(told)


@cache
def _type(told: str) -> Any:
    pa, _ = load_pyarrow()
    return pa.list_(pa.string()) if told == "texts" else getattr(pa, _TYPES[told])()


def _held(value: Any, told: str) -> Any:
    """Return a value that a column can hold: halves of surrogate pairs are replaced, numbers beyond 64 bits left out."""
    if value is None:
        return None
    if told == "texts":
        return [_text(v) for v in value]
    if told == "text":
        return _text(value)
    return None if told == "whole" and not -_MOST <= value < _MOST else value


def _text(value: str) -> str:
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def read_rows(folder: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table out of the files of a reconciling, in their order."""
    _, pq = load_pyarrow()
    for path in sorted((folder / table).glob("part-*.parquet")):
        yield from pq.ParquetFile(path).read().to_pylist()
