"""Documents of the API: a text as it is kept, what is read from it, and how what it states stands to what is known."""

import re
from dataclasses import asdict
from threading import Lock
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.api import shapes_kept as shapes
from vedette.desk.api.shared import (
    NONE_SUCH,
    Fault,
    Listed,
    Name,
    PageAsked,
    RefusedError,
    found,
    link,
    new_router,
    refused,
)
from vedette.desk.setup import Setup, current
from vedette.records.check import Check
from vedette.records.document import Document
from vedette.store.standing import document_called, documents_page, standing_of

router = new_router("documents")
Called = Annotated[str, Name("A document's id, or its beginning where it is the only one that begins so.")]

_KEPT: dict[str, tuple[Check, ...]] = {}
_MOST_KEPT = 64
_ONE_AT_A_TIME = Lock()
_UNREAD = "'vedette store read' reads what has become readable"


class DocumentsAsked(PageAsked):
    """Which documents are wanted."""

    source: str | None = Field(None, max_length=500, description="From this publisher.")
    language: str | None = Field(None, max_length=20, description="In this language (ISO 639-1).")
    unread: bool = Field(False, description="Only those that no reader has read.")


@router.get("/documents", response_model=Listed[shapes.ListedDocument])
def documents(request: Request, response: Response, asked: Annotated[DocumentsAsked, In()]) -> Any:
    """Documents in the order in which they were stored, without their texts."""
    if asked.after is not None and not re.fullmatch(r"[0-9]{1,18}", asked.after):
        raise refused("after", f"{asked.after!r} is no cursor", "hand in the cursor that the page before gave")
    told = {n: getattr(asked, n) for n in ("source", "language", "unread")}
    with current(request).store.reading() as connection:
        page = documents_page(connection, after=int(asked.after or 0), limit=asked.limit + 1, **told)
    shown = page[: asked.limit]
    cursor = str(shown[-1][0]) if len(page) > len(shown) else None
    link(request, response, cursor)
    return {"items": [{**d.to_json(), "read": read} for _, d, read in shown], "next": cursor}


# What belongs to a document comes first: an id may hold slashes, so that the last pattern takes all that is left.
@router.get("/documents/{document:path}/record", response_model=shapes.Record, responses=NONE_SUCH)
def record(request: Request, document: Called) -> Any:
    """Everything read out of a document by its newest reading."""
    store = current(request).store
    with store.reading() as connection:
        named = found(lambda: document_called(connection, document))
    read = store.records([named.id])
    if not read:
        raise RefusedError(404, Fault(object=f"document {named.id}", cause="has not been read", remedy=_UNREAD))
    return read[0].to_json()


@router.get("/documents/{document:path}/checks", response_model=Listed[shapes.Check], responses=NONE_SUCH)
def checks(request: Request, document: Called) -> Any:
    """How what a document states stands to what is known; the first answer loads the reader, which takes seconds."""
    with current(request).store.reading() as connection:
        named = found(lambda: document_called(connection, document))
    return {"items": [c.to_json() for c in checks_of(named)], "next": None}


@router.get("/documents/{document:path}", response_model=shapes.StandingDocument, responses=NONE_SUCH)
def document(request: Request, document: Called) -> Any:
    """A document as it is kept, how it came, and who read it."""
    return find_document(current(request), document)


def find_document(setup: Setup, name: str) -> dict[str, Any]:
    """Return a document by its id or its beginning, how it came, and who read it; raises RefusedError where there is none."""
    with setup.store.reading() as connection:
        told = found(lambda: standing_of(connection, name))
    return {
        "document": told.document.to_json(),
        "arrivals": [asdict(a) for a in told.arrivals],
        "readings": [asdict(r) for r in told.readings],
    }


def checks_of(document: Document) -> tuple[Check, ...]:
    """Return the checks of a document, of which the last few are kept; one thread at a time asks the reader."""
    from vedette.api import check_documents  # noqa: PLC0415 - loads the language model

    with _ONE_AT_A_TIME:
        if document.id not in _KEPT:
            while len(_KEPT) >= _MOST_KEPT:
                del _KEPT[next(iter(_KEPT))]
            _KEPT[document.id] = tuple(c for told in check_documents([document]) for c in told.checks)
        return _KEPT[document.id]
