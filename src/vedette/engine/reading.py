"""The reader of an archive: what reads documents in a worker, and by what name its readings are kept."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from vedette.errors import SkipError, StopError
from vedette.records.document import Document
from vedette.records.record import Record


class Reads(Protocol):
    """Reads documents."""

    @property
    def version(self) -> str:
        """Return the name of everything on which its readings depend."""
        ...

    def why_not(self, document: Document) -> str:
        """Return why a document cannot be read here, "" where it can."""
        ...

    def read_all(self, documents: Iterable[Document], on_skip: Callable[[SkipError], None]) -> Iterator[Record]:
        """Yield the record of each document, in order; one that cannot be read just now is told."""
        ...


def readers() -> Reads:
    """Return the readers that `vedette read` has, by language."""
    from vedette.workflow.readers import Readers, versions_wanted  # noqa: PLC0415 - loads the readers' code

    class Archive(Readers):
        """Readers under one name, that of all their versions."""

        @property
        def version(self) -> str:
            return "; ".join(dict.fromkeys(versions_wanted().values()))

    return Archive()


@cache
def reader_of(factory: str) -> Reads:
    """Return this process's reader, made once by the function that `factory` names ("module:function")."""
    module, _, name = factory.partition(":")
    made: Callable[[], Reads] = getattr(import_module(module), name)
    return made()


def checked_reader(factory: str, version: str) -> Reads:
    """Return this process's reader; raises StopError where it is another than the plan was made with."""
    reader = reader_of(factory)
    if reader.version != version:
        raise StopError(
            f"reader of this worker: is {reader.version!r} where the plan has {version!r}; "
            "install the same packages and set the same VEDETTE_ variables on every worker"
        )
    return reader
