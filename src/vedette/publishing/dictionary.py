"""The data dictionary: every column of every table with its type, unit, meaning, values and an example.

It is a data file (`dictionary.yaml`), and the one home of a column's type: Parquet takes it from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from vedette.publishing.tables import COLUMNS

DATASET = "1.0.0"
"""The version of the tables: the last number rises with a changed meaning, the second with a column more, the first with one
fewer, or with another type."""

TYPES = {
    "text": "text",
    "texts": "several texts; in CSV and GeoJSON one cell, parted by “; ”",
    "whole": "a whole number",
    "real": "a number",
    "truth": "true or false",
    "day": "a day (ISO 8601)",
    "moment": "a date-time in UTC (ISO 8601)",
    "time": "a day, or a date-time with its offset; in Parquet the day, and the moment in UTC in NAME_at",
}

BODIES = ("UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM", "KOS")
"""Codes that stand where a country's would, and are none of ISO 3166."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: what stands in it, in what unit, and with which values.

    `values` are the words that can stand there; `listed` the name of a list of the codebook that has them. Without either,
    anything of its type can stand there.
    """

    name: str
    type: str
    meaning: str
    example: Any
    unit: str | None = None
    values: tuple[str, ...] = ()
    listed: str | None = None

    @property
    def allowed(self) -> frozenset[str]:
        """Return the values that can stand there, those of the codebook included; none where anything can."""
        return frozenset(self.values) or (codebook_list(self.listed) if self.listed else frozenset())

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object, what is not told left out."""
        told = {n: getattr(self, n) for n in ("name", "type", "unit", "meaning", "example")}
        values = list(self.values) or (self.listed and f"the codebook's {self.listed}")
        return {k: v for k, v in {**told, "values": values}.items() if v or k == "example"}


def column(what: str, name: str) -> Column:
    """Return a column of a table; raises KeyError where the dictionary does not have it."""
    return _table(what)[name]


def dictionary() -> dict[str, Any]:
    """Return the whole dictionary as a JSON object."""
    tables = {
        what: {"meaning": meaning_of(what), "columns": [c.to_json() for c in columns_of(what)]} for what in COLUMNS
    }
    return {"dataset": DATASET, "types": TYPES, "tables": tables}


def columns_of(what: str) -> Iterator[Column]:
    """Yield the columns of a table in its order."""
    return (column(what, name) for name in COLUMNS[what])


def meaning_of(what: str) -> str:
    """Return what a row of a table is."""
    return str(_file()["tables"][what]["meaning"])


def markdown() -> Iterator[str]:
    """Yield the dictionary as Markdown, line by line."""
    yield from (f"# Data dictionary, version {DATASET}", "")
    yield from ("An empty cell means that no text tells it. Codes of countries are ISO 3166 alpha-3, or one of", "")
    yield from (f"{', '.join(BODIES)} (docs/codebook.md).", "", "| type | what stands there |", "|---|---|")
    yield from (f"| {name} | {what} |" for name, what in TYPES.items())
    for what in COLUMNS:
        yield from ("", f"## {what}", "", f"{meaning_of(what)}.", "")
        yield from ("| column | type | unit | meaning | values | example |", "|---|---|---|---|---|---|")
        yield from (_line(c) for c in columns_of(what))


@cache
def codebook_list(name: str) -> frozenset[str]:
    """Return a list of the codebook by its name: types, modes, statuses, sectors, kinds, families, countries."""
    from vedette.incidents.families import FAMILIES  # noqa: PLC0415 - not needed for the types of columns
    from vedette.knowledge.states import load_states  # noqa: PLC0415
    from vedette.records.codebook.loader import load_codebook  # noqa: PLC0415

    book = load_codebook()
    lists: dict[str, Any] = {
        "types": book.types,
        "modes": (m for modes in book.types.values() for m in modes),
        "statuses": book.statuses,
        "sectors": book.sectors,
        "kinds": book.casualty_kinds,
        "families": FAMILIES.values(),
        "countries": (*load_states(), *BODIES),
    }
    return frozenset(lists[name])


def _line(c: Column) -> str:
    values = ", ".join(c.values) or (f"the codebook’s {c.listed}" if c.listed else "")
    shown = str(c.example).lower() if isinstance(c.example, bool) else str(c.example)
    cells = (f"`{c.name}`", c.type, c.unit or "", c.meaning, values, f"`{shown}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@cache
def _file() -> Mapping[str, Any]:
    text = resources.files("vedette.publishing").joinpath("dictionary.yaml").read_text("utf-8")
    told: Mapping[str, Any] = yaml.safe_load(text)
    return told


@cache
def _table(what: str) -> Mapping[str, Column]:
    told = {**_file()["shared"], **(_file()["tables"][what].get("columns") or {})}
    return {name: _column(name, told[name]) for name in COLUMNS[what]}


def _column(name: str, told: Mapping[str, Any]) -> Column:
    values = told.get("values")
    listed = values if isinstance(values, str) else None
    return Column(
        name=name,
        type=told["type"],
        meaning=told["meaning"],
        example=told["example"],
        unit=told.get("unit"),
        values=() if listed else tuple(str(v) for v in values or ()),
        listed=listed,
    )
