"""What stands before every page: how long an address and its headers may be, and the headers of the answer."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedette.desk.security.headers import headers_for

LONGEST = 8_000
"""Bytes of a query string."""

MOST_HEADERS = 32_000
"""Bytes of all headers together; a browser's own are a few thousand."""


class Guard:
    """Middleware that refuses what is too long, answers what nobody foresaw, and lays headers on every answer.

    It is ASGI itself, since Starlette's base class for middleware reads streamed answers through a queue.
    """

    def __init__(self, app: ASGIApp, stamped: str, broken: Callable[[Request, Exception], ASGIApp]) -> None:
        self._app, self._stamped, self._broken = app, stamped, broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = headers_for(scope["path"], self._stamped)
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                told = MutableHeaders(scope=message)
                for name, value in headers.items():
                    told.setdefault(name, value)
            await send(message)

        try:
            await (self._refusal(scope) or self._app)(scope, receive, sent)
        except Exception as e:
            # Starlette would answer outside of all middleware, without a policy.
            if begun:
                raise
            await self._broken(Request(scope), e)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        if len(scope["query_string"]) > LONGEST:
            return PlainTextResponse("this address is too long; ask for less at once\n", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
            return PlainTextResponse("the headers of this request are too long; clear the cookies of this page\n", 431)
        return None
