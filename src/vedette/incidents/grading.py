"""How well an incident is borne out, in five named words, each with the rule that gives it (docs/desk-incident.md).

The words are those of Airwars' grading of reports (airwars.org, "Methodology: civilian harm grading"), the rules are Vedette's
and count only what is told, never who is believed:

discounted   a person has judged so, with a reason; no rule ever does
contested    who did it is denied or differs, or two claimants' figures for this incident exclude each other
confirmed    a party that is named as the doer says so itself
fair         two parties or more say so in texts that do not copy each other, and nobody denies it
weak         one party alone says so, or one text alone tells it, or it is told as possible only
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.incidents.blame import BOTH, DENIES, SAYS
from vedette.records.incident import Incident
from vedette.records.ledger import Ledger, Version
from vedette.records.record import Event

CONFIRMED, FAIR, WEAK, CONTESTED, DISCOUNTED = GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
"""The words, the best borne out first."""

_HAPPENED = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """How well an incident is borne out: a word of `GRADES`, the rule that gives it, and what it rests on here.

    Parties in `sentence` are codes, as in the reasons of a ledger (`publishing.parties.said` names them).
    """

    status: str
    rule: str
    sentence: str


def grade(
    incident: Incident, ledger: Ledger, events: Sequence[Event], *, discounted: tuple[str, str] | None = None
) -> Graded:
    """Return how well an incident is borne out by its own ledger and events.

    `discounted` are the name and the reason of the person who has discounted it, None where nobody has.
    """
    if discounted:
        who, why = discounted
        return Graded(status=DISCOUNTED, rule="a person discounted it", sentence=f"{who}: {why}")
    return (
        _contested(incident, ledger)
        or _confirmed(ledger)
        or _fair(ledger, events)
        or Graded(status=WEAK, rule="one party or one text alone tells it", sentence=_alone(ledger, events))
    )


def _contested(incident: Incident, ledger: Ledger) -> Graded | None:
    for b in ledger.blame:
        if "contested" in b.words:
            return Graded(
                status=CONTESTED,
                rule="who did it is denied or differs",
                sentence=f"of {b.doer} as the doer: {b.reason}",
            )
    if denying := [v.party for v in ledger.versions if v.stance in (DENIES, BOTH)]:
        return Graded(status=CONTESTED, rule="that it happened is denied", sentence=f"{', '.join(denying)} denies it")
    # Running totals are shown with an incident and say nothing of it.
    clash = next((s for s in ledger.standings if s.reach == incident.id and "contested" in s.words), None)
    if clash is None:
        return None
    return Graded(status=CONTESTED, rule="figures for it exclude each other", sentence=f"{clash.kind}: {clash.reason}")


def _confirmed(ledger: Ledger) -> Graded | None:
    owned = next((b for b in ledger.blame if "admitted" in b.words), None)
    if owned is None:
        return None
    return Graded(status=CONFIRMED, rule="a doer says so itself", sentence=f"{owned.doer} says that it did it")


def _fair(ledger: Ledger, events: Sequence[Event]) -> Graded | None:
    if not any(e.status in _HAPPENED for e in events):
        return None
    saying = [v for v in ledger.versions if v.stance == SAYS and v.told]
    origins = {t.at.first for v in saying for t in v.told}
    if len(saying) < 2 or len(origins) < 2:
        return None
    told = ", ".join(v.party for v in saying)
    return Graded(
        status=FAIR,
        rule="two parties or more say so in independent texts, nobody denies it",
        sentence=f"{told} say so in {len(origins)} independent texts",
    )


def _alone(ledger: Ledger, events: Sequence[Event]) -> str:
    if events and not any(e.status in _HAPPENED for e in events):
        return "it is told as possible, announced or past, by nobody as done"
    saying: list[Version] = [v for v in ledger.versions if v.stance == SAYS and v.told]
    told = ", ".join(v.party for v in saying) or "nobody named"
    return f"said by {told} in one text" if len(saying) > 1 else f"said by {told} alone"
