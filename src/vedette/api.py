"""The Python API: read texts and documents with one reader a process, and ask what holds as of a date."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.errors import SkipError, StopError
from vedette.records.document import Document
from vedette.records.record import Record

if TYPE_CHECKING:
    from vedette.knowledge.base import Knowledge
    from vedette.knowledge.obligations import Obligations
    from vedette.knowledge.who import Answer
    from vedette.records.arriving import Arriving
    from vedette.store.store import Store
    from vedette.workflow.add import Progress
    from vedette.workflow.check import Checked
    from vedette.workflow.read import Reader
    from vedette.workflow.readers import Readers


@cache
def reader() -> "Reader":
    """Return this process's reader of English, loaded on first use; raises StopError where the set-up is broken."""
    from vedette.workflow.read import Reader  # noqa: PLC0415 - loads the language model

    return Reader.load()


@cache
def readers() -> "Readers":
    """Return this process's readers by language (docs/languages.md), each loaded when a document first needs it.

    Example:
        >>> "ru" in vedette.api.readers()  # where natasha is installed
        True
    """
    from vedette.workflow.readers import Readers  # noqa: PLC0415 - loads the readers' code, not their models

    return Readers(english=reader)


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
    check_language(document, "text", readable=readers())
    return readers().read(document)


def read_documents(
    documents: Iterable[Document], on_skip: Callable[[SkipError], None] | None = None, *, gate: bool = False
) -> Iterator[Record]:
    """Yield the record of each prepared document, in order, holding a small batch at a time.

    A document in a language that is not read here, or that cannot be translated, is told to `on_skip`, or raised as
    SkipError where there is none. With `gate` a document that may hold no event is not read, and its record says why.
    """
    if gate:
        from vedette.reading.gate import load_gate  # noqa: PLC0415 - only where it is asked for
        from vedette.workflow.gated import read_gated  # noqa: PLC0415 - kept with the import above

        yield from read_gated(documents, load_gate(), lambda found: readers().read_all(found, on_skip))
        return
    yield from readers().read_all(documents, on_skip)


def open_store(told: str | None = None, *, make: bool = False) -> "Store":
    """Return the store of the file or address `told`, or the one that the settings name; with `make`, make a missing one.

    Raises StopError where there is none, where it is of another version, or where it cannot be opened.
    """
    from vedette.settings import store_address  # noqa: PLC0415 - kept with the import below
    from vedette.store.store import Store  # noqa: PLC0415 - loads the database library

    return Store.open(store_address(told), make=make)


def add_to(store: "Store", documents: "Iterable[Arriving]", codebook: Path | None = None) -> "Iterator[Progress]":
    """Add prepared documents to the store, reading only what it does not hold; yields what is acknowledged.

    Originals are kept in the archive folder of the store. `codebook` is a directory with files of one's own; StopError where
    it is none.
    """
    from vedette.sources.archive.archive import Archive  # noqa: PLC0415 - loads the database library with the rest
    from vedette.workflow.add import add_documents  # noqa: PLC0415
    from vedette.workflow.archives import archive_of, known_to  # noqa: PLC0415

    if codebook is not None:
        use_codebook(codebook)
    with Archive(archive_of(store), known_to(store)) as archive:
        yield from add_documents(store, documents, readers(), archive)


def read_store_anew(store: "Store", codebook: Path | None = None) -> "Iterator[Progress]":
    """Read every document of the store that its reader's version has not read; yields what is acknowledged.

    Among them are those stored unread, where a reader of their language has been installed since.
    """
    from vedette.store.documents import languages_in  # noqa: PLC0415 - loads the database library
    from vedette.workflow.add import read_anew  # noqa: PLC0415
    from vedette.workflow.readers import versions_wanted  # noqa: PLC0415

    if codebook is not None:
        use_codebook(codebook)
    with store.reading() as connection:
        versions = versions_wanted(languages_in(connection) - {""})
    yield from read_anew(store, readers(), {"": versions["en"], **versions})


def use_codebook(directory: Path) -> None:
    """Read with the codebook files of `directory` on top; StopError where it is no directory."""
    if not directory.is_dir():
        raise StopError(f"codebook {directory}: is not a directory; name the folder that holds your YAML files")
    os.environ["VEDETTE_CODEBOOK"] = str(directory)


def check_documents(documents: Iterable[Document]) -> "Iterator[Checked]":
    """Yield each prepared document with its record, its checks, and who is bound by treaty in the attacks it tells.

    A document whose date is not known is checked as of today. What is in another language than English is read and not checked.
    """
    from vedette.documents.language import ENGLISH, language_of  # noqa: PLC0415
    from vedette.knowledge.entities import load_entities  # noqa: PLC0415
    from vedette.workflow.check import Checked, check_all  # noqa: PLC0415

    today = datetime.now(UTC).date().isoformat()
    for language, run in groupby(documents, language_of):
        if language == ENGLISH:
            yield from check_all(reader(), run, load_knowledge(), load_entities(), today=today)
            continue
        for record in readers().read_all(run):
            yield Checked(record, (record.document.published or today)[:10], (), (), ())


def load_knowledge(folder: str | Path | None = None) -> "Knowledge":
    """Return the knowledge base: dated facts by kind, with the user's own files of `folder` laid over them.

    Without `folder`, the one that `VEDETTE_KNOWLEDGE` names, if any.
    """
    from vedette.knowledge.base import load_knowledge as load  # noqa: PLC0415 - not needed for reading

    return load(Path(folder) if folder else None)


def who(name: str, on: str, *, folder: str | Path | None = None) -> "tuple[Answer, ...]":
    """Return everything that `name` may mean on the ISO day `on`, likeliest first, each with its stable id and reason.

    Example:
        >>> [(a.id, a.name) for a in vedette.who("Akar", "2022-09-13")]
        [('wikidata:Q17045790', 'Hulusi Akar')]
    """
    from vedette.knowledge.who import who as ask  # noqa: PLC0415 - not needed for reading

    return ask(name, date.fromisoformat(on), folder=Path(folder) if folder else None)


def obligations(attacker: str, attacked: str, on: str, *, folder: str | Path | None = None) -> "Obligations":
    """Return who is bound to do what for whom where one state (ISO codes) attacks another on the ISO day `on`.

    What the treaties provide, never a legal verdict.
    """
    from vedette.knowledge.obligations import obligations as ask  # noqa: PLC0415 - not needed for reading

    return ask(attacker, attacked, on, load_knowledge(folder))
