"""Incidents in the columns of UCDP's georeferenced event data; one row an incident of force with dead told; pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vedette.knowledge.states import load_states
from vedette.publishing import wording
from vedette.publishing.crosswalks.acled import days_between, own_columns
from vedette.publishing.crosswalks.deaths import Dead, Term, dead_of, speakers, told_lines
from vedette.publishing.crosswalks.mapped import by_word
from vedette.publishing.crosswalks.sides import STATE, Side, sides_of
from vedette.publishing.crosswalks.whole import Whole
from vedette.records.incident import Days

Row = dict[str, Any]

_SPANS = ((0, 1), (5, 2), (6, 3), (30, 4))
"""Days between the first and the last, and UCDP's date precision for no more of them; 5 for more."""

_UNARMED = frozenset({"civilian", "child"})
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"


def ucdp_rows(whole: Whole) -> Iterator[Row]:
    """Yield the row of an incident of force that is told as done and for which anybody gives at least one dead."""
    dead = dead_of(whole)
    if whole.incident.family != "force" or not whole.done or not any(t.high for t in dead.terms):
        return
    a, b, kind = _sides(*sides_of(whole.done))
    names = (a.name if a else None, CIVILIANS if kind == ONE_SIDED else b.name if b else None)
    i = whole.incident
    yield {
        "id": i.id,
        "type_of_violence": kind,
        "side_a": names[0],
        "side_b": names[1],
        "dyad_name": " - ".join(n for n in names if n) if all(names) else None,
        "number_of_sources": i.origins,
        "source_office": list(dict.fromkeys(m.at.source for m in whole.mentions if m.at.source)),
        "source_date": (i.first_told or "")[:10] or None,
        **_when(i.days),
        **_where(whole),
        **_deaths(dead, a, b, kind),
        **own_columns(whole),
        "lost": None if kind else _open(a, b),
    }


def _sides(doers: Sequence[Side], sufferers: Sequence[Side]) -> tuple[Side | None, Side | None, int | None]:
    """Return side a, side b and the type of violence; where a state stands against a group, the state is side a."""
    a, b = doers[0] if doers else None, sufferers[0] if sufferers else None
    if a and sufferers and all(s.is_civilian for s in sufferers):
        # A state that strikes people of another state does so in a war as a rule, which is no one-sided violence.
        foreign = _is_state(a) and all(s.country != a.country for s in sufferers)
        return a, b, None if a.is_civilian or foreign else ONE_SIDED
    if a is None or b is None or a.is_civilian or b.is_civilian:
        return a, b, None
    if not _is_state(a) and _is_state(b):
        a, b = b, a
    return a, b, STATE_BASED if _is_state(a) else NON_STATE


def _open(a: Side | None, b: Side | None) -> str:
    if a and b and not a.is_civilian:
        return "A state's force against people of another state: whether it is a part of their war is not decided"
    return "Who stood on both sides is not told, so that the type of violence is open"


def _is_state(side: Side) -> bool:
    return side.sector in STATE and side.country in load_states()


def _when(days: Days | None) -> Row:
    if days is None:
        return {"event_clarity": 2}
    span = days_between(days)
    told = next((precision for most, precision in _SPANS if span <= most), 5)
    return {
        "year": int(days.first[:4]),
        "date_start": days.first,
        "date_end": days.last,
        # A day that is only concluded from the day of the report is no exact one.
        "date_prec": told if days.told else max(told, 2),
        "event_clarity": 1 if span <= 6 else 2,
    }


def _where(whole: Whole) -> Row:
    place = whole.incident.place
    if place is None:
        return {}
    found = by_word("precision", None, "precision").get(place.precision)
    return {
        "where_prec": int(found["ucdp"]) if found and found["ucdp"] else None,
        "where_coordinates": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "country": wording.country(place.country) if place.country else None,
    }


def _deaths(dead: Dead, a: Side | None, b: Side | None, kind: int | None) -> Row:
    best = [(t, t.best) for t in dead.terms]
    found = [told for _, told in best if told]
    by = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0}
    for term, told in best:
        by[_column(term, a, b, kind)] += told[0] if told else 0
    return {
        **by,
        "best": sum(n for n, _ in found),
        "low": sum(t.numbers[0][0] if t.numbers else 0 for t in dead.terms),
        "high": sum(t.high for t in dead.terms),
        "high_open": any(t.is_open for t in dead.terms),
        "best_by": speakers([told for _, told in found]),
        "best_rule": _rule(dead.terms),
        "deaths_told": list(told_lines(dead)),
    }


def _column(term: Term, a: Side | None, b: Side | None, kind: int | None) -> str:
    if term.people in _UNARMED:
        return "deaths_civilians"
    for name, side in (("deaths_a", a), ("deaths_b", b)):
        # The dead of whom nobody tells what they were may be soldiers or civilians.
        if side and _counts(term, side) and not (kind == ONE_SIDED and side is b):
            return name
    return "deaths_unknown"


def _counts(term: Term, side: Side) -> bool:
    if term.people == "rebel":
        return side.is_armed and not _is_state(side) and term.side in (None, side.country)
    return term.people in ("military", "police") and _is_state(side) and term.side == side.country


def _rule(terms: Iterable[Term]) -> str:
    told = list(terms)
    parts = []
    if any(not t.contested for t in told):
        parts.append("where claimants agree or one speaks: the most that is told")
    if any(t.contested for t in told):
        parts.append("where claimants exclude each other: the lowest")
    return "; ".join(parts) + (f"; {len(told)} sides or classes of people added" if len(told) > 1 else "")
