"""People: who may come in and what each may do; invitations, roles, who is shut out. For administrators."""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.account import told_of
from vedette.desk.pages.shared import render, see_other
from vedette.desk.security.roles import ADMINISTRATOR
from vedette.desk.setup import Setup, current
from vedette.errors import StopError
from vedette.records.person import ROLES
from vedette.workflow import people

MEANINGS = {
    "reader": "sees everything, has an account, a gate and a mark of its own",
    "analyst": "also judges, corrects and assesses",
    "editor": "also grades and edits sources, and publishes",
    "administrator": "also says who comes in, and reads the audit log",
}
"""What a role may do, in a few words; `security/roles.py` decides."""

router = APIRouter()

Short = Annotated[str, Form(max_length=200)]


@router.get("/people")
def show(request: Request) -> Response:
    """Show who may come in."""
    return _page(request)


@router.post("/people")
def invite(request: Request, name: Short = "", role: Short = "") -> Response:
    """Invite somebody, or anew somebody who forgot the password; the one-time link is shown by this answer alone."""
    setup = current(request)
    if not setup.signed:
        # Else whoever sits here alone would have shut the door on themselves.
        return _page(request, fault="people: nobody signs in here yet; begin with yourself")
    try:
        made = people.invite(setup.store, name, role, by=setup.person)
    except StopError as error:
        return _page(request, fault=told_of(error), typed=(name, role))
    return _page(request, invited=made, link=link_of(request, made.word))


@router.post("/people/begin")
def begin(request: Request) -> Response:
    """Make whoever sits here alone the first administrator; from now on everybody signs in."""
    setup = current(request)
    if setup.signed:
        return see_other("/people")
    made = people.invite(setup.store, setup.person, ADMINISTRATOR, by=setup.person)
    return see_other(f"/join/{quote(made.word, safe='')}")


@router.post("/people/role")
def change_role(request: Request, name: Short, role: Short) -> Response:
    """Give somebody another role; whoever it is signs in anew."""
    return _changed(request, lambda s: give_role(s, name, role))


@router.post("/people/deactivate")
def deactivate(request: Request, name: Short) -> Response:
    """Shut somebody out, at once and everywhere; what they judged stays with their name."""
    return _changed(request, lambda s: people.deactivate(s.store, name, by=s.person))


@router.post("/people/activate")
def activate(request: Request, name: Short) -> Response:
    """Let somebody in again."""
    return _changed(request, lambda s: people.activate(s.store, name, by=s.person))


def link_of(request: Request, word: str) -> str:
    """Return the one-time link of a word, at the host by which the desk was called."""
    return f"{request.url.scheme}://{request.url.netloc}/join/{quote(word, safe='')}"


def give_role(setup: Setup, name: str, role: str) -> None:
    """Change a role and end the person's sessions: no word from before a change of rights holds after it."""
    people.change_role(setup.store, name, role, by=setup.person)
    for line in people.sessions_of(setup.store, name):
        people.end_session(setup.store, name, line.id, by=setup.person)


def _changed(request: Request, change: Callable[[Setup], object]) -> Response:
    try:
        change(current(request))
    except StopError as error:
        return _page(request, fault=told_of(error))
    return see_other("/people")


def _page(
    request: Request,
    *,
    fault: str = "",
    typed: tuple[str, str] = ("", "analyst"),
    invited: people.Invited | None = None,
    link: str = "",
) -> Response:
    setup = current(request)
    more: dict[str, Any] = {
        "roles": ROLES,
        "meanings": MEANINGS,
        "fault": fault,
        "typed": typed,
        "invited": invited,
        "link": link,
    }
    return render(request, "people.html", people.people(setup.store), status=422 if fault else 200, **more)
