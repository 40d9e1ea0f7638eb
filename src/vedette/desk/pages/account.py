"""One's own account: password, where one is signed in, tokens for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import render, see_other
from vedette.desk.pages.signing import Password, count_try
from vedette.desk.security import rates, session
from vedette.desk.security.roles import may
from vedette.desk.setup import Setup, current
from vedette.desk.views.people import browser_of
from vedette.errors import StopError
from vedette.records.person import ROLES
from vedette.workflow import people

DAYS = (30, 90, 365)
"""Days after which a token may end; it may also have no end."""

router = APIRouter()

Short = Annotated[str, Form(max_length=200)]


@router.get("/account")
def show(request: Request) -> Response:
    """Show the account of whoever is signed in."""
    return _page(request)


@router.post("/account/password")
def password(request: Request, old: Password = "", new: Password = "", again: Password = "") -> Response:
    """Change one's password; every other session ends, and this one gets a fresh word."""
    setup = _signed(request)
    # Whoever found a desk left open shall not guess the password here.
    count_try(request, None, rates.SIGN_IN, setup.person)
    if new != again:
        return _page(request, part="password", fault="The two new passwords differ; type the same twice.")
    try:
        people.change_password(setup.store, setup.person, old, new)
        made = people.sign_in(setup.store, setup.person, new, agent=session.agent_of(request))
    except StopError as error:
        return _page(request, part="password", fault=told_of(error))
    answer = see_other("/account?done=password")
    session.lay(request, answer, made.word)
    return answer


@router.post("/account/sessions/end")
def end_session(request: Request, id: Short = "") -> Response:  # noqa: A002 - the name of the field
    """End a session of one's own, on this machine or another."""
    setup = _signed(request)
    people.end_session(setup.store, setup.person, id, by=setup.person)
    return see_other("/account#sessions")


@router.post("/account/tokens")
def make_token(request: Request, called: Short = "", role: Short = "", days: Short = "") -> Response:
    """Make a token; its word is shown by this answer and never again."""
    setup = _signed(request)
    try:
        word, _ = people.make_token(setup.store, setup.person, called, role, days=_days(days), by=setup.person)
    except StopError as error:
        return _page(request, part="tokens", fault=told_of(error), typed=(called, role, days))
    return _page(request, part="tokens", word=word)


@router.post("/account/tokens/revoke")
def revoke_token(request: Request, serial: Annotated[int, Form(ge=0, le=2**62)]) -> Response:
    """Revoke a token of one's own."""
    setup = _signed(request)
    people.revoke_token(setup.store, setup.person, serial, by=setup.person)
    return see_other("/account#tokens")


def _days(told: str) -> int | None:
    if told not in ("none", *map(str, DAYS)):
        raise StopError(f"days {told[:20]!r}: are none to choose; take {', '.join(map(str, DAYS))} or none")
    return None if told == "none" else int(told)


def _signed(request: Request) -> Setup:
    setup = current(request)
    if not setup.signed:
        raise StopError("account: is none, since nobody signs in here; the page of people tells how to begin")
    return setup


def _page(request: Request, *, part: str = "", fault: str = "", word: str = "", typed: Any = None) -> Response:
    """Return the page; `fault` stands in its `part`, `word` is the token that was just made."""
    setup = current(request)
    if not setup.signed:
        return render(request, "account.html", None)
    view = {
        "sessions": people.sessions_of(setup.store, setup.person),
        "tokens": people.tokens_of(setup.store, setup.person),
        "roles": [r for r in ROLES if may(setup.role, r)],
        "days": DAYS,
        "here": people.session_id(session.word_of(request)),
        "word": word,
        "done": request.query_params.get("done", "") == "password",
    }
    more: dict[str, Any] = {
        "part": part,
        "fault": fault,
        "typed": typed or ("", ROLES[0], "90"),
        "browser_of": browser_of,
    }
    return render(request, "account.html", view, status=422 if fault else 200, **more)


def told_of(error: StopError) -> str:
    """Return what is wrong; a store that fails is no fault of what was typed."""
    if str(error).startswith("store "):
        raise error
    return str(error)
