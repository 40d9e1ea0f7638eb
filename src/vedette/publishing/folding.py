"""Fold what one document tells several times into one: acts that nothing tells apart, and figures told again. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from vedette.records.record import Actor, Casualty, Event

T = TypeVar("T", Event, Casualty)


def fold_events(events: Iterable[Event]) -> list[list[Event]]:
    """Return the events as groups of sentences that tell one act, in the order of the first sentence of each.

    One act has one type and status, the same actors, recipients and claimants, and neither places, days nor modes that
    contradict each other anywhere in the group. An act without an actor is never folded: nothing says it is the same.
    """
    return _folded(events, _act, _agrees)


def fold_casualties(casualties: Iterable[Casualty]) -> list[list[Casualty]]:
    """Return the casualty records as groups that tell one figure of one side by one claimant."""
    return _folded(casualties, _figure, lambda _group, _next: True)


def _folded(items: Iterable[T], key: Callable[[T], Any], agrees: Callable[[Sequence[T], T], bool]) -> list[list[T]]:
    groups: list[list[T]] = []
    alike: dict[Any, list[list[T]]] = {}
    for item in items:
        same = alike.setdefault(key(item), [])
        found = next((g for g in same if agrees(g, item)), None)
        if found is None:
            found = []
            same.append(found)
            groups.append(found)
        found.append(item)
    return groups


def _act(e: Event) -> tuple[Any, ...]:
    sides = tuple(_codes(x) for x in (e.actors, e.recipients, e.claimants))
    # Two names of one actor ("Armenia", "the Armenian side") mostly tell two acts; a bare noun ("troops") tells nothing.
    named = frozenset(a.text for a in e.actors if a.name)
    return (e.type, e.status, *sides, named) if e.actors else (e.id,)


def _codes(actors: Sequence[Actor]) -> frozenset[tuple[str | None, str, str | None]]:
    return frozenset((a.country, a.sector, a.name) for a in actors)


def _agrees(group: Sequence[Event], e: Event) -> bool:
    """Tell whether `e` contradicts no sentence of `group` in place, first day or mode."""
    told = [*group, e]
    places = {x.place.name for x in told if x.place}
    days = {x.time.from_ for x in told if x.time and x.time.from_}
    modes = {x.mode for x in told if x.mode}
    return len(places) <= 1 and len(days) <= 1 and len(modes) <= 1


def _figure(c: Casualty) -> tuple[Any, ...]:
    # A count that is not told cannot be the same count.
    bounds = (c.low, c.high) if c.low is not None or c.high is not None else c.id
    return (bounds, c.approx, c.kind, c.who, c.side, c.scope, _codes(c.claimants))
