"""The timeline: incidents a day, week, month or year, and the list of them."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.atlas import of_tier
from vedette.desk.counted import KEPT
from vedette.desk.filters import Filter, page_of
from vedette.desk.listing import LOOKED_AT, Eye, page_of_incidents
from vedette.desk.pages.map import eye_for
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.periods import BYS
from vedette.desk.setup import Setup, View, current
from vedette.desk.views.timeline import spans_of, timeline_view
from vedette.errors import StopError
from vedette.store.placed import Span, count, newest, spans

VIEW = View(name="Timeline", path="/timeline", key="t", order=22)

router = APIRouter()


@router.get("/timeline")
def show(request: Request) -> Response:
    """Show when the incidents happened that the bar asks for."""
    asked, by = filter_of(request), _by(request.query_params.get("by", ""))
    limit, after = page_of(request.query_params)
    setup, eye = current(request), eye_for(request, asked)
    with setup.store.reading() as connection:
        found, total, looked = _spans(connection, setup, asked, eye)
    view = timeline_view(found, asked, by, total=total)
    page = page_of_incidents(setup, asked.to_query(newest=True, limit=limit, after=after), tier=asked.tier, eye=eye)
    older = asked.query(by=by, limit=request.query_params.get("limit"), after=page.next)
    more: dict[str, Any] = {"page": page, "older": f"/timeline{older}", "looked": looked}
    return render(request, "timeline.html", view, filter=asked, **more)


def _spans(connection: Connection, setup: Setup, asked: Filter, eye: Eye) -> tuple[list[Span], int, int | None]:
    """Return what the chart counts, how many incidents there are, and how many were looked through where that was not all."""
    if not asked.tier:
        query = asked.to_query()
        return KEPT.of(connection, spans, query), KEPT.of(connection, count, query), None
    found = [i for i, _ in newest(connection, asked.to_query(limit=LOOKED_AT))]
    kept = of_tier(connection, setup, found, asked.tier, eye)
    return spans_of(kept), len(kept), LOOKED_AT if len(found) == LOOKED_AT else None


def _by(told: str) -> str | None:
    if told and told not in BYS:
        raise StopError(f"timeline by {told[:20]!r}: means nothing; choose {', '.join(BYS)}")
    return told or None
