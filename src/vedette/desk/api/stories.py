"""Stories through the API: the list, one, its versions and decisions; a draft, a further version, a decision."""

from dataclasses import asdict, replace
from typing import Annotated, Any, Literal

from fastapi import Body
from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes_stories as shapes
from vedette.desk.api.shared import NONE_SUCH, Asked, Faults, Listed, Name, PageAsked, behind, found, link, new_router
from vedette.desk.pages.stories import before_of, drafted, stories_where
from vedette.desk.setup import Setup, current
from vedette.desk.story_facts import contradicted_in
from vedette.publishing.drafting.citable import citable, with_citations
from vedette.publishing.drafting.deciding import decide_on
from vedette.publishing.drafting.several import MOST
from vedette.publishing.story_json import head_json, story_json, version_json
from vedette.records.story import Content, Decision, Story
from vedette.settings import second_eyes
from vedette.workflow import asked
from vedette.workflow.add import now
from vedette.workflow.stories import (
    LONGEST_BODY,
    LONGEST_HEADLINE,
    LONGEST_REASON,
    Deciding,
    rewrite,
    story_of,
)
from vedette.workflow.story_material import materials_of

router = new_router("stories")

Called = Annotated[str, Name("A story's id, or its beginning.")]
Id = Annotated[str, Field(min_length=4, max_length=40, pattern="^[0-9a-f]+$")]
State = Literal["draft", "scheduled", "published", "retracted"]
Category = Literal["Conflict", "Diplomacy", "Protest and unrest", "Humanitarian", "Security", "Other"]
CHANGED: dict[int | str, dict[str, Any]] = {
    409: {"model": Faults, "description": "Somebody else wrote a further version since it was seen."}
}
Seen = Annotated[int, Field(ge=1, le=10**9, description="The number of the version as it was looked at.")]


class StoriesAsked(PageAsked):
    """Which stories are wanted."""

    state: State | None = None
    category: Category | None = None


class Drafting(Asked):
    """The incidents (ids, or beginnings of ids) that a story is to be drafted from; `query` is what found them, as the bar's address."""

    incidents: list[Id] = Field(min_length=1, max_length=MOST)
    query: str = Field("", max_length=4_000)


class Writing(Asked):
    """A further version: what is left out stays as it is in the version that was seen.

    `cite` names claims (ids) whose citations are added; which marks they get is told by the story's `citable`. `note` tells
    readers what was corrected, and is needed once the story has been out.
    """

    seen: Seen
    headline: str | None = Field(None, max_length=LONGEST_HEADLINE)
    body: str | None = Field(None, max_length=LONGEST_BODY)
    category: Category | None = None
    tier: Literal["FLASH", "PRIORITY", "ROUTINE"] | None = None
    place: str | None = Field(None, max_length=200)
    day: str | None = Field(None, max_length=10)
    warnings: list[Annotated[str, Field(min_length=1, max_length=40)]] | None = Field(None, max_length=10)
    cite: list[Id] = Field([], max_length=200)
    note: str = Field("", max_length=LONGEST_REASON)


class Deciding_(Asked):  # noqa: N801 - stands beside the record of this name
    """What is decided on the newest version, and why; `due` (ISO, with its zone) lets a publication take effect later.

    A publication with grave faults, and a retraction, need their reason.
    """

    decision: Literal["approve", "publish", "hold", "retract"]
    seen: Seen
    why: str = Field("", max_length=LONGEST_REASON)
    due: str | None = Field(None, max_length=40)


@router.get("/stories", response_model=Listed[shapes.StoryHead])
def stories(request: Request, response: Response, told: Annotated[StoriesAsked, In()]) -> Any:
    """Stories, the newest first."""
    before = before_of(told.after or "")
    page, onward = stories_where(
        current(request).store, told.state or "", told.category or "", before=before, most=told.limit
    )
    cursor = None if onward is None else str(onward)
    link(request, response, cursor)
    at = now("microseconds")
    return {"items": [head_json(s, at) for s in page], "next": cursor}


@router.post("/stories", response_model=shapes.Story, status_code=201)
def draft(request: Request, told: Annotated[Drafting, Body()]) -> Any:
    """Draft a story on incidents: every sentence with its citations. Nothing is published by it."""
    setup = current(request)
    return story_json(drafted(setup, told.incidents, told.query), now("microseconds"))


@router.get("/stories/{story}", response_model=shapes.Story, responses=NONE_SUCH)
def story(request: Request, story: Called) -> Any:
    """One story with its newest version and what its citations do not bear out."""
    return story_json(_called(current(request), story), now("microseconds"))


@router.get("/stories/{story}/versions", response_model=Listed[shapes.StoryVersion], responses=NONE_SUCH)
def versions(request: Request, response: Response, story: Called, told: Annotated[PageAsked, In()]) -> Any:
    """Every version of a story, oldest first; none is ever changed."""
    page, cursor = behind(_called(current(request), story).versions, lambda v: str(v.number), told)
    link(request, response, cursor)
    return {"items": [version_json(v) for v in page], "next": cursor}


@router.put(
    "/stories/{story}/versions", response_model=shapes.StoryVersion, status_code=201, responses=NONE_SUCH | CHANGED
)
def write(request: Request, story: Called, told: Annotated[Writing, Body()]) -> Any:
    """Write a further version of a story; what was out stays out until the new one is published."""
    setup = current(request)
    there = _called(setup, story)
    over = next((v.content for v in there.versions if v.number == told.seen), there.latest.content)
    cited = over
    if told.cite:
        choices = citable(materials_of(setup.store, setup.knowledge, there), over)
        cited = with_citations(over, choices, told.cite)
    content = _written(cited, told)
    return version_json(rewrite(setup.store, there.id, content, author=setup.person, seen=told.seen, why=told.note))


@router.get("/stories/{story}/citable", response_model=Listed[shapes.StoryClaim], responses=NONE_SUCH)
def claims(request: Request, story: Called) -> Any:
    """What may be cited in a story: the mentions and figures of its incidents, each with the mark it gets in a version written over the newest."""
    setup = current(request)
    there = _called(setup, story)
    choices = citable(materials_of(setup.store, setup.knowledge, there), there.latest.content)
    items = [
        {
            "claim": x.citation.claim,
            "kind": x.kind,
            "mark": f"[^{x.citation.id}]",
            "cited": x.cited,
            "sentence": x.sentence,
            "citation": asdict(x.citation),
        }
        for x in choices
    ]
    return {"items": items, "next": None}


@router.get("/stories/{story}/decisions", response_model=Listed[shapes.StoryDecision], responses=NONE_SUCH)
def decisions(request: Request, response: Response, story: Called, told: Annotated[PageAsked, In()]) -> Any:
    """What was decided on a story, oldest first."""
    page, cursor = behind(_called(current(request), story).decisions, lambda d: d.id, told)
    link(request, response, cursor)
    return {"items": [asdict(d) for d in page], "next": cursor}


@router.post(
    "/stories/{story}/decisions", response_model=shapes.StoryDecision, status_code=201, responses=NONE_SUCH | CHANGED
)
def decide(request: Request, story: Called, told: Annotated[Deciding_, Body()]) -> Any:
    """Approve, publish, hold back or retract the newest version of a story."""
    setup = current(request)
    there = _called(setup, story)
    wish = Deciding(kind=told.decision, why=told.why, due=told.due)
    made: Decision = decide_on(
        setup.store, there.id, wish, author=setup.person, seen=told.seen, second=second_eyes(),
        contradicted=contradicted_in(there.latest.content),
    )  # fmt: skip
    return asdict(made)


def _called(setup: Setup, name: str) -> Story:
    return found(lambda: story_of(setup.store, name))


def _written(over: Content, told: Writing) -> Content:
    plain = {n: v for n in ("headline", "body", "category", "tier", "place") if (v := getattr(told, n)) is not None}
    known: dict[str, Any] = dict(plain)
    if told.day is not None:
        known["day"] = asked.day_of(told.day)
    if told.warnings is not None:
        known["warnings"] = tuple(dict.fromkeys(" ".join(w.split()).lower() for w in told.warnings))
    return replace(over, **known)
