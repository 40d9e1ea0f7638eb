"""The page of the ledger: every figure between two countries over a period, as a table and as one line a claimant."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import NAMES, Filter
from vedette.desk.given import recent
from vedette.desk.pages.gate import gate_at
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.ledger import ledger_view
from vedette.publishing.parties import name, names
from vedette.records.ledger import Ledger
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.asking import ledger_of

VIEW = View(name="Ledger", path="/ledger", key="l", order=25)

HEEDED = ("words", "from", "to", "dyad", "actor", "type", "claimant", "source", "status", "window")
"""What figures know; tiers, origins and families are incidents'."""

MOST = 2_000
"""Figures that a page holds; a ledger cannot leave some out, so that more are refused with a word on how to ask for less."""

router = APIRouter()


@router.get("/ledger")
def show(request: Request) -> Response:
    """Show the ledger of what the bar asks; without two sides, or a party, it asks for them."""
    asked = filter_of(request)
    store = current(request).store
    told = heeded(asked)
    around: dict[str, Any] = {
        "filter": asked,
        "heeded": HEEDED,
        "left": [x for x in asked.pairs() if x not in told.pairs()],
        "sides": names(asked.dyad.split("-")) if asked.dyad else name(asked.actor) if asked.actor else "",
    }
    if not (asked.dyad or asked.actor):
        return render(request, "ledger.html", None, too_many=False, since=None, **around)
    query = recent(store, told.to_query())
    found = whole_ledger(store, query)
    view = ledger_view(found, gate_at(request, store, {f.at.document for f in found.figures})) if found else None
    return render(request, "ledger.html", view, too_many=found is None, since=query.since, **around)


def heeded(asked: Filter) -> Filter:
    """Return what of the bar a ledger heeds."""
    return asked.without(*(n for n in NAMES if n not in HEEDED), *(("type",) if asked.type.islower() else ()))


def whole_ledger(store: Store, query: Query) -> Ledger | None:
    """Return the ledger of a query, None where it holds more than a page may: a part of it would say what is not so."""
    return None if _are_many(store, query) else ledger_of(store, query)


def _are_many(store: Store, query: Query) -> bool:
    """Tell whether a ledger would hold too much: between two, also figures of either side's people count in it."""
    asked = [query, *(replace(query, dyad=None, side=side) for side in query.dyad or ())]
    return any(len(store.figures(replace(q, limit=MOST + 1))) > MOST for q in asked)
