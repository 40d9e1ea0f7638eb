"""People through the API: who asks, and, for administrators, who may come in and what was done."""

from typing import Annotated, Any, Literal

from fastapi import Body
from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api.shapes import Shape
from vedette.desk.api.shared import NONE_SUCH, Asked, Listed, Name, PageAsked, found, link, new_router, refused
from vedette.desk.pages.people import give_role, link_of
from vedette.desk.setup import Setup, current
from vedette.errors import StopError
from vedette.records.person import Person as Known
from vedette.store.audit import entries, faults
from vedette.workflow import people

router = new_router("people")

Role = Literal["reader", "analyst", "editor", "administrator"]
Called = Annotated[str, Name("A person's name.")]


class Me(Shape):
    """Who asks: the name that judgements carry, and what the person, or the token, may do."""

    name: str
    role: Role
    signed: bool


class Person(Shape):
    """Somebody who may come in; `ready` tells that there is a password, `active` that the person is not shut out."""

    name: str
    role: Role
    active: bool
    at: str
    ready: bool


class Invited(Shape):
    """Who was invited, the one-time link (told this once), and when it ends."""

    person: Person
    link: str
    ends: str


class Entry(Shape):
    """Something that was done, chained to the entry before it by its hash."""

    serial: int
    at: str
    author: str
    action: str
    object: str
    told: dict[str, Any]
    before: str
    hash: str


class Audit(Listed[Entry]):
    """A page of the log, newest first; `faults` are those of the whole chain, none where it is whole."""

    faults: list[str]


class Inviting(Asked):
    """Whom to invite, and as what; whoever is there already gets a new link, with the role as it is."""

    name: str = Field(min_length=1, max_length=200)
    role: Role


class Changing(Asked):
    """What to change of a person: another role, or whether the person may come in."""

    role: Role | None = None
    active: bool | None = None


class AuditAsked(PageAsked):
    """Which entries are wanted."""

    person: str | None = Field(None, max_length=200, description="Who did it.")
    action: str | None = Field(None, max_length=200, description="What was done, exactly as the log names it.")


@router.get("/me", response_model=Me)
def me(request: Request) -> Any:
    """Who asks, and what that person or token may do."""
    setup = current(request)
    return {"name": setup.person, "role": setup.role, "signed": setup.signed}


@router.get("/people", response_model=Listed[Person])
def everybody(request: Request) -> Any:
    """Everybody who was ever invited."""
    return {"items": [_person(p) for p in people.people(current(request).store)], "next": None}


@router.post("/people", response_model=Invited, status_code=201)
def invite(request: Request, told: Annotated[Inviting, Body()]) -> Any:
    """Invite somebody, or anew somebody who forgot the password."""
    setup = current(request)
    if not setup.signed:
        raise StopError("people: nobody signs in here yet; begin with yourself on the page /people")
    made = people.invite(setup.store, told.name, told.role, by=setup.person)
    return {"person": _person(made.person), "link": link_of(request, made.word), "ends": made.ends}


@router.post("/people/{name}", response_model=Person, responses=NONE_SUCH)
def change(request: Request, name: Called, told: Annotated[Changing, Body()]) -> Any:
    """Give a person another role, shut a person out, or let one in again."""
    setup = current(request)
    if told.role is None and told.active is None:
        raise refused("body", "changes nothing", "tell role, active, or both")
    found(lambda: _called(setup, name))
    if told.active is not None:
        (people.activate if told.active else people.deactivate)(setup.store, name, by=setup.person)
    if told.role is not None:
        give_role(setup, name, told.role)
    return _person(_called(setup, name))


@router.get("/audit", response_model=Audit)
def audit(request: Request, response: Response, asked: Annotated[AuditAsked, In()]) -> Any:
    """What was done by whom, the newest first, and whether the chain of the whole log holds."""
    after = _serial(asked.after)
    with current(request).store.reading() as connection:
        told = entries(
            connection, author=asked.person, action=asked.action, after=after, limit=asked.limit + 1
        )  # fmt: skip
        broken = faults(connection)
    page = told[: asked.limit]
    cursor = str(page[-1].serial) if len(told) > asked.limit else None
    link(request, response, cursor)
    return {"items": [e.to_json() for e in page], "next": cursor, "faults": broken}


def _serial(after: str | None) -> int | None:
    if after is not None and not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise refused("after", f"{after[:40]!r} is no cursor", "hand in the cursor that the page before gave")
    return None if after is None else int(after)


def _called(setup: Setup, name: str) -> Known:
    there = next((p for p in people.people(setup.store) if p.name == name), None)
    if there is None:
        raise StopError(f"person {name!r}: is none")
    return there


def _person(p: Known) -> dict[str, Any]:
    return {"name": p.name, "role": p.role, "active": p.active, "at": p.at, "ready": p.ready}
