"""Documents behind the relevance gate: what may hold an event is read, the rest is passed over and says so."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from vedette.reading.gate import Decision
from vedette.records.document import Document
from vedette.records.record import Record

BATCH = 48
"""Documents judged at once, so that those that pass are read together."""


class Judges(Protocol):
    """Tells whether documents are worth reading, as `reading.gate.Gate` does."""

    def passes(self, document: Document) -> Decision:
        """Return whether `document` may hold an event, and why."""
        ...


@dataclass(frozen=True, slots=True)
class Gated:
    """A document and what the gate decided: to be read, or passed over for its reason."""

    document: Document
    decision: Decision

    @property
    def record(self) -> Record | None:
        """Return the record of a document that is passed over, with the reason as `unread`; None where it is to be read."""
        return None if self.decision.passes else Record(document=self.document, unread=self.decision.reason)


def gated(documents: Iterable[Document], gate: Judges) -> Iterator[Gated]:
    """Yield each document with the gate's decision, in order."""
    return (Gated(d, gate.passes(d)) for d in documents)


def read_gated(
    documents: Iterable[Document], gate: Judges, read: Callable[[Iterable[Document]], Iterator[Record]]
) -> Iterator[Record]:
    """Yield a record for each document, in order: read where it passes the gate, else one that says why it is not.

    What `read` leaves out (it has told that already) is left out here as well.
    """
    told = gated(documents, gate)
    while batch := list(islice(told, BATCH)):
        found = deque(read([g.document for g in batch if g.decision.passes]))
        for g in batch:
            passed_over = g.record
            if passed_over is not None:
                yield passed_over
            elif found and found[0].document.id == g.document.id:
                yield found.popleft()
