"""Rows on their way from one stage to the next: a file a task, in which each partition is one batch that can be read alone.

A file is an Arrow stream with an index (IPC), compressed, with one record batch a partition, empty ones included; whoever reads
partition 7 maps the files of all tasks and reads batch 7 of each. The same rows give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.tables import load_pyarrow

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

Columns = Mapping[str, str]
"""Name and Arrow type of each column: "int32", "int64", "uint64", "double", "string", "binary"."""


class Spill:
    """Rows by partition, gathered in memory and written at once."""

    def __init__(self, columns: Columns, partitions: int) -> None:
        self._columns = columns
        self._rows: list[list[tuple[Any, ...]]] = [[] for _ in range(partitions)]

    def put(self, partition: int, *row: Any) -> None:
        """Add a row, its values in the order of the columns."""
        self._rows[partition].append(row)

    def write(self, path: Path) -> int:
        """Write everything to `path`, whole or not at all; returns how many rows."""
        pa, _ = load_pyarrow()
        schema = schema_of(self._columns)

        def batches() -> Iterator[Any]:
            for rows in self._rows:
                columns = list(zip(*rows, strict=True)) or [()] * len(schema)
                yield pa.record_batch(
                    [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
                )

        write_batches(path, schema, batches())
        return sum(map(len, self._rows))


def schema_of(columns: Columns) -> "Schema":
    """Return the Arrow schema of `columns`."""
    pa, _ = load_pyarrow()
    return pa.schema(
        [(name, getattr(pa, told)() if told != "double" else pa.float64()) for name, told in columns.items()]
    )


def write_batches(path: Path, schema: "Schema", batches: Iterator["RecordBatch"]) -> None:
    """Write one batch a partition to `path`, which appears whole or not at all."""
    pa, _ = load_pyarrow()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with pa.OSFile(str(part), "wb") as out, _writer(pa, out, schema) as file:
        for batch in batches:
            file.write_batch(batch)
    part.replace(path)


def _writer(pa: Any, out: Any, schema: "Schema") -> Any:
    return pa.ipc.new_file(out, schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))


def read_part(paths: Sequence[Path], partition: int) -> Iterator[tuple[int, "RecordBatch"]]:
    """Yield the batch of `partition` in each of `paths` with the index of its path, those without rows left out."""
    pa, _ = load_pyarrow()
    for n, path in enumerate(paths):
        with pa.memory_map(str(path)) as source:
            batch = pa.ipc.open_file(source).get_batch(partition)
            if batch.num_rows:
                yield n, batch


def dealt(batch: "RecordBatch", bins: Any, count: int) -> Iterator["RecordBatch"]:
    """Yield the rows of `batch` by bin (an array of numbers from 0 to `count`, one a row), each bin's in their order."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    order = np.argsort(bins, kind="stable")
    sorted_, ends = batch.take(order), np.searchsorted(bins[order], np.arange(count + 1))
    for n in range(count):
        yield sorted_.slice(ends[n], ends[n + 1] - ends[n])
