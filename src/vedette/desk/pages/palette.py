"""Where to go: what the palette lists, as a page; and whether the desk is light or dark."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import THEMES, render, see_other
from vedette.desk.security.kept import keep
from vedette.desk.setup import current
from vedette.desk.suggesting import suggested

router = APIRouter()


@router.get("/go")
def show(request: Request) -> Response:
    """Show where the words of `q` can lead to."""
    typed = " ".join(request.query_params.get("q", "").split())[:300]
    found = suggested(current(request), request.app.state.menu, typed, gate_open=is_open(request))
    return render(request, "go.html", found, typed=typed)


@router.post("/theme")
def choose(
    request: Request, choice: Annotated[str, Form()], back: Annotated[str, Form(max_length=8_000)] = "/"
) -> Response:
    """Keep that the desk is light, dark, or as the system is, and go back to where one was."""
    answer = see_other(back)
    keep(request, answer, "theme", choice if choice in THEMES else "")
    return answer
