"""Stories: the list of what was drafted, is scheduled, is out or was retracted; and a new one out of incidents."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import Filter, page_of
from vedette.desk.listing import Eye, page_of_incidents
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import filter_of, render, see_other
from vedette.desk.setup import Setup, View, current
from vedette.desk.views.stories import STATES, StoryLine, story_line
from vedette.errors import StopError
from vedette.publishing.drafting.several import MOST, draft_of
from vedette.publishing.drafting.support import Fault, faults
from vedette.records.story import CATEGORIES, Story
from vedette.settings import second_eyes
from vedette.store.store import Store
from vedette.store.stories import stories_page
from vedette.workflow.add import now
from vedette.workflow.drafting import material_for
from vedette.workflow.stories import take_up
from vedette.workflow.story_material import about_of

VIEW = View(name="Stories", path="/stories", key="w", order=85)

A_PAGE = 50
LOOKED_AT = 1_000
"""Stories that are looked through for those of one state or category."""

KEPT = 2_000
"""Versions whose faults are kept."""

_faults: dict[tuple[str, int], tuple[Fault, ...]] = {}

router = APIRouter()


@router.get("/stories")
def show(request: Request) -> Response:
    """Show stories, the newest first, all or those of a state or a category."""
    asked = request.query_params
    state, category = asked.get("state", "").strip().lower(), asked.get("category", "").strip()
    if state and state not in STATES:
        raise StopError(f"state {state[:40]!r}: is none; choose one of {', '.join(STATES)}")
    if category and category not in CATEGORIES:
        raise StopError(f"category {category[:40]!r}: is none; choose one of {', '.join(CATEGORIES)}")
    lines, onward = lines_of(current(request).store, state, category, before=before_of(asked.get("after", "")))
    kept = {"state": state, "category": category}
    older = "/stories?" + urlencode({k: v for k, v in {**kept, "after": onward}.items() if v}) if onward else ""
    return render(
        request, "stories.html", lines, states=_tabs(category), state=state, category=category, categories=CATEGORIES,
        older=older, second=second_eyes(),
    )  # fmt: skip


def _tabs(category: str) -> list[tuple[str, str, str]]:
    """Return the states with what they are called and where they stand, in this category."""
    kept = {"category": category} if category else {}
    return [(s, told, f"/stories?{urlencode({'state': s, **kept})}") for s, told in STATES.items()]


def before_of(after: str) -> int | None:
    """Return the row number that a cursor names; StopError for none."""
    told = after.strip()
    if told and not (told.isascii() and told.isdigit() and len(told) < 16):
        raise StopError(f"cursor {told[:40]!r}: is none; hand in the cursor that the page before gave")
    return int(told) if told else None


def lines_of(
    store: Store, state: str, category: str, *, before: int | None = None, most: int = A_PAGE
) -> tuple[list[StoryLine], int | None]:
    """Return a page of stories, and the row number behind which the next one begins, None for the last."""
    found, onward = stories_where(store, state, category, before=before, most=most)
    at = now("microseconds")
    return [story_line(s, at, _faults_of(s)) for s in found], onward


def _faults_of(s: Story) -> tuple[Fault, ...]:
    """Return the faults of a story's newest version; a version is never changed, so that they are looked for once."""
    key = (s.id, s.latest.number)
    found = _faults.get(key)
    if found is None:
        found = faults(s.latest.content)
        if len(_faults) >= KEPT:
            # Pages are made by several threads: emptying is one step.
            _faults.clear()
        _faults[key] = found
    return found


def stories_where(
    store: Store, state: str, category: str, *, before: int | None = None, most: int = A_PAGE
) -> tuple[list[Story], int | None]:
    """Return the newest stories of a state and a category ("" for any), and the row number behind which more may stand."""
    at, found, looked = now("microseconds"), list[tuple[int, Story]](), 0
    with store.reading() as connection:
        while looked < LOOKED_AT and (page := stories_page(connection, before=before, limit=A_PAGE)):
            looked += len(page)
            before = page[-1][0]
            found += [(n, s) for n, s in page if _fits(s, state, category, at)]
            if len(found) > most:
                return [s for _, s in found[:most]], found[most - 1][0]
    return [s for _, s in found], before if looked >= LOOKED_AT else None


def _fits(s: Story, state: str, category: str, at: str) -> bool:
    return (not state or s.standing(at).state == state) and (not category or s.latest.content.category == category)


@router.get("/stories/new")
def choose(request: Request) -> Response:
    """Show the incidents that the bar asks for, to choose those of a new story."""
    return _choosing(request, filter_of(request))


def _choosing(
    request: Request, asked: Filter, *, chosen: Sequence[str] = (), fault: str = "", status: int = 200
) -> Response:
    setup = current(request)
    limit, after = page_of({"limit": str(4 * MOST), **request.query_params})
    query = asked.to_query(limit=limit, after=after, newest=True)
    page = page_of_incidents(setup, query, tier=asked.tier, eye=Eye(gate_open=is_open(request)))
    first = [x.id for x in page.items[:MOST]] if asked.asks() and not fault else []
    more: dict[str, Any] = {"chosen": set(chosen or first), "most": MOST, "fault": fault}
    return render(request, "stories_new.html", page, filter=asked, query=asked.query(), status=status, **more)


@router.post("/stories/new")
def draft_new(
    request: Request,
    incident: Annotated[list[str], Form(max_length=200)] = [],  # noqa: B006 - FastAPI copies it
    query: Annotated[str, Form(max_length=4_000)] = "",
) -> Response:
    """Draft a story on the incidents that are ticked, and show it."""
    setup = current(request)
    try:
        made = drafted(setup, incident, query)
    except StopError as error:
        if len(incident) == 1 or str(error).startswith("store "):
            raise
        return _choosing(request, Filter(), chosen=incident, fault=str(error), status=422)
    return see_other(f"/story/{made.id}")


def drafted(setup: Setup, names: Sequence[str], query: str = "") -> Story:
    """Take up a story on the incidents of these ids as a draft, and return it; StopError for none or too many."""
    incidents = {i.id: i for i in (setup.store.incident(n) for n in dict.fromkeys(names[: MOST + 1]))}
    content = draft_of([material_for(setup.store, setup.knowledge, i) for i in incidents.values()])
    return take_up(setup.store, about_of(list(incidents.values()), query), content, author=setup.person)
