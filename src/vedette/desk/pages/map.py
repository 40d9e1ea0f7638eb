"""The map and the list beside it. The list is the page: without script or WebGL it and a picture tell the same."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vedette.desk import words
from vedette.desk.alarms import Alarms
from vedette.desk.atlas import Atlas, Held
from vedette.desk.filters import Filter, page_of
from vedette.desk.listing import Eye
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.land import land, land_stamp
from vedette.desk.views.map import (
    MapView,
    bounds_of,
    days_of,
    drawn,
    lands_of,
    off_of,
    picture_of,
    pins_of,
)
from vedette.desk.views.shared import IncidentLine, Page
from vedette.desk.views.sight import address, read_sight, read_window
from vedette.store.placed import extent, stops
from vedette.store.query import Box

VIEW = View(name="Map", path="/map", key="m", order=20)

MOST_STOPS = 1_000
"""Days that the slider stops at, the newest ones."""

_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter()


@router.get("/map")
def show(request: Request, part: str = "") -> Response:
    """Show the map with its list, or the list alone (`part=list`) for the window that the browser's map shows."""
    asked = filter_of(request)
    limit, after = page_of(request.query_params)
    with _atlas(request, asked) as (atlas, notes):
        bounds = None if part == "list" or atlas.sight.zoom is not None else _bounds(atlas)
        window = read_window(request.query_params) or atlas.sight.window() or (Box(*bounds) if bounds else None)
        held = atlas.held(window)
        page = atlas.page(window, limit, after)
        view = _view(atlas, held, page, bounds, whole=part != "list")
    if (looked := held.looked_at or page.looked_at) is not None:
        notes.append(f"Looked through {words.many(looked, 'incident')} for those of this tier.")
    more: dict[str, Any] = {
        "sight": atlas.sight,
        "page": page,
        "notes": notes,
        "here": address(asked, replace(atlas.sight, off=False)),
        "older": address(asked, atlas.sight, limit=request.query_params.get("limit"), after=page.next),
        "land": f"/map/land/{land_stamp()}.json",
    }
    return render(request, "_map_list.html" if part == "list" else "map.html", view, filter=asked, **more)


@router.get("/map/places")
def places(request: Request) -> Response:
    """Tell what the window holds, as the map's script draws it."""
    asked = filter_of(request)
    with _atlas(request, asked) as (atlas, _):
        held = atlas.held(read_window(request.query_params) or atlas.sight.window())
    return JSONResponse(drawn(pins_of(held.cells, asked, atlas.sight), lands_of(held.unplaced)))


@router.get("/map/land/{stamp}.json")
def coasts(request: Request, stamp: str) -> Response:
    """Give coast lines and borders; they change with the package alone, and so does their address."""
    headers = {"cache-control": _FOR_GOOD if stamp == land_stamp() else "no-store", "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(), 200, {**headers, "content-encoding": "gzip"}, "application/geo+json")
    return Response(land(), 200, headers, "application/geo+json")


@contextmanager
def _atlas(request: Request, asked: Filter) -> Iterator[tuple[Atlas, list[str]]]:
    """Open what is asked for, with notes on what of it could not be heeded."""
    setup, sight = current(request), read_sight(request.query_params)
    notes: list[str] = []
    if sight.on and not (asked.since or sight.on) <= sight.on <= (asked.until or sight.on):
        notes.append(f"{words.day(sight.on)} lies outside the period asked for; all days of it are shown.")
        sight = replace(sight, on=None)
    eye = eye_for(request, asked)
    with setup.store.reading() as connection:
        yield Atlas(connection, setup, asked, sight, eye), notes


def _bounds(atlas: Atlas) -> tuple[float, float, float, float] | None:
    """Return where the map opens until it is moved: around every place that the bar asks for, on whatever day."""
    return bounds_of(extent(atlas.connection, atlas.asked.to_query()))


def _view(
    atlas: Atlas,
    held: Held,
    page: Page[IncidentLine],
    bounds: tuple[float, float, float, float] | None,
    *,
    whole: bool,
) -> MapView:
    asked, sight = atlas.asked, atlas.sight
    days = stops(atlas.connection, asked.to_query(), MOST_STOPS) if whole else ()
    pins = pins_of(held.cells, asked, sight) if whole else ()
    return MapView(
        pins=pins,
        lands=lands_of(held.unplaced),
        off=off_of(held.unplaced, asked, sight),
        days=days_of(days, asked, sight),
        picture=picture_of(pins, {line.id: f"i-{line.id[:12]}" for line in page.items}),
        bounds=bounds,
        seen=held.seen,
    )


def eye_for(request: Request, asked: Filter) -> Eye:
    """Return who looks. Flare-ups are those that Now keeps; here they are looked for only where a tier is asked for."""
    state = request.app.state
    alarms: Alarms | None = getattr(state, "alarms", None)
    if alarms is None and asked.tier:
        alarms = state.alarms = Alarms(current(request).store)
    return Eye(gate_open=is_open(request), flareups=alarms.now().causes if alarms else frozenset())


@cache
def _packed() -> bytes:
    return gzip.compress(land(), 6, mtime=0)
