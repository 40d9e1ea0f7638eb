"""Who had to do with whom, counted by pairs: the table behind the matrix and the ring; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

MOST = 20
"""Parties that a matrix or a ring shows; those with the most contacts."""

LEVELS = 5
"""Shades of a cell; the count stands in it, so that nothing is told by shade alone."""

SORTS = ("near", "contacts", "name")
"""Orders of the parties: who had to do with each other stand together; the most contacts first; by name."""

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


def matrix_of(
    companies: Iterable[Iterable[Pair]], most: int = MOST, sort: str = "contacts", named: Callable[[str], str] = str
) -> Matrix:
    """Return the matrix of contacts, each told as the pairs that it brought together, in one of the orders `SORTS`.

    `named` is what a party is called, for the order by name.
    """
    counted = counts_of(companies)
    each = _each(counted)
    order = sorted(each, key=lambda p: (-each[p], p))
    shown = order[:most]
    if sort == "name":
        shown = sorted(shown, key=lambda p: (named(p), p))
    elif sort == "near":
        shown = _near(shown, counted)
    return _counted(shown, counted, len(order) - len(shown))


def matrix_within(companies: Iterable[Iterable[Pair]], parties: Sequence[str]) -> Matrix:
    """Return the matrix of these parties alone, in their order, so that several can be laid beside one another."""
    counted = counts_of(companies)
    return _counted(parties, counted, len(set(_each(counted)) - set(parties)))


def counts_of(companies: Iterable[Iterable[Pair]]) -> Counter[Pair]:
    """Return how many contacts each two had; a contact counts once for two, however often it names them."""
    counted: Counter[Pair] = Counter()
    for pairs in companies:
        counted.update({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    return counted


def _each(counted: Mapping[Pair, int]) -> Counter[str]:
    each: Counter[str] = Counter()
    for (a, b), n in counted.items():
        each.update({a: n, b: n})
    return each


def _counted(parties: Sequence[str], counted: Mapping[Pair, int], left_out: int) -> Matrix:
    rows = tuple(tuple(counted.get((min(a, b), max(a, b)), 0) for b in parties) for a in parties)
    return Matrix(tuple(parties), rows, left_out)


def _near(parties: Sequence[str], counted: Mapping[Pair, int]) -> list[str]:
    """Return the parties, each next to those it had most to do with: the first stays, each next is the nearest to the last ones."""
    left, placed = list(parties), list[str]()
    while left:
        # Ties to those placed last weigh more; where there are none, the order by contacts holds.
        def pull(p: str) -> float:
            recent = enumerate(reversed(placed), 1)
            return sum(counted.get((min(p, q), max(p, q)), 0) / n for n, q in recent)

        best = max(left, key=pull)
        left.remove(best)
        placed.append(best)
    return placed


def level_of(count: int, top: int) -> int:
    """Return the shade of a count: 0 for none, else 1 to LEVELS."""
    return 0 if not count else -(-count * LEVELS // max(top, count))


def pairs_between(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Return who met whom: each of `left` with each of `right`, or all of `left` with one another where nobody is right."""
    return [(a, b) for a in left for b in right] if right else list(combinations(left, 2))
