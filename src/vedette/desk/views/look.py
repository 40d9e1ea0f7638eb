"""How the map is drawn, by the user's choice: its signs, its disputed borders, and sides of the user's own; pure.

What the address tells goes before what the browser remembers.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vedette.errors import StopError

MARKS, NATO = "marks", "nato"
NOBODY = "nobody"
"""The viewpoint of no state: every disputed border is dashed."""

NAMES = ("symbols", "borders", "friend", "hostile")
"""What stands in the address, in its order."""

MOST_SIDES = 20
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The choices: `symbols` tells whether incidents stand as NATO symbols, `borders` whose viewpoint borders have.

    `friend` and `hostile` are states (codes) that the user, and nobody else, calls so. `told` is what of all this the
    address tells, for the links of the page.
    """

    symbols: bool = False
    borders: str = NOBODY
    friend: tuple[str, ...] = ()
    hostile: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()


def read_look(told: Mapping[str, str], kept: Mapping[str, str], viewpoints: Collection[str]) -> Look:
    """Return the choices that an address tells and a browser remembers; StopError names what is wrong in the address.

    What is remembered and no longer offered counts for nothing.
    """
    said = {name: told.get(name, "").strip() for name in NAMES}
    symbols, borders = said["symbols"].lower(), _viewpoint(said["borders"])
    if symbols not in ("", MARKS, NATO):
        raise StopError(f"symbols {symbols[:20]!r}: are none; write {MARKS} or {NATO}")
    if borders not in ("", NOBODY, *viewpoints):
        raise StopError(f"borders {borders[:20]!r}: no viewpoint of this name is known; choose one that the map offers")
    friend, hostile = (_sides(name, said[name]) for name in ("friend", "hostile"))
    if both := sorted({*friend} & {*hostile}):
        raise StopError(f"{both[0]}: is named friend and hostile; name each state once")
    own = zip(NAMES, (symbols, borders, ",".join(friend), ",".join(hostile)), strict=True)
    remembered = _viewpoint(kept.get("borders", ""))
    return Look(
        symbols=(symbols or kept.get("symbols", "")) == NATO,
        borders=borders or (remembered if remembered in viewpoints else NOBODY),
        friend=friend,
        hostile=hostile,
        told=tuple((name, value) for name, value in own if value),
    )


def _viewpoint(told: str) -> str:
    return NOBODY if told.lower() == NOBODY else told.upper()


def _sides(name: str, told: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(c for c in told.upper().replace(",", " ").split() if c))
    if len(codes) > MOST_SIDES or any(not _CODE.fullmatch(c) for c in codes):
        raise StopError(
            f"{name} {told[:40]!r}: names no states; write their codes, ARM or ARM,IRN, {MOST_SIDES} at most"
        )
    return codes
