"""Events, figures and sentences of the API."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes
from vedette.desk.api.asking import LONG, EventsAsked, FiguresAsked, Period, filter_told, query_told, whole
from vedette.desk.api.exports import CONTENT, export
from vedette.desk.api.shared import Listed, PageAsked, link, new_router, refused
from vedette.desk.setup import current

router = new_router("claims")


class SentencesAsked(PageAsked, Period):
    """Which sentences are wanted; the period is that of publication."""

    words: str = Field(
        min_length=1, max_length=LONG, description="Words that stand in the sentence; several in quotes."
    )
    source: str | None = Field(None, max_length=LONG, description="From this publisher.")
    document: str | None = Field(None, max_length=500, description="From this document.")


@router.get("/events", response_model=Listed[shapes.FoundEvent], responses=CONTENT)
def events(request: Request, response: Response, asked: Annotated[EventsAsked, In()]) -> Any:
    """Events by their first day, each with its receipt and its incident."""
    return _claims(request, response, asked, "events", "events")


@router.get("/figures", response_model=Listed[shapes.FoundFigure], responses=CONTENT)
def figures(request: Request, response: Response, asked: Annotated[FiguresAsked, In()]) -> Any:
    """Figures by their first day, each with its receipt and who says so. They are never added up."""
    return _claims(request, response, asked, "figures", "casualties")


@router.get("/sentences", response_model=Listed[shapes.Hit])
def sentences(request: Request, response: Response, asked: Annotated[SentencesAsked, In()]) -> Any:
    """Sentences that hold the words, those stored last first, with the events coded in them."""
    filter_told(asked)
    query = query_told(request, asked)
    if query.words is None:
        raise refused("words", "are none", "write one, or several in quotation marks")
    page = current(request).store.sentences(replace(query, limit=query.limit + 1))
    return _page(request, response, page, query.limit)


def _claims(request: Request, response: Response, asked: EventsAsked, name: str, table: str) -> Any:
    query, store = query_told(request, asked), current(request).store
    if asked.format != "json":
        whole(asked)
        return export(store, query, table, asked.format)
    page = getattr(store, name)(replace(query, limit=query.limit + 1))
    return _page(request, response, page, query.limit)


def _page(request: Request, response: Response, found: Any, limit: int) -> Any:
    shown = found[:limit]
    cursor = shown[-1].cursor if len(found) > limit else None
    link(request, response, cursor)
    return {"items": [f.to_json() for f in shown], "next": cursor}
