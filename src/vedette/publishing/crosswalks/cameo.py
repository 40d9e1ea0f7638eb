"""Events as rows of CAMEO, in the columns of GDELT's event table: one row for each pair of doer and sufferer; pure."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import permutations, product
from typing import Any

from vedette.publishing.crosswalks.mapped import ARMED, CIVILIANS, Mapped, by_word, event_row

_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last root code of each class: verbal and material cooperation, verbal and material conflict."""

MUTUAL = frozenset({"AGREE", "ASSAULT", "CONSULT", "COOPERATE"})
"""Types that several do with or against one another where nobody else is told."""

_PLACES = {"country": 1, "settlement": 4, "facility": 4, "district": 4, "area": 4, "region": 5}
"""GDELT's kinds of place: 1 a state, 4 a town or landmark of the world, 5 a province of the world."""

Row = dict[str, Any]


def cameo_rows(event: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of an event (an object of `tables.events`); none where its type has no code of CAMEO."""
    found = event_row("cameo_events", event["type"], event["mode"], "armed" if _is_fight(event) else "")
    if found is None:
        return
    base = {**_day(event), **_code(found), **_place(event), **_own(event), "lost": found.lost}
    pairs = _pairs(event)
    for n, (doer, sufferer) in enumerate(pairs, 1):
        id_ = event["id"] if len(pairs) == 1 else f"{event['id']}.{n}"
        sides = {**actor_columns("Actor1", doer), **actor_columns("Actor2", sufferer)}
        yield {"GlobalEventID": id_, **base, **sides, "pair": n, "pairs": len(pairs)}


def _is_fight(event: Mapping[str, Any]) -> bool:
    """Tell whether somebody carries arms on a side, and not nobody but civilians suffers it."""
    sufferers = event["recipients"]
    if sufferers and all(a["sector"] in CIVILIANS for a in sufferers):
        return False
    return any(a["sector"] in ARMED for a in (*event["actors"], *sufferers))


def _pairs(event: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Return each doer with each sufferer; those who do it with one another ("the two states fought") both ways round."""
    doers, sufferers = event["actors"], event["recipients"]
    if not sufferers and event["type"] in MUTUAL:
        both = [(a, b) for a, b in permutations(doers, 2) if a["country"] != b["country"]]
        if both:
            return both
    return list(product(doers or (None,), sufferers or (None,)))


def actor_columns(side: str, actor: Mapping[str, Any] | None) -> Row:
    """Return code, name, country and role of an actor, in the columns of a side (Actor1, Actor2); Nones for nobody."""
    country = _coded("country", actor["country"]) if actor else None
    role = _coded("sector", actor["sector"]) if actor else None
    return {
        f"{side}Code": f"{country or ''}{role or ''}" or None,
        f"{side}Name": actor and (actor["name"] or actor["text"]),
        f"{side}CountryCode": country,
        f"{side}Type1Code": role,
    }


def quad_class(code: str) -> int:
    """Return the class of a code by its root: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    return next(quad for last, quad in _QUADS if int(code[:2]) <= last)


def _coded(kind: str, word: str | None) -> str | None:
    if word is None:
        return None
    found = by_word("cameo_actors", kind).get(word)
    return word if found is None else found["code"] or None


def _code(found: Mapped) -> Row:
    code = found["code"]
    scale = by_word("cameo_scale", None, "code")[code]["goldstein"]
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "GoldsteinScale": float(scale),
    }


def _day(event: Mapping[str, Any]) -> Row:
    """Return the day in GDELT's ways of writing it: the event's first day, else the day of publication."""
    time = event["time"] or {}
    told = (time.get("from") or event["published"] or "")[:10]
    added = (event["published"] or "")[:10].replace("-", "")
    out = {"from": time.get("from"), "to": time.get("to"), "DATEADDED": int(added) if added.isdigit() else None}
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return out
    begun = date(day.year, 1, 1)
    share = (day - begun) / timedelta(days=365)
    return {
        **out,
        "SQLDATE": int(f"{day:%Y%m%d}"),
        "MonthYear": int(f"{day:%Y%m}"),
        "Year": day.year,
        "FractionDate": round(day.year + share, 4),
    }


def _place(event: Mapping[str, Any]) -> Row:
    place = event["place"] or {}
    return {
        "ActionGeo_Type": _PLACES.get(place.get("precision", "")),
        "ActionGeo_FullName": place.get("name"),
        "ActionGeo_Lat": place.get("lat"),
        "ActionGeo_Long": place.get("lon"),
        "place_country": place.get("country"),
        "precision": place.get("precision"),
    }


def _own(event: Mapping[str, Any]) -> Row:
    names = ("type", "mode", "status", "confidence", "document", "source", "published", "origin", "incident", "reader")
    return {
        **{n: event[n] for n in names},
        "event": event["id"],
        "claimants": [a["text"] for a in event["claimants"]],
        "claimant_countries": [a["country"] for a in event["claimants"]],
        "start": event["trigger"]["start"],
        "end": event["trigger"]["end"],
    }
