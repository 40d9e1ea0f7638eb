"""The reader of Russian: words and names by natasha, counts, claimants and quotations by our own rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Self

from vedette.coding.russian.coder import code_russian
from vedette.coding.russian.places import OfGazetteer, Places
from vedette.knowledge.gazetteer import open_gazetteer
from vedette.reading.russian.library import Library, installed
from vedette.reading.russian.numbers import find_counts
from vedette.reading.russian.quotations import find_quotations
from vedette.reading.russian.words import RussianReading
from vedette.records.document import Document
from vedette.records.record import Record


@dataclass(frozen=True, slots=True)
class RussianReader:
    """Reads Russian documents into records without events. One a process; loading takes about a second."""

    library: Library
    places: Places
    version: str

    @classmethod
    def load(cls) -> Self:
        """Return a reader with natasha's models; raises StopError where natasha is not installed."""
        return cls(Library.load(), OfGazetteer(open_gazetteer()), russian_version())

    def read(self, document: Document) -> Record:
        """Return the record of one prepared document."""
        return code_russian(self.reading(document), self.places, reader=self.version)

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield the record of each prepared document, in order."""
        for document in documents:
            yield self.read(document)

    def reading(self, document: Document) -> RussianReading:
        """Return everything that reading finds in `document`."""
        sentences, names = self.library.parse(document)
        return RussianReading(
            document=document,
            sentences=sentences,
            names=names,
            counts=tuple(c for s in sentences for c in find_counts(s, document.text)),
            quotations=find_quotations(document.text, sentences),
        )


@cache
def russian_version() -> str:
    """Return the reader's name and version, kept with every record."""
    return f"vedette {metadata.version('vedette')} russian, natasha {installed() or 'not installed'}"
