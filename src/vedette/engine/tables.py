"""From records to rows and from rows to Arrow tables, with fixed schemas; pure, so that the same record gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vedette.engine.columns import COLUMNS, SCHEMA, Column
from vedette.errors import SkipError, StopError
from vedette.records.document import Document
from vedette.records.moments import day_of, moment_of
from vedette.records.record import Actor, Casualty, Event, Quote, Record
from vedette.store.texts import packed

if TYPE_CHECKING:
    from pyarrow import Schema, Table

Row = dict[str, Any]
Rows = dict[str, list[Row]]

UNKNOWN = "unknown"
"""The partition of what tells no year, or one that no archive has."""
YEARS = range(1900, 2100)
_MOST = 2**63


@cache
def load_pyarrow() -> tuple[ModuleType, ModuleType]:
    """Return pyarrow and its Parquet part; raises StopError where they are not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and of an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as e:
        raise StopError("bulk: pyarrow is not installed; run 'pip install vedette[bulk]'") from e
    return pa, pq


@cache
def schema_of(table: str) -> "Schema":
    """Return the schema of a table of an archive."""
    return schema_for(table, COLUMNS[table])


def schema_for(table: str, columns: Sequence[Column]) -> "Schema":
    """Return the schema of `columns`, each with its meaning, moments behind the day that they belong to."""
    pa, _ = load_pyarrow()
    fields = []
    for column in columns:
        fields.append(pa.field(column.name, _type(pa, column.type), metadata={"meaning": column.meaning}))
        if column.type == "time":
            fields.append(pa.field(f"{column.name}_at", pa.timestamp("us", tz="UTC")))
    return pa.schema(fields, metadata={"vedette": table, "vedette.schema": SCHEMA})


def table_of(rows: Iterable[Row], table: str) -> "Table":
    """Return rows as an Arrow table; they may leave out what is not told."""
    pa, _ = load_pyarrow()
    told = list(rows)
    columns: dict[str, list[Any]] = {}
    for column in COLUMNS[table]:
        values = [row.get(column.name) for row in told]
        columns |= _typed(column, values)
    schema = schema_of(table)
    return pa.table([pa.array(columns[f.name], f.type) for f in schema], schema=schema)


def _type(pa: ModuleType, told: str) -> Any:
    made = {
        "texts": pa.list_(pa.string()),
        "wholes": pa.list_(pa.int64()),
        "time": pa.date32(),
        "day": pa.date32(),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
    }
    return made.get(told, pa.string())


def _typed(column: Column, values: Sequence[Any]) -> dict[str, list[Any]]:
    if column.type == "time":
        return {column.name: [day_of(v) for v in values], f"{column.name}_at": [moment_of(v) for v in values]}
    return {column.name: [held(v) for v in values]}


def held(value: Any) -> Any:
    """Return a value that a column can hold: halves of surrogate pairs are replaced, numbers beyond 64 bits left out."""
    if isinstance(value, list | tuple):
        return [held(x) for x in value]
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return None if isinstance(value, int) and not -_MOST <= value < _MOST else value


def year_of(published: str | None) -> str:
    """Return the partition of a day of publication: its year, or "unknown"."""
    day = day_of(published)
    return str(day.year) if day and day.year in YEARS else UNKNOWN


def rows_of(record: Record) -> Rows:
    """Return the rows that a record gives, by table, in the order of the text."""
    stands = _stands(record)
    times = {e.id: e.time.from_ for e in record.events if e.time}
    return {
        "documents": [document_row(record.document, reader=record.reader)],
        "records": [{**stands, "record": packed(record.to_json())}],
        "events": [{**stands, **_event(e, record.document.published)} for e in record.events],
        "casualties": [
            {**stands, **_casualty(c), "month": _month(times.get(c.event or ""), record.document.published)}
            for c in record.casualties
        ],
        "quotes": [{**stands, **_quote(q)} for q in record.quotes],
    }


def document_row(document: Document, *, reader: str | None = None, why: str | None = None) -> Row:
    """Return the row of a document: read by `reader`, or not read, and `why`."""
    known = ("title", "source", "url", "byline", "published", "language")
    return {
        "document": document.id,
        "hash": sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        **{name: getattr(document, name) for name in known},
        "warnings": list(document.warnings),
        "words": len(document.text.split()),
        "read": why is None,
        "why": why,
        "text": document.text,
        "reader": reader,
    }


def error_row(error: SkipError, source: str, kind: str, document: str | None = None) -> Row:
    """Return the row of an error in the input `source`; the item's name goes without that of its input."""
    item = error.item.removeprefix(source).lstrip(",!/ ")
    return {
        "input": source,
        "item": item or None,
        "document": document,
        "kind": kind,
        "reason": error.cause,
        "remedy": error.remedy,
    }


def _stands(record: Record) -> Row:
    document = record.document
    known = {"document": document.id, "source": document.source, "published": document.published}
    return {**known, "reader": record.reader}


def _month(since: str | None, published: str | None) -> str | None:
    day = day_of(since) or day_of(published)
    return day.strftime("%Y-%m") if day and day.year in YEARS else None


def _event(e: Event, published: str | None) -> Row:
    place, time = e.place, e.time
    return {
        **{name: getattr(e, name) for name in ("id", "type", "mode", "status", "quoted", "confidence")},
        **({"from": time.from_, "to": time.to, "time": time.text, "time_told": time.precision} if time else {}),
        "month": _month(time.from_ if time else None, published),
        **({"place": place.name, "place_country": place.country} if place else {}),
        **({n: getattr(place, n) for n in ("lat", "lon", "precision", "geonames")} if place else {}),
        **_people("actor", e.actors),
        **_people("recipient", e.recipients),
        **_people("claimant", e.claimants),
        "cue": e.cue.text if e.cue else None,
        "trigger": e.trigger.text,
        "start": e.trigger.start,
        "end": e.trigger.end,
        "sentence_start": e.sentence[0],
        "sentence_end": e.sentence[1],
    }


def _casualty(c: Casualty) -> Row:
    known = (
        "id",
        "event",
        "start",
        "end",
        "text",
        "kind",
        "low",
        "high",
        "approx",
        "who",
        "side",
        "scope",
        "confidence",
    )
    cue = c.cue.text if c.cue else None
    return {**{name: getattr(c, name) for name in known}, **_people("claimant", c.claimants), "cue": cue}


def _quote(q: Quote) -> Row:
    known = {name: getattr(q, name) for name in ("id", "start", "end", "text")}
    return {**known, **_people("speaker", q.speakers), "cue": q.cue.text if q.cue else None}


def _people(role: str, people: Sequence[Actor]) -> Mapping[str, Any]:
    first = people[0] if people else None
    return {
        f"{role}s": [a.text for a in people],
        f"{role}_names": [a.name for a in people],
        f"{role}_entities": [a.entity for a in people],
        f"{role}_countries": [a.country for a in people],
        f"{role}_sectors": [a.sector for a in people],
        f"{role}_starts": [a.start for a in people],
        f"{role}_ends": [a.end for a in people],
        f"{role}_country": first.country if first else None,
        f"{role}_sector": first.sector if first else None,
    }
