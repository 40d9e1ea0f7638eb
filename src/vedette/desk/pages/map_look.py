"""The choices of how the map is drawn: read from the address or the browser, and remembered."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import see_other
from vedette.desk.security.kept import keep, kept
from vedette.desk.setup import current
from vedette.desk.views.borders import Viewpoints, viewpoints_of
from vedette.desk.views.look import MARKS, NAMES, NATO, NOBODY, Look, read_look
from vedette.publishing.disputed import Area, areas_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Borders:
    """The disputed areas of the knowledge base, and the viewpoints that the map offers on them."""

    areas: tuple[Area, ...]
    offered: Viewpoints


def viewpoints(request: Request) -> Borders:
    """Return the disputed areas with the viewpoints on them; made once a desk."""
    state = request.app.state
    found: Borders | None = getattr(state, "borders", None)
    if found is None:
        areas = areas_of(current(request).knowledge.territories)
        found = state.borders = Borders(areas, viewpoints_of(areas))
    return found


def look_of(request: Request) -> Look:
    """Return how the map is to be drawn; StopError tells what is wrong in the address."""
    remembered = {name: kept(request, name) for name in ("symbols", "borders")}
    return read_look(request.query_params, remembered, viewpoints(request).offered.codes)


@router.post("/map/look")
def choose(
    request: Request,
    symbols: Annotated[str, Form(max_length=20)] = MARKS,
    borders: Annotated[str, Form(max_length=20)] = NOBODY,
    friend: Annotated[str, Form(max_length=200)] = "",
    hostile: Annotated[str, Form(max_length=200)] = "",
    here: Annotated[str, Form(max_length=4_000)] = "",
) -> Response:
    """Remember how the map is drawn, and go back to it. Sides are in the address alone: nobody's are remembered."""
    chosen = {"symbols": symbols, "borders": borders, "friend": friend, "hostile": hostile}
    look = read_look(chosen, {}, viewpoints(request).offered.codes)
    rest = [(k, v) for k, v in parse_qsl(urlsplit(here).query) if k not in (*NAMES, "after")]
    told = [(k, v) for k, v in look.told if v not in (MARKS, NOBODY)]
    query = urlencode([*rest, *told])
    answer = see_other(f"/map?{query}" if query else "/map")
    keep(request, answer, "symbols", NATO if look.symbols else "")
    keep(request, answer, "borders", "" if look.borders == NOBODY else look.borders)
    return answer
