"""Assessments through the API: what is made of an incident by hand and by rule, and what a person makes of it."""

from typing import Annotated, Any, Literal

from fastapi import Body
from pydantic import Field, model_validator
from starlette.requests import Request

from vedette.desk.api import shapes
from vedette.desk.api.judging import CHANGED, Word
from vedette.desk.api.shared import NONE_SUCH, Asked, Incident, found, new_router
from vedette.desk.setup import current
from vedette.errors import StopError
from vedette.records.incident import Incident as Happened
from vedette.store.store import Store
from vedette.workflow import assessing

router = new_router("incidents")

_VALUES = Literal["confirmed", "fair", "weak", "contested", "discounted", "1", "2", "3", "4", "5", "6"]


class Assessing(Asked):
    """What is assessed of an incident, or taken back, why, and in which state it was seen.

    `kind` with its `value`, or `undo` with the id of an assessment (or the beginning of it).
    """

    kind: Literal["status", "information"] | None = None
    value: _VALUES | None = None
    undo: Word | None = None
    why: str = Field(min_length=1, max_length=500, pattern=r"\S")
    seen: str = Field(min_length=5, max_length=200, description="The `state` of the assessment as it was looked at.")

    @model_validator(mode="after")
    def one_of_both(self) -> "Assessing":
        """Refuse what says nothing, or two things at once."""
        if (self.undo is None) == (self.kind is None) or (self.kind is None) != (self.value is None):
            raise ValueError("tells neither or both; hand in kind and value, or undo")
        return self


@router.get("/incidents/{incident}/assessment", response_model=shapes.IncidentAssessed, responses=NONE_SUCH)
def assessment(request: Request, incident: Incident) -> Any:
    """What is made of an incident, by hand and by rule, every assessment of it (oldest first), and its state for `seen`."""
    store = current(request).store
    there = found(lambda: store.incident(incident))
    # The state first: what comes in while the rest is read is then told to whoever assesses by this answer.
    state = assessing.state_of(store, there)
    told = assessing.weighed_of(store, [there])[there.id].to_json()
    return {"id": there.id, **told, "history": [a.to_json() for a in assessing.history(store, there)], "state": state}


@router.post(
    "/incidents/{incident}/assessment",
    response_model=shapes.Assessment,
    responses=NONE_SUCH | CHANGED,
    status_code=201,
)
def assess(request: Request, incident: Incident, told: Annotated[Assessing, Body()]) -> Any:
    """Assess an incident, or take an assessment back. Returns the assessment made."""
    setup = current(request)
    there = found(lambda: _looked_at(setup.store, incident, told.seen))
    by: dict[str, str] = {"author": setup.person, "why": told.why, "seen": told.seen}
    if told.undo is not None:
        return assessing.undo_assessment(setup.store, told.undo, **by).to_json()
    return assessing.assess(setup.store, there.id, told.kind or "", told.value or "", **by).to_json()


def _looked_at(store: Store, name: str, seen: str) -> Happened:
    """Return the incident called `name`, or what has become of it by the mention that its state names."""
    try:
        return store.incident(name)
    except StopError:
        return store.incident(seen.partition(".")[0])
