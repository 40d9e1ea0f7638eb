"""How much the store holds, told at once: row numbers of tables to which rows are only added, never a count."""

from dataclasses import dataclass

from sqlalchemy import Connection

from vedette.store import schema
from vedette.store.serials import last_serial


@dataclass(frozen=True, slots=True)
class Totals:
    """How many documents, readings, events, figures and judgements were ever stored, the superseded ones included."""

    documents: int
    readings: int
    events: int
    figures: int
    judgements: int


def totals(connection: Connection) -> Totals:
    """Return how much the store holds. It may be a little more where a store was mended, since row numbers stay."""
    tables = (schema.document, schema.reading, schema.event, schema.figure, schema.judgement)
    return Totals(*(last_serial(connection, t) for t in tables))
