"""The door: who a request comes from, and whether its origin, role and rate let it in. All is shut unless a rule opens it.

Where nobody is in the store and the desk was not asked for a login, whoever sits at this machine is alone and may do all.
"""

from collections.abc import Callable, Mapping
from time import monotonic
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedette.desk.security.origin import SAFE, for_programs, is_own, token_of
from vedette.desk.security.rates import GENEROUS, Rates, kind_of, network_of, told_of
from vedette.desk.security.roles import ADMINISTRATOR, EMBEDS, OPEN, article, may, needed
from vedette.desk.security.session import word_of
from vedette.desk.setup import NOBODY, Setup, Visitor, visitor_of
from vedette.errors import StopError
from vedette.workflow import people

Problem = Callable[[Request, int, str], Response]

AGAIN = 10.0
"""Seconds after which a stream asks again, with what it sends next, whether whoever listens may."""


class Door:
    """Middleware that lets in who may, and tells every page behind it who that is (`desk.setup.current`)."""

    def __init__(self, app: ASGIApp, setup: Setup, problem: Problem) -> None:
        self._app, self._setup, self._problem = app, setup, problem
        self._peopled = setup.login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with who it comes from, or answer it here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.visitor = NOBODY
        refusal = await run_sync(self._refusal, request)
        if refusal is None:
            await self._app(scope, receive, self._while_it_holds(request, send))
        else:
            await refusal(scope, receive, send)

    def _while_it_holds(self, request: Request, send: Send) -> Send:
        """Return a `send` that ends a long answer, a stream, where whoever asked for it may not be here any more."""
        asked, ended = monotonic(), False

        async def sent(message: Message) -> None:
            nonlocal asked, ended
            if ended:
                return
            if message.get("more_body") and monotonic() - asked >= AGAIN:
                asked, ended = monotonic(), not await run_sync(self._holds, request)
            # The server tells the answer's own code that nobody listens any longer.
            await send({"type": "http.response.body", "body": b""} if ended else message)

        return sent

    def _holds(self, request: Request) -> bool:
        visitor = visitor_of(request)
        try:
            if visitor.way != "session":
                return self._visitor(request) == visitor
            # Looked up so that a stream that nobody looks at does not count as using the session.
            here = people.session_id(word_of(request))
            return any(line.id == here for line in people.sessions_of(self._setup.store, visitor.name))
        except StopError:
            # The stream tells by itself that the store cannot be read.
            return True

    def _refusal(self, request: Request) -> Response | None:
        try:
            visitor = self._visitor(request)
        except StopError as error:
            # The store cannot be asked; then nobody is let in, not even by what was known a moment ago.
            return self._problem(request, 503 if str(error).startswith("store ") else 422, str(error))
        request.state.visitor = visitor
        if not is_own(request.method, Headers(scope=request.scope), by_token=visitor.way == "token"):
            return self._problem(request, 403, "this request: comes from another page; open the desk and do it there")
        asked = needed(request.method, request.url.path, embeds=self._setup.embeds)
        if not may(visitor.role, asked):
            return self._stranger(request) if visitor == NOBODY else self._lesser(request, visitor, asked)
        return self._too_often(request, visitor) if asked != OPEN or request.url.path.startswith(EMBEDS) else None

    def _visitor(self, request: Request) -> Visitor:
        store = self._setup.store
        # People are never taken out of a store, so that what has been peopled once stays so.
        self._peopled = self._peopled or people.has_people(store)
        if not self._peopled:
            return Visitor(name=self._setup.person, role=ADMINISTRATOR, way="alone")
        # Whoever hands in a token is let in by it or not at all: the cookie beside it counts for nothing.
        token = token_of(request.url.path, Headers(scope=request.scope))
        if token is not None:
            found, way = people.person_by_token(store, token), "token"
        else:
            found, way = (people.person_by_session(store, word) if (word := word_of(request)) else None), "session"
        return Visitor(name=found.name, role=found.role, way=way) if found else NOBODY

    def _stranger(self, request: Request) -> Response:
        """Return the answer to whoever is not known: the way to sign in, or for a program how to hand in a token."""
        if for_programs(request.url.path):
            told = "desk: nobody is signed in; hand in a token that holds: Authorization: Bearer vdt_…"
            return _with(self._problem(request, 401, told), {"WWW-Authenticate": 'Bearer realm="vedette"'})
        if request.url.path.startswith(EMBEDS):
            # No frame shows the way in, and none should.
            return PlainTextResponse("this desk shows its embeds to those who are signed in to it\n", 401)
        way_in = _way_in(request)
        if request.headers.get("hx-request") == "true":
            return Response(status_code=401, headers={"HX-Redirect": way_in})
        if request.method in SAFE:
            return RedirectResponse(way_in, 303)
        # What was typed is still in the browser, where leading away would lose it.
        told = (
            "You are not signed in, or not any longer, and nothing was stored. Sign in in another tab, go back to this page, "
            "and send it again: your browser keeps what you typed."
        )
        return self._problem(request, 401, told)

    def _lesser(self, request: Request, visitor: Visitor, asked: str) -> Response:
        told = f"this page: takes {article(asked)}, and {visitor.name} is {article(visitor.role)} here; ask an administrator"
        return self._problem(request, 403, told)

    def _too_often(self, request: Request, visitor: Visitor) -> Response | None:
        kind = kind_of(request.method, request.url.path)
        if kind is None:
            return None
        where = request.client.host if request.client else ""
        key = f"{visitor.way} {visitor.name}" if visitor != NOBODY else network_of(where)
        rates: Rates = request.app.state.rates
        seconds = rates.wait(kind, key, times=GENEROUS if visitor.way == "alone" else 1)
        if not seconds:
            return None
        return _with(self._problem(request, 429, told_of(kind, seconds)), {"Retry-After": str(seconds)})


def _way_in(request: Request) -> str:
    """Return the address of the sign-in that leads back to what was asked for."""
    query = request.url.query
    asked = request.url.path + (f"?{query}" if query else "")
    return "/sign-in" if asked == "/" else f"/sign-in?next={quote(asked, safe='/')}"


def _with(answer: Response, headers: Mapping[str, str]) -> Response:
    answer.headers.update(headers)
    return answer
