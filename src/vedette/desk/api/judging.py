"""Judgements through the API: the state of an incident as one saw it, and what a person judges of it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Body
from pydantic import Field
from starlette.requests import Request

from vedette.desk.api import shapes
from vedette.desk.api.shared import NONE_SUCH, Asked, Faults, Incident, Listed, found, new_router
from vedette.desk.setup import current
from vedette.errors import StopError
from vedette.records.incident import Incident as Happened
from vedette.records.incident import Judgement
from vedette.store.store import Store
from vedette.workflow import judging

MOST = 200
"""Mentions or incidents that one judgement names."""

router = new_router("incidents")

Word = Annotated[str, Field(min_length=4, max_length=40, pattern="^[0-9a-f]+$")]
CHANGED: dict[int | str, dict[str, Any]] = {
    409: {"model": Faults, "description": "Somebody else judged it, or new reports changed it, since it was seen."}
}


class State(shapes.Shape):
    """What an incident rests on just now; to be handed in as `seen` with a judgement on it."""

    id: str
    state: str


class Judging(Asked):
    """What is judged of an incident, why, and in which state it was seen.

    `verdict` tells what `named` are: the mentions to split off, the incidents to join or to keep apart, or the one judgement to
    undo.
    """

    verdict: Literal["split", "join", "forbid", "undo"]
    named: list[Word] = Field(min_length=1, max_length=MOST)
    why: str = Field(min_length=1, max_length=500, pattern=r"\S")
    seen: str = Field(min_length=5, max_length=200, description="The `state` of the incident as it was looked at.")


@router.get("/incidents/{incident}/state", response_model=State, responses=NONE_SUCH)
def state(request: Request, incident: Incident) -> Any:
    """The state of an incident, which changes with every judgement and every report on it."""
    store = current(request).store
    there = found(lambda: store.incident(incident))
    return {"id": there.id, "state": judging.state_of(store, there)}


@router.post(
    "/incidents/{incident}/history",
    response_model=Listed[shapes.Judgement],
    responses=NONE_SUCH | CHANGED,
    status_code=201,
)
def judge(request: Request, incident: Incident, told: Annotated[Judging, Body()]) -> Any:
    """Judge an incident: split mentions off, join or keep apart others, undo a judgement. Returns the judgements made."""
    setup = current(request)
    there = found(lambda: _looked_at(setup.store, incident, told.seen))
    why = " ".join(told.why.split())
    made = _JUDGES[told.verdict](setup.store, there.id, told.named, author=setup.person, evidence=why, seen=told.seen)
    return {"items": [j.to_json() for j in made], "next": None}


def _looked_at(store: Store, name: str, seen: str) -> Happened:
    """Return the incident called `name`, or what has become of it by the mention that its state names."""
    try:
        return store.incident(name)
    except StopError:
        return store.incident(seen.partition(".")[0])


def _undone(store: Store, name: str, named: list[str], **told: str) -> tuple[Judgement, ...]:
    if len(named) > 1:
        raise StopError(f"judgements: {len(named)} are named; undo one of {name} at a time, each with its reason")
    return (judging.undo(store, named[0], **told),)


_JUDGES: dict[str, Callable[..., tuple[Judgement, ...]]] = {
    "split": judging.split,
    "join": judging.join,
    "forbid": judging.forbid,
    "undo": _undone,
}
