"""Saved searches through the API: the list, a further one, and removing one."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import Body, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api.shapes import Shape
from vedette.desk.api.shared import NONE_SUCH, Asked, Listed, new_router
from vedette.desk.saving import LONGEST, SavedLine, remove, save, saved_lines
from vedette.desk.setup import current
from vedette.workflow.searches import LONGEST_NAME

router = new_router("saved")

Every = Literal["at once", "daily", "weekly", "never"]
Id = Annotated[int, Path(description="The id of a saved search.", ge=1, le=10**15)]
Channel = Annotated[str, Field(min_length=1, max_length=100)]


class Saving(Asked):
    """A search: `query` as the bar's address has it, `channels` names of the settings. Channels take an editor."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    query: str = Field("", max_length=LONGEST)
    every: Every = "never"
    channels: list[Channel] = Field([], max_length=100)


class FailingChannel(Shape):
    """A channel that did not take what was sent: since when, and how often in a row."""

    channel: str
    since: str
    times: int


class SavedSearch(Shape):
    """A saved search; `told` is when it told something last, of a digest the day up to which, null where it told nothing."""

    id: int
    name: str
    query: str
    every: str
    channels: list[str]
    author: str
    at: str
    told: str | None
    failing: list[FailingChannel]


@router.get("/saved", response_model=Listed[SavedSearch])
def searches(request: Request) -> Any:
    """Every saved search, the oldest first; whole, for there are few."""
    return {"items": [_told(s) for s in saved_lines(current(request))], "next": None}


@router.post("/saved", response_model=SavedSearch, status_code=201)
def keep(request: Request, told: Annotated[Saving, Body()]) -> Any:
    """Save a search; it tells what changes from now on."""
    setup = current(request)
    made = save(setup, told.name, told.query, every=told.every, channels=told.channels)
    return next(_told(s) for s in saved_lines(setup) if s.serial == made.serial)


@router.delete("/saved/{search}", status_code=204, responses=NONE_SUCH)
def take_out(request: Request, search: Id) -> Response:
    """Remove a saved search, with what it remembers of what it told."""
    remove(current(request), search)
    return Response(status_code=204)


def _told(s: SavedLine) -> dict[str, Any]:
    known = {k: v for k, v in asdict(s).items() if k not in ("serial", "failing", "told")}
    failing = [{"channel": name, "since": since, "times": times} for name, since, times in s.failing]
    return {"id": s.serial, **known, "told": s.told or None, "failing": failing}
