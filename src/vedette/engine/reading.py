"""The reader of an archive: what reads documents in a worker, and by what name its readings are kept."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module, resources
from typing import Protocol

from vedette.errors import SkipError, StopError
from vedette.records.document import Document
from vedette.records.record import Record

GATE = "gate"
"""Why a document is not read that the gate holds back."""


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


class Gated:
    """A reader behind the relevance gate (docs/gate.md): what can hold no event is not read."""

    def __init__(self, reader: Reads) -> None:
        from vedette.reading.gate import load_gate  # noqa: PLC0415 - only where it is asked for

        self._reader, self._gate = reader, load_gate()
        self._version = f"{reader.version}; gate {_hash()}"

    @property
    def version(self) -> str:
        """Return the reader's version and the gate's, since both decide what is read."""
        return self._version

    def why_not(self, document: Document) -> str:
        """Return why a document cannot be read here, or GATE where it is held back."""
        return self._reader.why_not(document) or ("" if self._gate.passes(document).passes else GATE)

    def read_all(self, documents: Iterable[Document], on_skip: Callable[[SkipError], None]) -> Iterator[Record]:
        """Yield the records that the reader gives."""
        return self._reader.read_all(documents, on_skip)


def _hash() -> str:
    """Return the gate by the hash of its files: it may be trained anew within one version of the package."""
    files = resources.files("vedette.reading") / "gate_files"
    return sha256(b"".join((files / name).read_bytes() for name in ("lexicon.json", "weights.npz"))).hexdigest()[:8]


@cache
def reader_of(factory: str, gate: bool = False) -> Reads:
    """Return this process's reader, made once by the function that `factory` names ("module:function"), behind the gate or not."""
    module, _, name = factory.partition(":")
    made: Callable[[], Reads] = getattr(import_module(module), name)
    return Gated(made()) if gate else made()


def checked_reader(factory: str, version: str, *, gate: bool = False) -> Reads:
    """Return this process's reader; raises StopError where it is another than the plan was made with."""
    reader = reader_of(factory, gate)
    if reader.version != version:
        raise StopError(
            f"reader of this worker: is {reader.version!r} where the plan has {version!r}; "
            "install the same packages and set the same VEDETTE_ variables on every worker"
        )
    return reader
