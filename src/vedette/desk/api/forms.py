"""Records as the objects of answers, where `records` and `publishing` have none for them; pure."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from vedette.desk.views.positions import id_of
from vedette.publishing.relations import contact_json, position_json
from vedette.records.ledger import (
    Blame,
    Contact,
    Figure,
    FlareUp,
    Ledger,
    Line,
    Position,
    Standing,
    Told,
    Version,
    actor_json,
)


def ledger_json(ledger: Ledger) -> dict[str, Any]:
    """Return a ledger's object: every figure once, by whose id lines and versions name it."""
    told = (*ledger.figures, *(f for v in ledger.versions for f in v.figures))
    return {
        "figures": list({f.id: f.to_json() for f in told}.values()),
        "lines": [_line(x) for x in ledger.lines],
        "standings": [_standing(s) for s in ledger.standings],
        "blame": [_blame(b) for b in ledger.blame],
        "versions": [version_json(v) for v in ledger.versions],
    }


def version_json(v: Version) -> dict[str, Any]:
    """Return a version's object."""
    told = {"party": v.party, "stance": v.stance, "doers": list(v.doers), "told": told_json(v.told)}
    return {**told, "figures": _ids(v.figures)}


def contact_with_id(c: Contact) -> dict[str, Any]:
    """Return a contact's object with its stable id: that of the event that tells it first."""
    return {"id": c.told[0].event, **contact_json(c)}


def position_with_id(p: Position) -> dict[str, Any]:
    """Return a position's object with its stable id."""
    return {"id": id_of(p), **position_json(p)}


def flareup_json(f: FlareUp) -> dict[str, Any]:
    """Return a flare-up's object, in the names of `vedette flareups --format json`."""
    return {**asdict(f), "of": list(f.of)}


def told_json(told: Iterable[Told]) -> list[dict[str, Any]]:
    """Return the objects of what is said, each with its receipt."""
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


def _line(x: Line) -> dict[str, Any]:
    steps = [{"change": s.change, "before": s.before.id, "after": s.after.id} for s in x.steps]
    plain = {n: getattr(x, n) for n in ("reach", "side", "kind", "party", "own_voice")}
    return {**plain, "who": list(x.who), "figures": _ids(x.figures), "steps": steps}


def _standing(s: Standing) -> dict[str, Any]:
    return {**asdict(s), "words": list(s.words), "silent": list(s.silent)}


def _blame(b: Blame) -> dict[str, Any]:
    sides = {
        name: [{"party": party, "told": told_json(told)} for party, told in getattr(b, name)]
        for name in ("said_by", "denied_by")
    }
    return {"doer": b.doer, **sides, "words": list(b.words), "reason": b.reason, "incident": b.incident}


def _ids(figures: Iterable[Figure]) -> list[str]:
    return [f.id for f in figures]
