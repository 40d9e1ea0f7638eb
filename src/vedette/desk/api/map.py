"""The map of the API: incidents counted by squares, and what has no place on it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request

from vedette.desk.api import shapes_kept as shapes
from vedette.desk.api.asking import LONG, Parties, Period, Sayings, query_told
from vedette.desk.api.shared import Asked, new_router
from vedette.desk.counted import KEPT
from vedette.desk.setup import current
from vedette.store.placed import WORLD, cells_in, ground, step_of

router = new_router("map")


class MapAsked(Asked, Period, Parties, Sayings):
    """Which incidents are wanted, in which window; the width of the squares follows from the window."""

    type: str | None = Field(
        None, max_length=LONG, description="Of a type of the codebook, or a family of types: talks."
    )
    origins: int | None = Field(None, ge=1, le=1_000, description="Told by at least so many independent texts.")


@router.get("/map", response_model=shapes.Map)
def counted(request: Request, asked: Annotated[MapAsked, In()]) -> Any:
    """Incidents in a window (the world where none is told), counted by squares; no place is made up."""
    query = query_told(current(request), asked, family=True)
    window = query.box or WORLD
    with current(request).store.reading() as connection:
        on = KEPT.of(connection, ground, query)
        squares, nowhere = cells_in(connection, on, window), on.unplaced
    items = [
        {
            **{n: getattr(c, n) for n in ("count", "force", "lat", "lon")},
            "box": asdict(c.box),
            "incident": c.one and c.one.id,
        }
        for c in squares
    ]
    return {"step": step_of(window), "items": items, "unplaced": [asdict(u) for u in nowhere]}
