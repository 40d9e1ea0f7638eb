"""The page of contacts: who called, met, visited or wrote to whom."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import NAMES, Filter, page_of
from vedette.desk.given import MOST, page_behind, recent
from vedette.desk.pages.gate import documents_at, gate_for
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.contacts import FIRST, contacts_view, cursor_of, newest_first
from vedette.desk.views.contacts import MOST as MOST_TOLD
from vedette.workflow.asking import contacts_within

VIEW = View(name="Contacts", path="/contacts", key="c", order=50)
WAYS = ("matrix", "ring")
"""How the contacts are drawn, the first where nothing is told."""

UNHEEDED = ("type", "tier", "origins")
"""Fields of the bar by which no contact is chosen: all are of one type, and tiers and origins are incidents'."""

HEEDED = tuple(n for n in NAMES if n not in UNHEEDED)

router = APIRouter()


@router.get("/contacts")
def show(request: Request) -> Response:
    """Show the contacts that the bar asks for: those of the last ninety days where it names no beginning."""
    asked, store = filter_of(request), current(request).store
    limit, after = page_of(request.query_params)
    way = request.query_params.get("as") if request.query_params.get("as") in WAYS else WAYS[0]
    query = recent(store, asked.without(*UNHEEDED).to_query())
    found = contacts_within(store, query, MOST)
    page, cursor = page_behind(newest_first(found.items), cursor_of, after, limit, falling=True)
    documents = documents_at(
        store, {t.at.document for c in page for t in (*c.told[: FIRST + MOST_TOLD], *c.said[:MOST_TOLD])}
    )
    beside = {"as": None if way == WAYS[0] else way, "limit": request.query_params.get("limit")}

    def href(a: str, b: str) -> str:
        return "/contacts" + replace(asked, dyad=f"{a}-{b}").query(**beside)

    gate = gate_for(request, documents.values())
    view = contacts_view(found.items, page, href, gate, looked_at=found.looked_at, ring=way == "ring")
    ways = [(w, "/contacts" + asked.query(**{**beside, "as": None if w == WAYS[0] else w}), w == way) for w in WAYS]
    onward = "/contacts" + asked.query(**beside, after=cursor) if cursor else None
    told: dict[str, Any] = {"since": query.since, "usual": not asked.since, "ways": ways, "onward": onward}
    return render(request, "contacts.html", view, filter=asked, heeded=HEEDED, left=left_of(asked, HEEDED), **told)


def left_of(asked: Filter, heeded: Collection[str]) -> list[tuple[str, str]]:
    """Return names and values that the bar asks and that a page does not heed; the page says so."""
    return [(name, value) for name, value in asked.pairs() if name not in heeded]
