"""What every page does: read the bar, render a page or a part of it, answer what is wrong."""

from collections.abc import Collection
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from vedette.desk import words
from vedette.desk.along import along_of
from vedette.desk.assets import TEMPLATES, static
from vedette.desk.choices import Choices, choices_of
from vedette.desk.filters import NAMES, Filter, read_filter
from vedette.desk.saving import channel_names
from vedette.desk.security.kept import kept
from vedette.desk.security.origin import for_programs, own_address
from vedette.desk.security.roles import may
from vedette.desk.setup import current

_PAGE, _PART = "base.html", "part.html"

THEMES = ("light", "dark")
"""What a browser may be told to be; otherwise it follows the system."""


class FilterError(Exception):
    """The bar asks something that means nothing; `faults` are sentences by field's name."""

    def __init__(self, asked: Filter, faults: dict[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.asked, self.faults = asked, faults


def filter_of(request: Request) -> Filter:
    """Return what the bar asks of this page; raises FilterError, which answers 422 and keeps what was typed."""
    asked, faults = read_filter(request.query_params)
    if faults:
        raise FilterError(asked, faults)
    return asked


def render(
    request: Request,
    template: str,
    view: Any,
    *,
    filter: Filter | None = None,  # noqa: A002 - the word that templates use
    heeded: Collection[str] = NAMES,
    status: int = 200,
    **more: Any,
) -> Response:
    """Return the page of `template` with `view`, or its part alone where htmx asks for it.

    `filter` puts the bar above it, with the fields that are `heeded` (names of the address): a field that changes nothing
    would lie. `more` are further names for the template.
    """
    known = {**_around(request), "view": view, "filter": filter, "heeded": heeded}
    if filter is not None and known["frame"] == _PAGE:
        known["choices"] = _choices(request)
    body = environment().get_template(template).render({**known, **more})
    # A lone surrogate in a text must not stop the page.
    return HTMLResponse(body.encode("utf-8", "replace"), status, {"vary": "HX-Request"})


def see_other(address: str) -> Response:
    """Return the answer to a POST that was done: look at `address` (one of the desk's own)."""
    return RedirectResponse(own_address(address), 303)


def problem(request: Request, status: int, told: str) -> Response:
    """Return the page, or for programs the object, that says what is the matter."""
    if for_programs(request.url.path):
        return JSONResponse({"errors": [_fault(request.url.path, told)]}, status)
    known = {**_around(request), "view": None, "filter": None}
    title = words.PROBLEMS.get(status, "This could not be done")
    if status == 503 and not told.startswith("store "):
        title = words.BUSY
    body = environment().get_template("error.html").render({**known, "title": title, "told": told, "status": status})
    return HTMLResponse(body.encode("utf-8", "replace"), status, {"vary": "HX-Request"})


def refused(request: Request, error: Exception) -> Response:
    """Return the page that keeps what was typed in the bar and says beside each field what is wrong."""
    asked, faults = getattr(error, "asked", Filter()), getattr(error, "faults", {})
    if request.url.path.startswith("/api/"):
        told = faults or {"filter": str(error)}
        return JSONResponse({"errors": [_fault(name, why) for name, why in told.items()]}, 422)
    known = {**_around(request), "view": None, "filter": asked, "faults": faults, "choices": _choices(request)}
    # The bar is what is to be mended, so that a part alone would not do.
    body = environment().get_template("error.html").render(
        {**known, "frame": _PAGE, "title": words.PROBLEMS[422], "told": str(error), "status": 422}
    )  # fmt: skip
    return HTMLResponse(body.encode("utf-8", "replace"), 422, {"vary": "HX-Request"})


def _fault(about: str, told: str) -> dict[str, str]:
    """Return a fault in the API's form (`api.shared.Fault`): with what, why, and what to do about it."""
    cause, _, remedy = told.partition("; ")
    return {"object": about, "cause": cause, "remedy": remedy}


def _around(request: Request) -> dict[str, Any]:
    """Return what the frame around every page shows."""
    asked, _ = read_filter(request.query_params)
    partly = request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers
    setup = current(request)
    return {
        "frame": _PART if partly else _PAGE,
        "menu": request.app.state.menu,
        "path": request.url.path,
        # Links of the menu keep what the bar asks.
        "kept": asked.query(),
        "beside": [(k, v) for k, v in request.query_params.multi_items() if k not in (*NAMES, "after")],
        "person": setup.person,
        "role": setup.role,
        "signed": setup.signed,
        # `may("editor")`: whether whoever looks may do what takes that role.
        "may": partial(may, setup.role),
        "demo": setup.demo,
        "theme": theme if (theme := kept(request, "theme")) in THEMES else "",
        # Where a form of the frame comes back to.
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "heeded": NAMES,
        "faults": {},
        "choices": None,
        # Asked by the pages that offer it alone.
        "along": partial(along_of, request, asked),
        "channel_names": channel_names,
    }


def _choices(request: Request) -> Choices:
    return choices_of(current(request).store)


@cache
def environment() -> Environment:
    """Return the maker of every page: words are escaped, and a name that is missing stops it."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(static=static, words=words)
    # A document's id may hold slashes, which its address keeps, and question marks, which it must not.
    found.filters["path"] = lambda told: quote(str(told), safe="/:@")
    return found
