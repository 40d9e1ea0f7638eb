"""What every answer of the API shares: its address, how faults are told, pages with cursors, and what may be asked."""

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Path
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.given import page_behind
from vedette.errors import SkipError, StopError

PREFIX = "/api/v1"
MOST = 200
"""Items that a page of an answer may hold."""

T = TypeVar("T")
_SENTENCE = re.compile(r"(?P<object>.*?): (?P<cause>.*?)(?:; (?P<remedy>.*))?", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_LOOK = f"GET {PREFIX}/openapi.json tells what is asked in which form"


class Fault(BaseModel):
    """What is wrong: with what, why, and what to do about it ("" where nothing can be told)."""

    object: str
    cause: str
    remedy: str


class Faults(BaseModel):
    """Everything that was wrong with a request."""

    errors: list[Fault]


class Listed(BaseModel, Generic[T]):
    """A page: its items, and the cursor to hand in as `after` for the next one, null where this is the last."""

    items: list[T]
    next: str | None


class LookedAt(Listed[T], Generic[T]):
    """A page made out of claims; `looked_at` is how many of the newest were looked at, null where all were."""

    looked_at: int | None


class RefusedError(Exception):
    """A request that is not answered: the status and what is wrong."""

    def __init__(self, status: int, *faults: Fault) -> None:
        super().__init__(status, *faults)
        self.status, self.faults = status, faults


class Asked(BaseModel):
    """What may be asked; a name that is not among its fields is refused, since it could not be heeded."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _told(cls, value: Any) -> Any:
        """Refuse an empty value: whoever writes `window=` means something that would not be heeded."""
        if isinstance(value, str) and not value.strip():
            raise ValueError("is empty")
        return value


class PageAsked(Asked):
    """Which page is wanted."""

    limit: int = Field(50, ge=1, le=MOST, description="Items at most.")
    after: str | None = Field(None, max_length=500, description="The cursor `next` of the page before.")


class Answering(APIRoute):
    """A route whose faults are told as JSON with object, cause and remedy, and whose answers can be sent."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        @wraps(endpoint)
        def answer(*args: Any, **known: Any) -> Any:
            return sendable(endpoint(*args, **known))

        super().__init__(path, answer, **more)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler."""
        answer = super().get_route_handler()
        takes_none = not self.dependant.query_params and self.include_in_schema

        async def answered(request: Request) -> Response:
            if takes_none and request.query_params:
                return _refusal(422, [_unheeded(name, _LOOK) for name in request.query_params])
            try:
                return await answer(request)
            except RequestValidationError as e:
                return _refusal(422, [misfit({**x, "loc": x["loc"][1:] or x["loc"]}, _LOOK) for x in e.errors()])
            except HTTPException as e:
                if e.status_code != 400:
                    raise
                # FastAPI's word for a body that is no JSON.
                return _refusal(422, [Fault(object="body", cause="cannot be read", remedy=f"send JSON; {_LOOK}")])
            except RefusedError as e:
                return _refusal(e.status, e.faults)
            except SkipError as e:
                return _refusal(422, [Fault(object=e.item, cause=e.cause, remedy=e.remedy)])
            except StopError as e:
                return _refusal(status_of(e), [fault_of(e)])

        return answered


def sendable(value: Any) -> Any:
    """Return an answer with U+FFFD for each half of a surrogate pair, which no JSON carries; offsets stay as they are."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {k: sendable(v) for k, v in value.items()}
    return [sendable(v) for v in value] if isinstance(value, list | tuple) else value


def new_router(*tags: str) -> APIRouter:
    """Return a router under the API's address; `tags` group its answers in the reference."""
    told: dict[int | str, dict[str, Any]] = {
        422: {"model": Faults, "description": "The request cannot be answered as it was asked."},
        503: {"model": Faults, "description": "The store cannot be read."},
    }
    return APIRouter(prefix=PREFIX, route_class=Answering, tags=list(tags), responses=told)


NONE_SUCH: dict[int | str, dict[str, Any]] = {404: {"model": Faults, "description": "There is none of this name."}}
"""What an answer on one thing of a name adds."""


def Name(told: str) -> Any:  # noqa: N802 - stands where FastAPI's Path does
    """Return the declaration of a name in an address."""
    return Path(description=told, min_length=1, max_length=500)


Incident = Annotated[str, Name("An incident's id, or its beginning, or that of a mention's id.")]


def found(look: Callable[[], T]) -> T:
    """Return what `look` returns; a StopError of it means that there is none, and is answered with 404."""
    try:
        return look()
    except StopError as e:
        raise RefusedError(503 if status_of(e) == 503 else 404, fault_of(e)) from e


def refused(object_: str, cause: str, remedy: str) -> RefusedError:
    """Return the refusal of a request that cannot be answered as asked."""
    return RefusedError(422, Fault(object=object_, cause=cause, remedy=remedy))


def status_of(error: StopError) -> int:
    """Return the status of a StopError: 409 for what somebody else changed, 503 for a store that fails, else 422."""
    if type(error).__name__ == "ChangedError":
        return 409
    return 503 if str(error).startswith("store ") else 422


def fault_of(error: Exception) -> Fault:
    """Return an error's sentence, "object: cause; remedy", in its parts."""
    sentence = sendable(str(error))
    told = _SENTENCE.fullmatch(sentence)
    if told is None:
        cause, _, remedy = sentence.partition("; ")
        return Fault(object="request", cause=cause, remedy=remedy)
    return Fault(object=told["object"], cause=told["cause"], remedy=told["remedy"] or "")


def paged(
    items: Iterable[T], key: Callable[[T], str], asked: PageAsked, *, newest: bool = False
) -> tuple[list[T], str | None]:
    """Return the page of `items` that is asked, and the cursor behind it; see `desk.given.page_behind`."""
    return page_behind(items, key, asked.after, asked.limit, falling=newest)


def behind(items: Sequence[T], key: Callable[[T], str], asked: PageAsked) -> tuple[list[T], str | None]:
    """Return the page of `items` behind the one whose key is the cursor, and the next cursor; StopError where none is."""
    first = 0
    if asked.after is not None:
        keys = [key(x) for x in items]
        if asked.after not in keys:
            raise StopError(f"cursor {asked.after!r}: is none; hand in the cursor that the page before gave")
        first = keys.index(asked.after) + 1
    page = list(items[first : first + asked.limit])
    return page, key(page[-1]) if first + len(page) < len(items) else None


def link(request: Request, response: Response, cursor: str | None) -> None:
    """Lay the address of the next page on the answer."""
    if cursor is not None:
        # Without the host: behind a proxy it would not be the one that was called.
        next_ = request.url.include_query_params(after=cursor)
        response.headers["Link"] = f'<{next_.path}?{next_.query}>; rel="next"'


def linked(request: Request, response: Response, answer: dict[str, Any]) -> dict[str, Any]:
    """Return a page as it was answered, with the address of the next one laid on it."""
    link(request, response, answer["next"])
    return answer


def _refusal(status: int, faults: Sequence[Fault]) -> Response:
    return JSONResponse(Faults(errors=list(faults)).model_dump(), status_code=status)


def misfit(error: Mapping[str, Any], look: str) -> Fault:
    """Return a fault of validation: which value, and what it should be; `look` says where that is told."""
    name = ".".join(str(x) for x in error["loc"])
    if error["type"] == "extra_forbidden":
        return _unheeded(name, look)
    cause = error["msg"].removeprefix("Value error, ")
    cause = cause[:1].lower() + cause[1:]
    return Fault(object=name, cause=cause, remedy=look)


def _unheeded(name: str, look: str) -> Fault:
    cause = "is no filter of this answer and would not be heeded"
    return Fault(object=name, cause=cause, remedy=f"leave it out; {look}")
