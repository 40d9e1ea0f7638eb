"""Who had to do with whom, counted by pairs: the table behind the matrix and the ring; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

MOST = 20
"""Parties that a matrix or a ring shows; those with the most contacts."""

LEVELS = 5
"""Shades of a cell; the count stands in it, so that nothing is told by shade alone."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often each two of `parties` had to do with each other, the same both ways; nothing of one with itself.

    `left_out` is how many parties had fewer contacts and are not shown.
    """

    parties: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    left_out: int

    @property
    def top(self) -> int:
        """Return the greatest count, 0 where there is none."""
        return max((n for row in self.counts for n in row), default=0)

    def pairs(self) -> list[tuple[int, int, int]]:
        """Return places of two parties and their count, the fewest first, so that the strongest is drawn on top."""
        found = combinations(range(len(self.parties)), 2)
        return sorted(((a, b, self.counts[a][b]) for a, b in found if self.counts[a][b]), key=lambda p: (p[2], p[:2]))


def matrix_of(companies: Iterable[Iterable[Pair]], most: int = MOST) -> Matrix:
    """Return the matrix of contacts, each told as the pairs that it brought together."""
    counted: Counter[Pair] = Counter()
    for pairs in companies:
        counted.update({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    each: Counter[str] = Counter()
    for (a, b), n in counted.items():
        each.update({a: n, b: n})
    order = sorted(each, key=lambda p: (-each[p], p))
    shown = tuple(order[:most])
    rows = tuple(tuple(counted[min(a, b), max(a, b)] for b in shown) for a in shown)
    return Matrix(shown, rows, len(order) - len(shown))


def level_of(count: int, top: int) -> int:
    """Return the shade of a count: 0 for none, else 1 to LEVELS."""
    return 0 if not count else -(-count * LEVELS // max(top, count))


def pairs_between(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Return who met whom: each of `left` with each of `right`, or all of `left` with one another where nobody is right."""
    return [(a, b) for a in left for b in right] if right else list(combinations(left, 2))
