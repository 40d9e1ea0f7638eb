"""What is left of a finished shard: its receipt, written last, by which it is known to be finished."""

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from vedette.engine.columns import SCHEMA
from vedette.engine.shards import Shard
from vedette.engine.storage import STAGING, Place

FOLDER = "_shards"
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file of a table: its path in the output, rows, bytes, and the SHA-256 of its bytes."""

    path: str
    rows: int
    bytes: int
    sha256: str

    @property
    def table(self) -> str:
        """Return the table that it is a part of."""
        return self.path.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One finished shard: what it was cut from, what was read, what was counted and written.

    `counts` are documents, read, unread, those of them that the gate held back, words, and the rows of each table; `seconds` and `memory` (bytes at most, of the whole
    process) what it took.
    """

    shard: str
    input: str
    kind: str
    start: int
    stop: int | None
    reader: str
    counts: Mapping[str, int]
    files: tuple[File, ...]
    seconds: float = 0.0
    memory: int = 0
    schema: str = field(default=SCHEMA)

    def packed(self) -> bytes:
        """Return the receipt as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace")

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return the receipt that was packed; raises ValueError, KeyError or TypeError where the bytes are none."""
        told: dict[str, Any] = json.loads(data)
        return cls(**{**told, "files": tuple(File(**f) for f in told["files"])})


def path_of(shard: str) -> str:
    """Return where a shard's receipt stands."""
    return f"{FOLDER}/{shard}.json"


def kept(place: Place, shard: Shard) -> Receipt | None:
    """Return the receipt of a shard whose files are all there, else None."""
    found = _receipt(place.get(path_of(shard.id)))
    there = found is not None and all(place.size(f.path) == f.bytes for f in found.files)
    return found if there else None


def all_kept(place: Place) -> dict[str, Receipt]:
    """Return every receipt of an output whose files are all there, by shard; one listing, not one a file."""
    sizes = place.sizes()
    paths = [p for p in sizes if p.startswith(f"{FOLDER}/") and p.endswith(".json") and not p.startswith(STAGING)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = [r for r in pool.map(lambda path: _receipt(place.get(path)), paths) if r]
    return {r.shard: r for r in found if all(sizes.get(f.path) == f.bytes for f in r.files)}


def take_away(place: Place, receipts: Iterable[Receipt]) -> None:
    """Remove shards from an output: the receipt first, so that what is half removed is not taken for finished."""
    for receipt in receipts:
        place.remove(path_of(receipt.shard))
        for file in receipt.files:
            place.remove(file.path)


def _receipt(data: bytes | None) -> Receipt | None:
    try:
        return Receipt.of(data) if data else None
    except (ValueError, KeyError, TypeError):
        return None
