"""An incident and its ledger as rows of the tables; pure, so that the same incident gives the same rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vedette.engine.reconciling.packing import Told
from vedette.records.incident import Incident, Judgement, Source
from vedette.records.ledger import Blame, Ledger, Line, Standing, Version
from vedette.records.ledger import Told as Said

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def rows_of(incident: Incident, own: Sequence[Told], ledger: Ledger) -> Rows:
    """Return the rows of one incident, by table."""
    i = incident.id
    return {
        "incidents": [incident_row(incident)],
        "judgements": [judgement_row(i, j) for j in incident.judgements],
        "tellings": [
            {"id": t.telling.id, "incident": i, **_at(t.telling.at), "events": t.telling.members} for t in own
        ],
        **ledger_rows(i, ledger),
    }


def incident_row(i: Incident) -> Row:
    """Return the row of an incident."""
    d, p = i.days, i.place
    return {
        "incident": i.id,
        "family": i.family,
        "mode": i.mode,
        "doers": sorted(i.doers),
        "sufferers": sorted(i.sufferers),
        **({"place": p.name, "place_country": p.country, "lat": p.lat, "lon": p.lon} if p else {}),
        **({"precision": p.precision, "geonames": p.geonames} if p else {}),
        **({"from": d.first, "to": d.last, "clock": d.clock} if d else {}),
        "day_told": bool(d and d.told),
        "first_told": i.first_told,
        "origins": i.origins,
        "tellings": i.tellings,
        "mentions": i.mentions,
        "documents": i.documents,
    }


def judgement_row(incident: str, j: Judgement) -> Row:
    """Return the row of a judgement."""
    known = ("id", "verdict", "left", "right", "author", "at", "score", "evidence")
    return {"incident": incident, **{n: getattr(j, n) for n in known}}


def ledger_rows(incident: str, ledger: Ledger) -> Rows:
    """Return the rows of the ledger of one incident, by table."""
    return {
        "ledger": [row for line in ledger.lines for row in _line(incident, line)],
        "standings": [_standing(incident, s) for s in ledger.standings],
        "blame": [_blame(incident, b) for b in ledger.blame],
        "versions": [_version(incident, v) for v in ledger.versions],
    }


def _line(incident: str, line: Line) -> Iterator[Row]:
    step = {s.after.id: s for s in line.steps}
    for f in line.figures:
        c, s = f.casualty, step.get(f.id)
        yield {
            "incident": incident,
            "reach": line.reach,
            "side": line.side,
            "kind": line.kind,
            "party": line.party,
            "own_voice": line.own_voice,
            "who": line.who,
            "figure": f.id,
            **{n: getattr(c, n) for n in ("low", "high", "approx", "scope", "start", "end")},
            "people": c.who,
            "increase": f.increase,
            "as_of": f.as_of,
            **_at(f.at),
            "change": s.change if s else None,
            "before": s.before.id if s else None,
        }


def _standing(incident: str, s: Standing) -> Row:
    known = ("reach", "side", "kind", "people", "words", "origins", "low", "high", "silent", "reason")
    return {"incident": incident, **{n: getattr(s, n) for n in known}}


def _blame(incident: str, b: Blame) -> Row:
    return {
        "incident": incident,
        "doer": b.doer,
        "said_by": [who for who, _ in b.said_by],
        "said_in": _events(b.said_by),
        "denied_by": [who for who, _ in b.denied_by],
        "denied_in": _events(b.denied_by),
        "words": b.words,
        "reason": b.reason,
    }


def _version(incident: str, v: Version) -> Row:
    return {
        "incident": incident,
        "party": v.party,
        "stance": v.stance,
        "doers": v.doers,
        "events": [t.event for t in v.told],
        "figures": [f.id for f in v.figures],
    }


def _events(said: Iterable[tuple[str, tuple[Said, ...]]]) -> list[str]:
    return list(dict.fromkeys(t.event for _, told in said for t in told))


def _at(at: Source) -> Row:
    return {"document": at.document, "source": at.source, "published": at.published, "origin": at.first}
