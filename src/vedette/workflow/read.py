"""Read documents: parse, find spans, code. The one place where reading and coding are put together."""

import gc
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Self

from vedette.coding.coder import code
from vedette.coding.publisher import home_country
from vedette.documents.metadata import year_hint
from vedette.knowledge.gazetteer import Gazetteer, open_gazetteer
from vedette.reading.marker import VERSION, Marker, Marks, load_marker, wanted
from vedette.reading.model import installed_model
from vedette.reading.parse import BATCH, Parser
from vedette.reading.places import find_places
from vedette.reading.quantities import find_quantities
from vedette.reading.quotations import find_quotations
from vedette.reading.times import find_times
from vedette.records.document import Document, Span
from vedette.records.ids import content_id
from vedette.records.reading import Reading, Sentence
from vedette.records.record import Record


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents into records. One a process; loading takes about a second."""

    parser: Parser
    gazetteer: Gazetteer
    version: str
    marker: Marker | None = None

    @classmethod
    def load(cls) -> Self:
        """Return a reader with the installed language model; raises StopError where the set-up is broken."""
        made = cls(Parser(), open_gazetteer(), reader_version(), load_marker())
        # What is loaded stays as long as the process; looked through for waste again and again it would cost a tenth of reading.
        gc.freeze()
        return made

    def read(self, document: Document) -> Record:
        """Return the record of one prepared document."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield the record of each prepared document, in order; holds a small batch at a time."""
        parsed = self.parser.parse_all(documents)
        while batch := list(islice(parsed, BATCH)):
            # Text after text, the marker's weights stay in the processor's cache: reading takes a twentieth less.
            marks = [self.marks(sentences) for _, sentences in batch]
            for (document, sentences), found in zip(batch, marks, strict=True):
                yield code(self.spans(document, sentences, found), reader=self.version)

    def marks(self, sentences: tuple[Sentence, ...]) -> Marks | None:
        """Return what the marker makes of a document's words; None where the rules read alone."""
        return self.marker.marks(sentences) if self.marker else None

    def spans(self, document: Document, sentences: tuple[Sentence, ...], marks: Marks | None) -> Reading:
        """Return everything that reading finds in `document`, given its parsed `sentences` and their `marks`."""
        unread = [Span(p.start, p.end) for p in document.unread()]
        times = find_times(document.text, published=document.published, year=year_hint(document), unread=unread)
        places = find_places(sentences, self.gazetteer, home=home_country(document), text=document.text)
        return Reading(
            document=document,
            sentences=sentences,
            quotations=find_quotations(document.text, unread=unread),
            times=times,
            quantities=find_quantities(document.text, unread=unread),
            # "09:00 Moscow time" tells no place.
            places=tuple(p for p in places if not any(t.start <= p.start and p.end <= t.end for t in times)),
            marks=marks,
        )


@cache
def reader_version() -> str:
    """Return the reader's name and version with its language model's and own codebook's, kept with every record."""
    model, number = installed_model()
    marker = f"rules and marker {VERSION}" if wanted() else "rules"
    own = own_codebook()
    version = f"vedette {metadata.version('vedette')} {marker}, {model} {number}"
    return f"{version}, codebook {own}" if own else version


def own_codebook() -> str | None:
    """Return the hash of the user's own codebook files; None where there are none.

    With other files the same text is read otherwise, so that the two readings must not be taken for one.
    """
    named = os.environ.get("VEDETTE_CODEBOOK")
    files = sorted(Path(named).rglob("*.y*ml")) if named else []
    return content_id([(f.name, f.read_text("utf-8")) for f in files])[:8] if files else None
