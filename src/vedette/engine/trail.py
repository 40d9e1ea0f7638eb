"""What a worker leaves while it reads a shard, so that whoever begins it again knows that it did not end, and where.

A text may take its process with it: a parser's fault, memory, an end that never comes (`engine.limit`). Nobody is left to say so.
Therefore a shard that was begun and not ended is read carefully the second time, text by text, each noted before it is taken in,
and before it is read; a text on which it ended twice is left out. Once may have been chance: a machine taken away, a run that was
stopped.
"""

import json
from collections import Counter
from typing import Any, Self

from vedette.engine.limit import Limit
from vedette.engine.storage import Place
from vedette.errors import SkipError

ENOUGH = 2
"""Ends with one text in hand from which it is left out."""


class Trail:
    """The trail of one shard; `careful` tells that it was begun before and did not end. Each batch, or text, has its time."""

    def __init__(self, place: Place, path: str, ends: Counter[str], limit: Limit, *, careful: bool) -> None:
        self._place, self._path, self._ends, self._limit, self.careful = place, path, ends, limit, careful

    @classmethod
    def begin(cls, place: Place, shard: str, limit: Limit | None = None) -> Self:
        """Return the trail of a shard that is begun now, with what was left by those who began it before."""
        path = f"_shards/{shard}.begun"
        told = _told(place.get(path))
        ends = Counter({str(item): int(n) for item, n in told.get("ends", {}).items()}) if told else Counter[str]()
        if told and told.get("item"):
            ends[told["item"]] += 1
        trail = cls(place, path, ends, limit or Limit(), careful=told is not None)
        trail.hold(None)
        return trail

    def take_in(self, way: str) -> None:
        """Note, where care is taken, what is opened now; raises SkipError where the shard has ended on that too often."""
        if not self.careful:
            return
        item = f"taking in {way}"
        if self.barred(item):
            raise left_out(way, "taking it in")
        self.hold(item)

    def go_on(self, characters: int = 0) -> None:
        """Give what comes next its time, reading so many characters or something else."""
        self._limit.again(characters)

    def hold(self, item: str | None, characters: int = 0) -> None:
        """Note which text is read now, and give it its time."""
        self.go_on(characters)
        self._place.put(self._path, json.dumps({"item": item, "ends": self._ends}).encode())

    def barred(self, item: str) -> bool:
        """Tell whether the shard has ended on a text so often that it is left out."""
        return self._ends[item] >= ENOUGH

    def end(self) -> None:
        """Take the trail away: the shard is finished, or failed in a way that somebody can tell."""
        self._limit.end()
        self._place.remove(self._path)


def left_out(way: str, doing: str) -> SkipError:
    """Return why an item is left out on which its process ended too often."""
    return SkipError(way, f"{doing} ended its process, twice, or did not end", "report it with its text")


def _told(data: bytes | None) -> dict[str, Any] | None:
    if data is None:
        return None
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
