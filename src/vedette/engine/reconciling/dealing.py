"""The fifth stage: tellings and links go to the bins of their components."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.engine.reconciling.profiles import LINKS
from vedette.engine.reconciling.spill import dealt, read_part, schema_of, write_batches
from vedette.engine.tables import load_pyarrow

DEALT = {"telling": "int32", "document": "int32", "told": "string"}


@dataclass(frozen=True, slots=True)
class DealTask:
    """Files to deal to `count` bins; `bins` is the file of the bin and the component of each telling.

    The first telling and the first document of the files have the numbers `telling` and `document` over everything.
    """

    receipt: Path
    read: tuple[Path, ...]
    bins: Path
    count: int
    out: Path
    telling: int = 0
    document: int = 0


def deal_tellings(task: DealTask) -> Mapping[str, int]:
    """Deal the tellings of one task of the first stage to their bins."""

    def numbered(batches: Sequence[Any]) -> list[Any]:
        import numpy as np  # noqa: PLC0415 - loaded where work is done

        pa, _ = load_pyarrow()
        batch = batches[0]
        numbers = np.arange(task.telling, task.telling + batch.num_rows, dtype=np.int32)
        documents = batch["document"].to_numpy() + np.int32(task.document)
        return [pa.array(numbers), pa.array(documents), batch["told"]]

    return {"tellings": _deal(task, DEALT, numbered, by="telling")}


def deal_links(task: DealTask) -> Mapping[str, int]:
    """Deal the links of some partitions to the bins of what they tie together."""

    def together(batches: Sequence[Any]) -> list[Any]:
        pa, _ = load_pyarrow()
        table = pa.Table.from_batches(batches).combine_chunks()
        return [c.chunk(0) for c in table.columns]

    return {"links": _deal(task, LINKS, together, by="left")}


def _deal(task: DealTask, told: Mapping[str, str], columns: Callable[[Sequence[Any]], list[Any]], *, by: str) -> int:
    """Deal what the `columns` of a task's batches hold to the bins of the tellings in column `by`; returns how many rows."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    pa, _ = load_pyarrow()
    schema = schema_of(told)
    batches = [b for _, b in read_part(task.read, 0)]
    if not batches:
        write_batches(task.out, schema, iter(_nothing(schema, task.count)))
        return 0
    bins, _labels = np.load(task.bins, mmap_mode="r")
    whole = pa.record_batch(columns(batches), schema=schema)
    write_batches(task.out, schema, dealt(whole, np.asarray(bins[whole[by].to_numpy()]), task.count))
    return int(whole.num_rows)


def _nothing(schema: Any, count: int) -> list[Any]:
    pa, _ = load_pyarrow()
    return [pa.record_batch([pa.array([], f.type) for f in schema], schema=schema)] * count


def pairs_in(paths: Sequence[Path]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of numbers that links in files tie together."""
    for _, batch in read_part(paths, 0):
        yield from zip(batch["left"].to_pylist(), batch["right"].to_pylist(), strict=True)
