"""The page of contacts: who called, met, visited or wrote to whom, as a matrix, a network or a list of ties, over time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.charts.matrix import SORTS
from vedette.desk.filters import NAMES, Filter, page_of
from vedette.desk.given import MOST, page_behind, recent
from vedette.desk.pages.gate import documents_at, gate_at, gate_for
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.periods import name_of, start_of
from vedette.desk.setup import View, current
from vedette.desk.views.contacts import FIRST, contacts_view, cursor_of, newest_first
from vedette.desk.views.contacts import MOST as MOST_TOLD
from vedette.desk.views.network import STEPS, Chosen, finest, network_view, within
from vedette.errors import StopError
from vedette.records.ledger import Contact
from vedette.store.documents import origins_of
from vedette.store.store import Store
from vedette.workflow.asking import contacts_within

VIEW = View(name="Contacts", path="/contacts", key="c", order=50)
WAYS = ("matrix", "network", "ties")
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
    query = recent(store, asked.without(*UNHEEDED).to_query())
    found = contacts_within(store, query, MOST)
    state = _state(request)
    address = _address(asked, state)
    by = finest(found.items, state["step"] or "")
    at = _at(state["at"] or "", by)
    if at:
        # Another list of contacts could be cut otherwise, and another step be meant then.
        state |= {"step": by, "at": at}
    chosen = Chosen(by=by, at=at, href=_pair(asked, state), address=address)
    here = within(found.items, by, at)
    page, cursor = page_behind(newest_first(here), cursor_of, after, limit, falling=True)
    view = contacts_view(
        here,
        page,
        chosen.href,
        gate_for(request, documents_at(store, _shown(page)).values()),
        looked_at=found.looked_at,
        sort=state["sort"] or SORTS[0],
    )
    told: dict[str, Any] = {
        "since": query.since,
        "usual": not asked.since,
        "way": state["as"] or WAYS[0],
        "ways": [(w, address(**{"as": w}), w == (state["as"] or WAYS[0])) for w in WAYS],
        "sorts": [(s, address(sort=s), s == (state["sort"] or SORTS[0])) for s in SORTS],
        "chosen": name_of(date.fromisoformat(at), by) if at else "",
        "whole": address(at=None),
        "total": len(found.items),
        "network": _network(request, store, found.items, chosen, drawn=state["as"] is not None),
        "onward": address(after=cursor) if cursor else None,
    }
    return render(request, "contacts.html", view, filter=asked, heeded=HEEDED, left=left_of(asked, HEEDED), **told)


def left_of(asked: Filter, heeded: Collection[str]) -> list[tuple[str, str]]:
    """Return names and values that the bar asks and that a page does not heed; the page says so."""
    return [(name, value) for name, value in asked.pairs() if name not in heeded]


def _network(request: Request, store: Store, found: Sequence[Contact], chosen: Chosen, *, drawn: bool) -> Any:
    documents = {t.at.document for c in found for t in c.told} if drawn else set()
    with store.reading() as connection:
        origins = origins_of(connection, documents)
    return network_view(found, chosen, origins, gate_at(request, store, documents), drawn=drawn)


def _shown(page: Sequence[Contact]) -> set[str]:
    return {t.at.document for c in page for t in (*c.told[: FIRST + MOST_TOLD], *c.said[:MOST_TOLD])}


def _state(request: Request) -> dict[str, str | None]:
    """Return the page's own state as addresses have it: what is as usual is None."""
    told = request.query_params
    way = "network" if told.get("as") == "ring" else told.get("as")
    return {
        "as": way if way in WAYS[1:] else None,
        "sort": sort if (sort := told.get("sort")) in SORTS[1:] else None,
        "step": step if (step := told.get("step")) in STEPS else None,
        "at": told.get("at", "").strip() or None,
        "limit": told.get("limit"),
    }


def _address(asked: Filter, state: dict[str, str | None]) -> Callable[..., str]:
    usual = {"as": WAYS[0], "sort": SORTS[0]}

    def address(**beside: Any) -> str:
        told = {**state, **beside}
        return "/contacts" + asked.query(**{k: None if v == usual.get(k) else v for k, v in told.items()})

    return address


def _pair(asked: Filter, state: dict[str, str | None]) -> Callable[[str, str], str]:
    return lambda a, b: _address(replace(asked, dyad=f"{a}-{b}"), state)()


def _at(told: str, by: str) -> str:
    """Return the first day of the step that a day lies in, "" for none."""
    if not told:
        return ""
    try:
        return start_of(date.fromisoformat(told), by).isoformat()
    except ValueError:
        raise StopError(f"contacts at {told[:20]!r}: is no ISO date; write it like 2022-09-12") from None
