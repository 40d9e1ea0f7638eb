"""The mapping tables of the crosswalks: data files that a domain expert can read, diff and mend, each row with its source."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})
"""Sectors that carry arms in the sense of the tables' `sides`."""

CIVILIANS = frozenset(
    {"CVL", "REF", "JRN", "MED", "EDU", "REL", "BUS", "LAB", "AGR", "ELI", "SOC", "OPP", "PTY"}
)  # fmt: skip
"""Sectors of people who carry none."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A row of a mapping table: what it says by column, and what it loses ("" for nothing)."""

    told: Mapping[str, str]

    @property
    def lost(self) -> str | None:
        """Return what the row does not tell, or tells too narrowly; None for nothing."""
        return self.told["lost"] or None

    def __getitem__(self, column: str) -> str:
        return self.told[column]


@cache
def table(name: str) -> tuple[Mapped, ...]:
    """Return the rows of a mapping table ("cameo_events")."""
    text = dict(mapping_files())[f"{name}.csv"]
    return tuple(Mapped(row) for row in csv.DictReader(line for line in text.splitlines() if line[:1] != "#"))


@cache
def mapping_files() -> tuple[tuple[str, str], ...]:
    """Return the files of the mapping tables, by name, with their text."""
    folder = resources.files("vedette.publishing.crosswalks").joinpath("data")
    return tuple(sorted((f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".csv")))


@cache
def _events(name: str) -> dict[tuple[str, str, str], Mapped]:
    return {(row["type"], row["mode"], row["sides"]): row for row in table(name)}


def event_row(name: str, type_: str, mode: str | None, sides: str) -> Mapped | None:
    """Return the row for a type, a mode and what the sides are; None where the table leaves the type out.

    The narrowest row holds: the mode goes before the sides, and a mode that the table does not know counts as untold.
    """
    found = _events(name)
    for told in (mode or "", ""):
        for of in (sides, ""):
            if row := found.get((type_, told, of)):
                return row
    return None


@cache
def by_word(name: str, kind: str | None, word: str = "word") -> Mapping[str, Mapped]:
    """Return the rows of a table by the word in column `word`, those of one `kind` where the table has several."""
    return {row[word]: row for row in table(name) if kind is None or row["kind"] == kind}
