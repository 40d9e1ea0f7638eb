"""Which record answers which coding: one to one, inside one sentence. Pure."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

Item = Mapping[str, Any]
Pair = tuple[Item, Item]

EARTH = 12742.0
"""Diameter of the earth in kilometres (mean)."""

NOBODY = "---"
"""The code of an actor whose country is not told."""

_CUT = re.compile(r"(?<=[.!?][\"”’')\]])\s+(?=[A-Z\"“‘(\[])|(?<=[.!?])\s+(?=[A-Z0-9\"“‘(\[])|\n+")
_SHORTENED = frozenset(
    """U.S U.K U.N D.C a.m p.m Mr Mrs Ms Dr St Lt Col Gen Maj Capt Sgt Cmdr Adm Brig Gov Sen Rep Pres Min No Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec vs etc approx km Inc Corp Ltd Jr Sr""".split()
)
_LAST = re.compile(r"([A-Za-z.]+)\.$")


class Sentences:
    """Plain sentences of a text, cut the same way for codings and records: at full stops and line ends."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for m in _CUT.finditer(text):
            if "\n" in m.group() or not _is_shortened(text[max(self._starts[-1], m.start() - 12) : m.start()]):
                self._starts.append(m.end())

    def at(self, offset: int) -> int:
        """Return the number of the sentence in which `offset` stands."""
        return bisect_right(self._starts, offset) - 1


def _is_shortened(before: str) -> bool:
    m = _LAST.search(before)
    return m is not None and (m.group(1) in _SHORTENED or (len(m.group(1)) == 1 and m.group(1).isupper()))


def start_of(item: Item) -> int:
    """Return where an item stands: its trigger, or itself."""
    trigger = item.get("trigger")
    return int(trigger["start"] if isinstance(trigger, Mapping) else item["start"])


def codes(actors: Iterable[Item] | None, *, sectors: bool = False) -> frozenset[Any]:
    """Return the countries of actors, or countries with sectors; one not told is `NOBODY`."""
    return frozenset(
        (a.get("country") or NOBODY, a.get("sector")) if sectors else a.get("country") or NOBODY for a in actors or ()
    )


def sides(event: Item, *, sectors: bool = False) -> Any:
    """Return who did it and to whom; of a CONSULT all participants together, whoever hosts (codebook, choice 12)."""
    actors, recipients = (codes(event.get(k), sectors=sectors) for k in ("actors", "recipients"))
    return actors | recipients if event["type"] == "CONSULT" else (actors, recipients)


def paired(
    gold: Sequence[Item],
    found: Sequence[Item],
    where: Callable[[int], int],
    same: Callable[[Item, Item], bool],
    nearness: Callable[[Item, Item], Any],
) -> list[Pair]:
    """Return pairs of codings and records of one sentence for which `same` holds, each used once, the nearest first."""
    candidates = [
        (nearness(g, p), n, m)
        for n, g in enumerate(gold)
        for m, p in enumerate(found)
        if where(start_of(g)) == where(start_of(p)) and same(g, p)
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out: list[Pair] = []
    for _, n, m in sorted(candidates, reverse=True):
        if n not in taken_gold and m not in taken_found:
            taken_gold.add(n)
            taken_found.add(m)
            out.append((gold[n], found[m]))
    return out


def kilometres(a: Item, b: Item) -> float:
    """Return the great-circle distance of two places with `lat` and `lon` in degrees, in kilometres."""
    one, two = radians(a["lat"]), radians(b["lat"])
    across = radians(b["lon"] - a["lon"])
    h = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(across / 2) ** 2
    return EARTH * asin(min(1.0, sqrt(h)))
