"""The cookie that holds a session's word: set at sign-in, never read from elsewhere, never shown to scripts.

It is SameSite=Lax and not Strict: a link in a letter leads into the desk without a second sign-in, and what changes something
is never a GET and must come from the desk's own pages besides (`origin.py`). By https its name begins with `__Host-`, so that
no neighbour under the same domain and nobody on the way over plain http can lay one.
"""

from starlette.requests import Request
from starlette.responses import Response

NAME = "vedette-session"
_MONTH = 30 * 24 * 3600
"""Seconds that a browser keeps it; the store decides how long it holds."""

_LONGEST = 200


def name_of(request: Request) -> str:
    """Return the cookie's name for the way by which a request came."""
    return f"__Host-{NAME}" if _secure(request) else NAME


def word_of(request: Request) -> str:
    """Return the word of the session that the browser hands in, "" where there is none."""
    word = request.cookies.get(name_of(request), "")
    return word if len(word) <= _LONGEST else ""


def agent_of(request: Request) -> str:
    """Return what the browser calls itself, to tell one session from another."""
    return request.headers.get("user-agent", "")[:200]


def lay(request: Request, answer: Response, word: str) -> None:
    """Hand the word of a session to the browser."""
    answer.set_cookie(
        name_of(request), word, max_age=_MONTH, path="/", httponly=True, samesite="lax", secure=_secure(request)
    )


def forget(request: Request, answer: Response) -> None:
    """Let the browser forget its session."""
    answer.delete_cookie(name_of(request), path="/", httponly=True, samesite="lax", secure=_secure(request))


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"
