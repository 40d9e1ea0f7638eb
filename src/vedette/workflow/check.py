"""Check documents: read, code, compare what they state with the knowledge base, and look up who is bound by treaty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.checking.check import check
from vedette.checking.names import Resolved, resolve
from vedette.checking.told import Told
from vedette.coding.coder import code
from vedette.knowledge.base import Knowledge
from vedette.knowledge.casus import attacks
from vedette.knowledge.entities import Entities
from vedette.knowledge.obligations import Obligations, obligations
from vedette.records.check import Check
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.workflow.read import Reader


@dataclass(frozen=True, slots=True)
class Checked:
    """A document's record, its checks, what it names by stable ids, and what the treaties provide for each attack."""

    record: Record
    on: str
    checks: tuple[Check, ...]
    names: tuple[Resolved, ...]
    bound: tuple[Obligations, ...]


def check_all(
    reader: Reader, documents: Iterable[Document], base: Knowledge, entities: Entities, *, today: str
) -> Iterator[Checked]:
    """Yield each document checked as of its publication, or as of the ISO day `today` where that is not known."""
    for document, sentences in reader.parser.parse_all(documents):
        reading = reader.spans(document, sentences, reader.marks(sentences))
        record = code(reading, reader=reader.version)
        on = (document.published or today)[:10]
        dated = bool(document.published)
        told = Told(reading, base, entities, on, reader.gazetteer.candidates, dated=dated)
        found = check(told)
        bound = tuple(obligations(a.attacker, a.attacked, a.on or on, base) for a in attacks(record))
        yield Checked(record, on, found, resolve(told, found), bound)
