"""Incidents in the columns of ACLED; one row an incident that has an event type there; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from vedette.publishing import wording
from vedette.publishing.crosswalks.deaths import Dead, dead_of, lowest, speakers, told_lines
from vedette.publishing.crosswalks.mapped import Mapped, by_word, event_row
from vedette.publishing.crosswalks.sides import STATE, Side, sides_of
from vedette.publishing.crosswalks.whole import Whole
from vedette.records.incident import Days

Row = dict[str, Any]

_EXTERNAL, _CIVILIANS = 8, 7
_CROWDS = {"Protests": 6, "Riots": 5}
_CALLED = {6: "Protesters", 5: "Rioters"}
_SPANS = ((0, 1), (7, 2), (31, 3))
"""Days between the first and the last, and ACLED's time precision for no more of them."""


def acled_rows(whole: Whole) -> Iterator[Row]:
    """Yield the row of an incident; none where its types have none in ACLED, or where nobody tells it as done."""
    found = _mapped(whole)
    if found is None:
        return
    row, doers, sufferers = found
    i = whole.incident
    yield {
        "event_id_cnty": i.id,
        **_when(i.days),
        **{n: row[n] for n in ("disorder_type", "event_type", "sub_event_type")},
        **_who(row, doers, sufferers, i.place.country if i.place else None),
        **_where(whole),
        **_fatalities(dead_of(whole)),
        "source": list(dict.fromkeys(m.at.source for m in whole.mentions if m.at.source)),
        **own_columns(whole),
        "from": i.days and i.days.first,
        "to": i.days and i.days.last,
        "incident": i.id,
        "origins": i.origins,
        "lost": row.lost,
    }


def own_columns(whole: Whole) -> Row:
    """Return the columns of our own that the tables of incidents share."""
    i = whole.incident
    return {
        "day_told": bool(i.days and i.days.told),
        "place_country": i.place and i.place.country,
        "precision": i.place and i.place.precision,
        "documents": list(i.documents),
        "mentions": list(i.mentions),
        "status": whole.status,
        "information": whole.information,
    }


def days_between(days: Days) -> int:
    """Return how many days lie between the first and the last."""
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days


def _mapped(whole: Whole) -> tuple[Mapped, tuple[Side, ...], tuple[Side, ...]] | None:
    """Return the row of the mapping table with both sides: by the type that is told most often among those it knows."""
    doers, sufferers = sides_of(whole.done)
    kind = _kind(doers, sufferers)
    types = Counter(m.event.type for m in whole.done)
    for type_, _ in sorted(types.items(), key=lambda kv: (-kv[1], kv[0])):
        if row := event_row("acled_events", type_, whole.incident.mode, kind):
            return row, doers, sufferers
    return None


def _kind(doers: Sequence[Side], sufferers: Sequence[Side]) -> str:
    if sufferers and all(s.is_civilian for s in sufferers):
        return "civilians"
    return "armed" if any(s.is_armed for s in doers) and any(s.is_armed for s in sufferers) else ""


def _who(row: Mapped, doers: Sequence[Side], sufferers: Sequence[Side], country: str | None) -> Row:
    one, two = _inter(row, doers, country), _inter(row, sufferers, country, suffers=True)
    both = sorted(n for n in (one, two) if n is not None)
    targeted = bool(sufferers) and all(s.is_civilian for s in sufferers) and row["event_type"] != "Protests"
    actor1 = _actors("1", doers)
    if row["event_type"] in _CROWDS and not doers:
        # Who demonstrates need not be told: the event's type says it.
        one = _CROWDS[row["event_type"]]
        both, actor1 = sorted([*both, one]), {**actor1, "actor1": _CALLED[one]}
    return {
        **actor1,
        "inter1": one,
        **_actors("2", sufferers),
        "inter2": two,
        # A code has the smaller kind first; who stands alone has a nought behind.
        "interaction": int("".join(map(str, both)) + ("0" if len(both) == 1 else "")) if both else None,
        "civilian_targeting": "Civilian targeting" if targeted and row["disorder_type"] == "Political violence" else None,
    }  # fmt: skip


def _actors(n: str, found: Sequence[Side]) -> Row:
    return {f"actor{n}": found[0].name if found else None, f"assoc_actor_{n}": [s.name for s in found[1:]]}


def _inter(row: Mapped, found: Sequence[Side], country: str | None, *, suffers: bool = False) -> int | None:
    if not found:
        return None
    side = found[0]
    told = by_word("acled_inter", None, "sector").get(side.sector)
    code = int(told["inter"]) if told else None
    if code == _CIVILIANS and not suffers and row["event_type"] in _CROWDS:
        return _CROWDS[row["event_type"]]
    abroad = side.sector in STATE and country is not None and side.country != country
    return _EXTERNAL if abroad else code


def _when(days: Days | None) -> Row:
    if days is None:
        return {}
    span = days_between(days)
    told = next((precision for most, precision in _SPANS if span <= most), None)
    # A day that is only concluded from the day of the report is no exact one.
    precise = max(told, 2) if told and not days.told else told
    return {"event_date": days.first, "year": int(days.first[:4]), "time_precision": precise}


def _where(whole: Whole) -> Row:
    place = whole.incident.place
    if place is None:
        return {}
    found = by_word("precision", None, "precision").get(place.precision)
    return {
        "country": wording.country(place.country) if place.country else None,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": int(found["acled"]) if found and found["acled"] else None,
    }


def _fatalities(dead: Dead) -> Row:
    """Return the number by ACLED's conventions, who says it and why, with our own bounds beside it."""
    low = [found for term in dead.terms if (found := lowest(term))]
    ours = [n[0][0] for t in dead.terms if (n := t.numbers)]
    total, rule = sum(n for n, _ in low), "the lowest figure told"
    if len(low) > 1:
        rule = f"the lowest figure told, of {len(low)} sides or classes of people, added"
    if not low:
        untold = int(by_word("acled_vague", None)["untold"]["fatalities"])
        total, rule = (untold, "dead are told without a number") if dead.uncounted else (0, "none reported")
    return {
        "fatalities": total,
        "fatalities_by": speakers([told for _, told in low]),
        "fatalities_rule": rule,
        "fatalities_told": list(told_lines(dead)),
        "killed_low": sum(ours) if ours else None,
        "killed_high": sum(t.high for t in dead.terms) if dead.terms and not any(t.is_open for t in dead.terms) else None,
    }  # fmt: skip
