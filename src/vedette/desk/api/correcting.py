"""Corrections through the API: what people corrected in a document, and what a person corrects of it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Body
from pydantic import Field
from starlette.requests import Request

from vedette.desk.api.documents import Called
from vedette.desk.api.shapes import Shape
from vedette.desk.api.shared import NONE_SUCH, Asked, Fault, Faults, Listed, RefusedError, found, new_router
from vedette.desk.setup import current
from vedette.errors import StopError
from vedette.records.correction import Correction as Made
from vedette.records.correction import in_force
from vedette.store.standing import document_called
from vedette.store.store import Store
from vedette.workflow import correcting

router = new_router("documents")

Word = Annotated[str, Field(min_length=4, max_length=40, pattern="^[0-9a-f]+$")]
CHANGED: dict[int | str, dict[str, Any]] = {
    409: {"model": Faults, "description": "Somebody else corrected it, or it was read anew, since it was seen."}
}


class Correction(Shape):
    """One change of one claim: as it was (null where it was missed) and as it shall be (null where it is wrong).

    `start` and `end` are the characters of the claim's words, `supersedes` the correction that it takes back; `stands`
    tells that nobody took it back.
    """

    id: str
    document: str
    claim: str
    kind: Literal["event", "figure"]
    start: int
    end: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    author: str
    at: str
    why: str
    supersedes: str | None
    stands: bool


class Corrections(Listed[Correction]):
    """Every correction of a document, oldest first, and the state of its record, to be handed in as `seen`."""

    state: str


class Correcting(Asked):
    """What is corrected, why, and in which state the record was seen.

    `change` needs `claim` and the `fields` that change, `add` needs `kind` and `fields`, `strike` a `claim`, `undo` a
    `correction`. Fields are those of the record format; words are told by `start` and `end`.
    """

    do: Literal["change", "add", "strike", "undo"]
    claim: Word | None = None
    kind: Literal["event", "figure"] | None = None
    correction: Word | None = None
    fields: dict[str, Any] = Field({}, max_length=20)
    why: str = Field(min_length=1, max_length=correcting.LONGEST_REASON, pattern=r"\S")
    seen: str = Field(min_length=3, max_length=200, description="The `state` of the record as it was looked at.")


# Found before `/documents/{document}`, which takes all that is left of an address.
@router.get("/documents/{document:path}/corrections", response_model=Corrections, responses=NONE_SUCH)
def corrections(request: Request, document: Called) -> Any:
    """What people corrected in what was read of a document, taken back or not."""
    store = current(request).store
    name = _named(store, document)
    told = correcting.corrections_in(store, name)
    return {"items": _told(told), "next": None, "state": found(lambda: correcting.state_of(store, name))}


@router.post(
    "/documents/{document:path}/corrections", response_model=Correction, responses=NONE_SUCH | CHANGED, status_code=201
)
def correct(request: Request, document: Called, told: Annotated[Correcting, Body()]) -> Any:
    """Correct what was read of a document: change, add or strike out a claim, or undo a correction. Returns the correction."""
    setup = current(request)
    name = _named(setup.store, document)
    needed = _NEEDS[told.do]
    if missing := [n for n in needed if getattr(told, n) is None]:
        raise RefusedError(422, *(Fault(object=n, cause="is missing", remedy=f"'{told.do}' needs it") for n in missing))
    known = {"author": setup.person, "why": " ".join(told.why.split()), "seen": told.seen}
    made = _DOES[told.do](setup.store, name, told, known)
    return {**made.to_json(), "stands": True}


def _named(store: Store, document: str) -> str:
    with store.reading() as connection:
        return found(lambda: document_called(connection, document)).id


def _told(told: tuple[Made, ...]) -> list[dict[str, Any]]:
    undone = {c.supersedes for c in told} - {None}
    standing = {c.id for c in in_force(told)}
    # An undo stands where nothing took it back.
    return [{**c.to_json(), "stands": c.id in standing if c.supersedes is None else c.id not in undone} for c in told]


def _undone(store: Store, document: str, told: Correcting, known: dict[str, str]) -> Made:
    name = told.correction or ""
    if not any(c.id.startswith(name) for c in correcting.corrections_in(store, document)):
        raise StopError(f"correction {name}: is none of document {document}; its corrections tell their ids")
    return correcting.undo_correction(store, name, **known)


_NEEDS = {"change": ("claim",), "add": ("kind",), "strike": ("claim",), "undo": ("correction",)}
_DOES: dict[str, Callable[[Store, str, Correcting, dict[str, str]], Made]] = {
    "change": lambda s, d, t, k: correcting.correct(s, d, t.claim or "", t.fields, **k),
    "add": lambda s, d, t, k: correcting.add_claim(s, d, t.kind or "", t.fields, **k),
    "strike": lambda s, d, t, k: correcting.strike(s, d, t.claim or "", **k),
    "undo": _undone,
}
