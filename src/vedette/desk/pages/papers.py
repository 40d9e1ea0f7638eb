"""Stories and situation reports for paper, as files to take along; what a warning stands on is behind the gate."""

from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import NAMES, Filter
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import filter_of, render, see_other
from vedette.desk.pages.story import is_shut
from vedette.desk.papers import NAMES as FORMS
from vedette.desk.papers import file_of, form_of, making
from vedette.desk.setup import current
from vedette.desk.views.receipts import GRAPHIC
from vedette.errors import StopError
from vedette.publishing.paper.story import paper_of
from vedette.publishing.situation import report as reports
from vedette.records.story import Story, Version
from vedette.store.documents import last_published
from vedette.workflow.add import now
from vedette.workflow.situation import LOOKED_AT, MOST_TOLD, situation_of
from vedette.workflow.stories import story_of

HEEDED = ("from", "to", "dyad", "actor")
"""Fields of the bar that a situation report heeds, as `vedette publish situation` does."""

WEEK = 7

router = APIRouter()


@router.get("/story/{name}/paper")
def story(request: Request, name: str, form: str = "pdf", version: str = "") -> Response:
    """Give a version of a story for paper, the one that is out unless told, else the newest; what is not out says so."""
    setup, at, form = current(request), now("microseconds"), form_of(form)
    found = story_of(setup.store, name)
    chosen = _version(found, version, at)
    if is_shut(request, setup, chosen.content):
        return see_other(f"/story/{found.id}")
    with making():
        return file_of(paper_of(found, at, chosen.number), form, ("story", found.id[:8], str(chosen.number)))


def _version(story: Story, told: str, at: str) -> Version:
    """Return the version that is asked for, the one that is out where none is, else the newest; StopError for none."""
    number = story.standing(at).out
    if told:
        number = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
    try:
        return story.latest if number is None else story.version(number)
    except KeyError:
        raise StopError(
            f"version {told[:20]!r} of story {story.id[:8]}: is none; choose 1 to {story.latest.number}"
        ) from None


@router.get("/situation")
def situation(request: Request, form: str = "") -> Response:
    """Give a report on the period that the bar asks for; without a form, the page that offers it."""
    asked = filter_of(request)
    told = asked.without(*(n for n in NAMES if n not in HEEDED))
    if not form:
        return _offer(request, told)
    form = form_of(form)
    if not (told.since and told.until):
        raise StopError("situation report: has no period; write from and to like 2022-09-13")
    setup = current(request)
    with making():
        report = reports.report_of(situation_of(setup.store, setup.knowledge, told.to_query()), now("seconds"))
        if GRAPHIC in report.warnings and not is_open(request):
            return see_other("/situation" + told.query(gate="shut"))
        name = ("situation", told.dyad or told.actor, told.since, told.until)
        return file_of(reports.paper_of(report), form, name)


def _offer(request: Request, told: Filter) -> Response:
    setup = current(request)
    with setup.store.reading() as connection:
        newest = last_published(connection, datetime.now(UTC).date().isoformat())
    forms = [(called, "/situation" + told.query(form=form)) for form, called in FORMS.items()]
    return render(
        request, "situation.html", forms if told.since and told.until else (), filter=told, heeded=HEEDED,
        shut=request.query_params.get("gate") == "shut" and not is_open(request),
        periods=_periods(told, newest), plain="/situation" + told.query(), most=LOOKED_AT, told=MOST_TOLD,
    )  # fmt: skip


def _periods(told: Filter, newest: str | None) -> list[tuple[str, str]]:
    """Return the day of the newest report and the seven days up to it, with their addresses."""
    if not newest:
        return []
    last = date.fromisoformat(newest[:10])
    of = told.without("from", "to").pairs()
    begins = {"its day": last, "the week up to it": last - timedelta(days=WEEK - 1)}
    return [
        (name, "/situation" + Filter(**dict(of), since=first.isoformat(), until=last.isoformat()).query())
        for name, first in begins.items()
    ]
