"""States and territories: codes, names, demonyms, capitals and seats of power used as names."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vedette.knowledge.tables import parts, rows


@dataclass(frozen=True, slots=True)
class State:
    """A state of the codebook: ISO 3166 alpha-3 `code` (KOS for Kosovo), its names and what stands for it.

    `seats` are pairs of a name and a sector ("Kremlin", "GOV"); `ambiguous` tells that the bare name is also something
    else (the bird, the US state, the river). `capitals` are the capital's spellings and earlier seats, the usual one first.
    """

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    seats: tuple[tuple[str, str], ...]
    ambiguous: bool = False
    capitals: tuple[str, ...] = ()


@cache
def load_states() -> Mapping[str, State]:
    """Return every state by its code."""
    out = {}
    for r in rows("states.csv"):
        seats = tuple((s.partition(":")[0], s.partition(":")[2] or "GOV") for s in parts(r["seats"]))
        out[r["code"]] = State(
            r["code"],
            r["iso2"],
            r["name"],
            parts(r["aliases"]),
            parts(r["demonyms"]),
            next(iter(parts(r["capital"])), ""),
            seats,
            r["ambiguous"] == "yes",
            _spelled(parts(r["capital"])),
        )
    return out


def _spelled(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names with their spellings without diacritics, as wires print them."""
    bare = ("".join(c for c in unicodedata.normalize("NFKD", n) if not unicodedata.combining(c)) for n in names)
    return tuple(dict.fromkeys((*names, *bare)))


@cache
def _by_name() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for s in load_states().values():
        for name in (s.name, *s.names):
            # Short acronyms keep their case: "us" and "uk" are words or typing, not states.
            out.setdefault(name if len(name) <= 4 else name.casefold(), s.code)
    return out


def state_named(name: str) -> str | None:
    """Return the code of the state called `name` (with or without "the"), or None."""
    bare = name.strip()
    bare = bare[4:] if bare[:4].lower() == "the " else bare
    return _by_name().get(bare if len(bare) <= 4 else bare.casefold()) or _by_name().get(bare)
