"""Sources: how each one stands, so that nobody takes silence for peace."""

from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.incident import Typed
from vedette.desk.pages.shared import render
from vedette.desk.setup import View, current
from vedette.desk.views.sources import RELIABILITY, source_view, sources_view
from vedette.errors import StopError
from vedette.sources.registry.registry import STATES, Registry
from vedette.sources.registry.table import rows_of
from vedette.workflow.assessing import source_state
from vedette.workflow.watched import FromStore

VIEW = View(name="Sources", path="/sources", key="u", order=80)
TRIES = 30

router = APIRouter()


@router.get("/sources")
def show(request: Request) -> Response:
    """Show every source of the list, or those of one state."""
    state, setup = request.query_params.get("state", "").strip().lower(), current(request)
    if state and state not in STATES:
        raise StopError(f"state {state[:40]!r}: means nothing; choose one of {', '.join(STATES)}")
    with setup.store.reading() as connection:
        rows = rows_of(setup.registry, FromStore(connection), datetime.now(UTC))
    return render(
        request, "sources.html", sources_view(rows, state), problems=setup.registry.problems, letters=RELIABILITY
    )


@router.get("/sources/{source}")
def show_one(request: Request, source: str) -> Response:
    """Show what is known of one source: its fields, its grades, its last tries."""
    return source_page(request, source)


def source_page(request: Request, source: str, *, typed: Typed | None = None, status: int = 200) -> Response:
    """Return the page of a source; `typed` is kept where a grade could not be given."""
    setup = current(request)
    # The state first: what is graded while the rest is read is then told to whoever grades by this page.
    state = source_state(setup.store, setup.registry.get(source).source.id)
    found = setup.registry.get(source)
    alone = Registry(path=setup.registry.path, sources=(found,), problems=())
    with setup.store.reading() as connection:
        watching = FromStore(connection)
        row = rows_of(alone, watching, datetime.now(UTC))[0]
        view = source_view(row, found, watching.grades(source), watching.tries(source, TRIES))
    return render(request, "source.html", view, status=status, typed=typed or Typed(), state=state, letters=RELIABILITY)
