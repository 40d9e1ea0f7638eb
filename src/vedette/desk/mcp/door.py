"""The server over HTTP, and its door: names by which it may be called, the bearer token where people are known, POST alone."""

import json
from collections.abc import Iterable
from typing import Any

from anyio import to_thread
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from vedette.desk.mcp.server import make_server
from vedette.desk.setup import Setup
from vedette.errors import StopError
from vedette.store.store import Store
from vedette.workflow.people import has_people, person_by_token

PATH = "/mcp"

LARGEST = 512_000
"""Bytes of a request; a text of 40,000 characters takes far fewer."""

_WHO_ARE_YOU = "Authorization: is no token of a person here; send 'Authorization: Bearer TOKEN' with one that holds"


def make_http(setup: Setup, names: Iterable[str], *, everybody: bool) -> ASGIApp:
    """Return the application; `names` are hosts with their ports by which it may be called.

    With `everybody`, a token is asked of everybody; without, as soon as the store has people. It keeps no sessions, since
    nothing is ever told unasked; its lifespan must be run.
    """
    hosts = list(names)
    origins = [f"{scheme}://{h}" for scheme in ("http", "https") for h in hosts]
    app = make_server(setup).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST,
        transport_security=TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins),
    )
    return Door(app, setup.store, everybody=everybody)


class Door:
    """Lets in what has a token where one is asked for, and POST alone: nothing is ever streamed unasked."""

    def __init__(self, app: ASGIApp, store: Store, *, everybody: bool) -> None:
        self._app, self._store, self._everybody = app, store, everybody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and (refusal := await self._refused(scope)):
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        try:
            known = await to_thread.run_sync(self._opens, headers.get("authorization", ""))
        except StopError as e:
            return _told(503, str(e))
        if not known:
            return _told(401, _WHO_ARE_YOU, **{"WWW-Authenticate": "Bearer"})
        if scope["method"] != "POST" and scope["path"] == PATH:
            return _told(405, f"{scope['method']}: is not answered; send POST", Allow="POST")
        return None

    def _opens(self, authorization: str) -> bool:
        scheme, _, word = authorization.partition(" ")
        if scheme.lower() == "bearer" and person_by_token(self._store, word.strip()) is not None:
            return True
        return not self._everybody and not has_people(self._store)


def _told(status: int, sentence: str, **headers: str) -> Response:
    body: dict[str, Any] = {"errors": [sentence]}
    return Response(json.dumps(body), status, headers, media_type="application/json")
