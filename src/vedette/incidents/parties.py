"""Who somebody is, coarsely enough that two reports agree on it: the state, or the armed group by name.

A party is written `ARM` (a state with its forces, offices and people), `COD/armed:m23` (an armed group that is no
state's), `COD/armed` (one that is not named) or `IGO:north-atlantic-treaty-organization`.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from vedette.records.record import Actor

_ARMED = frozenset({"REB", "PRM", "CRM"})
_BODIES = frozenset({"IGO", "NGO", "MNC", "ISM"})
_SLUG = re.compile(r"\W+")
UNKNOWN_GUNMEN = "UAF"


def party(actor: Actor) -> str | None:
    """Return the party of `actor`; None for unknown gunmen and for whoever has neither country nor name ("rebels").

    Unknown gunmen may turn out to be anybody, so that they speak neither for nor against two reports being of one thing.
    """
    if actor.sector == UNKNOWN_GUNMEN:
        return None
    if actor.sector in _ARMED:
        name = _slug(actor)
        if name:
            return f"{actor.country or '?'}/armed:{name}"
        return f"{actor.country}/armed" if actor.country else None
    if actor.country in _BODIES:
        name = _slug(actor)
        return f"{actor.country}:{name}" if name else actor.country
    return actor.country


def parties(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the parties of `actors`, the unnamed left out where one of their kind is named."""
    return named(p for a in actors if (p := party(a)))


def named(found: Iterable[str]) -> frozenset[str]:
    """Return `found` without an unnamed body or group beside a named one of its kind: "the organisation" is the CSTO."""
    everything = frozenset(found)
    if len(everything) < 2:
        return everything
    return frozenset(p for p in everything if not any(q.startswith(f"{p}:") for q in everything))


@lru_cache(maxsize=1 << 14)
def country_of(party_: str) -> str:
    """Return the country (or IGO, IMG, …) of a party, "?" where untold."""
    return re.split(r"[/:]", party_, maxsplit=1)[0]


@lru_cache(maxsize=1 << 16)
def alike(a: str, b: str) -> bool:
    """Tell whether two parties can be the same: equal, or one the other's unnamed kind (`COD/armed` and `COD/armed:m23`)."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if long.startswith(short):
        return long[len(short)] == ":"
    return group_of(a) is not None and group_of(a) == group_of(b)


def meet(a: Collection[str], b: Iterable[str]) -> bool:
    """Tell whether a party of `a` can be one of `b`."""
    others = frozenset(b)
    return not others.isdisjoint(a) or any(alike(x, y) for x in a for y in others)


def shared(a: Iterable[str], b: Iterable[str]) -> int:
    """Return how many parties of `a` can be one of `b`."""
    others = tuple(b)
    return sum(any(alike(x, y) for y in others) for x in a)


def group_of(party_: str) -> str | None:
    """Return the name of an armed group: it is the same on both sides of a border. None for any other party."""
    return party_.split("/armed:", 1)[1] if "/armed:" in party_ else None


def _slug(actor: Actor) -> str | None:
    if actor.entity:
        return actor.entity.rsplit(":", 1)[-1]
    return _SLUG.sub("-", actor.name.lower()).strip("-") if actor.name else None
