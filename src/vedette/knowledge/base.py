"""The knowledge base: every kind of dated fact, loaded when first asked for, with the user's own rows."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from vedette.knowledge.facts import (
    Agreement,
    Alliance,
    Base,
    Body,
    Membership,
    Obligation,
    Organ,
    Outlet,
    PlaceName,
    T,
    Territory,
    War,
    Zone,
    build,
)  # fmt: skip
from vedette.knowledge.tables import overlaid
from vedette.settings import knowledge_dir

V = TypeVar("V")


class Knowledge:
    """Dated facts by kind. `folder` holds the user's own files, or is None; loading a kind takes milliseconds."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def _all(self, kind: type[T], file: str) -> tuple[T, ...]:
        return tuple(build(kind, r) for r in overlaid(file, self.folder))

    @cached_property
    def alliances(self) -> Mapping[str, Alliance]:
        """Return the treaties and pacts by id."""
        return {a.id: a for a in self._all(Alliance, "alliances.csv")}

    @cached_property
    def obligations(self) -> Mapping[str, tuple[Obligation, ...]]:
        """Return the obligations by alliance."""
        return _grouped((o.alliance, o) for o in self._all(Obligation, "obligations.csv"))

    @cached_property
    def members(self) -> Mapping[str, tuple[Membership, ...]]:
        """Return the spells of membership by alliance."""
        return _grouped((m.alliance, m) for m in self._all(Membership, "members.csv"))

    @cached_property
    def alliances_of(self) -> Mapping[str, tuple[str, ...]]:
        """Return the alliances to which each party ever belonged, by its code, in the order of their file."""
        order = {a: n for n, a in enumerate(self.alliances)}
        found: dict[str, set[str]] = {}
        for m in (m for spells in self.members.values() for m in spells):
            found.setdefault(m.party, set()).add(m.alliance)
        return {p: tuple(sorted(ids & order.keys(), key=order.__getitem__)) for p, ids in found.items()}

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Return the agreements."""
        return self._all(Agreement, "agreements.csv")

    @cached_property
    def wars(self) -> tuple[War, ...]:
        """Return the wars."""
        return self._all(War, "wars.csv")

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        """Return the bases, peacekeeping forces, missions and contingents."""
        return self._all(Base, "bases.csv")

    @cached_property
    def territories(self) -> tuple[Territory, ...]:
        """Return the spells of control over territories."""
        return self._all(Territory, "territories.csv")

    @cached_property
    def placenames(self) -> tuple[PlaceName, ...]:
        """Return former names of places and those that one side uses."""
        return self._all(PlaceName, "placenames.csv")

    @cached_property
    def organs(self) -> tuple[Organ, ...]:
        """Return the organs of organisations, one record a spell of their chair."""
        return self._all(Organ, "organs.csv")

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """Return the media."""
        return self._all(Outlet, "outlets.csv")

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Return the abbreviations of time zones."""
        return self._all(Zone, "zones.csv")

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Return the forces, armed groups and organisations."""
        groups = ((f"groups{more}.csv", "group") for more in ("", "_more", "_before"))
        files = (("forces.csv", "force"), *groups, ("organisations.csv", "organisation"))
        return tuple(
            build(Body, r | {"kind": r.get("kind") or kind})
            for file, kind in files
            for r in overlaid(file, self.folder)
        )


def _grouped(pairs: Iterable[tuple[str, V]]) -> Mapping[str, tuple[V, ...]]:
    out: dict[str, list[V]] = {}
    for key, value in pairs:
        out.setdefault(key, []).append(value)
    return {k: tuple(v) for k, v in out.items()}


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """Return the knowledge base with the user's files of `folder`, by default those that `VEDETTE_KNOWLEDGE` names.

    One a folder and process. Raises StopError, when a kind is first asked for, where one of its files is broken.
    """
    return _loaded(folder or knowledge_dir())


@cache
def _loaded(folder: Path | None) -> Knowledge:
    return Knowledge(folder)
