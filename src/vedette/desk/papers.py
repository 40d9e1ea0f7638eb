"""Papers made at the desk: at most two at a time, each a file to take along."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore

from starlette.exceptions import HTTPException
from starlette.responses import Response

from vedette.errors import StopError
from vedette.publishing.paper.model import Paper
from vedette.publishing.paper.write import FORMS, written

AT_ONCE = 2
"""Papers that are made at a time: each takes a processor for seconds, and threads that all pages share."""

NAMES = {"pdf": "PDF", "docx": "DOCX", "markdown": "Markdown", "html": "HTML"}
"""What a form is called, in the order in which forms are offered."""

_ENDS = {"pdf": "pdf", "docx": "docx", "markdown": "md", "html": "html"}
_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_WAIT = "10"

_making = BoundedSemaphore(AT_ONCE)


def papers_of(story: str, out: int | None, newest: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a story can be taken along as: of the version that is out and of the newest, forms with their addresses."""
    told = {newest: f"version {newest}", **({out: "the version that readers see"} if out else {})}
    return [
        (of, [(called, f"/story/{story}/paper?form={form}&version={number}") for form, called in NAMES.items()])
        for number, of in told.items()
    ]


def form_of(told: str) -> str:
    """Return the form that an address asks for; StopError for none."""
    form = told.strip().lower()
    if form not in FORMS:
        raise StopError(f"form {told[:20]!r}: is none; choose one of {', '.join(FORMS)}")
    return form


@contextmanager
def making() -> Iterator[None]:
    """Hold one of the places where a paper is made for the time of the block; where none is free, the answer is 503."""
    if not _making.acquire(blocking=False):
        told = f"papers: {AT_ONCE} are being made at this moment; wait some seconds and ask again"
        raise HTTPException(503, told, {"Retry-After": _WAIT})
    try:
        yield
    finally:
        _making.release()


def file_of(paper: Paper, form: str, name: Sequence[str]) -> Response:
    """Return a paper as a file whose name has these parts; StopError where what writes the form is not installed.

    HTML is taken along as well: it has a style of its own, which no page of the desk may have.
    """
    called = re.sub(r"[^A-Za-z0-9-]+", "-", "-".join(n for n in name if n))[:80]
    headers = {"content-disposition": f'attachment; filename="{called}.{_ENDS[form]}"'}
    return Response(written(paper, form), media_type=_MEDIA[form], headers=headers)
