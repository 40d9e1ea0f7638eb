"""The page of one report: its text with everything read from it marked, and what is stored of it."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vedette.desk.checked import checks_of
from vedette.desk.pages.gate import gate_for, is_open
from vedette.desk.pages.incident import grades_at
from vedette.desk.pages.shared import render
from vedette.desk.setup import current
from vedette.desk.views.facts import Facts, facts_of
from vedette.desk.views.receipts import GRAPHIC, report_href
from vedette.desk.views.report import is_gated, report_view
from vedette.desk.views.stated import stated_lines
from vedette.errors import StopError
from vedette.records.record import Record
from vedette.store.documents import incidents_of, origins_of
from vedette.store.standing import Standing, document_called, standing_of
from vedette.store.store import Store

router = APIRouter()


@router.get("/report")
def named(request: Request, document: str, claim: str = "", show: str = "") -> Response:
    """Show a report by its id; also those whose ids cannot stand in a path."""
    return _page(request, document, claim, show)


@router.get("/report/{document:path}")
def show(request: Request, document: str, claim: str = "", show: str = "") -> Response:
    """Show a report; `claim` is the id of the claim whose words are meant."""
    return _page(request, document, claim, show)


def _page(request: Request, name: str, claim: str, show: str) -> Response:
    setup = current(request)
    standing = _standing(setup.store, name)
    document = standing.document
    if document.id != name:
        return RedirectResponse(report_href(document.id), 302)
    gated = is_gated(document, is_open=is_open(request))
    record = next(iter(setup.store.records([document.id])), None) or Record(document=document)
    view = report_view(
        record,
        _facts(request, setup.store, standing),
        _incidents(setup.store, record),
        claim=claim or None,
        gated=gated,
    )
    checks = checks_of(document, record.reader) if show == "checks" and not gated else None
    return render(
        request,
        "report.html",
        view,
        stated=None if checks is None else stated_lines(checks),
        back=view.facts.href,
        checks_href=_beside(view.facts.href, "show=checks"),
        warned=GRAPHIC in document.warnings,
        source_grade=grades_at(setup).get(document.source or ""),
    )


def _standing(store: Store, name: str) -> Standing:
    with store.reading() as connection:
        try:
            return standing_of(connection, name)
        except StopError as error:
            raise HTTPException(404, str(error)) from error


def _facts(request: Request, store: Store, standing: Standing) -> Facts:
    document = standing.document
    with store.reading() as connection:
        first = origins_of(connection, [document.id])[document.id]
        origin = document_called(connection, first) if first != document.id else None
    versions = [d for c in standing.changes for d in (c.before, c.after)]
    gated = bool(gate_for(request, [document, *versions]).closed)
    return facts_of(standing, origin=origin, gated=gated)


def _incidents(store: Store, record: Record) -> dict[str, str]:
    """Return the incident of each event, and of each figure by its event."""
    with store.reading() as connection:
        found = incidents_of(connection, [e.id for e in record.events])
    return found | {c.id: found[c.event] for c in record.casualties if c.event in found}


def _beside(href: str, more: str) -> str:
    return f"{href}{'&' if '?' in href else '?'}{more}#checks"
