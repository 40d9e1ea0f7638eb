"""Regions, borders, seas, facilities and towns that GeoNames' list of cities lacks, from our own data files."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vedette.errors import StopError
from vedette.knowledge.gazetteer_names import GENERIC, key_of, skeleton_of

KINDS = frozenset({"region", "district", "area", "border", "sea", "facility", "settlement"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a data file; `country` is None where several states share the place or dispute it."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    lat: float | None
    lon: float | None
    source: str


def read_rows(file: str) -> Iterator[Row]:
    """Yield the rows of the data file `file`; raises StopError where one is broken."""
    text = (resources.files("vedette.knowledge") / "data" / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for number, row in enumerate(csv.DictReader(lines), start=1):
        try:
            yield _row(row)
        except (KeyError, ValueError, AttributeError) as e:
            raise StopError(f"place data {file}: row {number} ({row.get('name')}) is broken ({e}); mend the row") from e


def _row(row: dict[str, str]) -> Row:
    if row["kind"] not in KINDS:
        raise ValueError(f"unknown kind {row['kind']!r}")
    if not row["name"] or not row["source"]:
        raise ValueError("name or source is empty")
    return Row(
        name=row["name"],
        aliases=tuple(a for a in row["aliases"].split("|") if a),
        country=row["country"] or None,
        kind=row["kind"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        source=row["source"],
    )


@cache
def rows_by_key() -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of all files by the keys of their names and aliases, without a last generic word as well."""
    found: dict[str, list[Row]] = {}
    for file in ("regions.csv", "facilities.csv", "settlements.csv"):
        for row in read_rows(file):
            for key in {k for n in (row.name, *row.aliases) for k in _keys(n, row.kind)}:
                found.setdefault(key, []).append(row)
    return {k: tuple(v) for k, v in found.items()}


def _keys(name: str, kind: str) -> Iterator[str]:
    yield key_of(name.removeprefix("the "))
    if kind == "settlement" and (bones := skeleton_of(name)):
        yield "~" + bones
    if kind in ("region", "district"):
        first, _, last = name.rpartition(" ")
        if first and last.lower() in GENERIC:
            yield key_of(first)


@cache
def spellings() -> Mapping[str, tuple[int, ...]]:
    """Return GeoNames ids by the keys of spellings that the press uses and GeoNames' list lacks."""
    text = (resources.files("vedette.knowledge") / "data" / "spellings.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, list[int]] = {}
    for row in csv.DictReader(lines):
        found.setdefault(key_of(row["spelling"]), []).append(int(row["geonames"]))
    return {k: tuple(v) for k, v in found.items()}
