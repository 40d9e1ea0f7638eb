"""Events, figures and sentences of the API."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes
from vedette.desk.api.asking import (
    FILES,
    LONG,
    PLACELESS,
    EventsAsked,
    FiguresAsked,
    Period,
    filter_told,
    query_told,
    whole,
)
from vedette.desk.api.exports import CONTENT, export
from vedette.desk.api.exports import PLACELESS as NO_PLACE
from vedette.desk.api.shared import Listed, PageAsked, linked, new_router, refused
from vedette.desk.setup import Setup, current
from vedette.store.query import Query

router = new_router("claims")


class SentencesAsked(PageAsked, Period):
    """Which sentences are wanted; the period is that of publication."""

    words: str = Field(
        min_length=1, max_length=LONG, description="Words that stand in the sentence; several in quotes."
    )
    source: str | None = Field(None, max_length=LONG, description="From this publisher.")
    document: str | None = Field(None, max_length=500, description="From this document.")


class SentencesFile(SentencesAsked):
    """Which sentences are wanted, and in which form."""

    format: PLACELESS = Field("json", description=FILES)


@router.get("/events", response_model=Listed[shapes.FoundEvent], responses=CONTENT)
def events(request: Request, response: Response, asked: Annotated[EventsAsked, In()]) -> Any:
    """Events by their first day, each with its receipt and its incident."""
    return _claims(request, response, asked, "events", "events")


@router.get("/figures", response_model=Listed[shapes.FoundFigure], responses=NO_PLACE)
def figures(request: Request, response: Response, asked: Annotated[FiguresAsked, In()]) -> Any:
    """Figures by their first day, each with its receipt and who says so. They are never added up."""
    return _claims(request, response, asked, "figures", "casualties")


@router.get("/sentences", response_model=Listed[shapes.Hit], responses=NO_PLACE)
def sentences(request: Request, response: Response, asked: Annotated[SentencesFile, In()]) -> Any:
    """Sentences that hold the words, those stored last first, with the events coded in them."""
    setup = current(request)
    if asked.format != "json":
        whole(asked)
        return export(setup.store, _words(setup, asked), "sentences", asked.format)
    return linked(request, response, find_sentences(setup, asked))


def find_sentences(setup: Setup, asked: SentencesAsked) -> dict[str, Any]:
    """Return a page of sentences that hold the words; raises RefusedError where nothing can be looked for."""
    query = _words(setup, asked)
    return _page(setup.store.sentences(replace(query, limit=query.limit + 1)), query.limit)


def find_events(setup: Setup, asked: EventsAsked) -> dict[str, Any]:
    """Return a page of events by their first day."""
    query = query_told(setup, asked)
    return _page(setup.store.events(replace(query, limit=query.limit + 1)), query.limit)


def _claims(request: Request, response: Response, asked: EventsAsked, name: str, table: str) -> Any:
    setup = current(request)
    query, store = query_told(setup, asked), setup.store
    if asked.format != "json":
        whole(asked)
        return export(store, query, table, asked.format)
    page = getattr(store, name)(replace(query, limit=query.limit + 1))
    return linked(request, response, _page(page, query.limit))


def _words(setup: Setup, asked: SentencesAsked) -> Query:
    filter_told(asked)
    query = query_told(setup, asked)
    if query.words is None:
        raise refused("words", "are none", "write one, or several in quotation marks")
    return query


def _page(found: Any, limit: int) -> dict[str, Any]:
    shown = found[:limit]
    cursor = shown[-1].cursor if len(found) > limit else None
    return {"items": [f.to_json() for f in shown], "next": cursor}
