"""The gazetteer: which places bear a name, wherever they are. Which one a text means is decided in reading."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from vedette.errors import StopError
from vedette.knowledge.gazetteer_build import Tell, ensure_index
from vedette.knowledge.gazetteer_names import cyrillic_key, key_of, skeleton_of
from vedette.knowledge.gazetteer_regions import Row, rows_by_key, spellings
from vedette.settings import cache_dir

MOST = 40
"""Candidates of one name that are looked at, most populous first: no text means the forty-first San Antonio."""

REMEMBERED = 20_000
"""Names kept in memory with their candidates (about 10 MB when full)."""

_BY_KEY = """
SELECT p.id, p.name, p.country, p.lat, p.lon, p.population, n.main FROM names n JOIN places p ON p.id = n.id
WHERE n.key = ? ORDER BY n.main DESC, p.population DESC LIMIT 40
"""
_BY_ID = "SELECT id, name, country, lat, lon, population, 0 FROM places WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that bears a name.

    `country` is an ISO 3166 alpha-3 code (KOS for Kosovo), None where several states share or dispute it. `lat` and
    `lon` are None for provinces and larger areas. `population` is 0 where it is not known. `feature` is settlement,
    facility, district, region, area, border or sea. `match` is "name" where the name asked for is its usual one,
    "alternate" for another of its names, "spelling" where only the consonants of a romanised name agree.
    """

    geonames: int | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int
    feature: str
    match: str = "name"


class Gazetteer:
    """Looks names up in the place index and in our own data files. Pickles as its path, for other processes."""

    def __init__(self, path: Path, *, rebuild: Callable[[], Path] | None = None) -> None:
        self.path = path
        self._rebuild = rebuild
        self._base: sqlite3.Connection | None = None
        self._remembered = lru_cache(REMEMBERED)(self._candidates)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path,)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return the places called `name`, our own data and usual names first; () where there is none."""
        return self._remembered(name)

    def _candidates(self, name: str) -> tuple[Place, ...]:
        key = key_of(name)
        if len(key) < 2:
            return ()
        own = [_of_row(r, key) for r in rows_by_key().get(key, ())]
        found = [_of_index(r) for r in self._rows(_BY_KEY, key)]
        known = {p.geonames for p in found}
        found += [_of_index(r) for n in spellings().get(key, ()) if n not in known for r in self._rows(_BY_ID, n)]
        if not own and not found and (bones := skeleton_of(name)):
            alike = [_of_row(r, bones, "spelling") for r in rows_by_key().get("~" + bones, ())]
            return (*alike, *(_of_index(r, "spelling") for r in self._rows(_BY_KEY, "~" + bones)))
        return (*own, *found)

    def cyrillic(self, name: str) -> tuple[Place, ...]:
        """Return the populated places called `name` in Cyrillic, in its dictionary form, most populous first."""
        key = cyrillic_key(name)
        found = [_of_index(r) for r in self._rows(_BY_KEY, key)] if len(key) > 1 else []
        return tuple(sorted(found, key=lambda p: -p.population))

    def _rows(self, query: str, value: str | int) -> Sequence[tuple[Any, ...]]:
        try:
            return self._open().execute(query, (value,)).fetchall()
        except sqlite3.DatabaseError as e:
            if self._rebuild is None:
                raise StopError(f"place index {self.path}: cannot be read ({e}); delete the file") from e
        self.close()
        self.path = self._rebuild()
        self._rebuild = None
        return self._rows(query, value)

    def _open(self) -> sqlite3.Connection:
        if self._base is None:
            # The file is replaced, never changed, so SQLite need not look for locks and journals.
            where = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._base = sqlite3.connect(where, uri=True, check_same_thread=False)
        return self._base

    def close(self) -> None:
        """Close the file; the next look-up opens it again."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _of_row(row: Row, key: str, match: str | None = None) -> Place:
    # "Aleppo" is the governorate's name only for short; "Helmand" is the province's own.
    own = "name" if key in map(key_of, (row.name, *row.aliases)) else "alternate"
    return Place(None, row.name, row.country, row.lat, row.lon, 0, row.kind, match or own)


def _of_index(row: tuple[Any, ...], match: str | None = None) -> Place:
    number, name, country, lat, lon, population, main = row
    return Place(number, name, country, lat, lon, population, "settlement", match or ("name" if main else "alternate"))


def open_gazetteer(directory: Path | None = None, tell: Tell | None = None) -> Gazetteer:
    """Return the gazetteer, its index built first where it is missing or broken (some seconds, once).

    `directory` is where the index lies (the user's cache directory by default); `tell` is told when it is built, and
    writes to standard error by default. Raises StopError where it cannot be built.
    """
    where, told = directory or cache_dir(), tell or _tell
    return Gazetteer(ensure_index(where, told), rebuild=lambda: ensure_index(where, told, again=True))


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)  # noqa: T201 - the default of a callback
