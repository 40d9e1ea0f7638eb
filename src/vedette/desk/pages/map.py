"""The map and the list beside it. The list is the page: without script or WebGL it and a picture tell the same."""

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vedette.desk import words
from vedette.desk.alarms import Alarms
from vedette.desk.atlas import Atlas, Held
from vedette.desk.counted import KEPT
from vedette.desk.filters import Filter, page_of
from vedette.desk.listing import Eye
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.map_look import look_of, viewpoints
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.borders import borders, borders_stamp, disputed_of, lines_of
from vedette.desk.views.land import land, land_stamp
from vedette.desk.views.look import Look
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
from vedette.desk.views.sight import Sight, address, read_sight, read_window
from vedette.desk.views.symbols import legend_of, symbol_of
from vedette.store.incidents import incidents_at
from vedette.store.placed import ground, stops
from vedette.store.query import Box
from vedette.workflow.asked import day_of

VIEW = View(name="Map", path="/map", key="m", order=20)

MOST_STOPS = 1_000
"""Days that the slider stops at, the newest ones."""

_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What one look at the map asks: the store under it, how it is drawn, and notes on what could not be heeded."""

    atlas: Atlas
    look: Look
    notes: list[str]

    @property
    def sight(self) -> Sight:
        """Return what of the map is seen."""
        return self.atlas.sight


@router.get("/map")
def show(request: Request, part: str = "") -> Response:
    """Show the map with its list, or the list alone (`part=list`) for the window that the browser's map shows."""
    asked = filter_of(request)
    limit, after = page_of(request.query_params)
    with _asked(request, asked) as of:
        atlas, notes = of.atlas, of.notes
        bounds = None if part == "list" or of.sight.zoom is not None else _bounds(atlas)
        window = read_window(request.query_params) or of.sight.window() or (Box(*bounds) if bounds else None)
        held = atlas.held(window)
        page = atlas.page(window, limit, after)
        view = _view(request, of, held, page, bounds, window, whole=part != "list")
        signs = _signs(of, page)
    if (looked := held.looked_at or page.looked_at) is not None:
        notes.append(f"Looked through {words.many(looked, 'incident')} for those of this tier.")
    more: dict[str, Any] = {
        "sight": of.sight,
        "look": of.look,
        "signs": signs,
        "page": page,
        "notes": notes,
        "here": address(asked, replace(of.sight, off=False)),
        "older": address(asked, of.sight, limit=request.query_params.get("limit"), after=page.next),
        "now_at": address(asked, replace(of.sight, look=())),
        "land": f"/map/land/{land_stamp()}.json",
        "borders": f"/map/borders/{borders_stamp()}.json",
        "viewpoints": viewpoints(request),
        "legend": legend_of() if of.look.symbols else (),
    }
    return render(request, "_map_list.html" if part == "list" else "map.html", view, filter=asked, **more)


@router.get("/map/places")
def places(request: Request) -> Response:
    """Tell what the window holds, as the map's script draws it."""
    asked = filter_of(request)
    with _asked(request, asked) as of:
        window = read_window(request.query_params) or of.sight.window()
        held = of.atlas.held(window)
    day, viewpoint, areas = _day(request, of.atlas, ()), of.look.borders, viewpoints(request).areas
    pins = pins_of(held.cells, asked, of.sight, of.look)
    told = drawn(
        pins,
        lands_of(held.unplaced),
        disputed_of(areas, day, viewpoint, window),
        lines_of(areas, day, viewpoint),
    )
    return JSONResponse(told)


@router.get("/map/land/{stamp}.json")
def coasts(request: Request, stamp: str) -> Response:
    """Give coast lines and borders; they change with the package alone, and so does their address."""
    return _shapes(request, land, current_=stamp == land_stamp())


@router.get("/map/borders/{stamp}.json")
def disputed(request: Request, stamp: str) -> Response:
    """Give the shapes of disputed areas and borders likewise; who claims and holds them is told with the places."""
    return _shapes(request, borders, current_=stamp == borders_stamp())


def _shapes(request: Request, made: Callable[[], bytes], *, current_: bool) -> Response:
    headers = {"cache-control": _FOR_GOOD if current_ else "no-store", "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(made), 200, {**headers, "content-encoding": "gzip"}, "application/geo+json")
    return Response(made(), 200, headers, "application/geo+json")


@contextmanager
def _asked(request: Request, asked: Filter) -> Iterator[Asked]:
    """Open what is asked for, with notes on what of it could not be heeded."""
    setup, look = current(request), look_of(request)
    sight = replace(read_sight(request.query_params), look=look.told)
    notes: list[str] = []
    if sight.on and not (asked.since or sight.on) <= sight.on <= (asked.until or sight.on):
        notes.append(f"{words.day(sight.on)} lies outside the period asked for; all days of it are shown.")
        sight = replace(sight, on=None)
    eye = eye_for(request, asked)
    with setup.store.reading() as connection:
        yield Asked(Atlas(connection, setup, asked, sight, eye), look, notes)


def _bounds(atlas: Atlas) -> tuple[float, float, float, float] | None:
    """Return where the map opens until it is moved: around every place that the bar asks for, on whatever day."""
    return bounds_of(KEPT.of(atlas.connection, ground, atlas.asked.to_query()).extent())


def _view(
    request: Request,
    of: Asked,
    held: Held,
    page: Page[IncidentLine],
    bounds: tuple[float, float, float, float] | None,
    window: Box | None,
    *,
    whole: bool,
) -> MapView:
    asked, sight = of.atlas.asked, of.sight
    days = stops(of.atlas.connection, asked.to_query(), MOST_STOPS) if whole else ()
    pins = pins_of(held.cells, asked, sight, of.look) if whole else ()
    day = _day(request, of.atlas, days)
    areas = disputed_of(viewpoints(request).areas, day, of.look.borders, window)
    return MapView(
        pins=pins,
        lands=lands_of(held.unplaced),
        off=off_of(held.unplaced, asked, sight),
        days=days_of(days, asked, sight),
        picture=picture_of(pins, {line.id: f"i-{line.id[:12]}" for line in page.items}, areas),
        bounds=bounds,
        seen=held.seen,
        disputed=areas,
        day=day,
    )


def _day(request: Request, atlas: Atlas, days: Sequence[str]) -> str:
    """Return the day as of which borders are told: the slider's, the last one asked for, the last one with an incident, today.

    The script hands back the day that the page told it (`day`), so that it need not be looked up again.
    """
    told = request.query_params.get("day", "").strip()
    known = atlas.sight.on or atlas.asked.until or (days[-1] if days else "") or (day_of(told) if told else "")
    return known or datetime.now(UTC).date().isoformat()


def _signs(of: Asked, page: Page[IncidentLine]) -> dict[str, str]:
    """Return the words of the symbols in the list by the incident's id; none unless symbols are shown."""
    if not of.look.symbols:
        return {}
    found = incidents_at(of.atlas.connection, [line.id for line in page.items])
    symbols = ((i.id, symbol_of(i, of.look)) for i in found)
    return {id_: symbol.words for id_, symbol in symbols if symbol}


def eye_for(request: Request, asked: Filter) -> Eye:
    """Return who looks. Flare-ups are those that Now keeps; here they are looked for only where a tier is asked for."""
    state = request.app.state
    alarms: Alarms | None = getattr(state, "alarms", None)
    if alarms is None and asked.tier:
        alarms = state.alarms = Alarms(current(request).store)
    return Eye(gate_open=is_open(request), flareups=alarms.now().causes if alarms else frozenset())


@cache
def _packed(made: Callable[[], bytes]) -> bytes:
    return gzip.compress(made(), 6, mtime=0)
