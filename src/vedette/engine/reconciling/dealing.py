"""The fifth stage: tellings and links go to the bins of their components."""

from collections.abc import Iterator, Mapping, Sequence
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
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    pa, _ = load_pyarrow()
    bins, _labels = np.load(task.bins, mmap_mode="r")
    schema = schema_of(DEALT)
    batches = [b for _, b in read_part(task.read, 0)]
    if not batches:
        write_batches(task.out, schema, iter(_nothing(schema, task.count)))
        return {"tellings": 0}
    batch = batches[0]
    numbers = np.arange(task.telling, task.telling + batch.num_rows, dtype=np.int32)
    documents = batch["document"].to_numpy() + np.int32(task.document)
    whole = pa.record_batch([pa.array(numbers), pa.array(documents), batch["told"]], schema=schema)
    write_batches(task.out, schema, dealt(whole, np.asarray(bins[numbers]), task.count))
    return {"tellings": batch.num_rows}


def deal_links(task: DealTask) -> Mapping[str, int]:
    """Deal the links of some partitions to the bins of what they tie together."""
    import numpy as np  # noqa: PLC0415

    pa, _ = load_pyarrow()
    bins, _labels = np.load(task.bins, mmap_mode="r")
    schema = schema_of(LINKS)
    batches = [b for _, b in read_part(task.read, 0)]
    if not batches:
        write_batches(task.out, schema, iter(_nothing(schema, task.count)))
        return {"links": 0}
    table = pa.Table.from_batches(batches).combine_chunks()
    whole = pa.record_batch([c.chunk(0) for c in table.columns], schema=schema)
    write_batches(task.out, schema, dealt(whole, bins[whole["left"].to_numpy()], task.count))
    return {"links": whole.num_rows}


def _nothing(schema: Any, count: int) -> list[Any]:
    pa, _ = load_pyarrow()
    return [pa.record_batch([pa.array([], f.type) for f in schema], schema=schema)] * count


def pairs_in(paths: Sequence[Path]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of numbers that links in files tie together."""
    for _, batch in read_part(paths, 0):
        yield from zip(batch["left"].to_pylist(), batch["right"].to_pylist(), strict=True)
