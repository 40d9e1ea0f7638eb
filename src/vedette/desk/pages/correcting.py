"""Corrections of what was read in a report: change a claim, add one, strike one out, undo. Plain forms that work without script.

What cannot be done keeps what was typed. Where somebody else was quicker, the page shows the record as it is now with what
was typed laid over it, so that neither change is lost.
"""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import render, see_other
from vedette.desk.setup import current
from vedette.desk.views.correcting import Typed, correcting_view, options
from vedette.desk.views.forms import EVENT_FIELDS, FIGURE_FIELDS, change_of
from vedette.desk.views.report import is_gated
from vedette.errors import StopError
from vedette.records.correction import EVENT, KINDS, Correction
from vedette.records.record import Record
from vedette.store.store import Store
from vedette.workflow import correcting
from vedette.workflow.correcting import ChangedError

LONGEST_FIELD = 4_000
"""Characters of one field; a list of sides is the longest."""

router = APIRouter()


@router.get("/correct")
def show(request: Request, document: str, claim: str = "", add: str = "") -> Response:
    """Show a report's record to be corrected; `claim` opens the form of that claim, `add` that of a new event or figure."""
    return _page(request, document, claim, add if add in KINDS else "", None, 200)


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of the form; a field that came twice, or as a file, has its last text."""
    form = await request.form()
    return {name: value[:LONGEST_FIELD] for name, value in form.multi_items() if isinstance(value, str)}


Told = Annotated[dict[str, str], Depends(form_of)]


@router.post("/correct/change")
def change(request: Request, told: Told) -> Response:
    """Change the fields of a claim that were typed otherwise."""

    def made(store: Store, author: str, why: str) -> Correction:
        record, (kind, before) = _record(store, _name(told)), _claim(store, told)
        after = change_of(kind, _fields(told, kind), before, record.document.text)
        return correcting.correct(
            store, _name(told), before["id"], after, author=author, why=why, seen=told.get("seen", "")
        )

    return _corrected(request, told, made)


@router.post("/correct/add")
def add(request: Request, told: Told) -> Response:
    """Add an act or a figure that was missed."""

    def made(store: Store, author: str, why: str) -> Correction:
        kind, text = told.get("add", ""), _record(store, _name(told)).document.text
        if kind not in KINDS:
            raise StopError(f"kind {kind[:40]!r}: is none; add an act or a figure")
        after = change_of(kind, _fields(told, kind), None, text)
        return correcting.add_claim(
            store, _name(told), kind, after, author=author, why=why, seen=told.get("seen", "")
        )  # fmt: skip

    return _corrected(request, told, made)


@router.post("/correct/strike")
def strike(request: Request, told: Told) -> Response:
    """Strike out a claim that is wrong."""
    return _corrected(
        request,
        told,
        lambda store, author, why: correcting.strike(
            store, _name(told), told.get("claim", ""), author=author, why=why, seen=told.get("seen", "")
        ),
    )


@router.post("/correct/undo")
def undo(request: Request, told: Told) -> Response:
    """Take a correction back, or restore one that was taken back."""
    return _corrected(
        request,
        told,
        lambda store, author, why: correcting.undo_correction(
            store, told.get("correction", ""), author=author, why=why, seen=told.get("seen", "")
        ),
    )


def _corrected(request: Request, told: dict[str, str], make: Callable[[Store, str, str], Correction]) -> Response:
    """Correct by `make(store, author, reason)`, and show the record as it is then, or why it could not be done."""
    setup = current(request)
    why = " ".join(told.get("why", "").split())
    try:
        made = make(setup.store, setup.person, why)
    except StopError as error:
        if str(error).startswith("store "):
            raise
        typed = Typed(fields=_typed(told), why=why, fault=str(error))
        status = 409 if isinstance(error, ChangedError) else 422
        return _page(request, _name(told), told.get("claim", ""), told.get("add", ""), typed, status)
    shown = {"document": made.document, **({"claim": made.claim} if made.after and not made.supersedes else {})}
    return see_other(f"/correct?{urlencode(shown, errors='replace')}#done")


def _page(request: Request, name: str, claim: str, add: str, typed: Typed | None, status: int) -> Response:
    store = current(request).store
    record = _record(store, name)
    view = correcting_view(
        record,
        correcting.corrections_in(store, record.document.id),
        state=correcting.state_of(store, record.document.id),
        claim=claim or None,
        add=add or None,
        gated=is_gated(record.document, is_open=is_open(request)),
        typed=typed,
    )
    return render(request, "correcting.html", view, options=options(), typed=typed or Typed(), status=status)


def _record(store: Store, name: str) -> Record:
    found = store.records([name])
    if not found:
        raise HTTPException(404, f"document {name[:200]!r}: is none that was read; nothing can be corrected in it")
    return found[0]


def _claim(store: Store, told: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the claim that is meant and its kind; StopError where it is no longer there."""
    record, name = _record(store, _name(told)).to_json(), told.get("claim", "")
    for kind, claims in zip(KINDS, (record["events"], record["casualties"]), strict=True):
        if found := next((c for c in claims if c["id"] == name), None):
            return kind, found
    raise StopError(f"claim {name[:40]!r}: is no longer in what was read; choose another one")


def _name(told: dict[str, str]) -> str:
    return told.get("document", "")


def _fields(told: dict[str, str], kind: str) -> dict[str, str]:
    """Return the fields of a claim's form; a box that is not ticked sends nothing."""
    return {n: told.get(n, "") for n in (EVENT_FIELDS if kind == EVENT else FIGURE_FIELDS)}


def _typed(told: dict[str, str]) -> dict[str, str]:
    return {n: told[n] for n in {*EVENT_FIELDS, *FIGURE_FIELDS} if n in told}
