"""A shard's files: rows gathered by table and year, written as row groups, published when all are whole."""

from collections import defaultdict
from hashlib import file_digest
from pathlib import Path
from typing import Any

from vedette.engine.columns import TABLES
from vedette.engine.receipts import File
from vedette.engine.storage import Place
from vedette.engine.tables import Row, load_pyarrow, schema_of, table_of

ROWS = 4_000
"""Rows of a row group at most."""
CHARACTERS = 8_000_000
"""Characters of text after which a row group is written, however few its rows."""
HELD = 48_000_000
"""Characters held over all row groups of a shard: a worker's memory does not grow with its shard."""
OPEN = 90
"""Files open at once; a shard of more years than these goes on in a second file of a year."""
_LONG = ("text", "record")


class Writing:
    """The files of one shard in the making, in a staging folder of this machine."""

    def __init__(self, folder: Path, shard: str) -> None:
        self._folder, self._shard = folder, shard
        self._rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._size: dict[tuple[str, str], int] = defaultdict(int)
        self._open: dict[tuple[str, str], Any] = {}
        self._parts: dict[tuple[str, str], int] = defaultdict(int)
        self._written: dict[str, int] = defaultdict(int)

    def add(self, table: str, year: str, rows: list[Row]) -> None:
        """Add rows to a table's partition."""
        if not rows:
            return
        key = (table, year)
        self._rows[key] += rows
        self._size[key] += sum(_length(row) for row in rows)
        if len(self._rows[key]) >= ROWS or self._size[key] >= CHARACTERS:
            self._flush(key)
        elif sum(self._size.values()) >= HELD:
            for each in sorted(self._rows):
                self._flush(each)

    def close(self) -> list[File]:
        """Write what is left; returns the files, sorted. They stand in the folder under their paths."""
        for key in sorted(self._rows):
            self._flush(key)
        for writer in self._open.values():
            writer.close()
        return sorted(self._file(path, rows) for path, rows in self._written.items())

    def _file(self, path: str, rows: int) -> File:
        with (self._folder / path).open("rb") as handle:
            return File(path, rows, handle.seek(0, 2), file_digest(_rewound(handle), "sha256").hexdigest())

    def _flush(self, key: tuple[str, str]) -> None:
        rows = self._rows.pop(key, [])
        self._size.pop(key, None)
        if not rows:
            return
        table, year = key
        writer = self._writer(key)
        writer.write_table(table_of(rows, table), row_group_size=len(rows))
        self._written[self._path(table, year, self._parts[key])] += len(rows)

    def _writer(self, key: tuple[str, str]) -> Any:
        """Return the open file of a partition, the one used last at the end."""
        writer = self._open.pop(key, None)
        if writer is None:
            if len(self._open) >= OPEN:
                self._open.pop(next(iter(self._open))).close()
            self._parts[key] += 1
            writer = self._opened(key)
        self._open[key] = writer
        return writer

    def _opened(self, key: tuple[str, str]) -> Any:
        _, pq = load_pyarrow()
        table, year = key
        path = self._folder / self._path(table, year, self._parts[key])
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = schema_of(table)
        plain = [name for name in schema.names if name not in _LONG]
        return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=plain)

    def _path(self, table: str, year: str, part: int) -> str:
        return f"{table}/year={year}/{self._shard}{f'.{part}' if part > 1 else ''}.parquet"


def publish(place: Place, folder: Path, files: list[File]) -> None:
    """Move finished files to their places, table by table in their order."""
    for file in sorted(files, key=lambda f: (TABLES.index(f.table), f.path)):
        place.publish(folder / file.path, file.path)


def _rewound(handle: Any) -> Any:
    handle.seek(0)
    return handle


def _length(row: Row) -> int:
    return 200 + sum(len(row.get(name) or "") for name in _LONG)
