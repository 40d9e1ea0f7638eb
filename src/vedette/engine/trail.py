"""What a worker leaves while it reads a shard, so that whoever begins it again knows that it did not end, and where.

A text may take its process with it: a parser's fault, memory. Nobody is left to say so. Therefore a shard that was begun and not
ended is read carefully the second time, text by text, each noted before it is read; a text on which it ended twice is not read
again. Once may have been chance: a machine taken away, a run that was stopped.
"""

import json
from collections import Counter
from typing import Any, Self

from vedette.engine.storage import Place

ENOUGH = 2
"""Ends with one text in hand from which it is left out."""


class Trail:
    """The trail of one shard; `careful` tells that it was begun before and did not end."""

    def __init__(self, place: Place, path: str, ends: Counter[str], *, careful: bool) -> None:
        self._place, self._path, self._ends, self.careful = place, path, ends, careful

    @classmethod
    def begin(cls, place: Place, shard: str) -> Self:
        """Return the trail of a shard that is begun now, with what was left by those who began it before."""
        path = f"_shards/{shard}.begun"
        told = _told(place.get(path))
        ends = Counter({str(item): int(n) for item, n in told.get("ends", {}).items()}) if told else Counter[str]()
        if told and told.get("item"):
            ends[told["item"]] += 1
        trail = cls(place, path, ends, careful=told is not None)
        trail.hold(None)
        return trail

    def hold(self, item: str | None) -> None:
        """Note which text is read now."""
        self._place.put(self._path, json.dumps({"item": item, "ends": self._ends}).encode())

    def barred(self, item: str) -> bool:
        """Tell whether the shard has ended on a text so often that it is left out."""
        return self._ends[item] >= ENOUGH

    def end(self) -> None:
        """Take the trail away: the shard is finished, or failed in a way that somebody can tell."""
        self._place.remove(self._path)


def _told(data: bytes | None) -> dict[str, Any] | None:
    if data is None:
        return None
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
