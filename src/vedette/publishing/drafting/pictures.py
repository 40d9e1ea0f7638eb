"""The pictures of a draft: a map of the places told, and each side's figures over time. SVG, with the same in words."""

from collections.abc import Iterator

from vedette.publishing import wording
from vedette.publishing.basemap import render_map
from vedette.publishing.model import Spot
from vedette.records.record import Event
from vedette.records.story import Picture
from vedette.workflow.drafting import Material

PINNED = ("settlement", "facility", "district")
"""Precisions narrow enough for a pin."""


def pictures(m: Material) -> tuple[Picture, ...]:
    """Return the pictures of an incident; no map where no place was told."""
    return tuple(_map(m))


def _map(m: Material) -> Iterator[Picture]:
    spots = list(_spots(m))
    svg = render_map(spots)
    if svg:
        named = wording.listed([s.name for s in spots])
        yield Picture(
            kind="map",
            svg=svg,
            alt=f"Map of the places told: {named}.",
            caption=f"Places as reports tell them: {named}. Outlines: Natural Earth; the map takes no side in any dispute.",
        )


def _spots(m: Material) -> Iterator[Spot]:
    """Yield each place of the incident that can be pinned, once."""
    seen: set[tuple[object, ...]] = set()
    for f in m.mentions:
        p = f.claim.place if isinstance(f.claim, Event) else None
        if p is None or p.lat is None or p.precision not in PINNED or (p.name, p.lat, p.lon) in seen:
            continue
        seen.add((p.name, p.lat, p.lon))
        yield Spot(
            id=f"p{len(seen)}",
            name=p.name,
            country=wording.country(p.country),
            lat=p.lat,
            lon=p.lon,
            precision=p.precision,
            lines=(),
            document=0,
            receipts=(),
        )
