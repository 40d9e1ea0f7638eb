"""What the bar asks, to and from the address; pure.

The names are the same in every address, in the API and in exports. What is wrong is told for every field at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from vedette.errors import StopError
from vedette.records.record import STATUSES
from vedette.store.query import Query
from vedette.workflow import asked

TIERS = ("FLASH", "PRIORITY", "ROUTINE")

LONGEST = 300
"""Characters of one field."""

MOST = 200
"""Items on a page at most."""

USUAL = 50

_NAMES = {"since": "from", "until": "to"}
"""Fields whose name in the address is no name in Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the bar asks; "" where a field asks nothing. Right values are written in one way, wrong ones as they were typed."""

    since: str = ""
    until: str = ""
    window: str = ""
    actor: str = ""
    dyad: str = ""
    type: str = ""
    claimant: str = ""
    source: str = ""
    status: str = ""
    tier: str = ""
    words: str = ""
    origins: str = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the names and values that ask something, in the one order that addresses have."""
        return tuple((name, value) for name, field in _FIELDS if (value := getattr(self, field)))

    def query(self, **beside: Any) -> str:
        """Return the query string, "?" included, with the page's own state behind; "" where nothing is asked."""
        own = [(k, str(v)) for k, v in beside.items() if v not in (None, "")]
        told = urlencode([*self.pairs(), *own])
        return f"?{told}" if told else ""

    def without(self, *names: str) -> "Filter":
        """Return the filter that asks nothing in these fields (names of the address)."""
        return replace(self, **{field: "" for name, field in _FIELDS if name in names})

    def asks(self) -> bool:
        """Tell whether anything is asked."""
        return bool(self.pairs())

    def to_query(self, **beside: Any) -> Query:
        """Return the query of the store; `tier` is no matter of it. `beside` are further fields of `Query`."""
        type_, family = asked.type_or_family(self.type) if self.type else (None, None)
        known: dict[str, Any] = {
            "since": self.since or None,
            "until": self.until or None,
            "box": asked.box_of(self.window) if self.window else None,
            "actor": self.actor or None,
            "dyad": asked.pair_of(self.dyad) if self.dyad else None,
            "type": type_,
            "family": family,
            "claimant": self.claimant or None,
            "source": self.source or None,
            "status": self.status or None,
            "words": self.words or None,
            "origins": int(self.origins or 1),
        }
        return Query(**{**known, **beside})


_FIELDS = tuple((_NAMES.get(f.name, f.name), f.name) for f in fields(Filter))

NAMES = tuple(name for name, _ in _FIELDS)
"""The names of the fields in addresses, in their order."""


def read_filter(told: Mapping[str, str]) -> tuple[Filter, dict[str, str]]:
    """Return the filter that the parameters of an address tell, and what is wrong in it: a sentence by field's name."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name, field in _FIELDS:
        typed = " ".join(told.get(name, "").split())
        if not typed:
            continue
        try:
            values[field] = _READ[name](_short(name, typed))
        except StopError as e:
            values[field], faults[name] = typed[:LONGEST], str(e)
    if not faults and "" < values.get("until", "") < values.get("since", ""):
        faults["to"] = f"period {values['since']} to {values['until']}: ends before it begins; change the days round"
    return Filter(**values), faults


def page_of(told: Mapping[str, str]) -> tuple[int, str | None]:
    """Return how many items a page is to have, and the cursor of the page before; StopError where one is wrong."""
    limit = told.get("limit", "").strip() or str(USUAL)
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit[:9]) <= MOST:
        raise StopError(f"limit {limit[:20]!r}: is none; write a number from 1 to {MOST}")
    return int(limit), told.get("after", "").strip() or None


def _short(name: str, typed: str) -> str:
    if len(typed) > LONGEST:
        raise StopError(f"{name}: has {len(typed):,} characters; write {LONGEST} at most")
    return typed


def _window(told: str) -> str:
    box = asked.box_of(told)
    return ",".join(f"{x:g}" for x in (box.south, box.west, box.north, box.east))


def _type(told: str) -> str:
    type_, family = asked.type_or_family(told)
    return type_ or family or ""


def _one_of(name: str, values: tuple[str, ...], *, upper: bool = False) -> Callable[[str], str]:
    def read(told: str) -> str:
        value = told.upper() if upper else told.lower()
        if value not in values:
            raise StopError(f"{name} {told!r}: is none; choose one of {', '.join(values)}")
        return value

    return read


def _words(told: str) -> str:
    if not any(c.isalnum() for c in told):
        raise StopError(f"words {told!r}: hold no word; write one, or several in quotation marks")
    return told


def _origins(told: str) -> str:
    if not told.isascii() or not told.isdigit() or not 1 <= int(told[:9]) <= 1_000:
        raise StopError(f"origins {told!r}: is none; write a number from 1 to 1000")
    return "" if int(told) == 1 else str(int(told))


_READ: dict[str, Callable[[str], str]] = {
    "from": asked.day_of,
    "to": asked.day_of,
    "window": _window,
    "actor": asked.party_of,
    "dyad": lambda told: "-".join(asked.pair_of(told)),
    "type": _type,
    "claimant": asked.party_of,
    "source": str,
    "status": _one_of("status", STATUSES),
    "tier": _one_of("tier", TIERS, upper=True),
    "words": _words,
    "origins": _origins,
}
