"""The Python API: read texts and documents with one reader a process."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from vedette.errors import SkipError
from vedette.records.document import Document
from vedette.records.record import Record

if TYPE_CHECKING:
    from vedette.workflow.read import Reader


@cache
def reader() -> "Reader":
    """Return this process's reader, loaded on first use; raises StopError where the set-up is broken."""
    from vedette.workflow.read import Reader  # noqa: PLC0415 - loads the language model

    return Reader.load()


def read(
    text: str,
    *,
    published: str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the record's own name
) -> Record:
    """Return the record of `text`, which is kept verbatim: offsets count code points in it.

    `published` is an ISO date or date-time against which "overnight" and "Tuesday" are resolved. Raises SkipError where
    the text is empty or in a language that is not read, StopError where the set-up is broken.

    Example:
        >>> record = vedette.read("Ruritania shelled Strelsau overnight, police said.", published="2022-09-13")
        >>> [(e.type, e.trigger.text) for e in record.events]
        [('ASSAULT', 'shelled')]
    """
    from vedette.documents import prepare  # noqa: PLC0415 - loads the language detector
    from vedette.documents.language import check_language  # noqa: PLC0415

    known = {"published": published, "source": source, "title": title, "url": url, "id": id}
    document = prepare(Document.of(text, **{k: v for k, v in known.items() if v is not None}))
    if not text.strip():
        raise SkipError("text", "is empty", "hand in a text with words")
    check_language(document, "text")
    return reader().read(document)


def read_documents(documents: Iterable[Document]) -> Iterator[Record]:
    """Yield the record of each prepared document, in order, holding a small batch at a time."""
    yield from reader().read_all(documents)
