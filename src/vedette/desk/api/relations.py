"""Who with whom, of the API: ledgers, contacts, positions, flare-ups, and what treaties provide."""

from dataclasses import asdict, replace
from typing import Annotated, Any, TypeVar

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes_relations as shapes
from vedette.desk.api.asking import (
    DAY,
    LONG,
    PLACELESS,
    ContactsAsked,
    ContactsFile,
    Parties,
    Period,
    PositionsAsked,
    PositionsFile,
    Sayings,
    query_told,
    whole,
)
from vedette.desk.api.exports import PLACELESS as NO_PLACE
from vedette.desk.api.exports import file_of
from vedette.desk.api.forms import contact_with_id, flareup_json, ledger_json, position_with_id
from vedette.desk.api.shared import Asked, LookedAt, PageAsked, linked, new_router, paged, refused
from vedette.desk.given import MOST, MOST_OF_A_TYPE, check_stance, days_before, recent, two_states
from vedette.desk.setup import Setup, current
from vedette.desk.views.contacts import cursor_of, newest_first
from vedette.desk.views.positions import id_of
from vedette.incidents.flareups import ALPHA
from vedette.incidents.positions import STANCES
from vedette.publishing import tables_relations as rows
from vedette.records.ledger import Ledger, Position
from vedette.store.query import Query
from vedette.workflow import asked as read
from vedette.workflow.asking import Within, contacts_within, flareups_of, ledger_of, positions_within
from vedette.workflow.bound import bound_between

router = new_router("relations")
T = TypeVar("T")

MOST_FIGURES = 2_000
"""Figures of one ledger: standings of a part of them would say what is not so, hence more are refused."""

MOST_IN_FILE = 5_000
"""Claims of which a file of contacts or positions is made at most; they are held together."""

MOST_DAYS = 120
"""Days of flare-ups asked at once; each is judged by the ninety before it."""


class LedgerAsked(Asked, Period, Parties, Sayings):
    """Which figures make the ledger; it is answered whole."""

    type: str | None = Field(None, max_length=LONG, description="Figures of events of this type.")
    side: str | None = Field(None, max_length=LONG, description="Of this country's victims.")
    document: str | None = Field(None, max_length=500, description="From this document.")


class FlareUpsAsked(Asked, Period):
    """Which flare-ups are wanted. Without days, those of the 120 days before the newest report."""

    actor: str | None = Field(None, max_length=LONG, description="Of incidents in which this country has a part.")
    alpha: float = Field(ALPHA, gt=0, le=1, description="Chance under the own past below which a day is told.")


class ObligationsAsked(Asked):
    """Which attack is supposed."""

    attacker: str = Field(min_length=1, max_length=LONG, description="The state that attacks: its code or its name.")
    attacked: str = Field(min_length=1, max_length=LONG, description="The state that is attacked.")
    on: str = Field(min_length=1, max_length=LONG, description="ISO day of the attack.", json_schema_extra=DAY)


class LedgerFile(LedgerAsked):
    """Which figures make the ledger, and in which form."""

    format: PLACELESS = Field("json", description="csv and parquet have a row a figure, claimant by claimant.")


@router.get("/ledger", response_model=shapes.Ledger, responses=NO_PLACE)
def ledger(request: Request, asked: Annotated[LedgerFile, In()]) -> Any:
    """Every figure by side, kind and claimant over time; at most 2,000. They are never added up or averaged."""
    found = find_ledger(current(request), asked)
    if asked.format != "json":
        return file_of(rows.ledger(found), "ledger", asked.format)
    return ledger_json(found)


def find_ledger(setup: Setup, asked: LedgerAsked) -> Ledger:
    """Return the ledger that is asked; raises RefusedError where it has more than `MOST_FIGURES`."""
    store, query = setup.store, query_told(setup, asked)
    if len(store.figures(replace(query, limit=MOST_FIGURES + 1))) > MOST_FIGURES:
        raise refused("ledger", f"has more than {MOST_FIGURES:,} figures", "ask for a dyad, a side or a shorter period")
    return ledger_of(store, query)


@router.get("/contacts", response_model=LookedAt[shapes.Contact], responses=NO_PLACE)
def contacts(request: Request, response: Response, asked: Annotated[ContactsFile, In()]) -> Any:
    """Who called, met, visited or wrote to whom, with what was said beside it, the latest day first."""
    setup = current(request)
    if asked.format == "json":
        return linked(request, response, find_contacts(setup, asked))
    whole(asked)
    found = _every(contacts_within(setup.store, _claims(setup, asked), MOST_IN_FILE))
    return file_of(rows.by_receipt(rows.contacts(newest_first(found))), "contacts", asked.format)


def find_contacts(setup: Setup, asked: ContactsAsked) -> dict[str, Any]:
    """Return a page of contacts with how many claims were looked at, null where all were."""
    found = contacts_within(setup.store, _claims(setup, asked), MOST)
    page, cursor = paged(newest_first(found.items), cursor_of, asked, newest=True)
    return {"items": [contact_with_id(c) for c in page], "next": cursor, "looked_at": found.looked_at}


@router.get("/positions", response_model=LookedAt[shapes.Position], responses=NO_PLACE)
def positions(request: Request, response: Response, asked: Annotated[PositionsFile, In()]) -> Any:
    """Who supports, blames, warns, asks whom, by id; and who of the bound is silent."""
    setup = current(request)
    if asked.format == "json":
        return linked(request, response, find_positions(setup, asked))
    whole(asked)
    found = _every(_positions(setup, asked, MOST_IN_FILE // len(STANCES)))
    return file_of(rows.by_receipt(rows.positions(sorted(found, key=id_of))), "positions", asked.format)


def find_positions(setup: Setup, asked: PositionsAsked) -> dict[str, Any]:
    """Return a page of positions with how many claims were looked at, null where all were."""
    found = _positions(setup, asked, MOST_OF_A_TYPE)
    page, cursor = paged(sorted(found.items, key=id_of), id_of, asked)
    return {"items": [position_with_id(p) for p in page], "next": cursor, "looked_at": found.looked_at}


@router.get("/flareups", response_model=shapes.FlareUps)
def flareups(request: Request, asked: Annotated[FlareUpsAsked, In()]) -> Any:
    """Days on which more happened than the own past explains, and rare days too small to tell."""
    setup = current(request)
    store, query = setup.store, query_told(setup, asked)
    query = recent(store, query, MOST_DAYS)
    if query.since and query.until and query.since < days_before(query.until, MOST_DAYS):
        raise refused("from", f"flare-ups are told of {MOST_DAYS} days at most", "ask for a shorter period")
    found, small = flareups_of(store, query, asked.alpha)
    told = [asdict(s) for s in small]
    return {"items": [flareup_json(f) for f in found], "too_small": told, "from": query.since, "to": query.until}


@router.get("/obligations", response_model=shapes.Bound)
def obligations(request: Request, asked: Annotated[ObligationsAsked, In()]) -> Any:
    """Who is bound to do what for whom if one state attacked another; what the texts provide, never a legal verdict."""
    return find_obligations(current(request), asked)


def find_obligations(setup: Setup, asked: ObligationsAsked) -> dict[str, Any]:
    """Return what the treaties provide in the attack that is supposed, and what the bound have said since."""
    attacker, attacked = two_states(asked.attacker, asked.attacked)
    return bound_between(setup.store, attacker, attacked, read.day_of(asked.on), setup.knowledge).to_json()


def _positions(setup: Setup, asked: PositionsAsked, most: int) -> Within[Position]:
    bound = [read.country_of(b.strip().upper()) for b in asked.bound]
    query = _claims(setup, asked)
    check_stance(query)
    return positions_within(setup.store, query, bound, most)


def _every(found: Within[T]) -> tuple[T, ...]:
    """Return all of them; a file of the newest part would look like the whole."""
    if found.looked_at is not None:
        raise refused("format", f"a file is made of {MOST_IN_FILE:,} claims at most", "ask for a shorter period")
    return found.items


def _claims(setup: Setup, asked: PageAsked) -> Query:
    """Return the query of the claims out of which an answer is made; the page is cut of what is made."""
    return recent(setup.store, replace(query_told(setup, asked), after=None))
