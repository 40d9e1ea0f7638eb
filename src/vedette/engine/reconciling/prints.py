"""The keys of documents' prints as numbers, worked out for all documents of a task at once.

They part texts as `incidents.copies.Print.keys` do: texts that share such a key share one of these. (Two different keys may come to
one number, once in many billions; then two texts more are compared.)
"""

from hashlib import blake2b
from pathlib import Path
from typing import Any

from vedette.engine.reconciling.spill import dealt, schema_of, write_batches
from vedette.engine.tables import load_pyarrow
from vedette.incidents.copies import BAND, SHINGLE, Print

COLUMNS = {"key": "uint64", "document": "int32", "day": "int32"}

UNDATED = -1
"""The day of a document whose publication is not told."""

_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9)


class Prints:
    """The prints of a task's documents, gathered in memory and written at once."""

    def __init__(self, partitions: int) -> None:
        self._partitions = partitions
        self._hashes: list[tuple[int, ...]] = []
        self._long: list[tuple[int, int]] = []
        self._short: list[tuple[int, int, int]] = []

    def put(self, document: int, day: int, print_: Print) -> None:
        """Add the print of a document, published on `day` (its ordinal, or UNDATED)."""
        if hashed := print_.minhash:
            self._hashes.append(hashed)
            self._long.append((document, day))
        elif len(print_.words) >= SHINGLE:
            words = " ".join(print_.words).encode("utf-8", "surrogatepass")
            self._short.append((int.from_bytes(blake2b(words, digest_size=8).digest()), document, day))

    def write(self, path: Path) -> None:
        """Write the keys by partition."""
        import numpy as np  # noqa: PLC0415 - loaded where work is done

        pa, _ = load_pyarrow()
        keys, owners = _keys(self._hashes), np.array(self._long, np.int32).reshape(-1, 2)
        own = np.repeat(owners, keys.shape[1], axis=0)
        short = np.array([k for k, _, _ in self._short], np.uint64)
        others = np.array([o for _, *o in self._short], np.int32).reshape(-1, 2)
        key, owner = np.r_[keys.ravel(), short], np.r_[own, others]
        columns = [pa.array(key), pa.array(owner[:, 0].copy()), pa.array(owner[:, 1].copy())]
        batch = pa.record_batch(columns, schema=schema_of(COLUMNS))
        parts = (key % np.uint64(self._partitions)).astype(np.int64)
        write_batches(path, batch.schema, dealt(batch, parts, self._partitions))


def _keys(hashes: list[tuple[int, ...]]) -> Any:
    """Return the keys of each MinHash: one a band, of the band's number and its values."""
    import numpy as np  # noqa: PLC0415

    if not hashes:
        return np.zeros((0, 1), np.uint64)
    values = np.array(hashes, np.uint64)
    bands = values.reshape(len(hashes), -1, BAND)
    key = np.broadcast_to(np.arange(1, bands.shape[1] + 1, dtype=np.uint64), bands.shape[:2]).copy()
    for n in range(BAND):
        key = (key ^ bands[:, :, n]) * np.uint64(_MIX[0])
        key = (key ^ (key >> np.uint64(29))) * np.uint64(_MIX[1])
    return key ^ (key >> np.uint64(32))
