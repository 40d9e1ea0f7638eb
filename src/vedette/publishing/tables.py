"""What the store holds as rows: JSON objects in the record's names, and flat columns for spreadsheets.

Contacts, positions and ledgers are made of claims: theirs are rows of a receipt each (`tables_relations.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from vedette.publishing.crosswalks.columns import CROSSWALKS
from vedette.publishing.csv_safe import safe

if TYPE_CHECKING:
    from vedette.store.found import Found
    from vedette.store.query import Query
    from vedette.store.store import Store

PAGE = 500

_STANDS = ("document", "source", "published", "origin", "incident", "reader")
_RECEIPT = (
    "event", "document", "source", "published", "origin", "start", "end", "words", "claimants", "claimant_countries",
)  # fmt: skip
_ASSESSED = tuple(
    f"{word}{of}" for word in ("status", "information") for of in ("", "_rule", "_author", "_assessed", "_why")
)
"""What is made of an incident: the word that holds, the rule's, and by whom, when and why where a person gave it."""

COLUMNS = {
    "events": (
        "id", "type", "mode", "status", "from", "to", "time", "place", "place_country", "lat", "lon", "precision",
        "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
        "claimants", "claimant_countries", "cue", "trigger", "start", "end", "quoted", "confidence", *_STANDS,
    ),
    "claims": (
        "claim", "about", "type", "status", "claimant", "claimant_country", "claimant_sector", "own_voice", "cue",
        "start", "end", "words", *_STANDS,
    ),
    "casualties": (
        "id", "event", "kind", "low", "high", "approx", "who", "side", "scope", "text", "claimants",
        "claimant_countries", "start", "end", *_STANDS,
    ),
    "incidents": (
        "id", "family", "mode", "from", "to", "day_told", "clock", "place", "place_country", "lat", "lon", "precision",
        "doers", "sufferers", "origins", "documents", "mentions", "first_told", *_ASSESSED,
    ),
    "sentences": ("document", "source", "published", "origin", "title", "start", "end", "words", "events"),
    "contacts": ("id", "kind", "day", "place", "who", "whom", "part", *_RECEIPT),
    "positions": ("id", "who", "stance", "whom", "first", "last", *_RECEIPT),
    "ledger": (
        "reach", "side", "kind", "party", "own_voice", "change", "as_of", "low", "high", "approx", "people", "scope",
        "increase", "id", "claimants", "claimant_countries", "document", "source", "published", "origin", "incident", "start",
        "end", "words",
    ),
    **CROSSWALKS,
}  # fmt: skip
"""The columns of each table, in order."""


def events(store: "Store", query: "Query") -> Iterator[dict[str, Any]]:
    """Yield events in the record's form, with where they stand and the incident they are of."""
    for f in store.all_events(replace(query, limit=PAGE)):
        yield {**f.body, **_stands(f)}


def casualties(store: "Store", query: "Query") -> Iterator[dict[str, Any]]:
    """Yield casualty records in the record's form, with where they stand."""
    for f in store.all_figures(replace(query, limit=PAGE)):
        yield {**f.body, **_stands(f)}


def claims(store: "Store", query: "Query") -> Iterator[dict[str, Any]]:
    """Yield who says what: one object a claim and claimant; a text's own voice has no claimant."""
    asked = replace(query, limit=PAGE)
    found = store.all_events(asked) if not (query.side or query.kind) else iter(())
    for f in found:
        yield from _claims(f, "event", f.body["type"], f.body["status"], f.body["trigger"])
    figures = store.all_figures(asked) if not (query.type or query.status) else iter(())
    for f in figures:
        yield from _claims(f, "figure", f.body["kind"], None, f.body)


def incidents(store: "Store", query: "Query") -> Iterator[dict[str, Any]]:
    """Yield incidents with the judgements that made them, and what is made of them."""
    from vedette.workflow.assessing import told_with  # noqa: PLC0415 - loads the database library

    found = iter(store.all_incidents(replace(query, limit=PAGE)))
    while part := list(islice(found, PAGE)):
        yield from told_with(store, part)


def sentences(store: "Store", query: "Query") -> Iterator[dict[str, Any]]:
    """Yield the sentences that hold the query's words, those stored last first."""
    query = replace(query, limit=PAGE)
    while True:
        found = store.sentences(query)
        yield from (hit.to_json() for hit in found)
        if len(found) < query.limit:
            return
        query = replace(query, after=found[-1].cursor)


def _stands(f: "Found") -> dict[str, Any]:
    return {**f.at.to_json(), "incident": f.incident, "reader": f.reader}


def _claims(
    f: "Found", about: str, type_: str, status: str | None, words: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    cue = f.body["cue"]
    for who in f.claim.claimants or (None,):
        yield {
            "claim": f.claim.id,
            "about": about,
            "type": type_,
            "status": status,
            "claimant": who.text if who else None,
            "claimant_country": who.country if who else None,
            "claimant_sector": who.sector if who else None,
            "own_voice": who is None,
            "cue": cue["text"] if cue else None,
            "start": words["start"],
            "end": words["end"],
            "words": words["text"],
            **_stands(f),
        }


def flat(row: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return a row with one plain value a column; several stand behind one another, parted by "; "."""
    return {name: safe(value) for name, value in columns(row, what).items()}


def columns(row: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return the same with every text as it is, for programs that calculate with no text."""
    return {name: _joined(value) if isinstance(value, list) else value for name, value in cells(row, what).items()}


def cells(row: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return a row's values by column, several as a list; lists of one row that tell of the same people run alongside."""
    told = _FLAT[what](row) if what in _FLAT else row
    return {name: told.get(name) for name in COLUMNS[what]}


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    place, time, trigger = row["place"] or {}, row["time"] or {}, row["trigger"]
    sides = {f"{n}s": row[f"{n}s"] for n in ("actor", "recipient", "claimant")}
    return {
        **row,
        **_where(place),
        "from": time.get("from"),
        "to": time.get("to"),
        "time": time.get("text"),
        **{name: [a["text"] for a in people] for name, people in sides.items()},
        **{f"{name[:-1]}_countries": [a["country"] for a in people] for name, people in sides.items()},
        **{f"{name[:-1]}_sectors": [a["sector"] for a in people] for name, people in sides.items()},
        "cue": row["cue"] and row["cue"]["text"],
        "trigger": trigger["text"],
        "start": trigger["start"],
        "end": trigger["end"],
    }


def _casualty(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **by_claimants(row["claimants"])}


def by_claimants(people: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return who says so, by the words of the text and by country."""
    told = list(people)
    return {"claimants": [a["text"] for a in told], "claimant_countries": [a["country"] for a in told]}


def _sentence(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "words": row["text"], "events": [e["id"] for e in row["events"]]}


def _incident(row: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for word, held in (row.get("assessment") or {}).items():
        named = {"": "value", "_rule": "rule", "_author": "author", "_assessed": "at", "_why": "why"}
        told |= {f"{word}{of}": held[name] for of, name in named.items()}
    return {**row, **_where(row["place"] or {}), **told}


def _where(place: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place": place.get("name"),
        "place_country": place.get("country"),
        **{n: place.get(n) for n in ("lat", "lon", "precision")},
    }


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(v or "" for v in values)


_FLAT: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "events": _event,
    "casualties": _casualty,
    "incidents": _incident,
    "sentences": _sentence,
}
