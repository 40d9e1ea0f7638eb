"""Contacts, positions and flare-ups in plain lines and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from vedette.publishing import wording
from vedette.publishing.parties import name, names
from vedette.publishing.stored import SHORT, receipt
from vedette.records.ledger import Contact, FlareUp, Position, Told, actor_json

MOST = 3
"""Receipts that stand in a line."""


def contact_lines(c: Contact) -> Iterator[str]:
    """Yield the lines of one contact."""
    whom = f" {names(c.whom)}" if c.whom else ""
    where = f" in {wording.clean(c.place)}" if c.place else ""
    yield f"{c.day or 'day not told'}: {names(c.who) or 'somebody not named'} {c.kind}{whom}{where}"
    yield from _receipts(c.told)
    if c.said:
        yield "    said beside it:"
        yield from _receipts(c.said)


def position_lines(p: Position) -> Iterator[str]:
    """Yield the lines of one position."""
    days = "" if p.first is None else f" ({p.first})" if p.first == p.last else f" ({p.first} to {p.last})"
    bound = ", though bound" if p.stance == "silent" else ""
    yield f"{name(p.who)} {p.stance}{' ' + name(p.whom) if p.whom else ''}{bound}{days}"
    yield from _receipts(p.told)


def flareup_lines(f: FlareUp) -> Iterator[str]:
    """Yield the lines of one flare-up."""
    days = f.first if f.first == f.last else f"{f.first} to {f.last}"
    yield f"{names(f.of)}: {days}"
    yield f"    {wording.clean(f.reason)}"
    if f.cause:
        yield f"    it begins with incident {f.cause[:SHORT]}"


def contact_json(c: Contact) -> dict[str, Any]:
    """Return the JSON object of a contact."""
    plain = {n: getattr(c, n) for n in ("kind", "day", "place")}
    return {**plain, "who": list(c.who), "whom": list(c.whom), "told": _told(c.told), "said": _told(c.said)}


def position_json(p: Position) -> dict[str, Any]:
    """Return the JSON object of a position."""
    return {**{n: getattr(p, n) for n in ("who", "stance", "whom", "first", "last")}, "told": _told(p.told)}


def _told(told: Iterable[Told]) -> list[dict[str, Any]]:
    return [
        {
            "event": t.event,
            **t.at.to_json(),
            "start": t.trigger.start,
            "end": t.trigger.end,
            "text": t.trigger.text,
            "claimants": [actor_json(a) for a in t.claimants],
        }
        for t in told
    ]


def _receipts(told: tuple[Told, ...]) -> Iterator[str]:
    for t in told[:MOST]:
        yield f"    “{wording.clean(t.trigger.text)}” {receipt(t.at, t.trigger.start, t.trigger.end)}"
    if len(told) > MOST:
        yield f"    and {len(told) - MOST} more"
