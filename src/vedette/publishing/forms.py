"""Rows of a data set as a file of one form, in blocks: nothing is held but a block."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vedette.publishing.csv_safe import csv_blocks
from vedette.publishing.datasets import spread
from vedette.publishing.geojson import KINDS, geojson_blocks
from vedette.publishing.parquet import parquet_blocks
from vedette.publishing.tables import COLUMNS, flat

FORMS = ("jsonl", "csv", "geojson", "parquet")
"""Forms that a table can be written in."""


def has_form(what: str, form: str) -> bool:
    """Tell whether a table can be written in a form: GeoJSON is for what has a place of its own."""
    return form != "geojson" or what in KINDS


def blocks(rows: Iterable[Mapping[str, Any]], what: str, form: str, stamp: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the file of a table in a form of `FORMS`; `stamp` goes into what can hold one (Parquet)."""
    if form == "parquet":
        yield from parquet_blocks(spread(rows, what), what, stamp=stamp)
        return
    yield from (block.encode("utf-8", "backslashreplace") for block in _text(rows, what, form))


def _text(rows: Iterable[Mapping[str, Any]], what: str, form: str) -> Iterator[str]:
    if form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif form == "csv":
        yield from csv_blocks((flat(row, what) for row in spread(rows, what)), COLUMNS[what])
    else:
        yield from geojson_blocks(rows, what)
        yield "\n"
