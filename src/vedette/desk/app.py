"""The desk's application: what is around every page, and how pages are found.

**How a page is added.** A module in `desk/pages/` is a page; nothing else has to be edited. It has

* `router`, a `fastapi.APIRouter()` with plain `def` handlers (the store is synchronous; they run in the threadpool),
* `VIEW = View(name="Map", path="/map", key="m", order=30)` where it stands in the menu; without it, it is served unlinked.

A handler asks `current(request)` for its `Setup` (store, knowledge, registry, person), `filter_of(request)` for what the
bar asks (a wrong value answers 422 by itself), and returns `render(request, "map.html", view, filter=asked)`, all but the
first from `pages/shared.py`; `listing.py` has lists of incidents as lines:

    @router.get("/map")
    def show(request: Request) -> Response:
        asked = filter_of(request)
        return render(request, "map.html", map_view(...), filter=asked)

Its template begins with `{% extends frame %}` and fills the blocks `title`, `main`, and (own style sheets and modules)
`head`; `view` is what was handed in, `static('map.css')` the address of a file in `desk/static`, `macros.html` has what
pages share. `frame` is the whole page, or the bare part where htmx asks: one address, one template. A part that is asked for
by itself (`/incident/x?part=bound`) renders a template that extends nothing. With `filter` handed in, the bar stands above,
with all its fields or those `heeded`; without, there is none. A method that changes something is a POST that answers `see_other(address)`; where it comes
from, and whether whoever sends it may, is checked before it reaches a page: a POST takes an analyst unless `security/roles.py`
says otherwise, and a template asks `may("analyst")` before it shows the button. `StopError` becomes a page that says what it says: 404 where it "is none", 409 for
a `ChangedError`, 503 where the store fails, else 422. Modules of `desk/api/` are found in the same way.
"""

import mimetypes
import pkgutil
import secrets
import sys
from importlib import import_module
from traceback import format_exception
from types import ModuleType

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from vedette import __version__
from vedette.desk import api, pages
from vedette.desk.assets import STATIC, stamp
from vedette.desk.pages.shared import FilterError, problem, refused
from vedette.desk.security.door import Door
from vedette.desk.security.guard import Guard
from vedette.desk.security.rates import Rates
from vedette.desk.setup import Setup, View
from vedette.errors import StopError

NOT_SQUEEZED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/vnd.apache.parquet", "application/octet-stream")
"""Kinds of answer that are sent as they are: small already, or read in parts."""

LARGEST = 256_000
"""Bytes of a body; a correction or a judgement is far smaller."""


def make_app(setup: Setup) -> FastAPI:
    """Return the desk over `setup`; the caller closes its store."""
    mimetypes.add_type("text/javascript", ".mjs")
    app = FastAPI(
        title="Vedette", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, max_body_size=LARGEST
    )
    app.state.setup, app.state.rates = setup, Rates()
    found = [*_modules(pages), *_modules(api)]
    app.state.menu = menu_of(found)
    for module in found:
        app.include_router(module.router)
    # What is under the stamp never changes, so a browser may keep it for good.
    app.mount(f"/static/{stamp()}", StaticFiles(directory=STATIC), name="stamped")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    # The last one that is added stands outermost.
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5, exclude_content_types=NOT_SQUEEZED)
    app.add_middleware(Door, setup=setup, problem=problem)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(setup.hosts), www_redirect=False)
    app.add_middleware(Guard, stamped=f"/static/{stamp()}/", broken=broken)
    _answer_faults(app)
    return app


def _modules(package: ModuleType) -> list[ModuleType]:
    """Return the modules of `package` that have a router, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    modules = (import_module(f"{package.__name__}.{name}") for name in names)
    return [m for m in modules if isinstance(getattr(m, "router", None), APIRouter)]


def menu_of(found: list[ModuleType]) -> tuple[View, ...]:
    """Return the menu of these modules, in its order."""
    views = (m.VIEW for m in found if isinstance(getattr(m, "VIEW", None), View))
    return tuple(sorted(views, key=lambda v: (v.order, v.name)))


def _answer_faults(app: FastAPI) -> None:
    @app.exception_handler(StopError)
    def stopped(request: Request, error: Exception) -> Response:
        return problem(request, _status(error), str(error))

    @app.exception_handler(FilterError)
    def wrong(request: Request, error: Exception) -> Response:
        return refused(request, error)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: Exception) -> Response:
        status, told = getattr(error, "status_code", 500), str(getattr(error, "detail", ""))
        answer = problem(request, status, told or "there is nothing here")
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def misfit(request: Request, _: Exception) -> Response:
        return problem(request, 422, "this address: has a value of the wrong form; go back and choose anew")


def broken(request: Request, error: Exception) -> Response:
    """Return the page on a fault that nobody foresaw: a number, by which the terminal tells what it was."""
    number = secrets.token_hex(4)
    sys.stderr.write(f"vedette: fault {number} at {request.url.path!r}\n{''.join(format_exception(error))}")
    return problem(request, 500, f"fault {number}: the desk failed here; the terminal that runs it tells more")


def _status(error: Exception) -> int:
    told = str(error)
    if type(error).__name__ == "ChangedError":
        return 409
    if told.startswith("store "):
        return 503
    missing = told.startswith(("incident ", "document ", "source ", "story ")) and (
        ": is none;" in told or ": is not in " in told
    )
    return 404 if missing else 422
