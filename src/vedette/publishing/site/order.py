"""Which stories stand where: the week's top ones by stated rules, shelves whose older pages never change. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vedette.publishing.site.model import TIERS, Item

TOP_RULE = (
    "The week’s top stories are those first published in the seven days up to the newest one, by urgency (FLASH before "
    "PRIORITY before ROUTINE), then by how many independent origins they cite, then the newest first. Nobody pays for a place."
)
TOP, NEAR = 7, 5
CHUNK, NEWEST = 60, 40
"""Stories on a page of a shelf, and on its front."""


def top_of_week(items: Sequence[Item], origins: Mapping[str, str], most: int = TOP) -> list[Item]:
    """Return the top stories by `TOP_RULE`; `origins` are of documents (ids) the ids of those that they copy."""
    week = of_week(items)
    return sorted(sorted(week, key=lambda i: i.first, reverse=True), key=lambda i: _rank(i, origins))[:most]


def of_week(items: Sequence[Item]) -> list[Item]:
    """Return the stories of the seven days up to the newest one, those that were retracted left out."""
    out = [i for i in items if not i.retracted]
    if not out:
        return []
    since = _moved(max(i.first for i in out), days=-7)
    return [i for i in out if i.first > since]


def _rank(item: Item, origins: Mapping[str, str]) -> tuple[int, int]:
    tier = TIERS.index(item.card.tier) if item.card.tier in TIERS else len(TIERS)
    return tier, -len({origins.get(d, d) for d in item.card.documents})


def _moved(at: str, *, days: int) -> str:
    moved = datetime.fromisoformat(at) + timedelta(days=days)
    return moved.isoformat(timespec="microseconds").replace("+00:00", "Z")


def nearest_before(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    """Return for each story (id) the ones that went out last before it in its category; the first ones look ahead.

    A later story changes nothing of the pages of those before it, so that they need not be written anew.
    """
    by_category: dict[str, list[Item]] = {}
    for i in items:
        if not i.retracted:
            by_category.setdefault(i.card.category, []).append(i)
    near: dict[str, tuple[Item, ...]] = {}
    for shelf in by_category.values():
        for n, item in enumerate(shelf):
            near[item.id] = tuple(reversed(shelf[max(0, n - NEAR) : n])) or tuple(shelf[n + 1 : n + 1 + NEAR])
    return near


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a shelf: `number` counts from 1, the oldest stories; the front, with the newest, has the number 0."""

    number: int
    items: tuple[Item, ...]
    of: int

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.number}.html" if self.number else "index.html"


def parts(items: Sequence[Item]) -> Iterator[Part]:
    """Yield the pages of a shelf whose stories are given oldest first; each page has the newest first.

    Pages are counted from the oldest, so that a new story changes the last one and the front alone.
    """
    shown = tuple(items)
    count = -(-len(shown) // CHUNK) if len(shown) > NEWEST else 0
    yield Part(0, tuple(reversed(shown[-NEWEST:])), count)
    for n in range(count):
        yield Part(n + 1, tuple(reversed(shown[n * CHUNK : (n + 1) * CHUNK])), n + 1 if n + 1 == count else n + 2)
