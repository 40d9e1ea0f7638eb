"""Small pages for others' frames: an incident, a ledger, a map. They have no script, no form and no use for cookies.

Whoever may look at the desk may look at them; with `--embeds` everybody may (`security/roles.py`). Texts with a warning are
never shown, since nobody can open the gate here.
"""

from collections.abc import Callable, Collection, Coroutine
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedette.desk.alarms import Alarms
from vedette.desk.assets import STATIC
from vedette.desk.atlas import Atlas
from vedette.desk.given import recent
from vedette.desk.listing import Eye, lines_of
from vedette.desk.pages.incident import material_of
from vedette.desk.pages.ledger import heeded, whole_ledger
from vedette.desk.pages.shared import FilterError, environment, filter_of
from vedette.desk.setup import Setup, current
from vedette.desk.views.embed import THEMES, asked_in_words, credits_of, map_embed
from vedette.desk.views.incident import incident_view
from vedette.desk.views.ledger import ledger_view
from vedette.desk.views.receipts import GRAPHIC, Gate
from vedette.desk.views.sight import Sight
from vedette.errors import StopError
from vedette.store.documents import last_published
from vedette.store.placed import extent
from vedette.store.warned import warned_among

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""Stricter than the desk's own: nothing but a style sheet, and every page may frame it."""

LINES = 8
"""Incidents that stand below a map."""

_FOR_GOOD = "public, max-age=31536000, immutable"


class Embedded(APIRoute):
    """A route whose faults are told in a frame's own small page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except (FilterError, RequestValidationError) as e:
                told = str(e) if isinstance(e, FilterError) else "this address: has a value of the wrong form"
                return _problem(request, 422, told)
            except StopError as e:
                return _problem(request, _status(str(e)), str(e))
            except HTTPException as e:
                return _problem(request, e.status_code, e.detail)

        return answered


router = APIRouter(prefix="/embed", route_class=Embedded)


@router.get("/incident/{name}")
def incident(request: Request, name: str) -> Response:
    """Show an incident: what each party says of it, each figure with who gives it, and where all of it stands."""
    setup = current(request)
    found = setup.store.incident(name)
    if found.id != name:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/embed/incident/{found.id}{query}", 302)
    material = material_of(setup.store, found)
    view = incident_view(material, _gate(setup, found.documents))
    with setup.store.reading() as connection:
        line = lines_of(connection, setup.knowledge, [found], _eye(request, tier=True))[0]
    shown = [h.receipt for v in view.versions for h in v.told] + [
        p.receipt for v in view.versions for _, p in v.figures
    ]
    credited = credits_of([line.receipt, *(t.receipt for t in line.tolls), *shown])
    return _page(request, "embed_incident.html", view, f"/incident/{found.id}", line=line, credited=credited)


@router.get("/ledger")
def ledger(request: Request) -> Response:
    """Show a ledger: every figure between two, or of one party, claimant by claimant over time."""
    setup, asked = current(request), filter_of(request)
    told = heeded(asked)
    view, since, too_many = None, None, False
    if asked.dyad or asked.actor:
        query = recent(setup.store, told.to_query())
        found, since = whole_ledger(setup.store, query), query.since
        too_many = found is None
        view = ledger_view(found, _gate(setup, {f.at.document for f in found.figures})) if found else None
    points = [p.receipt for g in view.groups for line in g.lines for p in line.points] if view else []
    more: dict[str, Any] = {
        "asked": asked_in_words(told), "since": None if told.since else since, "too_many": too_many,
    }  # fmt: skip
    return _page(request, "embed_ledger.html", view, f"/ledger{told.query()}", credited=credits_of(points), **more)


@router.get("/map")
def map_(request: Request) -> Response:
    """Show a map of incidents as a picture, and the newest of them beside it."""
    setup, asked = current(request), filter_of(request)
    with setup.store.reading() as connection:
        atlas = Atlas(connection, setup, asked, Sight(), _eye(request, tier=bool(asked.tier)))
        held, page = atlas.held(extent(connection, asked.to_query())), atlas.page(None, LINES, None)
        view = map_embed(held.cells, held.unplaced, asked)
    receipts = [r for line in page.items for r in (line.receipt, *(t.receipt for t in line.tolls))]
    more: dict[str, Any] = {"asked": asked_in_words(asked), "page": page, "looked": held.looked_at}
    return _page(request, "embed_map.html", view, f"/map{asked.query()}", credited=credits_of(receipts), **more)


@router.get("/style/{stamp}.css")
def style(stamp: str) -> Response:
    """Give the style sheet; it stands here since only what is below this address may be loaded by a frame without an origin."""
    told, current_ = _style()
    return Response(told, 200, {"cache-control": _FOR_GOOD if stamp == current_ else "no-store"}, "text/css")


@router.get("/{rest:path}")
def unknown(request: Request, rest: str) -> Response:  # noqa: ARG001 - whatever it is
    """Say that there is nothing here."""
    return _problem(request, 404, "there is no embed at this address; copy the code of a frame anew at the desk")


def _page(
    request: Request,
    template: str,
    view: Any,
    desk: str,
    *,
    credited: Any = (),
    status: int = 200,
    **more: Any,
) -> Response:
    theme = request.query_params.get("theme", "")
    now, newest = datetime.now(UTC), None
    if status == 200:
        with current(request).store.reading() as connection:
            newest = last_published(connection, now.date().isoformat())
    known = {
        "view": view,
        "desk": desk,
        "credits": credited,
        "theme": theme if theme in THEMES else "",
        "style": f"/embed/style/{_style()[1]}.css",
        "at": now.isoformat(timespec="minutes"),
        "newest": newest,
    }
    body = environment().get_template(template).render({**known, **more})
    return HTMLResponse(body.encode("utf-8", "replace"), status, {"content-security-policy": POLICY})


def _problem(request: Request, status: int, told: str) -> Response:
    return _page(request, "embed_problem.html", None, "/", status=status, told=told)


def _status(told: str) -> int:
    if told.startswith("store "):
        return 503
    return 404 if told.startswith("incident ") and ": is none;" in told else 422


def _gate(setup: Setup, documents: Collection[str]) -> Gate:
    """Return the gate, which is shut here for everybody."""
    with setup.store.reading() as connection:
        return Gate(warned_among(connection, set(documents), GRAPHIC))


def _eye(request: Request, *, tier: bool) -> Eye:
    """Return who looks: nobody in particular, with the flare-ups of the desk where a tier is to be told."""
    state = request.app.state
    if tier and getattr(state, "alarms", None) is None:
        state.alarms = Alarms(current(request).store)
    return Eye(flareups=state.alarms.now().causes if tier else frozenset())


@cache
def _style() -> tuple[bytes, str]:
    told = (STATIC / "embed.css").read_bytes()
    return told, sha256(told).hexdigest()[:8]
