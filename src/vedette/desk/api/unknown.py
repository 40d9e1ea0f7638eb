"""What is none of the API's addresses; modules are met by name, and this one must be met last."""

from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api.shared import PREFIX, Fault, RefusedError, new_router

router = new_router("unknown")


@router.get("/{rest:path}", include_in_schema=False)
def unknown(request: Request) -> Response:
    """Say that there is nothing here."""
    remedy = f"GET {PREFIX}/openapi.json tells every address"
    raise RefusedError(404, Fault(object=request.url.path[:200], cause="is no address of the API", remedy=remedy))
