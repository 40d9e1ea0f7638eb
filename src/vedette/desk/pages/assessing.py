"""Assessments of an incident and grades of a source. Plain forms; what cannot be done keeps what was typed."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.incident import Typed, page
from vedette.desk.pages.judging import quicker_of
from vedette.desk.pages.shared import render, see_other
from vedette.desk.pages.sources import source_page
from vedette.desk.setup import current
from vedette.desk.views.history import Quicker
from vedette.errors import StopError
from vedette.records.assessment import Assessment
from vedette.workflow import assessing, judging

router = APIRouter()

Why = Annotated[str, Form(max_length=20_000)]
Short = Annotated[str, Form(max_length=200)]


@router.get("/incident/{name}/assess")
@router.get("/incident/{name}/unassess")
def again(name: str) -> Response:
    """Lead whoever opens a form's address to the incident that it was on."""
    return see_other(f"/incident/{quote(name, safe='')}#assessment")


@router.post("/incident/{name}/assess")
def assess(request: Request, name: str, seen: Short, say: Short, other: Short = "", why: Why = "") -> Response:
    """Assess the incident: `say` is "status confirmed", "information 2", or "other" for what is chosen in `other`."""
    told = other if say == "other" else say
    kind, _, value = told.partition(" ")
    store, author = current(request).store, current(request).person
    typed = Typed(form="assess", why=why, chosen=frozenset({other}))
    if not told.strip():
        fault = StopError("choice: is missing; choose a word or a grade, or press Confirm or Discount")
        return _refused(request, name, typed, fault)
    try:
        made = assessing.assess(store, name, kind, value, author=author, why=why, seen=seen)
    except StopError as error:
        return _refused(request, name, typed, error)
    return _done(request, made)


@router.post("/incident/{name}/unassess")
def undo(request: Request, name: str, seen: Short, assessment: Short, why: Why = "") -> Response:
    """Take an assessment back, or restore one that was taken back."""
    store, author = current(request).store, current(request).person
    typed = Typed(form="unassess", why=why, chosen=frozenset({assessment}))
    try:
        made = assessing.undo_assessment(store, assessment, author=author, why=why, seen=seen)
    except StopError as error:
        return _refused(request, name, typed, error)
    return _done(request, made)


@router.get("/sources/{source}/grade")
def graded(source: str) -> Response:
    """Lead whoever opens the form's address to the source."""
    return see_other(f"/sources/{quote(source, safe='')}#grades")


@router.post("/sources/{source}/grade")
def grade(request: Request, source: str, seen: Short, letter: Short = "", why: Why = "") -> Response:
    """Grade a source from A to F."""
    setup = current(request)
    name = setup.registry.get(source).source.id
    typed = Typed(form="grade", why=why, chosen=frozenset({letter}))
    try:
        assessing.grade_source(setup.store, name, letter, author=setup.person, why=why, seen=seen)
    except assessing.ChangedError as error:
        return _quicker(request, error, typed)
    except StopError as error:
        if str(error).startswith("store "):
            raise
        told = Typed(form=typed.form, why=typed.why, chosen=typed.chosen, fault=str(error))
        return source_page(request, name, typed=told, status=422)
    return see_other(f"/sources/{quote(name, safe='')}#grades")


def _done(request: Request, made: Assessment) -> Response:
    """Show the incident as it is then."""
    return see_other(f"/incident/{current(request).store.incident(made.mention).id}#assessment")


def _refused(request: Request, name: str, typed: Typed, error: StopError) -> Response:
    """Return the page that says why it could not be done; what was typed stays."""
    if isinstance(error, assessing.ChangedError):
        return _quicker(request, error, typed)
    if isinstance(error, judging.ChangedError):
        return render(request, "changed.html", quicker_of(error), typed=typed, status=409)
    if str(error).startswith("store "):
        raise error
    told = Typed(form=typed.form, why=typed.why, chosen=typed.chosen, fault=str(error))
    return page(request, current(request).store.incident(name), typed=told, status=422)


def _quicker(request: Request, error: assessing.ChangedError, typed: Typed) -> Response:
    did = "graded" if error.about == "source" else "assessed"
    again = "grade" if error.about == "source" else "assess"
    ending = "s" if error.about == "source" else ""
    view = Quicker(
        what=error.about,
        href=f"/{error.about}{ending}/{quote(error.name, safe='')}",
        did=did,
        again=again,
        who=error.by.author,
        at=error.by.at,
        why=error.by.why,
    )
    return render(request, "changed.html", view, typed=typed, status=409)
