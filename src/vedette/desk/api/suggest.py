"""What the palette offers while somebody types."""

from typing import Annotated, Any, Literal

from fastapi import Query as In
from pydantic import BaseModel, Field
from starlette.requests import Request

from vedette.desk.api.shared import Asked, new_router
from vedette.desk.pages.gate import is_open
from vedette.desk.setup import current
from vedette.desk.suggesting import suggested

router = new_router("suggest")


class SuggestAsked(Asked):
    """What was typed."""

    q: str = Field(min_length=1, max_length=300, description="Words, a party, a pair, a day, an id, or its beginning.")


class Suggested(BaseModel):
    """Where one can go; `key` is the letter that leads to a page after `g`, "" for what is none."""

    kind: Literal["page", "party", "dyad", "period", "incident", "report", "source", "publisher", "words"]
    label: str
    detail: str
    href: str
    key: str


class Suggestions(BaseModel):
    """What the words can mean, the likeliest first; twelve at most."""

    items: list[Suggested]


@router.get("/suggest", response_model=Suggestions)
def suggest(request: Request, asked: Annotated[SuggestAsked, In()]) -> Any:
    """Pages of the desk for what is typed: a page, a party, a pair, a period, an incident, a report, a source."""
    found = suggested(current(request), request.app.state.menu, asked.q, gate_open=is_open(request))
    return {
        "items": [{"kind": s.kind, "label": s.label, "detail": s.detail, "href": s.href, "key": s.key} for s in found]
    }
