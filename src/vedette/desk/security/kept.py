"""What the desk remembers for whoever looks: the gate, how far was looked, how maps are drawn, light or dark. Small words, no secrets.

Where people sign in it is remembered for the person, in the store, and goes along to another browser; else by the browser.
"""

from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.setup import Setup, current
from vedette.errors import StopError
from vedette.workflow import people

NAMES = ("seen", "gate", "borders", "symbols", "theme")
"""What may be remembered."""

LONGEST = 200
"""Characters of one value; a page checks it against what it offers."""

_YEAR = 365 * 24 * 3600


def kept(request: Request, name: str) -> str:
    """Return what is remembered under a name of `NAMES`, "" where nothing is."""
    cookie = _cookie(name)
    setup = current(request)
    told = _of_person(request, setup).get(name, "") if setup.signed else request.cookies.get(cookie, "")
    return told[:LONGEST]


def keep(request: Request, answer: Response, name: str, value: str) -> None:
    """Remember `value` under a name of `NAMES`; "" forgets it. `answer` is what goes back to the browser."""
    cookie, setup = _cookie(name), current(request)
    if setup.signed:
        people.keep_for(setup.store, setup.person, name, value[:LONGEST])
        request.state.kept = None
        return
    secure = request.url.scheme == "https"
    if value:
        answer.set_cookie(cookie, value[:LONGEST], max_age=_YEAR, httponly=True, samesite="strict", secure=secure)
    else:
        answer.delete_cookie(cookie, httponly=True, samesite="strict", secure=secure)


def _of_person(request: Request, setup: Setup) -> dict[str, str]:
    """Return what is remembered for the person; asked once a request, and nothing where the store fails."""
    found: dict[str, str] | None = getattr(request.state, "kept", None)
    if found is None:
        try:
            found = people.kept_for(setup.store, setup.person)
        except StopError:
            # The page that says so asks as well, whether it is to be light or dark.
            found = {}
        request.state.kept = found
    return found


def _cookie(name: str) -> str:
    if name not in NAMES:
        raise KeyError(name)
    return f"vedette-{name}"
