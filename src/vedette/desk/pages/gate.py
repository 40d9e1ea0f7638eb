"""The gate: texts with a warning are shown once a person has opened it; closed by default, remembered for the person."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import see_other
from vedette.desk.security.kept import keep, kept
from vedette.desk.views.receipts import GRAPHIC, Gate
from vedette.records.document import Document
from vedette.store.store import Store
from vedette.store.warned import warned_among

OPEN = "open"

router = APIRouter()


def is_open(request: Request) -> bool:
    """Tell whether whoever asks has opened the gate."""
    return kept(request, "gate") == OPEN


def gate_for(request: Request, documents: Iterable[Document]) -> Gate:
    """Return the gate as it stands before `documents` for whoever asks."""
    if is_open(request):
        return Gate()
    return Gate(frozenset(d.id for d in documents if GRAPHIC in d.warnings))


def gate_at(request: Request, store: Store, documents: Collection[str]) -> Gate:
    """Return the gate as it stands before documents (ids) for whoever asks."""
    if is_open(request):
        return Gate()
    with store.reading() as connection:
        return Gate(warned_among(connection, set(documents), GRAPHIC))


def documents_at(store: Store, ids: Iterable[str]) -> Mapping[str, Document]:
    """Return the documents of these ids that are read, by id."""
    return {r.document.id: r.document for r in store.records(sorted(set(ids)))}


@router.post("/gate")
def choose(
    request: Request, choice: Annotated[str, Form()], back: Annotated[str, Form(max_length=4_000)] = "/"
) -> Response:
    """Open the gate or close it, and go back to where one was."""
    answer = see_other(back)
    keep(request, answer, "gate", OPEN if choice == OPEN else "")
    return answer
