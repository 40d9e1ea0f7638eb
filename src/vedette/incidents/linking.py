"""Which links of those that the evidence allows are kept: a telling without an exact day goes to its best day only.

Without this, "the attack on X" told on many days would tie all days of X into one component, and adding a report would
cost more and more.
"""

from collections.abc import Iterable

from vedette.incidents.compare import WORD_FOR_WORD, compare
from vedette.records.incident import Link, Telling


def fixed(t: Telling) -> bool:
    """Tell whether the one day of `t` is told."""
    d = t.days
    return d is not None and d.told and not d.wide and d.first == d.last


def links_of(t: Telling, candidates: Iterable[Telling]) -> tuple[Link, ...]:
    """Return the links that `t` has with `candidates` by its own lights, sorted.

    For a telling with its day: all with tellings of that day; for one without: those with its best day and with tellings
    of exactly its own days. A link of a loose and a fixed telling is the loose one's to choose: see `chosen`.
    """
    found = [(link, c) for c in candidates if c.id != t.id and (link := compare(t, c))]
    if fixed(t):
        return tuple(sorted(link for link, c in found if fixed(c)))
    own = [link for link, c in found if not fixed(c) and (_as_long(t, c) or link.score == WORD_FOR_WORD)]
    return tuple(sorted([*own, *_best(t, [(link, c) for link, c in found if fixed(c)])]))


def choosers(t: Telling, candidates: Iterable[Telling]) -> tuple[Telling, ...]:
    """Return the loose `candidates` that may choose `t`: their links have to be looked at again when `t` comes or goes."""
    if not fixed(t):
        return ()
    return tuple(c for c in candidates if c.id != t.id and not fixed(c) and compare(t, c))


def _as_long(a: Telling, b: Telling) -> bool:
    return a.days is not None and b.days is not None and (a.days.first, a.days.last) == (b.days.first, b.days.last)


def _best(t: Telling, found: list[tuple[Link, Telling]]) -> list[Link]:
    """Return the links with the day that fits best; over a month with several such days nothing is chosen."""
    if not found:
        return []
    top = max(link.score for link, _ in found)
    tied = [(link, c) for link, c in found if link.score == top]
    days_ = {c.days.first for _, c in tied if c.days}
    if len(days_) > 1 and t.days is not None and t.days.wide:
        return []
    last = max(days_)
    # What fits the chosen day less well (another report of it) is of that day all the same.
    return [link for link, c in found if c.days and c.days.first == last]
