"""The page of the API: every address with what may be asked of it, made of its own description."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api.reference import described
from vedette.desk.pages.shared import render
from vedette.desk.views.reference import reference_view

router = APIRouter()


@router.get("/api")
def show(request: Request) -> Response:
    """Show what programs may ask."""
    return render(request, "reference.html", reference_view(described(request.app)))
