"""Contacts, positions and ledgers as rows of a receipt each, so that no figure and no word stands without who says it; pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vedette.publishing.relations import contact_json, position_json
from vedette.publishing.tables import by_claimants
from vedette.records.ledger import Contact, Figure, Ledger, Line, Position


def contacts(found: Iterable[Contact]) -> Iterator[dict[str, Any]]:
    """Yield contacts with their ids: that of the event that tells each first."""
    for c in found:
        yield {"id": c.told[0].event, **contact_json(c)}


def positions(found: Iterable[Position]) -> Iterator[dict[str, Any]]:
    """Yield positions with their ids: who, stance and whom."""
    for p in found:
        yield {"id": ".".join((p.who, p.stance, p.whom or "")), **position_json(p)}


def by_receipt(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield contacts or positions with one row a receipt; `part` is told, or said for what was said beside a contact.

    A position that nobody has told of, since a bound state is silent, is one row without a receipt.
    """
    for row in rows:
        told: list[tuple[str | None, Any]] = [("told", t) for t in row["told"]]
        told += [("said", t) for t in row.get("said", ())]
        for part, t in told or [(None, {"claimants": ()})]:
            yield {**row, **t, "words": t.get("text"), "part": part, **by_claimants(t["claimants"])}


def ledger(found: Ledger) -> Iterator[dict[str, Any]]:
    """Yield the figures of a ledger, line by line: each claimant's over time, with its step from the one before."""
    for line in found.lines:
        changes = {s.after.id: s.change for s in line.steps}
        yield from (_figure(line, f, changes.get(f.id)) for f in line.figures)


def _figure(line: Line, f: Figure, change: str | None) -> dict[str, Any]:
    told = f.to_json()
    line_ = {n: getattr(line, n) for n in ("reach", "side", "kind", "party", "own_voice")}
    plain = {"people": told["who"], "words": told["text"], "change": change}
    return {**told, **line_, **plain, **by_claimants(told["claimants"])}
