"""The map: where incidents happened, drawn as precisely as it was told and no more; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from vedette.desk import words
from vedette.desk.filters import Filter
from vedette.desk.views.borders import Disputed
from vedette.desk.views.land import outlines
from vedette.desk.views.look import Look
from vedette.desk.views.sight import Sight, address
from vedette.desk.views.symbols import symbol_of
from vedette.publishing import wording
from vedette.publishing.basemap import Patch, render_map
from vedette.publishing.disputed import shapes
from vedette.publishing.model import Spot
from vedette.records.reading import PlaceMention
from vedette.store.placed import Cell, Unplaced
from vedette.store.query import Box

DISCS = {"district": 15.0, "region": 60.0, "area": 60.0}
"""Kilometres of the ring around a point that stands for an area: a drawing aid of ours, nothing that is known of the place."""

WIDER = 60.0
"""Kilometres likewise where a point is told with a precision that is not known."""

POINTS = ("settlement", "facility")

PRECISION = {
    "settlement": "at a town or village",
    "facility": "at a facility",
    "district": "somewhere in a district",
    "region": "somewhere in a region",
    "area": "somewhere in an area",
    "country": "somewhere in a state",
    "border": "somewhere along a border",
    "unknown": "at a place that was not found",
}
"""What a precision means, in words."""

_MOST_SPOTS = 60
"""Places that the picture without a script names at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Something on the map: `shape` is point, disc (with `radius_km`) or cluster (of several places, with their `box`).

    `count` tells how many incidents, `force` how many of them of force; `label` is for reading, `href` where it leads.
    `symbol` is the code of the NATO symbol that stands there, None for the usual mark.
    """

    id: str
    lat: float
    lon: float
    shape: str
    radius_km: float | None
    count: int
    force: int
    label: str
    href: str
    box: tuple[float, float, float, float] | None = None
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A state of which incidents are told without a nearer place: it is shaded, and no pin stands in it."""

    code: str
    count: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """What has no point on the map: how many in all, and why, a line a reason."""

    count: int
    lines: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The slider: the days it stops at, the one it stands on (in words), and the addresses one step back and on."""

    stops: tuple[str, ...]
    on: str | None
    told: str
    before: str | None
    after: str | None
    every: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What the page shows. `seen` counts incidents in the window, `bounds` is where the map opens (south, west, north, east).

    `disputed` are the areas in the window, as of `day`.
    """

    pins: tuple[Pin, ...]
    lands: tuple[Land, ...]
    off: Off
    days: Days
    picture: Markup
    bounds: tuple[float, float, float, float] | None
    seen: int
    disputed: tuple[Disputed, ...] = ()
    day: str = ""


def drawn(
    pins: Sequence[Pin], lands: Sequence[Land], areas: Sequence[Disputed] = (), lines: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the map's script draws, as JSON."""
    return {
        "pins": [asdict(p) for p in pins],
        "lands": [asdict(x) for x in lands],
        "areas": [asdict(a) for a in areas],
        "lines": dict(lines or {}),
    }


def pins_of(cells: Sequence[Cell], asked: Filter, sight: Sight, look: Look | None = None) -> tuple[Pin, ...]:
    """Return a pin for each cell; where all of a cell are at the very same place, it is drawn as that place is told.

    A single incident stands as its NATO symbol where `look` asks for them and one fits.
    """
    pins = (_pin(c, asked, sight) for c in cells)
    if look is None or not look.symbols:
        return tuple(pins)
    return tuple(_with_symbol(p, c, look) for p, c in zip(pins, cells, strict=True))


def _with_symbol(p: Pin, c: Cell, look: Look) -> Pin:
    found = symbol_of(c.one, look) if c.one and c.count == 1 else None
    return replace(p, symbol=found.code, label=f"{p.label}; symbol: {found.words}") if found else p


def lands_of(unplaced: Sequence[Unplaced]) -> tuple[Land, ...]:
    """Return the states to shade."""
    told = [u for u in unplaced if u.precision == "country" and u.country in outlines()]
    return tuple(
        Land(code=u.country, count=u.count, label=f"{wording.country(u.country)}: {_only(u.count, 'state')}")
        for u in told
        if u.country
    )


def off_of(unplaced: Sequence[Unplaced], asked: Filter, sight: Sight) -> Off:
    """Return what stands in no one point, counted by how it is told."""
    told: dict[str | None, int] = {}
    for u in unplaced:
        told[u.precision] = told.get(u.precision, 0) + u.count
    return Off(
        count=sum(told.values()),
        lines=tuple(f"{n:,} {_why(precision)}" for precision, n in sorted(told.items(), key=lambda t: -t[1])),
        href=address(asked, replace(sight, off=True)),
    )


def days_of(stops: Sequence[str], asked: Filter, sight: Sight) -> Days:
    """Return the slider; its steps lead from one day with incidents to the next."""
    on = sight.on
    before = next((d for d in reversed(stops) if on is None or d < on), None)
    after = next((d for d in stops if on is not None and d > on), None)
    return Days(
        stops=tuple(stops),
        on=on,
        told=words.day(on) if on else "all days",
        before=address(asked, replace(sight, on=before)) if before else None,
        after=address(asked, replace(sight, on=after)) if after else None,
        every=address(asked, replace(sight, on=None)),
    )


def picture_of(pins: Sequence[Pin], rows: Mapping[str, str], areas: Sequence[Disputed] = ()) -> Markup:
    """Return the map as a picture for browsers without script or WebGL; `rows` are anchors in the list by pin's id."""
    places = tuple((rows.get(p.id, "places"), _short(p), p.lat, p.lon) for p in pins[:_MOST_SPOTS])
    return _picture(places, tuple((a.key, f"{a.name}: {a.told}", a.drawn) for a in areas))


@lru_cache(maxsize=8)
def _picture(places: tuple[tuple[str, str, float, float], ...], areas: tuple[tuple[str, str, str], ...]) -> Markup:
    # Coast lines of half the world take a fifth of a second to cut; most looks are at the same places as before.
    spots = [
        Spot(
            id=anchor,
            name=name,
            country=None,
            lat=lat,
            lon=lon,
            precision="",
            lines=(),
            document=0,
            receipts=(),
        )
        for anchor, name, lat, lon in places
    ]
    patches = [Patch(told=told, drawn=how, rings=shapes()[key]) for key, told, how in areas]
    return Markup(render_map(spots, patches))  # noqa: S704 - render_map escapes every name


def bounds_of(extent: Box | None) -> tuple[float, float, float, float] | None:
    """Return where the map opens: around every place, with a fifth of room and never closer than three degrees."""
    if extent is None:
        return None
    up, across = (max(1.5, x * 0.2) for x in (extent.north - extent.south, extent.east - extent.west))
    return (
        max(-85.0, extent.south - up),
        max(-180.0, extent.west - across),
        min(85.0, extent.north + up),
        min(180.0, extent.east + across),
    )


def _pin(c: Cell, asked: Filter, sight: Sight) -> Pin:
    place = c.one.place if c.one else None
    known: dict[str, Any] = {"lat": c.lat, "lon": c.lon, "count": c.count, "force": c.force}
    if c.one is None or place is None:
        ends = (c.box.south, c.box.west, c.box.north, c.box.east)
        href = address(replace(asked, window=_window(c.box)), replace(sight, zoom=None, off=False))
        told = f"{words.many(c.count, 'incident')} in this part, {c.force:,} of force"
        return Pin(
            id=f"c-{c.lat:.3f},{c.lon:.3f}", shape="cluster", radius_km=None, label=told, href=href, box=ends, **known
        )
    shape = "point" if place.precision in POINTS else "disc"
    radius = None if shape == "point" else DISCS.get(place.precision, WIDER)
    if c.count == 1:
        return Pin(
            id=c.one.id, shape=shape, radius_km=radius, label=_label(place), href=f"/incident/{c.one.id}", **known
        )
    href = address(replace(asked, window=_window(c.box)), replace(sight, off=False))
    told = f"{_label(place)}: {words.many(c.count, 'incident')}, {c.force:,} of force"
    return Pin(id=f"s-{c.one.id}", shape=shape, radius_km=radius, label=told, href=href, **known)


def _label(place: PlaceMention) -> str:
    told = wording.clean(wording.place(place) or place.name)
    return told if place.precision in POINTS else f"{told} ({PRECISION.get(place.precision, place.precision)})"


def _short(p: Pin) -> str:
    if p.shape == "cluster":
        return f"{p.count:,} incidents"
    name = p.label.partition(",")[0].partition(":")[0]
    return f"{name}: {p.count:,}" if p.count > 1 else name


def _window(box: Box) -> str:
    """Return a window around places, wide enough that no rounding leaves one out."""
    a_bit = 0.01
    south, west = max(-90.0, box.south - a_bit), max(-180.0, box.west - a_bit)
    north, east = min(90.0, box.north + a_bit), min(180.0, box.east + a_bit)
    return ",".join(f"{x:.2f}".rstrip("0").rstrip(".") for x in (south, west, north, east))


def _only(n: int, what: str) -> str:
    return f"{words.many(n, 'incident')} told only as somewhere in this {what}"


def _why(precision: str | None) -> str:
    if precision is None:
        return "where no place was told"
    return f"told only as {PRECISION.get(precision, wording.clean(precision))}"
