"""Keys under which a store finds the tellings that could be of one thing, without comparing everything with everything.

Two tellings that `compare` links share a key; how many share one depends on how much happens in a place or between two
parties in a few days, not on the size of the archive.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import floor

from vedette.incidents.compare import kind
from vedette.incidents.days import WIDEST, each, length
from vedette.incidents.parties import country_of, group_of
from vedette.incidents.places import narrow, plain
from vedette.records.incident import Days, PlaceKey, Source, Telling
from vedette.records.reading import PlaceMention

_CELL = 0.5
_REACH_LAT, _REACH_LON = 0.12, 0.25
_BUCKET = 4


def keys(t: Telling) -> tuple[str, ...]:
    """Return the blocking keys of `t`, sorted. Stretches of more than two months yield only keys of wording."""
    return tuple(sorted({*profile_keys(t), *(f"w|{w}" for w in t.words)}))


def profile_keys(t: Telling) -> frozenset[str]:
    """Return the keys that follow from what is compared, without those of wording."""
    return _keys_of(t.family, t.total, t.mode, t.doers, t.sufferers, t.place_key, t.days)


@lru_cache(maxsize=1 << 14)
def _keys_of(
    family: str,
    total: bool,
    mode: str | None,
    doers: frozenset[str],
    sufferers: frozenset[str],
    place: PlaceKey | None,
    days: Days | None,
) -> frozenset[str]:
    """Return the keys of a profile; many tellings share one, and each is asked for often."""
    t = Telling(
        id="",
        members=(),
        at=Source(document=""),
        family=family,
        mode=mode,
        doers=doers,
        sufferers=sufferers,
        place=PlaceMention(0, 0, "", *place) if place else None,
        days=days,
        total=total,
    )
    sum_ = "+" if total else ""
    found = {f"{t.family}{sum_}|{bucket}|{w}" for bucket in _buckets(t.days) for w in _what(t)}
    return frozenset(found | {f"{t.family}{sum_}|{w}" for w in _inside(t)})


def _what(t: Telling) -> Iterator[str]:
    if kind(t.family) == "ground":
        yield from _where(t.place)
        if not narrow(t.place):
            yield from (f"p:{p}" for p in _sides(t))
        return
    yield from (f"p:{p}" for p in _sides(t))
    # Talks without a party in common are one only where they are of one mode (`compare.ENOUGH`).
    if kind(t.family) == "mutual" and t.mode is not None:
        yield f"m:{t.mode}"


def _inside(t: Telling) -> Iterator[str]:
    """Yield what a province and a village in it have in common: the country, a side and the exact day."""
    p, d = t.place, t.days
    if kind(t.family) != "ground" or p is None or not narrow(p) or d is None or not d.told or d.wide:
        return
    for day in each(d):
        yield from (f"in:{day}:{p.country}:{s}" for s in _sides(t))


def _where(p: PlaceMention | None) -> Iterator[str]:
    if p is None or not narrow(p):
        return
    yield f"n:{plain(p.name)}"
    if p.lat is not None and p.lon is not None:
        yield from (f"c:{y}:{x}" for y, x in product(_cells(p.lat, _REACH_LAT), _cells(p.lon, _REACH_LON)))


def _cells(at: float, reach: float) -> Iterable[int]:
    return range(floor((at - reach) / _CELL), floor((at + reach) / _CELL) + 1)


def _sides(t: Telling) -> tuple[str, ...]:
    """Return the names under which parties that can be the same are the same: the country, and the armed group."""
    return tuple(sorted({n for p in t.doers | t.sufferers for n in (country_of(p), group_of(p)) if n}))


def _buckets(d: Days | None) -> Iterable[int]:
    """Return the four-day stretches that `d` touches, with a day around for clocks and time zones."""
    if d is None:
        return ()
    first, last = date.fromisoformat(d.first), date.fromisoformat(d.last)
    if length(d) > WIDEST:
        return ()
    return range((first - timedelta(1)).toordinal() // _BUCKET, last.toordinal() // _BUCKET + 1)
