"""The page of obligations: who is bound to do what for whom if one state attacked another, and what they said since."""

from collections.abc import Iterator
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import NAMES, Filter
from vedette.desk.given import state_of, two_states
from vedette.desk.pages.contacts import left_of
from vedette.desk.pages.gate import documents_at, gate_for
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import Setup, View, current
from vedette.desk.views.obligations import Asked, Attack, obligations_view
from vedette.errors import StopError
from vedette.knowledge.describe import state_name
from vedette.workflow import asked as read
from vedette.workflow.bound import Bound, attacks_in, bound_between

VIEW = View(name="Obligations", path="/obligations", key="o", order=70)

LOOKED = 100
"""Newest incidents of force in which attacks of one state on another are looked for."""

MOST = 12
"""Attacks that are offered."""

LONGEST = 100
UNHEEDED = ("type", "tier")
"""Fields of the bar by which no attack is chosen: attacks are of force."""

HEEDED = tuple(n for n in NAMES if n not in UNHEEDED)
FIELDS = ("attacker", "attacked", "on")

router = APIRouter()


@router.get("/obligations")
def show(request: Request) -> Response:
    """Show who is bound if one state attacked another on a day; without these, attacks that reports tell."""
    setup, bar = current(request), filter_of(request)
    typed = {n: request.query_params.get(n, "").strip()[:LONGEST] for n in FIELDS}
    faults = _faults(typed) if any(typed.values()) else {}
    found = _bound(setup, typed) if any(typed.values()) and not faults else None
    told = {s.document for stances in found.said.values() for s in stances} if found else set()
    gate = gate_for(request, documents_at(setup.store, told).values())
    asked = Asked(**typed, faults=tuple(faults.items()))
    view = obligations_view(asked, found, _attacks(setup, bar), gate)
    more = {"carried": bar.pairs(), "left": left_of(bar, HEEDED)}
    return render(request, "obligations.html", view, filter=bar, heeded=HEEDED, status=422 if faults else 200, **more)


def _faults(typed: dict[str, str]) -> dict[str, str]:
    """Return what is wrong with the three fields, a sentence by field."""
    faults: dict[str, str] = {}
    for name in ("attacker", "attacked"):
        try:
            state_of(name, typed[name])
        except StopError as e:
            faults[name] = str(e) if typed[name] else f"{name}: is not told; write a state's code or its name"
    try:
        read.day_of(typed["on"])
    except StopError as e:
        faults["on"] = str(e) if typed["on"] else "on: is not told; write the ISO day of the attack"
    if not faults:
        try:
            two_states(typed["attacker"], typed["attacked"])
        except StopError as e:
            faults["attacked"] = str(e)
    return faults


def _bound(setup: Setup, typed: dict[str, str]) -> Bound:
    a, b = two_states(typed["attacker"], typed["attacked"])
    return bound_between(setup.store, a, b, read.day_of(typed["on"]), setup.knowledge)


def _attacks(setup: Setup, bar: Filter) -> Iterator[Attack]:
    """Yield attacks of one state on another that the newest incidents tell, each two states once."""
    query = bar.without(*UNHEEDED).to_query(family="force", newest=True, limit=LOOKED)
    seen: set[tuple[str, str]] = set()
    for incident, _ in setup.store.incidents(query):
        for a, b, on in attacks_in(incident):
            if (a, b) in seen or len(seen) == MOST:
                continue
            seen.add((a, b))
            own = urlencode([*bar.pairs(), ("attacker", a), ("attacked", b), ("on", on)])
            yield Attack(told=f"{state_name(a)} on {state_name(b)}", on=on, href=f"/obligations?{own}")
