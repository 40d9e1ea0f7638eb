"""Tools on who with whom, and what is known: ledgers, contacts, positions, obligations, names."""

from collections.abc import Iterable, Iterator
from typing import Any

from vedette.desk.api.forms import ledger_json
from vedette.desk.api.knowledge import WhoAsked
from vedette.desk.api.knowledge import who as meanings
from vedette.desk.api.relations import LedgerAsked as Figures
from vedette.desk.api.relations import (
    ObligationsAsked,
    find_contacts,
    find_ledger,
    find_obligations,
    find_positions,
)
from vedette.desk.api.shared import behind, found, refused
from vedette.desk.mcp.asked import ContactsAsked, LedgerAsked, PositionsAsked
from vedette.desk.setup import Setup
from vedette.records import ledger as kept
from vedette.records.ids import content_id
from vedette.workflow.asking import ledger_of_incident

Json = dict[str, Any]

AT_ONCE = 10
"""Figures of one line that stand in one item; the others follow as further parts of the line."""

_OWN = ("since", "certain", "doubts", "unchecked", "conflicts")
"""What differs from state to state that one duty binds."""


def ledger(setup: Setup, asked: LedgerAsked) -> Json:
    """Answer with a page of lines by claimant, and what those of a side and kind come to by stated rules."""
    made = _ledger(setup, asked)
    whole = ledger_json(made)
    page, cursor = behind(list(_lines(made)), lambda x: x["id"], asked)
    shown = {(x["reach"], x["side"], x["kind"]) for x in page}
    return {
        "items": page,
        "next": cursor,
        "standings": [s for s in whole["standings"] if (s["reach"], s["side"], s["kind"]) in shown],
        "blame": whole["blame"] if asked.after is None else [],
    }


def contacts(setup: Setup, asked: ContactsAsked) -> Json:
    """Answer with a page of contacts."""
    return find_contacts(setup, asked)


def positions(setup: Setup, asked: PositionsAsked) -> Json:
    """Answer with a page of positions."""
    return find_positions(setup, asked)


def who(_: Setup, asked: WhoAsked) -> Json:
    """Answer with what a name may mean."""
    told: Json = meanings(asked)
    return told


def obligations(setup: Setup, asked: ObligationsAsked) -> Json:
    """Answer with who is bound, states that one article binds together, and what they said since."""
    told = find_obligations(setup, asked)
    said = [{"party": party, "said": stances} for party, stances in told["said"].items()]
    return {**told, **{n: _together(told[n]) for n in ("for_attacked", "for_attacker")}, "said": said}


def _ledger(setup: Setup, asked: LedgerAsked) -> kept.Ledger:
    if asked.incident is None:
        # The page is cut of the lines that are made, not of the figures.
        told = asked.model_dump(by_alias=True, exclude_unset=True, exclude={"incident", "limit", "after"})
        return find_ledger(setup, Figures.model_validate(told))
    if beside := asked.model_fields_set - {"incident", "limit", "after"}:
        named = ", ".join(sorted(n.rstrip("_") for n in beside))
        raise refused(named, "cannot be heeded beside an incident, whose ledger is whole", "leave it out")
    name = asked.incident
    return ledger_of_incident(setup.store, found(lambda: setup.store.incident(name)))


def _lines(made: kept.Ledger) -> Iterator[Json]:
    for x in made.lines:
        plain = {n: getattr(x, n) for n in ("reach", "side", "kind", "party", "own_voice")}
        changes = {s.after.id: s.change for s in x.steps}
        told = [{**f.to_json(), "change": changes.get(f.id)} for f in x.figures]
        parts = [told[n : n + AT_ONCE] for n in range(0, len(told), AT_ONCE)]
        for n, figures in enumerate(parts, 1):
            id_ = content_id("line", *plain.values(), n)
            yield {"id": id_, **plain, "who": list(x.who), "part": n, "parts": len(parts), "figures": figures}


def _together(duties: Iterable[Json]) -> list[Json]:
    """Return duties with all states that one article binds in one: an alliance of thirty says the same of each."""
    groups: dict[str, Json] = {}
    for d in duties:
        same = {n: d[n] for n in d if n not in {"bound", *_OWN}}
        group = groups.setdefault(repr(same), {"bound": [], **same, "since": []})
        group["bound"].append(d["bound"])
        group["since"].append({"state": d["bound"], **{n: d[n] for n in _OWN}})
    return list(groups.values())
