"""Events in the columns of POLECAT, which codes PLOVER; one row an event; pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vedette.publishing.crosswalks.mapped import by_word

Row = dict[str, Any]


def plover_rows(event: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the row of an event (an object of `tables.events`); none where its type is none of PLOVER's."""
    quad = by_word("plover", "type").get(event["type"])
    if quad is None:
        return
    contexts = list(_contexts(event))
    time = event["time"] or {}
    yield {
        "Event ID": event["id"],
        "Event Date": (time.get("from") or event["published"] or "")[:10] or None,
        "Event Type": event["type"],
        "Event Mode": event["mode"],
        "Quad Code": quad["code"],
        "Contexts": [code for code, _ in contexts],
        **_party("Actor", event["actors"]),
        **_party("Recipient", event["recipients"]),
        **_place(event),
        **_own(event, time),
        "lost": "; ".join(dict.fromkeys(lost for _, lost in contexts if lost)) or None,
    }


def _contexts(event: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield each context once, with what it loses: by the status, the sectors in order of mention, and the mode."""
    sectors = dict.fromkeys(a["sector"] for a in (*event["actors"], *event["recipients"]))
    asked = [("status", event["status"]), *(("sector", s) for s in sectors), ("mode", event["mode"])]
    for kind, word in asked:
        if found := by_word("plover", kind).get(word):
            yield found["code"], found.lost


def _party(side: str, people: Iterable[Mapping[str, Any]]) -> Row:
    told = list(people)
    sectors = [a["sector"] for a in told]
    return {
        f"{side} Name": [a["name"] for a in told],
        f"{side} Country": [a["country"] for a in told],
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": sectors,
        f"{side} Name Raw": [a["text"] for a in told],
    }


def _place(event: Mapping[str, Any]) -> Row:
    place = event["place"] or {}
    return {
        "Placename": place.get("name"),
        "Country": place.get("country"),
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
        "GeoNames ID": place.get("geonames"),
        "Raw Placename": place.get("text"),
        "precision": place.get("precision"),
    }


def _own(event: Mapping[str, Any], time: Mapping[str, Any]) -> Row:
    return {
        **{n: event[n] for n in ("status", "confidence", "document", "origin", "incident")},
        "Source": event["source"],
        "Publication Date": (event["published"] or "")[:10] or None,
        "Version": event["reader"],
        "from": time.get("from"),
        "to": time.get("to"),
        "claimants": [a["text"] for a in event["claimants"]],
        "claimant_countries": [a["country"] for a in event["claimants"]],
        "start": event["trigger"]["start"],
        "end": event["trigger"]["end"],
    }
