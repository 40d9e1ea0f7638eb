"""Which NATO symbol (APP-6, MIL-STD-2525D) stands for what an incident tells; pure.

The symbol says what is told to have happened, by the family of its types and the mode; where none fits, there is none and the
usual mark stays. Nobody is called friend or foe but by the user: all frames are of the identity "unknown" until then.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vedette.desk.views.look import Look
from vedette.incidents.parties import country_of
from vedette.records.incident import Incident

_AIR, _UNIT, _ACTIVITY = "01", "10", "40"
"""Symbol sets: aircraft, land units, activities."""

_UNKNOWN, _FRIEND, _HOSTILE = "1", "3", "6"
"""Standard identities."""

_SIDES = {_UNKNOWN: "side not told", _FRIEND: "friend by your choice", _HOSTILE: "hostile by your choice"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol by its identification code (SIDC, 20 digits), and what it means in words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    symbol_set: str
    entity: str
    words: str


_MEANINGS: Mapping[tuple[str, str | None], _Meaning] = {
    ("force", "aerial"): _Meaning(_AIR, "110102", "air strike"),
    ("force", "drone"): _Meaning(_AIR, "110300", "drone"),
    ("force", "heavy-weapons"): _Meaning(_UNIT, "130300", "artillery"),
    ("force", "firearms"): _Meaning(_ACTIVITY, "110400", "ground fire"),
    ("force", "explosives"): _Meaning(_ACTIVITY, "110600", "explosion"),
    ("force", "suicide-attack"): _Meaning(_ACTIVITY, "110304", "suicide attack"),
    ("force", "targeted"): _Meaning(_ACTIVITY, "110108", "killing"),
    ("force", "primitive"): _Meaning(_ACTIVITY, "110120", "stones or the like"),
    ("force", "crowd-control"): _Meaning(_ACTIVITY, "131500", "police"),
    ("coercion", "arrest"): _Meaning(_ACTIVITY, "110101", "arrest"),
    ("deployment", "troops"): _Meaning(_UNIT, "121100", "troops moved"),
    ("deployment", "police"): _Meaning(_ACTIVITY, "131500", "police"),
    ("protest", "riot"): _Meaning(_ACTIVITY, "110110", "riot"),
    ("protest", "demo"): _Meaning(_ACTIVITY, "120100", "demonstration"),
    ("protest", None): _Meaning(_ACTIVITY, "120000", "protest"),
    ("talks", None): _Meaning(_ACTIVITY, "131000", "meeting"),
}
"""By family and mode; None stands for every mode of the family that has no symbol of its own.

The codebook has no mode for ships, and a family of help holds arms as well as bread: neither has a symbol.
"""


def symbol_of(incident: Incident, look: Look) -> Symbol | None:
    """Return the symbol of `incident`, None where none fits."""
    family = incident.family
    meaning = _MEANINGS.get((family, incident.mode)) or _MEANINGS.get((family, None))
    if meaning is None:
        return None
    identity = _identity(incident, look)
    # Version, reality, identity, symbol set, present, no headquarters, no echelon, entity, no modifiers.
    code = f"100{identity}{meaning.symbol_set}0000{meaning.entity}0000"
    return Symbol(code, f"{meaning.words}, {_SIDES[identity]}")


def legend_of() -> tuple[Symbol, ...]:
    """Return each symbol once, for the legend."""
    meanings = dict.fromkeys(_MEANINGS.values())
    return tuple(Symbol(f"100{_UNKNOWN}{m.symbol_set}0000{m.entity}0000", m.words) for m in meanings)


def _identity(incident: Incident, look: Look) -> str:
    doers = {country_of(d) for d in incident.doers}
    friend, hostile = bool(doers & {*look.friend}), bool(doers & {*look.hostile})
    if friend == hostile:
        return _UNKNOWN
    return _FRIEND if friend else _HOSTILE
