"""Now: what is newest, what changed, what flares up, and which sources are silent."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.alarms import Alarms
from vedette.desk.filters import Filter, page_of
from vedette.desk.listing import Eye, page_of_incidents
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import filter_of, render, see_other
from vedette.desk.security.kept import keep, kept
from vedette.desk.setup import Setup, View, current
from vedette.desk.views.now import Changed, Now, changed_of, days_of, flare_line, silent_lines, tiers_of
from vedette.errors import StopError
from vedette.sources.registry.table import rows_of
from vedette.store.documents import last_published
from vedette.store.news import Mark, changed_since, mark, struck_since, touched_since
from vedette.store.told_since import moment
from vedette.workflow.watched import FromStore

VIEW = View(name="Now", path="/", key="n", order=10)

_SHOW, _HIDE = "show", "hide"

router = APIRouter()


@router.get("/")
def show(request: Request) -> Response:
    """Show the newest incidents that the bar asks for."""
    asked = filter_of(request)
    setup, seen = current(request), Mark.of(kept(request, "seen"))
    limit, after = page_of(request.query_params)
    # Before anything is read: what comes in meanwhile is told by the stream, twice rather than never.
    live = _moment(setup)
    flaring = _alarms(request, setup).now()
    eye = Eye(seen=seen, gate_open=is_open(request), flareups=flaring.causes)
    query = asked.to_query(limit=limit, after=after, newest=True)
    page = page_of_incidents(setup, query, tier=asked.tier, eye=eye)
    own = {"discounted": _hidden(request)}
    shown = tuple(x for x in page.items if not (own["discounted"] and x.is_discounted))
    beside = {"limit": request.query_params.get("limit", ""), "after": page.next, **own}
    now = datetime.now(UTC)
    with setup.store.reading() as connection:
        rows = rows_of(setup.registry, FromStore(connection), now)
        as_of = last_published(connection, now.date().isoformat())
    view = Now(
        tiers=tiers_of(shown, asked, **own),
        days=days_of(shown),
        changed=_changed(setup, seen),
        flareups=tuple(flare_line(f) for f in flaring.items),
        flareups_waiting=flaring.waiting,
        silent=silent_lines(rows),
        watched=sum(r.state not in ("never", "paused") for r in rows),
        as_of=as_of,
        page=page,
        older="/" + asked.query(**beside) if page.next else None,
        discounted=sum(x.is_discounted for x in page.items),
        hidden=bool(own["discounted"]),
        turn="/" + asked.query(**{**beside, "after": after, "discounted": "" if own["discounted"] else _HIDE}),
    )
    return render(request, "now.html", view, filter=asked, address="/" + asked.query(**own), live=live)


@router.post("/seen")
def saw(
    request: Request, told: Annotated[str, Form(max_length=100)], back: Annotated[str, Form(max_length=4_000)] = "/"
) -> Response:
    """Note that everything up to the mark that the page told has been seen, for the person or in this browser alone."""
    answer = see_other("/" + Filter().query() if not back.startswith("/?") else back)
    seen = Mark.of(told)
    if seen is not None:
        keep(request, answer, "seen", str(seen))
    return answer


def _hidden(request: Request) -> str:
    """Return "hide" where the address asks that discounted incidents be left out, "" for none; StopError for another word."""
    told = request.query_params.get("discounted", "").strip().lower()
    if told not in ("", _SHOW, _HIDE):
        raise StopError(f"discounted {told[:20]!r}: means nothing; write {_HIDE}, or leave it out")
    return _HIDE if told == _HIDE else ""


def _moment(setup: Setup) -> str:
    with setup.store.reading() as connection:
        return str(moment(connection))


def _changed(setup: Setup, seen: Mark | None) -> Changed:
    with setup.store.reading() as connection:
        here = str(mark(connection))
        if seen is None:
            return Changed(looked=False, mark=here)
        changes = changed_since(connection, seen, touched_since(connection, seen))
        return changed_of(changes, looked=True, mark=here, struck=struck_since(connection, seen))


def _alarms(request: Request, setup: Setup) -> Alarms:
    state = request.app.state
    if getattr(state, "alarms", None) is None:
        state.alarms = Alarms(setup.store)
    found: Alarms = state.alarms
    return found
