"""Saved searches: the list, with what each tells by which channel; saving what the bar asks, and removing."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import render, see_other
from vedette.desk.saving import LONGEST, remove, save, saved_lines
from vedette.desk.setup import current
from vedette.errors import StopError
from vedette.records.alerting import NEVER

router = APIRouter()


@router.get("/saved")
def show(request: Request) -> Response:
    """Show every saved search."""
    return _page(request)


@router.post("/saved")
def keep(
    request: Request,
    name: Annotated[str, Form(max_length=1_000)] = "",
    query: Annotated[str, Form(max_length=2 * LONGEST)] = "",
    every: Annotated[str, Form(max_length=40)] = NEVER,
    channel: Annotated[list[str], Form(max_length=100)] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Save a search under a name, and show it in the list; what cannot be saved stays as it was typed."""
    try:
        made = save(current(request), name, query, every=every, channels=channel)
    except StopError as error:
        if str(error).startswith("store "):
            raise
        return _page(request, typed=(name, query, every, tuple(channel)), fault=str(error), status=422)
    return see_other(f"/saved#s{made.serial}")


@router.post("/saved/remove")
def take_out(request: Request, search: Annotated[int, Form(ge=1, le=10**15)]) -> Response:
    """Remove a saved search, with what it remembers of what it told."""
    remove(current(request), search)
    return see_other("/saved")


Typed = tuple[str, str, str, tuple[str, ...]]


def _page(request: Request, *, typed: Typed | None = None, fault: str = "", status: int = 200) -> Response:
    view = saved_lines(current(request))
    return render(request, "saved.html", view, typed=typed, fault=fault, status=status)
