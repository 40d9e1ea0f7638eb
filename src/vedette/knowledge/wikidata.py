"""Holders of offices as Wikidata's query service tells them: the questions, and what is made of the answers.

Wikidata's content is CC0. Properties used: P298 (ISO 3166-1 alpha-3), P35 and P6 (head of state, of government) with
P1906 and P1313 (the offices they hold), P39 (position held) with P1001 (applies to jurisdiction), P580 and P582 (from, to).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vedette.errors import SkipError
from vedette.knowledge.dates import is_date

ENDPOINT = "https://query.wikidata.org/sparql"
"""Wikidata's public query service."""

RANKS = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister")
"""The ranks that are asked for, one question each."""

COLUMNS = ("code", "office", "rank", "person", "wikidata", "from", "to", "added")
"""The columns of the file that is written; `added` says who added a row, and when."""

ADDED = "wikidata"

_HEADS = {"head-of-state": ("P35", "P1906"), "head-of-government": ("P6", "P1313")}
_TITLES = {
    "foreign-minister": "^(minister|secretary).*(foreign|external affairs)|^(foreign|external affairs) (minister|secretary)",
    "defence-minister": "^(minister|secretary).*(defen[cs]e|armed forces)|^defen[cs]e (minister|secretary)",
}
_LABELS = 'SERVICE wikibase:label { bd:serviceParam wikibase:language "en". }'


def question(rank: str, since: str) -> str:
    """Return the SPARQL query for the holders of `rank` who held the office on or after the ISO day `since`."""
    open_or_later = f'OPTIONAL {{ ?st pq:P582 ?to }} FILTER(!BOUND(?to) || ?to >= "{since}T00:00:00Z"^^xsd:dateTime)'
    if rank in _HEADS:
        holds, office = _HEADS[rank]
        return (
            "SELECT ?iso ?officeLabel ?person ?personLabel ?from ?to WHERE { "
            f"?state wdt:P298 ?iso ; p:{holds} ?st . ?st ps:{holds} ?person ; pq:P580 ?from . "
            f"OPTIONAL {{ ?state wdt:{office} ?office }} {open_or_later} {_LABELS} }}"
        )
    return (
        "SELECT ?iso ?officeLabel ?person ?personLabel ?from ?to WHERE { "
        "?state wdt:P298 ?iso . ?office wdt:P1001 ?state ; rdfs:label ?name . FILTER(LANG(?name) = 'en') "
        f'FILTER(REGEX(?name, "{_TITLES[rank]}", "i")) FILTER(!REGEX(?name, "deputy|assistant|vice|shadow|state for", "i")) '
        f"?person p:P39 ?st . ?st ps:P39 ?office ; pq:P580 ?from . {open_or_later} {_LABELS} }}"
    )


def rows_of(data: bytes, rank: str, day: str, known: frozenset[str]) -> tuple[dict[str, str], ...]:
    """Return the rows that the service's answer tells, marked as added on the ISO day `day`.

    Rows of states whose code is not in `known`, and persons or offices without an English name, are left out. Raises
    SkipError where the answer is no result of the service.
    """
    try:
        found = json.loads(data)["results"]["bindings"]
        rows = [_row(b, rank, day) for b in found]
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise SkipError(
            f"answer for {rank}", f"is no SPARQL result ({e})", "try again later, or name another --endpoint"
        ) from e
    # An unknown day comes as a blank node.
    named = (
        r for r in rows if r["code"] in known and r["person"] and is_date(r["from"]) and is_date(r["to"] or "2000")
    )
    return tuple({tuple(r.values()): r for r in named}.values())


def _row(b: Mapping[str, Any], rank: str, day: str) -> dict[str, str]:
    def told(name: str) -> str:
        return str(b[name]["value"]) if name in b else ""

    person = told("person").rpartition("/")[2]
    name, office = told("personLabel"), told("officeLabel")
    return {
        "code": told("iso"),
        # Without an English label the service answers with the id.
        "office": office if office and not _is_id(office) else rank.replace("-", " "),
        "rank": rank,
        "person": "" if _is_id(name) else name,
        "wikidata": person if _is_id(person) else "",
        "from": told("from")[:10],
        "to": told("to")[:10],
        "added": f"{ADDED} {day}",
    }


def _is_id(text: str) -> bool:
    return text[:1] == "Q" and text[1:].isdigit()


def merged(own: Sequence[Mapping[str, str]], new: Iterable[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
    """Return the user's rows with the new ones: rows by hand stay as they are, those of an earlier refresh are replaced.

    A new row about a person and office that a row by hand tells from the same day is left out.
    """
    by_hand = [r for r in own if not r.get("added", "").startswith(ADDED)]
    taken = {_key(r) for r in by_hand}
    fresh = [r for r in new if _key(r) not in taken]
    out = [*by_hand, *sorted(fresh, key=lambda r: (r["code"], r["rank"], r["from"], r["person"]))]
    return tuple({c: r.get(c, "") for c in COLUMNS} for r in out)


def _key(r: Mapping[str, str]) -> tuple[str, ...]:
    return r.get("code", ""), r.get("rank", ""), r.get("wikidata") or r.get("person", ""), r.get("from", "")
