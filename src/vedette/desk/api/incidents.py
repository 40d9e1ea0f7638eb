"""Incidents of the API: a page of them, one, and what belongs to one."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query as In
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes, shapes_relations
from vedette.desk.api.asking import IncidentsAsked, IncidentsWanted, filter_told, query_told, whole
from vedette.desk.api.exports import CONTENT, export, file_of
from vedette.desk.api.forms import ledger_json, version_json
from vedette.desk.api.shared import NONE_SUCH, Incident, Listed, PageAsked, behind, found, link, linked, new_router
from vedette.desk.api.tiers import of_tier, page_of_tier, rows_of_tier
from vedette.desk.pages.map import eye_for
from vedette.desk.setup import Setup, current
from vedette.records.incident import Incident as Happened
from vedette.store.placed import newest
from vedette.workflow.asking import ledger_of_incident
from vedette.workflow.assessing import told_with
from vedette.workflow.bound import bound_in
from vedette.workflow.judging import history, mentions_in

router = new_router("incidents")
Page = Annotated[PageAsked, In()]


@router.get("/incidents", response_model=Listed[shapes.ListedIncident], responses=CONTENT)
def incidents(request: Request, response: Response, asked: Annotated[IncidentsAsked, In()]) -> Any:
    """Incidents, the latest first day first; those of no known day last."""
    setup = current(request)
    if asked.format == "json" and asked.tier is None:
        return linked(request, response, find_incidents(setup, asked))
    query = query_told(setup, asked, family=True)
    looked = of_tier(setup, query, asked.tier, eye_for(request, filter_told(asked))) if asked.tier else None
    if asked.format == "json":
        return linked(request, response, page_of_tier(setup.store, looked or (), query.limit))
    whole(asked)
    if looked is None:
        return export(setup.store, query, "incidents", asked.format)
    return file_of(rows_of_tier(setup.store, looked), "incidents", asked.format)


def find_incidents(setup: Setup, asked: IncidentsWanted) -> dict[str, Any]:
    """Return a page of incidents, the latest first day first."""
    query = query_told(setup, asked, family=True)
    with setup.store.reading() as connection:
        page = newest(connection, replace(query, limit=query.limit + 1))
    shown = page[: query.limit]
    cursor = shown[-1][1] if len(page) > len(shown) else None
    told = told_with(setup.store, [i for i, _ in shown])
    return {"items": [{**i, "cursor": after} for i, (_, after) in zip(told, shown, strict=True)], "next": cursor}


@router.get("/incidents/{incident}", response_model=shapes.Incident, responses=NONE_SUCH)
def incident(request: Request, incident: Incident) -> Any:
    """One incident with the judgements that made it, and what is made of it."""
    return told_with(current(request).store, [_called(request, incident)])[0]


@router.get("/incidents/{incident}/ledger", response_model=shapes_relations.Ledger, responses=NONE_SUCH)
def ledger(request: Request, incident: Incident) -> Any:
    """Every figure of an incident with who says so, who blames whom, and each side's version."""
    return ledger_json(ledger_of_incident(current(request).store, _called(request, incident)))


@router.get("/incidents/{incident}/versions", response_model=Listed[shapes_relations.Version], responses=NONE_SUCH)
def versions(request: Request, response: Response, incident: Incident, asked: Page) -> Any:
    """Each party's version of an incident; its figures stand in the incident's ledger."""
    told = ledger_of_incident(current(request).store, _called(request, incident)).versions
    page, cursor = behind(told, lambda v: v.party, asked)
    link(request, response, cursor)
    return {"items": [version_json(v) for v in page], "next": cursor}


@router.get("/incidents/{incident}/history", response_model=Listed[shapes.Judgement], responses=NONE_SUCH)
def judgements(request: Request, response: Response, incident: Incident, asked: Page) -> Any:
    """Every judgement on the mentions of an incident, taken back or not, oldest first."""
    page, cursor = behind(history(current(request).store, _called(request, incident)), lambda j: j.id, asked)
    link(request, response, cursor)
    return {"items": [j.to_json() for j in page], "next": cursor}


@router.get("/incidents/{incident}/reports", response_model=Listed[shapes.FoundEvent], responses=NONE_SUCH)
def reports(request: Request, response: Response, incident: Incident, asked: Page) -> Any:
    """The mentions of an incident with where they stand, in the order in which they were told."""
    page, cursor = behind(mentions_in(current(request).store, _called(request, incident)), lambda f: f.claim.id, asked)
    link(request, response, cursor)
    return {"items": [f.to_json() for f in page], "next": cursor}


@router.get("/incidents/{incident}/obligations", response_model=Listed[shapes_relations.Bound], responses=NONE_SUCH)
def obligations(request: Request, incident: Incident) -> Any:
    """Who is bound by treaty, for each state that is said to have attacked another; what the texts provide, no verdict."""
    setup = current(request)
    found_ = bound_in(setup.store, _called(request, incident), setup.knowledge)
    return {"items": [b.to_json() for b in found_], "next": None}


def _called(request: Request, name: str) -> Happened:
    return found(lambda: current(request).store.incident(name))
