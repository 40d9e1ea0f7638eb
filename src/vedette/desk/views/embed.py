"""What stands in others' frames: a map as a picture whose pins lead to the desk, and what an embed says of itself; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

from vedette.desk import words
from vedette.desk.filters import Filter
from vedette.desk.views.shared import Receipt
from vedette.publishing import wording
from vedette.publishing.basemap import render_map
from vedette.publishing.model import Spot
from vedette.store.placed import Cell, Unplaced

THEMES = ("light", "dark")

MOST_SPOTS = 60
"""Places that a picture names at most, those with most incidents."""

POINTS = ("settlement", "facility")

_PIN = re.compile(r'<a href="#(p\d+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One publisher whose words stand here, and the report that is named first of it."""

    source: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEmbed:
    """The map of an embed: the picture, how many incidents it holds, how many places it does not name, and what has no place."""

    picture: Markup
    placed: int
    unnamed: int
    unplaced: int


def asked_in_words(asked: Filter) -> str:
    """Return what is shown, in words: "ARM–AZE, from 13 September 2022"; "" where all of it is."""
    days = {"since": "from", "until": "to"}
    told = [asked.dyad.replace("-", "–"), asked.actor, asked.type, asked.tier, asked.status]
    told += [f"{word} {words.day(day)}" for name, word in days.items() if (day := getattr(asked, name))]
    told += [f"“{asked.words}”"] if asked.words else []
    told += [f"said by {asked.claimant}"] if asked.claimant else []
    told += [f"from {asked.source}"] if asked.source else []
    told += [f"inside {asked.window}"] if asked.window else []
    told += [f"of {asked.origins} origins at least"] if asked.origins else []
    return ", ".join(t for t in told if t)


def credits_of(receipts: Iterable[Receipt | None]) -> tuple[Credit, ...]:
    """Return the publishers of what is shown, each once, in the order in which they stand."""
    found: dict[str, Credit] = {}
    for r in receipts:
        if r is not None:
            name = r.source or r.document
            found.setdefault(name, Credit(source=name, href=r.href.partition("#")[0]))
    return tuple(found.values())


def map_embed(cells: Sequence[Cell], unplaced: Sequence[Unplaced], asked: Filter) -> MapEmbed:
    """Return the map of an embed: a pin a square of the store's grid, named where all of it is at one place."""
    pins = tuple(_pin(c, asked) for c in cells[:MOST_SPOTS])
    return MapEmbed(
        picture=_picture(pins),
        placed=sum(c.count for c in cells),
        unnamed=max(0, len(cells) - MOST_SPOTS),
        unplaced=sum(u.count for u in unplaced),
    )


_Pin = tuple[str, float, float, str]


def _pin(c: Cell, asked: Filter) -> _Pin:
    place = c.one.place if c.one else None
    if c.one is None or place is None:
        return f"{c.count:,} incidents", c.lat, c.lon, f"/map{asked.query()}"
    name = wording.clean(place.name)
    about = "" if place.precision in POINTS else f" ({place.precision})"
    href = f"/incident/{c.one.id}" if c.count == 1 else f"/map{asked.query()}"
    return f"{name}{about}{f': {c.count:,}' if c.count > 1 else ''}", c.lat, c.lon, href


@lru_cache(maxsize=16)
def _picture(pins: tuple[_Pin, ...]) -> Markup:
    # Cutting coast lines takes longest; most looks are at the same places as before.
    spots = [_spot(f"p{n}", *pin[:3]) for n, pin in enumerate(pins)]

    def led(pin: re.Match[str]) -> str:
        return f'<a href="{escape(pins[int(pin[1][1:])][3])}" target="_blank" rel="noopener"'

    return Markup(_PIN.sub(led, render_map(spots)))  # noqa: S704 - render_map escapes every name


def _spot(id_: str, name: str, lat: float, lon: float) -> Spot:
    known: dict[str, Any] = {"country": None, "precision": "", "lines": (), "document": 0, "receipts": ()}
    return Spot(id=id_, name=name, lat=lat, lon=lon, **known)
