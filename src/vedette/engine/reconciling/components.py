"""What is tied together: components by union and find over numbers, and bins of about one size to work on them.

Everything is an array of 32-bit numbers, one a telling (or document): ten million take 40 MB, and as much again for the bins.
"""

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Roots:
    """Numbers from 0 to `count`, each in a set of its own at first; the least of a set stands for it."""

    def __init__(self, count: int) -> None:
        self._root = array("i", range(count))

    def tie(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Put the sets of both numbers of each pair together."""
        root = self._root
        for left, right in pairs:
            a, b = left, right
            while root[a] != a:
                root[a] = root[root[a]]
                a = root[a]
            while root[b] != b:
                root[b] = root[root[b]]
                b = root[b]
            root[max(a, b)] = min(a, b)

    def labels(self) -> "NDArray[Any]":
        """Return for each number the least number of its set."""
        import numpy as np  # noqa: PLC0415 - loaded where work is done

        root = np.frombuffer(self._root, np.int32).copy() if len(self._root) else np.zeros(0, np.int32)
        # A root is never greater than what it stands for, so that each round halves the way up.
        while not np.array_equal(up := root[root], root):
            root = up
        return root


def bins_of(labels: "NDArray[Any]", size: int, *, alone: bool = True) -> tuple["NDArray[Any]", int]:
    """Return the bin of each number, and how many bins; components go whole into bins of about `size`, in order of their labels.

    A component larger than `size` has a bin of its own. Without `alone` what is tied to nothing has no bin (-1).
    """
    import numpy as np  # noqa: PLC0415

    if not len(labels):
        return np.zeros(0, np.int32), 0
    members = np.bincount(labels, minlength=len(labels))
    counted = members if alone else np.where(members > 1, members, 0)
    before = np.cumsum(counted) - counted
    _, dense = np.unique(before // size, return_inverse=True)
    bins = dense.astype(np.int32)[labels]
    if not alone:
        bins[members[labels] < 2] = -1
        used, again = np.unique(bins[bins >= 0], return_inverse=True)
        bins[bins >= 0] = again
        return bins, len(used)
    return bins, int(bins.max()) + 1


def save(path: Path, *arrays: "NDArray[Any]") -> None:
    """Write arrays of one length to `path`, whole or not at all."""
    import numpy as np  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as out:
        np.save(out, np.stack(arrays))
    part.replace(path)
