"""What is new, told as it comes: server-sent events over the store, whoever writes it."""

import asyncio
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from vedette.desk.alarms import Alarms
from vedette.desk.api.asking import LONG, Parties, Period, Sayings, filter_told
from vedette.desk.api.shared import Asked, Fault, Faults, new_router, refused
from vedette.desk.filters import Filter
from vedette.desk.listing import Eye
from vedette.desk.setup import current
from vedette.desk.stream import MOST, FullError, Listener, Pulse
from vedette.desk.stream_news import HEARTBEAT, news_for
from vedette.store.told_since import Moment

router = new_router("stream")

BEAT = 15.0
"""Seconds of silence after which a comment is sent, so that nothing on the way takes the connection for dead."""

RETRY_MS = 5_000
"""Milliseconds after which a browser that lost the stream asks again."""

_ONE_AT_A_TIME = Lock()


class StreamAsked(Asked, Period, Parties, Sayings):
    """What is to be told: incidents as the desk's bar asks for them."""

    type: str | None = Field(
        None, max_length=LONG, description="Of a type of the codebook, or a family of types: talks."
    )
    origins: int | None = Field(None, ge=1, le=1_000, description="Told by at least so many independent texts.")
    tier: Literal["FLASH", "PRIORITY", "ROUTINE"] | None = Field(None, description="Of this urgency.")
    after: str | None = Field(
        None,
        max_length=250,
        description="What came after this id of an event; the header Last-Event-ID goes before it. Without either, from now on.",
    )


class EventStream(Response):
    """The kind of answer, as the reference tells it."""

    media_type = "text/event-stream"


class Streamed(EventStream):
    """The stream of one listener. It ends where the listener goes, and where the server is about to stop."""

    def __init__(self, pulse: Pulse, asked: Filter, since: Moment | None, beat: float = BEAT) -> None:
        super().__init__(None, headers={"x-accel-buffering": "no"})
        # An answer without an end has no length.
        del self.headers["content-length"]
        self._pulse, self._asked, self._since, self._beat = pulse, asked, since, beat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what comes until either side ends it."""
        try:
            listener = self._pulse.join(self._asked, self._since)
        except FullError:
            await _full()(scope, receive, send)
            return
        gone = asyncio.create_task(_gone(receive, listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            sent: bytes | None = f"retry: {RETRY_MS}\n\n".encode()
            while sent is not None:
                await send({"type": "http.response.body", "body": sent, "more_body": True})
                sent = await _next(listener, self._beat)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._pulse.leave(listener)


@router.get(
    "/stream",
    response_class=EventStream,
    responses={503: {"model": Faults, "description": f"More than {MOST} listen already, or the store cannot be read."}},
)
def stream(request: Request, asked: Annotated[StreamAsked, In()]) -> Response:
    """What is new since an event's id, and then whatever comes: `incident` (new, told by more, judged, corrected, assessed)
    and `document` (how many were stored and read), which ends each batch and has its id. `lost` and `back` tell that the
    store could not be read for a while. Events are told at least once.
    """  # noqa: D205 - the reference shows all of it
    told = request.headers.get("last-event-id") or asked.after
    since = Moment.of(told) if told else None
    if told and since is None:
        raise refused("after", f"{told[:60]!r} is no id of an event", "hand in the last one that came, or none")
    return Streamed(pulse_of(request), filter_told(asked), since)


def pulse_of(request: Request) -> Pulse:
    """Return the listeners of this desk."""
    state, setup = request.app.state, current(request)
    with _ONE_AT_A_TIME:
        if getattr(state, "pulse", None) is None:
            ending = getattr(state, "ending", lambda: False)
            state.pulse = Pulse(lambda wishes: news_for(setup, wishes, _eye(state)), ending=ending)
        found: Pulse = state.pulse
        return found


def _eye(state: Any) -> Eye:
    """Return who looks: nobody who has opened the gate, with the flare-ups that the desk knows already."""
    alarms: Alarms | None = getattr(state, "alarms", None)
    return Eye(flareups=alarms.now().causes if alarms else frozenset())


async def _next(listener: Listener, beat: float) -> bytes | None:
    """Return what comes next: a batch, a sign of life, None for the end."""
    listener.taken = True
    try:
        return await asyncio.wait_for(listener.queue.get(), beat)
    except TimeoutError:
        return HEARTBEAT


async def _gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.queue.put_nowait(None)


def _full() -> Response:
    told = Fault(
        object="stream",
        cause=f"{MOST} listen already",
        remedy="try again later, or ask GET /api/v1/incidents now and then",
    )
    return JSONResponse(Faults(errors=[told]).model_dump(), 503, {"retry-after": "60"})
