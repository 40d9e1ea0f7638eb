"""What can be taken along from a page: exactly what it shows, as data or as a frame for another page.

Only forms that there are for it, and only addresses that answer: what the bar asks and a page does not heed is not asked of
its data either.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from vedette.desk.api.shared import PREFIX
from vedette.desk.filters import Filter
from vedette.desk.given import recent
from vedette.desk.setup import Setup, current

NAMES = {"json": "JSON", "csv": "CSV", "geojson": "GeoJSON", "parquet": "Parquet"}
PLACED, PLACELESS = ("json", "csv", "geojson", "parquet"), ("json", "csv", "parquet")

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""What a frame of ours may do: open the desk in a window of its own. It needs no script, no form and no origin."""

Asked = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A form and the address that gives it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """What can be taken along: links by what they hold ("" where a page is of one thing), and the code of a frame ("" for none)."""

    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    frame: str = ""


def along_of(request: Request, asked: Filter) -> Along | None:
    """Return what can be taken along from the page that answers `request`, None where there is nothing."""
    path, setup = request.url.path, current(request)
    page = _PAGES.get(path)
    if page is not None:
        return page(request, setup, asked)
    told: Mapping[str, Any] = request.path_params
    if path.startswith("/incident/") and path == f"/incident/{told.get('name')}":
        return _incident(request, str(told["name"]))
    document = told.get("document") or request.query_params.get("document", "")
    if path.startswith("/report") and document:
        return _report(str(document))
    return None


def _incidents(request: Request, setup: Setup, asked: Filter) -> Along:  # noqa: ARG001 - pages are asked alike
    return Along(groups=(("", _links("incidents", list(asked.pairs()), PLACED)),))


def _map(request: Request, setup: Setup, asked: Filter) -> Along:  # noqa: ARG001
    on = request.query_params.get("on", "")
    if _is_within(on, asked):
        asked = replace(asked, since=on, until=on)
    made = Along(groups=(("", _links("incidents", list(asked.pairs()), PLACED)),))
    return replace(made, frame=frame_of(request, f"/embed/map{asked.query()}", "Map of incidents", 640))


def _ledger(request: Request, setup: Setup, asked: Filter) -> Along | None:
    from vedette.desk.pages.ledger import heeded  # noqa: PLC0415 - pages need this module

    if not (asked.dyad or asked.actor):
        return None
    told = heeded(asked)
    since = recent(setup.store, told.to_query()).since or ""
    made = Along(groups=(("", _links("ledger", list(replace(told, since=since).pairs()), PLACELESS)),))
    return replace(
        made, frame=frame_of(request, f"/embed/ledger{told.query()}", "Ledger of figures, by who says so", 560)
    )


def _contacts(request: Request, setup: Setup, asked: Filter) -> Along:  # noqa: ARG001
    told = asked.without("type", "tier", "origins")
    return Along(groups=(("", _links("contacts", list(told.pairs()), PLACELESS)),))


def _positions(request: Request, setup: Setup, asked: Filter) -> Along:  # noqa: ARG001
    bound = [w.upper() for part in request.query_params.getlist("bound") for w in part.replace(",", " ").split()]
    told = [*asked.without("tier", "origins").pairs(), *(("bound", b) for b in dict.fromkeys(bound))]
    return Along(groups=(("", _links("positions", told, PLACELESS)),))


def _search(request: Request, setup: Setup, asked: Filter) -> Along | None:  # noqa: ARG001
    if not asked.words:
        return None
    told = [(name, value) for name, value in asked.pairs() if name in ("words", "from", "to", "source")]
    return Along(groups=(("", _links("sentences", told, PLACELESS)),))


def _incident(request: Request, name: str) -> Along:
    told = [("incident", name)]
    whole = Link(NAMES["json"], f"{PREFIX}/incidents/{quote(name)}")
    return Along(
        groups=(
            ("", (whole,)),
            ("events", _links("events", told, PLACED[1:])),
            ("figures", _links("figures", told, PLACELESS[1:])),
        ),
        frame=frame_of(request, f"/embed/incident/{quote(name)}", "An incident, by who says so", 560),
    )


def _report(document: str) -> Along:
    told = [("document", document)]
    # A browser resolves dots and may fold slashes in a path before it asks.
    plain = not {"", ".", ".."} & set(document.split("/"))
    whole = Link(NAMES["json"], f"{PREFIX}/documents/{quote(document, safe='/:@', errors='replace')}/record")
    return Along(
        groups=(
            ("", (whole,) if plain else ()),
            ("events", _links("events", told, PLACED[1:])),
            ("figures", _links("figures", told, PLACELESS[1:])),
        )
    )


_Page = Callable[[Request, Setup, Filter], Along | None]
_PAGES: dict[str, _Page] = {
    "/": _incidents,
    "/timeline": _incidents,
    "/map": _map,
    "/ledger": _ledger,
    "/contacts": _contacts,
    "/positions": _positions,
    "/search": _search,
}


def frame_of(request: Request, address: str, title: str, height: int) -> str:
    """Return the code that shows `address` of this desk in another page, as a frame that may do next to nothing."""
    at = f"{str(request.base_url).rstrip('/')}{address}"
    return (
        f'<iframe src="{escape(at)}" title="{escape(title)}" width="100%" height="{height}" loading="lazy" '
        f'referrerpolicy="no-referrer" sandbox="{SANDBOX}" style="border:0"></iframe>'
    )


def _links(name: str, asked: Asked, forms: Sequence[str]) -> tuple[Link, ...]:
    return tuple(Link(NAMES[f], _address(name, asked if f == "json" else [*asked, ("format", f)])) for f in forms)


def _address(name: str, asked: Asked) -> str:
    query = urlencode(asked, errors="replace")
    return f"{PREFIX}/{name}{'?' if query else ''}{query}"


def _is_within(day: str, asked: Filter) -> bool:
    """Tell whether the map's slider stands on a day of the period, as the map itself heeds it."""
    from vedette.desk.views.sight import read_sight  # noqa: PLC0415 - pages need this module

    on = read_sight({"on": day}).on if day else None
    return bool(on) and (asked.since or day) <= day <= (asked.until or day)
