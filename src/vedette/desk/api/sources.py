"""Sources of the API: the registry beside what watching has found."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes_kept as shapes
from vedette.desk.api.shared import NONE_SUCH, Listed, Name, PageAsked, behind, found, link, new_router, refused
from vedette.desk.setup import current
from vedette.sources.registry.registry import STATES
from vedette.sources.registry.table import rows_of
from vedette.workflow.watched import FromStore

router = new_router("sources")
Called = Annotated[str, Name("A source's id.")]

TRIES = 20
"""Tries that are told of a source."""


class SourcesAsked(PageAsked):
    """Which sources are wanted."""

    state: str | None = Field(
        None, max_length=20, description="How it stands.", json_schema_extra={"enum": list(STATES)}
    )


@router.get("/sources", response_model=Listed[shapes.SourceRow])
def sources(request: Request, response: Response, asked: Annotated[SourcesAsked, In()]) -> Any:
    """Sources in the order of the registry, with how each stands."""
    if asked.state is not None and asked.state not in STATES:
        raise refused("state", f"{asked.state!r} is none", f"choose one of {', '.join(STATES)}")
    setup = current(request)
    with setup.store.reading() as connection:
        rows = rows_of(setup.registry, FromStore(connection), datetime.now(UTC))
    page, cursor = behind([r for r in rows if asked.state in (None, r.state)], lambda r: r.id, asked)
    link(request, response, cursor)
    return {"items": [r.to_json() for r in page], "next": cursor}


@router.get("/sources/{source}", response_model=shapes.OneSource, responses=NONE_SUCH)
def source(request: Request, source: Called) -> Any:
    """One source with its addresses, its grades and the last tries."""
    setup = current(request)
    registered = found(lambda: setup.registry.get(source))
    with setup.store.reading() as connection:
        known = FromStore(connection)
        rows = rows_of(setup.registry, known, datetime.now(UTC))
        grades, tries = known.grades(source), known.tries(source, TRIES)
    return {
        **registered.source.to_json(),
        "row": next(r for r in rows if r.id == source).to_json(),
        "grades": [g.to_json() for g in grades],
        "tries": [asdict(t) for t in tries],
    }
