"""The page of one incident, and the parts of it that are slow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vedette.desk.alarms import Alarms
from vedette.desk.listing import Eye, lines_of
from vedette.desk.pages.gate import documents_at, gate_at, is_open
from vedette.desk.pages.shared import render
from vedette.desk.setup import Setup, current
from vedette.desk.views.bound import BoundView, bound_views
from vedette.desk.views.heads import Neighbour, neighbour_of
from vedette.desk.views.incident import Material, incident_view
from vedette.desk.views.shared import IncidentLine
from vedette.desk.views.sources import GradeLine, grade_lines
from vedette.knowledge.states import load_states
from vedette.records.incident import Incident
from vedette.records.ledger import Contact
from vedette.store.documents import origins_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.watching import grades_of
from vedette.workflow import assessing, judging
from vedette.workflow.asking import contacts_of, ledger_of_incident
from vedette.workflow.bound import bound_in
from vedette.workflow.drafting import dyad_of

BEFORE, AFTER = 2, 14
"""Days around an incident within which contacts between its sides are shown."""

NEAR = 2
"""Days around an incident within which others of its family are offered to be joined or kept apart."""

MOST_NEAR = 30
MOST_CONTACTS = 100
"""Events of contact that are looked through."""

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed into a form that could not be done: which form, the fields, and what was wrong."""

    form: str = ""
    why: str = ""
    chosen: frozenset[str] = frozenset()
    others: str = ""
    fault: str = ""


@router.get("/incident/{name}")
def show(request: Request, name: str, part: str = "", show: str = "") -> Response:
    """Show an incident by its id; by a mention's id, or the beginning of either, it leads there."""
    setup = current(request)
    incident = setup.store.incident(name)
    if incident.id != name:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/incident/{incident.id}{query}", 302)
    if part == "bound":
        return render(request, "_bound.html", _bound(request, setup, incident))
    return page(request, incident, bound=show == "bound")


def page(
    request: Request, incident: Incident, *, bound: bool = False, typed: Typed | None = None, status: int = 200
) -> Response:
    """Return the page of an incident; `typed` is kept where a judgement on it could not be made."""
    setup = current(request)
    material = material_of(setup.store, incident, grades_at(setup))
    contacts = {t.at.document for c in material.contacts for t in (*c.told, *c.said)}
    gate = gate_at(request, setup.store, contacts | set(incident.documents))
    more: dict[str, Any] = {
        "line": _line(request, setup, incident),
        "typed": typed or Typed(),
        "near": _near(setup.store, incident),
        "bound": _bound(request, setup, incident) if bound else None,
        "attacks": incident.family == "force" and _is_between_states(incident),
        "campaign": campaign_query(incident),
        "back": request.url.path if request.method == "GET" else f"/incident/{incident.id}",
    }
    return render(request, "incident.html", incident_view(material, gate), status=status, **more)


def grades_at(setup: Setup) -> Mapping[str, GradeLine]:
    """Return how each source of the list is graded, by its id and by its name."""
    with setup.store.reading() as connection:
        return grade_lines(setup.registry, grades_of(connection))


def _line(request: Request, setup: Setup, incident: Incident) -> IncidentLine:
    """Return the incident as lists show it, so that its tier is the same everywhere."""
    state = request.app.state
    if getattr(state, "alarms", None) is None:
        state.alarms = Alarms(setup.store)
    eye = Eye(gate_open=is_open(request), flareups=state.alarms.now().causes)
    with setup.store.reading() as connection:
        return lines_of(connection, setup.knowledge, [incident], eye)[0]


def material_of(store: Store, incident: Incident, grades: Mapping[str, GradeLine] | None = None) -> Material:
    """Return what the store answers about an incident; `grades` are those of its publishers."""
    # The state first: what comes in while the rest is read is then told to whoever judges by this page.
    state = judging.state_of(store, incident)
    documents = documents_at(store, incident.documents)
    with store.reading() as connection:
        origins: Mapping[str, str] = origins_of(connection, incident.documents)
    judged = judging.history(store, incident)
    assessed_state, assessments = assessing.state_of(store, incident), assessing.history(store, incident)
    return Material(
        incident=incident,
        mentions=judging.mentions_in(store, incident),
        ledger=ledger_of_incident(store, incident),
        documents={**documents_at(store, origins.values()), **documents},
        origins=origins,
        contacts=_contacts(store, incident),
        judgements=judged,
        standing=judging.standing(judged),
        state=state,
        assessments=assessments,
        assessed_state=assessed_state,
        grades=grades or {},
    )


def campaign_query(incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return what the page of the ledger is to be asked for the running totals around an incident; () where for nothing."""
    dyad = dyad_of(incident)
    if dyad is None or incident.days is None:
        return ()
    first = date.fromisoformat(incident.days.first)
    return (
        ("from", _moved(first, -BEFORE)),
        ("to", _moved(date.fromisoformat(incident.days.last), 90)),
        ("dyad", "-".join(dyad)),
    )


def _contacts(store: Store, incident: Incident) -> tuple[Contact, ...]:
    dyad = dyad_of(incident)
    if dyad is None or incident.days is None:
        return ()
    first, last = (date.fromisoformat(d) for d in (incident.days.first, incident.days.last))
    query = Query(dyad=dyad, since=_moved(first, -BEFORE), until=_moved(last, AFTER))
    own = set(incident.mentions)
    found = contacts_of(store, query, most=MOST_CONTACTS)
    return tuple(c for c in found if not own & {t.event for t in c.told})


def _near(store: Store, incident: Incident) -> tuple[Neighbour, ...]:
    """Return incidents of the same family about the same days, for the forms that join and keep apart."""
    if incident.days is None:
        return ()
    first, last = (date.fromisoformat(d) for d in (incident.days.first, incident.days.last))
    query = Query(since=_moved(first, -NEAR), until=_moved(last, NEAR), family=incident.family, limit=MOST_NEAR + 1)
    found = [i for i, _ in store.incidents(query) if i.id != incident.id]
    return tuple(neighbour_of(i) for i in found[:MOST_NEAR])


def _bound(request: Request, setup: Setup, incident: Incident) -> tuple[BoundView, ...]:
    found = bound_in(setup.store, incident, setup.knowledge)
    told = {s.document for b in found for stances in b.said.values() for s in stances}
    return bound_views(found, gate_at(request, setup.store, told))


def _is_between_states(incident: Incident) -> bool:
    states = load_states().keys()
    return any(a != b for a in incident.doers & states for b in incident.sufferers & states)


def _moved(day: date, by: int) -> str:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal())).isoformat()
