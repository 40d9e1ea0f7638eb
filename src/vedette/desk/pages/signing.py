"""The way in: sign in, take up a one-time link, sign out. What is said never tells whether a name is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import render, see_other
from vedette.desk.security import rates, session
from vedette.desk.security.origin import own_address
from vedette.desk.setup import current, visitor_of
from vedette.errors import StopError
from vedette.records.person import Person
from vedette.workflow import people

LONGEST_WORD = 200
"""Characters of the word of a one-time link; it has 43."""

AT_ONCE = 8
"""Passwords that are compared at once. Each comparison takes 64 MB, and where somebody writes to the store for long it waits
with a thread that all pages share."""

GONE = "This link does not hold any longer: it was used, or is older than two days. Ask an administrator for a new one."

router = APIRouter()

_comparisons = BoundedSemaphore(AT_ONCE)

Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2_000)]
Next = Annotated[str, Form(max_length=8_000)]


@router.get("/sign-in")
def sign_in_form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Show the form; who is known already is led on."""
    return see_other(_onward(next)) if visitor_of(request).role else _form(request, next, 200)


@router.post("/sign-in")
def sign_in(request: Request, name: Name = "", password: Password = "", next: Next = "/") -> Response:  # noqa: A002
    """Sign somebody in with a fresh session, and go where they wanted to go."""
    setup = current(request)
    if visitor_of(request).way == "alone":
        return see_other("/")
    count_try(request, rates.SIGN_IN_FROM, rates.SIGN_IN, name)
    try:
        with _comparing():
            made = people.sign_in(setup.store, name, password, agent=session.agent_of(request))
    except people.SignInError as error:
        return _form(request, next, 422, name=name, fault=str(error))
    return _signed_in(request, made.word, _onward(next))


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session that the browser hands in."""
    answer = see_other("/sign-in")
    if word := session.word_of(request):
        people.sign_out(current(request).store, word)
        session.forget(request, answer)
    return answer


@router.get("/join/{word}")
def join_form(request: Request, word: str) -> Response:
    """Show whose one-time link this is; looking does not use it up, since programs that read letters look too."""
    return render(request, "join.html", _invited(request, word), fault="")


@router.post("/join/{word}")
def join(request: Request, word: str, password: Password = "", again: Password = "") -> Response:
    """Set the password of whoever was invited, and sign them in."""
    store, person = current(request).store, _invited(request, word)
    if password != again:
        return render(request, "join.html", person, fault="The two passwords differ; type the same twice.", status=422)
    try:
        with _comparing():
            taken = people.take_up(store, word, password)
            made = people.sign_in(store, taken.name, password, agent=session.agent_of(request))
    except StopError as error:
        if str(error).startswith("store "):
            raise
        return render(request, "join.html", person, fault=str(error), status=422)
    return _signed_in(request, made.word, "/")


@contextmanager
def _comparing() -> Iterator[None]:
    """Hold one of the places in which passwords are compared; raises HTTPException 429 where there is none."""
    if not _comparisons.acquire(blocking=False):
        raise HTTPException(429, "signing in: too many do so at this moment; wait a few seconds", {"Retry-After": "3"})
    try:
        yield
    finally:
        _comparisons.release()


def _invited(request: Request, word: str) -> Person:
    count_try(request, rates.JOIN_FROM)
    person = people.invited(current(request).store, word) if len(word) <= LONGEST_WORD else None
    if person is None:
        raise HTTPException(404, GONE)
    if request.method == "POST":
        count_try(request, None, rates.JOIN, person.name)
    return person


def _signed_in(request: Request, word: str, address: str) -> Response:
    """Return the answer that leads on with a session's word; the session that was there before is ended."""
    if before := session.word_of(request):
        people.sign_out(current(request).store, before)
    answer = see_other(address)
    session.lay(request, answer, word)
    return answer


def _form(request: Request, next_: str, status: int, *, name: str = "", fault: str = "") -> Response:
    known = {"name": name, "next": own_address(next_), "fault": fault}
    return render(request, "sign-in.html", known, status=status)


def _onward(told: str) -> str:
    """Return where to go after signing in: an address of the desk's own, and not the way in again."""
    address = own_address(told)
    return "/" if address.startswith(("/sign-in", "/sign-out", "/join/")) else address


def count_try(request: Request, from_: str | None, of: str | None = None, name: str = "") -> None:
    """Count a try from the client's address, then one of a name; raises HTTPException 429 where it is too often."""
    counted: rates.Rates = request.app.state.rates
    client = rates.network_of(request.client.host if request.client else "")
    for kind, key in ((from_, client), (of, " ".join(name.split()).casefold())):
        if kind is not None and (seconds := counted.wait(kind, key)):
            raise HTTPException(429, rates.told_of(kind, seconds), {"Retry-After": str(seconds)})
