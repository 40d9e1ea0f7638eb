"""What the desk remembers for whoever looks: the gate, how far was looked, how maps are drawn, light or dark. Small words, no secrets."""

from starlette.requests import Request
from starlette.responses import Response

NAMES = ("seen", "gate", "borders", "symbols", "theme")
"""What may be remembered."""

LONGEST = 200
"""Characters of one value; a page checks it against what it offers."""

_YEAR = 365 * 24 * 3600


def kept(request: Request, name: str) -> str:
    """Return what is remembered under a name of `NAMES`, "" where nothing is."""
    return request.cookies.get(_cookie(name), "")[:LONGEST]


def keep(request: Request, answer: Response, name: str, value: str) -> None:
    """Remember `value` under a name of `NAMES`; "" forgets it. `answer` is what goes back to the browser."""
    secure = request.url.scheme == "https"
    if value:
        answer.set_cookie(
            _cookie(name), value[:LONGEST], max_age=_YEAR, httponly=True, samesite="strict", secure=secure
        )
    else:
        answer.delete_cookie(_cookie(name), httponly=True, samesite="strict", secure=secure)


def _cookie(name: str) -> str:
    if name not in NAMES:
        raise KeyError(name)
    return f"vedette-{name}"
