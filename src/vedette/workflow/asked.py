"""What people ask for, from their words: days, parties, pairs, types and windows; the same on the command line and at the desk.

Each function returns what was meant, or raises StopError that says what is wrong and what to write.
"""

import re
from datetime import date
from difflib import get_close_matches
from functools import cache

from vedette.errors import StopError
from vedette.incidents.families import FAMILIES
from vedette.knowledge.states import load_states
from vedette.knowledge.validate import BODIES
from vedette.store.query import Box

_CODE = re.compile(r"[A-Z]{3}")


def day_of(told: str) -> str:
    """Return an ISO day."""
    try:
        return date.fromisoformat(told.strip()).isoformat()
    except ValueError:
        raise StopError(f"day {told!r}: is no ISO date; write it like 2022-09-13") from None


def type_of(told: str) -> str:
    """Return a type of the codebook as it is written there."""
    if told.upper() not in FAMILIES:
        raise StopError(f"type {told!r}: is none; write a type of the codebook, like ASSAULT")
    return told.upper()


def type_or_family(told: str) -> tuple[str | None, str | None]:
    """Return the type that is meant, or the family of types: one of the two is None."""
    if told.lower() in FAMILIES.values():
        return None, told.lower()
    return type_of(told), None


def pair_of(told: str) -> tuple[str, str]:
    """Return the two countries of a dyad written as ARM-AZE."""
    parts = tuple(p.strip().upper() for p in told.replace("–", "-").replace(",", "-").split("-"))
    if len(parts) != 2 or not all(parts) or parts[0] == parts[1]:
        raise StopError(f"dyad {told!r}: is none; write two countries like ARM-AZE")
    return country_of(parts[0]), country_of(parts[1])


def check_party(told: str) -> None:
    """Raise StopError where a party begins with three capitals that are no country's code: "ARN", "ARN/MIL"."""
    country = told.partition("/")[0]
    if _CODE.fullmatch(country):
        country_of(country)


def party_of(told: str) -> str:
    """Return a party: a country told by its code or its name, "ARM/MIL", or the id of an entity as it is written."""
    bare = told.strip()
    if "/" in bare or ":" in bare:
        check_party(bare)
        return bare
    return _by_name().get(bare.upper()) or country_of(bare.upper())


def country_of(told: str) -> str:
    """Return the code `told` of a country or of a body of them; the error names codes that are near."""
    names = _names()
    if told in names:
        return told
    near = " or ".join(f"{c} ({names[c]})" if names[c] else c for c in _near(told, names))
    meant = f"did you mean {near}? " if near else ""
    raise StopError(f"{told} is no country's code; {meant}write an ISO 3166 alpha-3 code like ARM")


@cache
def _names() -> dict[str, str]:
    return {code: s.name for code, s in load_states().items()} | dict.fromkeys(BODIES, "")


@cache
def _by_name() -> dict[str, str]:
    return {name.upper(): code for code, name in _names().items() if name}


def _near(told: str, names: dict[str, str]) -> list[str]:
    """Return up to three codes that look like `told`, or whose country is called so."""
    by_name = _by_name()
    called = [by_name[n] for n in get_close_matches(told, by_name, n=3, cutoff=0.75)]
    # Who mistypes a code seldom mistypes its beginning.
    alike = sorted(get_close_matches(told, sorted(names), n=9, cutoff=0.6), key=lambda c: c[:2] != told[:2])
    return (called or alike)[:3]


def box_of(told: str) -> Box:
    """Return the window written as south,west,north,east."""
    try:
        south, west, north, east = (float(x) for x in told.split(","))
    except ValueError:
        raise StopError(f"window {told!r}: is none; write south,west,north,east like 39,45,41,47") from None
    return Box(south, west, north, east)
