"""All that a filter finds, as CSV, GeoJSON or Parquet, streamed: no answer is held in memory, and none is cut short."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from fastapi.responses import StreamingResponse

from vedette.publishing import tables
from vedette.publishing.csv_safe import csv_blocks
from vedette.publishing.geojson import geojson_blocks
from vedette.publishing.parquet import load_pyarrow, parquet_blocks
from vedette.publishing.tables import COLUMNS, flat
from vedette.store.placed import newest
from vedette.workflow.assessing import told_with

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

Row = Mapping[str, Any]

_TABLES = {"events": tables.events, "casualties": tables.casualties, "sentences": tables.sentences}

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}

_FORMS = {
    "text/csv": {"schema": {"type": "string"}},
    "application/vnd.apache.parquet": {"schema": {"type": "string", "contentMediaType": MEDIA["parquet"]}},
}
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {**_FORMS, "application/geo+json": {"schema": {"type": "object"}}}}
}
"""What the reference adds to an answer that can be exported."""

PLACELESS: dict[int | str, dict[str, Any]] = {200: {"content": _FORMS}}
"""The same where nothing has a place of its own."""


def export(store: "Store", query: "Query", what: str, form: str) -> StreamingResponse:
    """Return all of `what` (incidents, events, casualties, sentences) that `query` finds as a file of the form."""
    return file_of(rows_of(store, replace(query, after=None, limit=500), what), what, form)


def file_of(found: Iterable[Row], what: str, form: str, *, name: str = "") -> StreamingResponse:
    """Return rows of a table as a file of the form.

    The first row is fetched before anything is sent, so that a fault of the query is still told as one. A store that
    fails later breaks the answer off, which every client notices. Raises StopError where Parquet cannot be written.
    """
    if form == "parquet":
        load_pyarrow()
    rows = iter(found)
    first = next(rows, None)
    every = rows if first is None else chain((first,), rows)
    return StreamingResponse(
        blocks_of(every, what, form),
        media_type=MEDIA[form],
        headers={"content-disposition": f'attachment; filename="{name or what}.{form}"'},
    )


def blocks_of(rows: Iterable[Row], what: str, form: str) -> Iterator[bytes]:
    """Yield a file in blocks."""
    if form == "parquet":
        yield from parquet_blocks(rows, what)
        return
    told = (flat(row, what) for row in rows)
    body = csv_blocks(told, COLUMNS[what]) if form == "csv" else geojson_blocks(rows, what)
    yield from (block.encode("utf-8", "replace") for block in body)


def rows_of(store: "Store", query: "Query", what: str) -> Iterator[Row]:
    """Yield every row in the record's own form."""
    if what in _TABLES:
        yield from _TABLES[what](store, query)
        return
    while True:
        with store.reading() as connection:
            found = newest(connection, query)
        yield from told_with(store, [i for i, _ in found])
        if len(found) < query.limit:
            return
        query = replace(query, after=found[-1][1])
