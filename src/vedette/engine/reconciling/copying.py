"""Copies over the whole archive: keys of prints say which documents may be copies, then their texts are compared, group by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.reconciling.plan import Unit
from vedette.engine.reconciling.prints import UNDATED
from vedette.engine.reconciling.profiles import PartTask
from vedette.engine.reconciling.shards import records_of
from vedette.engine.reconciling.spill import Spill, read_part, write_batches
from vedette.engine.tables import load_pyarrow
from vedette.incidents.copies import DAYS, copied, groups, of_one_time, origins, print_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = {"left": "int32", "right": "int32"}
TEXTS = {"group": "int32", "number": "int32", "document": "string", "published": "string", "text": "string"}
ORIGINS = {"number": "int32", "document": "string", "origin": "string"}


def near_prints(task: PartTask) -> Mapping[str, int]:
    """Tie documents of a partition that share a key of their prints and were published near enough, each to the next."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    pa, _ = load_pyarrow()
    parts = [(b, task.documents[n]) for n, b in read_part(task.read["prints"], task.number)]
    found = np.zeros((0, 2), np.int64)
    if parts:
        keys = np.concatenate([b["key"].to_numpy() for b, _ in parts])
        documents = np.concatenate([b["document"].to_numpy().astype(np.int64) + base for b, base in parts])
        days = np.concatenate([b["day"].to_numpy().astype(np.int64) for b, _ in parts])
        found = np.unique(_ties(keys, documents, days), axis=0)
    columns = [pa.array(found[:, n].astype(np.int32)) for n in (0, 1)]
    batch = pa.record_batch(columns, names=list(NEAR))
    write_batches(task.out["near"], batch.schema, iter([batch]))
    return {"ties": len(found)}


def _ties(keys: Any, documents: Any, days: Any) -> Any:
    """Return pairs that tie together all documents of one key that a chain of publications near enough holds together.

    Rows are put in order by key and day. A document without a day may copy any: the first of its key stands before all others
    (UNDATED is less than any day) and is tied to each.
    """
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((documents, days, keys))
    keys, documents, days = keys[order], documents[order], days[order]
    same = keys[1:] == keys[:-1]
    chained = same & ((days[1:] - days[:-1] <= DAYS) | (days[:-1] == UNDATED))
    at = np.flatnonzero(chained)
    first = np.flatnonzero(np.r_[True, ~same])
    of = np.repeat(first, np.diff(np.r_[first, len(keys)]))
    loose = np.flatnonzero((days[of] == UNDATED) & (np.arange(len(keys)) > of))
    left = np.r_[documents[at], documents[of[loose]]]
    right = np.r_[documents[at + 1], documents[loose]]
    pairs = np.stack([np.minimum(left, right), np.maximum(left, right)], axis=1)
    return pairs[pairs[:, 0] != pairs[:, 1]]


@dataclass(frozen=True, slots=True)
class TextTask:
    """Fetch the texts of documents that may be copies: `bins` is a file of the bin and the group of each (-1: none)."""

    receipt: Path
    units: tuple[Unit, ...]
    first: int
    bins: Path
    count: int
    out: Path


def fetch_texts(task: TextTask) -> Mapping[str, int]:
    """Write the texts of the task's documents that may be copies, by bin."""
    import numpy as np  # noqa: PLC0415

    bins, labels = np.load(task.bins, mmap_mode="r")
    own = bins[task.first : task.first + sum(u.rows for u in task.units)]
    wanted = frozenset(np.flatnonzero(own >= 0).tolist())
    texts = Spill(TEXTS, task.count)
    for n, record in records_of(task.units, wanted) if wanted else ():
        number, d = task.first + n, record.document
        texts.put(int(bins[number]), int(labels[number]), number, d.id, d.published, d.text)
    return {"texts": texts.write(task.out)}


def compare_prints(task: PartTask) -> Mapping[str, int]:
    """Compare the texts of a bin, group by group, and write the documents that copy another with their origins."""
    found: dict[int, dict[str, tuple[int, str | None, str]]] = {}
    for _, batch in read_part(task.read["texts"], task.number):
        for group, number, name, published, text in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            found.setdefault(group, {})[name] = (number, published, text)
    out = Spill(ORIGINS, 1)
    for group in sorted(found):
        texts = found[group]
        for name, origin in sorted(origins_in({i: (t, p) for i, (_, p, t) in texts.items()}).items()):
            out.put(0, texts[name][0], name, origin)
    return {"copies": out.write(task.out["origins"])}


def origins_in(texts: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    """Return the origin of each of `texts` (id to text and publication) that copies another; see `incidents.copies.copies_of`.

    Two that others tie together already are not compared: what a group is follows from any ties that hold it.
    """
    prints = {i: print_of(text) for i, (text, _) in texts.items()}
    by_key: dict[str, list[str]] = {}
    for i in sorted(prints):
        for k in prints[i].keys:
            by_key.setdefault(k, []).append(i)
    published = {i: p for i, (_, p) in texts.items()}
    found = _Ties()
    for same in by_key.values():
        for a, b in _apart(same, found):
            if of_one_time(published[a], published[b]) and copied(prints[a], prints[b]):
                found.tie(a, b)
    told = groups(published, found.pairs)
    return {i: o for i, o in origins(told).items() if i != o}


def _apart(same: Sequence[str], found: "_Ties") -> Iterator[tuple[str, str]]:
    """Yield the pairs that nothing ties together yet and that were not looked at before."""
    for n, a in enumerate(same):
        for b in same[n + 1 :]:
            if found.ask(a, b):
                yield a, b


class _Ties:
    """Which documents are tied together, and which pairs have been looked at."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._root: dict[str, str] = {}
        self._asked: set[tuple[str, str]] = set()

    def ask(self, a: str, b: str) -> bool:
        if (a, b) in self._asked or self._top(a) == self._top(b):
            return False
        self._asked.add((a, b))
        return True

    def tie(self, a: str, b: str) -> None:
        self.pairs.append((a, b))
        self._root[self._top(a)] = self._top(b)

    def _top(self, i: str) -> str:
        root = self._root
        while (up := root.get(i, i)) != i:
            root[i] = root.get(up, up)
            i = up
        return i


def gathered_origins(paths: Sequence[Path], out: Path) -> int:
    """Put the origins of all bins into one file in the order of the documents' numbers; returns how many copies."""
    pa, _ = load_pyarrow()
    tables = [pa.Table.from_batches([b]) for _, b in read_part(paths, 0)]
    schema = pa.schema([("number", pa.int32()), ("document", pa.string()), ("origin", pa.string())])
    table = pa.concat_tables(tables).sort_by("number") if tables else schema.empty_table()
    batch = table.combine_chunks().to_batches()
    write_batches(out, schema, iter(batch or [pa.record_batch([pa.array([], f.type) for f in schema], schema=schema)]))
    return int(table.num_rows)


class Origins:
    """The origins of copies by the number of the document."""

    def __init__(self, path: Path) -> None:
        batch = next((b for _, b in read_part([path], 0)), None)
        self._numbers: NDArray[Any] | None = batch["number"].to_numpy() if batch is not None else None
        self._origins = batch["origin"] if batch is not None else None

    def of(self, numbers: "NDArray[Any]") -> list[str]:
        """Return the ids of the documents that documents of these numbers copy, "" where one copies none."""
        if self._numbers is None or self._origins is None:
            return [""] * len(numbers)
        at = self._numbers.searchsorted(numbers).clip(max=len(self._numbers) - 1)
        found = self._numbers[at] == numbers
        return [str(self._origins[n]) if copies else "" for n, copies in zip(at.tolist(), found.tolist(), strict=True)]
