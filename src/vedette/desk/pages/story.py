"""One story: its Markdown beside how it reads, its faults, citations, versions and decisions. Plain forms that work without script.

What cannot be done keeps what was typed. Where somebody else wrote since, the page says who and keeps what was typed as well.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vedette.desk.moments import ZONES, moment_of
from vedette.desk.pages.gate import gate_at, is_open
from vedette.desk.pages.shared import render, see_other
from vedette.desk.pages.story_form import Sent, Told, content_of, remarked
from vedette.desk.papers import papers_of
from vedette.desk.setup import Setup, current
from vedette.desk.story_facts import contradicted_in, stated_in
from vedette.desk.views.receipts import GRAPHIC
from vedette.desk.views.stories import StoryView, approved_by, can_do, preview_of, standing_words
from vedette.desk.views.story_changes import Changes, changes_of
from vedette.desk.words import TIERS
from vedette.errors import StopError
from vedette.publishing.drafting.citable import Citable, citable, described
from vedette.publishing.drafting.deciding import decide_on
from vedette.publishing.story_out import OUTPUTS, output_of
from vedette.records.story import CATEGORIES, PUBLISH, Content, Story
from vedette.settings import second_eyes
from vedette.workflow.add import now
from vedette.workflow.stories import LONGEST_HEADLINE, LONGEST_REASON, ChangedError, Deciding, rewrite, story_of
from vedette.workflow.story_material import incidents_about, materials_of

SCHEDULE = "schedule"
"""A publication for later, as the form calls it."""

LONGEST_CHECKED = 20_000
"""Characters of a body whose facts are held against the knowledge base at every save, once somebody has asked for it."""

router = APIRouter()


@router.get("/story/{name}")
def show(request: Request, name: str, part: str = "") -> Response:
    """Show a story by its id; by the beginning of one it leads there."""
    setup = current(request)
    story = story_of(setup.store, name)
    if story.id != name:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/story/{story.id}{query}", 302)
    if part == "cite":
        shut = is_shut(request, setup, story.latest.content)
        return render(request, "_story_cite.html", None if shut else _offered(setup, story), story=story.id)
    return page(request, story)


@router.get("/story/{name}/preview")
@router.get("/story/{name}/cite")
@router.get("/decide/{name}")
def again(name: str) -> Response:
    """Lead whoever opens a form's address (a reload, a bookmark) to the story that it was on."""
    return see_other(f"/story/{quote(name, safe='')}")


@router.post("/story/{name}")
def save(request: Request, name: str, told: Sent) -> Response:
    """Store what was typed as a further version."""
    setup = current(request)
    story = story_of(setup.store, name)
    try:
        over = _typed_over(story, told)
        content = content_of(told, over, _choices(setup, story, over) if told.add else ())
        made = rewrite(setup.store, story.id, content, author=setup.person, seen=told.seen, why=told.get("note"))
    except ChangedError as error:
        return _quicker(request, told, error)
    except StopError as error:
        return _refused(request, story, told, error)
    _look_again(over, made.content)
    return see_other(f"/story/{story.id}#write")


@router.post("/story/{name}/preview")
def preview(request: Request, name: str, told: Sent) -> Response:
    """Show how what was typed reads, without storing anything."""
    setup = current(request)
    story = story_of(setup.store, name)
    over = _typed_over(story, told)
    content = content_of(told, over, _choices(setup, story, over) if told.add else ())
    shut = is_shut(request, setup, content)
    seen = preview_of(content, stated_in(content), shut=shut)
    return render(request, "_story_preview.html", seen, story=story.id)


@router.post("/story/{name}/cite")
def cite(request: Request, name: str, told: Sent) -> Response:
    """Put a citation behind what was typed, for whoever works without script; nothing is stored."""
    setup = current(request)
    story = story_of(setup.store, name)
    try:
        choices = _choices(setup, story, _typed_over(story, told))
        added = replace(told, add=tuple(dict.fromkeys([*told.add, told.get("cite")])))
        mark = next(f"[^{x.citation.id}]" for x in choices if x.citation.claim == told.get("cite"))
    except StopIteration:
        return _refused(request, story, told, StopError("citation: is not offered any more; choose another"))
    except StopError as error:
        return _refused(request, story, told, error)
    body = f"{told.get('body').rstrip()} {mark}\n"
    said = f"The mark {mark} was put at the end of the text; move it to the sentence that it bears out, and save."
    return page(request, story, told=replace(added, fields={**told.fields, "body": body}, fault=said))


@router.post("/decide/{name}")
def decide(request: Request, name: str, told: Sent) -> Response:
    """Approve, publish, schedule, hold back or retract the newest version."""
    setup = current(request)
    story = story_of(setup.store, name)
    kind = told.get("kind")
    try:
        due = moment_of(told.get("when"), told.get("zone")) if kind == SCHEDULE else None
        wish = Deciding(kind=PUBLISH if kind == SCHEDULE else kind, why=told.get("why"), due=due)
        contradicted = contradicted_in(story.latest.content)
        decide_on(
            setup.store, story.id, wish, author=setup.person, seen=told.seen, second=second_eyes(), contradicted=contradicted
        )  # fmt: skip
    except StopError as error:
        status = 409 if isinstance(error, ChangedError) else 422
        return _refused(request, story_of(setup.store, story.id), told, error, status=status)
    return see_other(f"/story/{story.id}#decide")


def page(request: Request, story: Story, *, told: Told | None = None, status: int = 200) -> Response:
    """Return the page of a story; `told` is kept where it could not be stored."""
    setup, second = current(request), second_eyes()
    typed = told or Told(fields={})
    content = _kept(setup, story, typed)
    shut = is_shut(request, setup, content)
    stated = stated_in(content, look=request.query_params.get("show") == "checks" and not shut)
    stands = story.standing(now("microseconds"))
    view = StoryView(
        id=story.id, content=content, latest=story.latest, stands=stands, told=standing_words(story, stands),
        author=story.author, at=story.at, preview=preview_of(content, stated, shut=shut), versions=story.versions[::-1],
        decisions=story.decisions[::-1], can=can_do(story, stands, setup.person, second=second),
        approved=approved_by(story), changes=None if shut else _changes(request, story),
    )  # fmt: skip
    more: dict[str, Any] = {
        "typed": typed,
        "shut": shut,
        "warned": shut or GRAPHIC in content.warnings,
        "second": second,
        "about": incidents_about(setup.store, story.about),
        "offered": _offered(setup, story) if request.query_params.get("cite") == "show" and not shut else None,
        "shown": ("", "") if shut else _output(request, story),
        "papers": papers_of(story.id, stands.out, story.latest.number),
        "back": f"/story/{story.id}",
    }
    return render(request, "story.html", view, status=status, **_FIXED, **more)


_FIXED: dict[str, Any] = {
    "categories": CATEGORIES,
    "tiers": tuple(TIERS),
    "zones": ZONES,
    "outputs": OUTPUTS,
    "longest_headline": LONGEST_HEADLINE,
    "longest_reason": LONGEST_REASON,
}


def _typed_over(story: Story, told: Told) -> Content:
    """Return the version that was typed over, the newest where none such is."""
    return next((v.content for v in story.versions if v.number == told.seen), story.latest.content)


def _kept(setup: Setup, story: Story, typed: Told) -> Content:
    """Return what the form shows: what was typed as far as it can be read, over the newest version."""
    latest = story.latest.content
    if "body" not in typed.fields:
        return latest
    try:
        return content_of(typed, latest, _choices(setup, story, latest) if typed.add else ())
    except StopError:
        # What is wrong is told above the form; the text itself is kept in any case.
        return replace(latest, headline=typed.get("headline") or latest.headline, body=typed.get("body"))


def _choices(setup: Setup, story: Story, content: Content) -> tuple[Citable, ...]:
    return citable(materials_of(setup.store, setup.knowledge, story), content)


def _offered(setup: Setup, story: Story) -> Sequence[tuple[Citable, str]]:
    return [(x, described(x)) for x in _choices(setup, story, story.latest.content)]


def _quicker(request: Request, told: Told, error: ChangedError) -> Response:
    """Return the page that says who wrote since, with what was typed over the newest version, its marks led to the same words."""
    setup = current(request)
    story = story_of(setup.store, error.story)
    fields = dict(told.fields)
    if told.add:
        before, after = (_choices(setup, story, c) for c in (_typed_over(story, told), story.latest.content))
        fields["body"] = remarked(told.get("body"), before, after, told.add)
    by = error.by
    fault = (
        f"{by.author} wrote version {by.number} since you looked. Nothing of yours was stored; it stands below. Look at what "
        f"changed, take over what you want to keep, and save again."
    )
    return page(request, story, told=replace(told, fields=fields, fault=fault), status=409)


def _refused(request: Request, story: Story, told: Told, error: StopError, *, status: int = 422) -> Response:
    if str(error).startswith("store "):
        raise error
    return page(request, story, told=replace(told, fault=str(error)), status=status)


def _look_again(before: Content, after: Content) -> None:
    """Hold the facts of what was saved against what is known, where somebody had asked for it of the version before."""
    if stated_in(before) is not None and len(after.body) <= LONGEST_CHECKED:
        stated_in(after, look=True)


def is_shut(request: Request, setup: Setup, content: Content) -> bool:
    """Tell whether the story's words stand behind the gate: by its own warning, or by one of a report that it cites."""
    if is_open(request):
        return False
    cited = {c.document for c in content.citations if c.document}
    return GRAPHIC in content.warnings or bool(gate_at(request, setup.store, cited).closed)


def _changes(request: Request, story: Story) -> Changes | None:
    """Return what version `diff` changed against the one before it, or `against`; None where nothing is asked."""
    told = request.query_params.get("diff", "")
    if not told:
        return None
    against = request.query_params.get("against", "") or (str(int(told) - 1) if told.isdigit() else "")
    try:
        before, after = story.version(int(against)), story.version(int(told))
    except (KeyError, ValueError):
        raise StopError(f"version {told[:20]!r}: is none that has one before it; choose one of the list") from None
    return changes_of(before.content, after.content, (before.number, after.number))


def _output(request: Request, story: Story) -> tuple[str, str]:
    """Return which other form is asked for and the story in it, "" where none is."""
    form = request.query_params.get("as", "")
    return (form, output_of(story, form, now("microseconds"))) if form in OUTPUTS else ("", "")
