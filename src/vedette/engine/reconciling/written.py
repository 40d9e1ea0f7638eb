"""Rows as Parquet files with fixed schemas, which appear whole or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.columns import Column
from vedette.engine.reconciling.columns import COLUMNS
from vedette.engine.tables import held, load_pyarrow, schema_for

if TYPE_CHECKING:
    from pyarrow import Schema

Row = dict[str, Any]


@cache
def schema_of(table: str) -> "Schema":
    """Return the schema of a table of a reconciling."""
    return schema_for(table, COLUMNS[table])


def write_rows(path: Path, table: str, rows: Sequence[Row]) -> None:
    """Write rows to a Parquet file; they may leave out what is not told."""
    pa, pq = load_pyarrow()
    schema = schema_of(table)
    columns = [_column(c, schema.field(c.name).type, [row.get(c.name) for row in rows]) for c in COLUMNS[table]]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    pq.write_table(pa.table(columns, schema=schema), part, compression="zstd")
    part.replace(path)


def _column(column: Column, type_: Any, values: list[Any]) -> Any:
    """Return the values of a column as an Arrow array; only what Arrow refuses is looked at one by one."""
    pa, _ = load_pyarrow()
    if column.type == "day":
        values = [v and _day(v) for v in values]
    try:
        return pa.array(values, type_)
    except (UnicodeEncodeError, OverflowError, pa.ArrowInvalid):
        return pa.array([held(v) for v in values], type_)


@lru_cache(maxsize=1 << 14)
def _day(told: str) -> date:
    return date.fromisoformat(told)


def read_rows(folder: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table out of the files of a reconciling, in their order."""
    _, pq = load_pyarrow()
    for path in sorted((folder / table).glob("part-*.parquet")):
        yield from pq.ParquetFile(path).read().to_pylist()
