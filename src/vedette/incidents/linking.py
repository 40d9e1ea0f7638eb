"""Which links of those that the evidence allows are kept: a telling without an exact day goes to its best day only.

Without this, "the attack on X" told on many days would tie all days of X into one component, and adding a report would
cost more and more.
"""

from collections.abc import Iterable

from vedette.incidents.compare import WORD_FOR_WORD, compare
from vedette.records.incident import Link, Telling


def looseness(t: Telling) -> int:
    """Return 0 where the one day of `t` is told, 1 for a night or a few days, 2 where its day is concluded or wide."""
    d = t.days
    if d is None or not d.told or d.wide:
        return 2
    return 0 if d.first == d.last else 1


def links_of(t: Telling, candidates: Iterable[Telling]) -> tuple[Link, ...]:
    """Return the links that `t` has with `candidates` by its own lights, sorted.

    With tellings of the same looseness: all of that day, or of exactly those days. With stricter ones: those of the day
    that fits best. The link of two tellings is the looser one's to choose: see `choosers`.
    """
    own: list[Link] = []
    stricter: list[tuple[Link, Telling]] = []
    for c in candidates:
        if c.id == t.id or looseness(c) > looseness(t) or (link := compare(t, c)) is None:
            continue
        if looseness(c) < looseness(t):
            stricter.append((link, c))
        elif _as_long(t, c) or link.score == WORD_FOR_WORD:
            own.append(link)
    return tuple(sorted([*own, *_best(t, stricter)]))


def choosers(t: Telling, candidates: Iterable[Telling]) -> tuple[Telling, ...]:
    """Return the looser `candidates` that may choose `t`: their links are to be found anew when `t` comes or goes."""
    return tuple(c for c in candidates if c.id != t.id and looseness(c) > looseness(t) and compare(t, c))


def _as_long(a: Telling, b: Telling) -> bool:
    return a.days is not None and b.days is not None and (a.days.first, a.days.last) == (b.days.first, b.days.last)


def _best(t: Telling, found: list[tuple[Link, Telling]]) -> list[Link]:
    """Return the links with the day that fits best; over a month with several such days nothing is chosen."""
    if not found:
        return []
    top = max(link.score for link, _ in found)
    days_ = {c.days.last for link, c in found if link.score == top and c.days}
    if len(days_) > 1 and t.days is not None and t.days.wide:
        return []
    # What fits the chosen day less well (another report of it) is of that day all the same.
    return [link for link, c in found if c.days and c.days.last == max(days_)]
