"""All that a filter finds, as CSV or GeoJSON, streamed page by page: no answer is held in memory, and none is cut short."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from fastapi.responses import StreamingResponse

from vedette.publishing import tables
from vedette.publishing.tables import COLUMNS, columns, flat
from vedette.store.placed import newest

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

BLOCK = 200
"""Rows that are written at a time."""

Row = Mapping[str, Any]

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")
_TABLES = {"events": tables.events, "casualties": tables.casualties}

MEDIA = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}

CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/geo+json": {"schema": {"type": "object"}},
        }
    }
}
"""What the reference adds to an answer that can be exported."""


def export(store: "Store", query: "Query", what: str, form: str) -> StreamingResponse:
    """Return all of `what` (incidents, events, casualties) that `query` finds as a file of the form.

    The first row is fetched before anything is sent, so that a fault of the query is still told as one. A store that
    fails later breaks the answer off, which every client notices.
    """
    rows = iter(rows_of(store, replace(query, after=None, limit=500), what))
    first = next(rows, None)
    every = rows if first is None else chain((first,), rows)
    body = csv_blocks(every, what) if form == "csv" else geojson_blocks(every, what)
    return StreamingResponse(
        (block.encode("utf-8", "replace") for block in body),
        media_type=MEDIA[form],
        headers={"content-disposition": f'attachment; filename="{what}.{form}"'},
    )


def rows_of(store: "Store", query: "Query", what: str) -> Iterator[Row]:
    """Yield every row in the record's own form."""
    if what in _TABLES:
        yield from _TABLES[what](store, query)
        return
    while True:
        with store.reading() as connection:
            found = newest(connection, query)
        yield from (i.to_json() for i, _ in found)
        if len(found) < query.limit:
            return
        query = replace(query, after=found[-1][1])


def csv_blocks(rows: Iterable[Row], what: str) -> Iterator[str]:
    """Yield the file in blocks; every field stands in quotes, so that no separator inside one parts it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[what], lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for n, row in enumerate(rows, 1):
        writer.writerow({name: safe(value) for name, value in flat(row, what).items()})
        if n % BLOCK == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def safe(value: Any) -> Any:
    """Return a field that no spreadsheet takes for a formula: texts are untrusted.

    After OWASP's "CSV Injection": =, +, -, @ (also in full width), tab, carriage return and line feed at the beginning,
    here also behind blanks, which some programs cut off.
    """
    if isinstance(value, str) and (value.startswith(_BREAKS) or value.lstrip().startswith(_RISKY)):
        return "'" + value
    return value


def geojson_blocks(rows: Iterable[Row], what: str) -> Iterator[str]:
    """Yield a FeatureCollection (RFC 7946) in blocks: what has coordinates; `left_out` counts what has none."""
    yield '{"type":"FeatureCollection","features":['
    left_out, block, begun = 0, [], False
    for row in rows:
        feature = feature_of(row, what)
        if feature is None:
            left_out += 1
            continue
        block.append(json.dumps(feature, ensure_ascii=False, allow_nan=False))
        if len(block) == BLOCK:
            yield ("," if begun else "") + ",".join(block)
            block, begun = [], True
    if block:
        yield ("," if begun else "") + ",".join(block)
    yield f'],"left_out":{left_out}}}'


def feature_of(row: Row, what: str) -> dict[str, Any] | None:
    """Return the feature of a row that has coordinates, None of one that has none: a place is never made up."""
    place = row["place"] or {}
    lat, lon = place.get("lat"), place.get("lon")
    if lat is None or lon is None:
        return None
    told = {name: value for name, value in columns(row, what).items() if name not in ("id", "lat", "lon")}
    # Longitude stands first in GeoJSON.
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": told,
    }
