"""The page of positions: who stands with whom, and who is silent though bound."""

import re
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import NAMES, Filter, page_of
from vedette.desk.given import MOST_OF_A_TYPE, page_behind, recent
from vedette.desk.pages.contacts import left_of
from vedette.desk.pages.gate import documents_at, gate_for
from vedette.desk.pages.shared import FilterError, filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.contacts import FIRST, MOST
from vedette.desk.views.positions import id_of, positions_view
from vedette.errors import StopError
from vedette.incidents.positions import STANCES
from vedette.workflow import asked as read
from vedette.workflow.asking import positions_within

VIEW = View(name="Positions", path="/positions", key="p", order=60)
UNHEEDED = ("tier", "origins")
"""Fields of the bar by which no position is chosen: they are incidents'."""

HEEDED = tuple(n for n in NAMES if n not in UNHEEDED)
MOST_BOUND = 50

router = APIRouter()


@router.get("/positions")
def show(request: Request) -> Response:
    """Show the positions that the bar asks for: those of the last ninety days where it names no beginning."""
    asked, store = filter_of(request), current(request).store
    if asked.type and asked.type not in STANCES:
        told = f"type {asked.type}: takes no position; choose one of {', '.join(STANCES)}"
        raise FilterError(asked, {"type": told})
    limit, after = page_of(request.query_params)
    typed = request.query_params.getlist("bound")
    bound, fault = _bound(typed)
    query = recent(store, asked.without(*UNHEEDED).to_query())
    found = positions_within(store, query, bound, MOST_OF_A_TYPE)
    every = sorted(found.items, key=id_of)
    page, cursor = page_behind(every, id_of, after, limit)
    shown = [t for p in page for t in p.told[-FIRST - MOST :]]
    gate = gate_for(request, documents_at(store, {t.at.document for t in shown}).values())
    view = positions_view(every, page, gate, looked_at=found.looked_at)
    beside = {"bound": ",".join(bound), "limit": request.query_params.get("limit")}
    more: dict[str, Any] = {
        "since": query.since,
        "usual": not asked.since,
        "bound": " ".join(bound) if not fault else " ".join(typed),
        "fault": fault,
        "carried": _carried(asked, request),
        "left": left_of(asked, HEEDED),
        "onward": "/positions" + asked.query(**beside, after=cursor) if cursor else None,
    }
    return render(request, "positions.html", view, filter=asked, heeded=HEEDED, status=422 if fault else 200, **more)


def _bound(told: list[str]) -> tuple[list[str], str]:
    """Return the codes of the states typed, apart by commas or blanks or as several parameters, and what is wrong with them."""
    words = [w.upper() for part in told for w in re.split(r"[\s,]+", part) if w]
    if len(words) > MOST_BOUND:
        return [], f"bound: names {len(words)} states; name {MOST_BOUND} at most"
    try:
        return list(dict.fromkeys(map(read.country_of, words))), ""
    except StopError as e:
        return [], str(e)


def _carried(asked: Filter, request: Request) -> list[tuple[str, str]]:
    """Return what the form of the bound keeps of the address."""
    limit = request.query_params.get("limit")
    return [*asked.pairs(), *([("limit", limit)] if limit else [])]
