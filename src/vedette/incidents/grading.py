"""How well an incident is borne out, in five named words, each with the rule that gives it (docs/desk-incident.md).

The words are those of Airwars' grading of reports (airwars.org, "Methodology: civilian harm grading"), the rules are Vedette's
and count only what is told, never who is believed:

discounted   a person has judged so, with a reason; no rule ever does
contested    who did it is denied or differs, or two claimants' figures for this incident exclude each other
confirmed    a party that is named as the doer says so itself
fair         two parties or more say so in texts that do not copy each other, and nobody denies it
weak         one party alone says so, or one text alone tells it, or it is told as possible only

Where nobody has graded the information, the Admiralty system's numbers (STANAG 2511, AJP-2.1) are suggested in the same way:

6            nobody tells it as done, or nobody who could be named does: its truth cannot be judged
5            parties deny it, and none says so
4            that it happened, or who did it, is denied or differs
1            two parties or more say so in independent texts
2            a party that is named as the doer says so itself, alone
3            one party, or one text, alone says so
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.incidents.blame import BOTH, DENIES, SAYS
from vedette.incidents.ledger import latest
from vedette.records.assessment import CONFIRMED, CONTESTED, FAIR, WEAK
from vedette.records.incident import Incident
from vedette.records.ledger import Blame, Ledger, Told, Version
from vedette.records.record import Event

MOST_RECEIPTS = 4
"""Places that a word names as what it rests on; the versions beside it have all of them."""

_HAPPENED = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """How well an incident is borne out: a word of `STATUSES` (or a number of the Admiralty system), the rule, and why here.

    Parties in `sentence` are codes, as in the reasons of a ledger (`publishing.parties.said` names them). `rests_on` are the
    ids of events and figures, one a party and four at most.
    """

    status: str
    rule: str
    sentence: str
    rests_on: tuple[str, ...] = ()


def grade(incident: Incident, ledger: Ledger, events: Sequence[Event]) -> Graded:
    """Return how well an incident is borne out by its own ledger and events; what people assess stands beside it."""
    return (
        _contested(incident, ledger)
        or _confirmed(ledger)
        or _fair(ledger, events)
        or Graded(
            status=WEAK,
            rule="one party or one text alone tells it",
            sentence=_alone(ledger, events),
            rests_on=_first(v.told for v in _saying(ledger)),
        )
    )


def suggest(ledger: Ledger, events: Sequence[Event]) -> Graded:
    """Return the grade of information that the rules suggest, "1" to "6"; figures that exclude each other count for none."""
    if found := _unjudged(ledger, events):
        return found
    fair, owned = _fair(ledger, events), _confirmed(ledger)
    if fair:
        return Graded(status="1", rule=fair.rule, sentence=fair.sentence, rests_on=fair.rests_on)
    if owned:
        return Graded(status="2", rule=owned.rule, sentence=owned.sentence, rests_on=owned.rests_on)
    saying = _first(v.told for v in _saying(ledger))
    return Graded(
        status="3", rule="one party or one text alone tells it", sentence=_alone(ledger, events), rests_on=saying
    )


def _unjudged(ledger: Ledger, events: Sequence[Event]) -> Graded | None:
    """Return what nobody tells as done (6), parties deny alone (5), or is denied or differs (4)."""
    disputed = _denied_or_differs(ledger)
    if disputed and not _saying(ledger) and not any(v.stance == BOTH for v in ledger.versions):
        return Graded(status="5", rule="it is denied, and nobody says so", sentence=disputed.sentence, rests_on=disputed.rests_on)  # fmt: skip
    if disputed:
        return Graded(status="4", rule=disputed.rule, sentence=disputed.sentence, rests_on=disputed.rests_on)
    if not any(e.status in _HAPPENED for e in events) or not _saying(ledger):
        told = _first(v.told for v in _saying(ledger))
        return Graded(status="6", rule="nobody tells it as done", sentence=_alone(ledger, events), rests_on=told)
    return None


def _contested(incident: Incident, ledger: Ledger) -> Graded | None:
    if disputed := _denied_or_differs(ledger):
        return disputed
    # Running totals are shown with an incident and say nothing of it.
    clash = next((s for s in ledger.standings if s.reach == incident.id and "contested" in s.words), None)
    if clash is None:
        return None
    lines = (x for x in ledger.lines if (x.reach, x.side, x.kind) == (clash.reach, clash.side, clash.kind))
    return Graded(
        status=CONTESTED,
        rule="figures for it exclude each other",
        sentence=f"{clash.kind}: {clash.reason}",
        rests_on=tuple(f.id for line in lines for f in latest(line))[:MOST_RECEIPTS],
    )


def _denied_or_differs(ledger: Ledger) -> Graded | None:
    for b in ledger.blame:
        if "contested" in b.words:
            return Graded(
                status=CONTESTED,
                rule="who did it is denied or differs",
                sentence=f"of {b.doer} as the doer: {b.reason}",
                rests_on=_first(told for _, told in (*b.denied_by, *b.said_by, *_others(b, ledger))),
            )
    denying = [v for v in ledger.versions if v.stance in (DENIES, BOTH)]
    if not denying:
        return None
    return Graded(
        status=CONTESTED,
        rule="that it happened is denied",
        sentence=f"{', '.join(v.party for v in denying)} denies it",
        rests_on=_first(v.told for v in denying),
    )


def _others(blame: Blame, ledger: Ledger) -> list[tuple[str, tuple[Told, ...]]]:
    """Return what is said of other doers."""
    return [said for b in ledger.blame if b.doer != blame.doer for said in b.said_by]


def _confirmed(ledger: Ledger) -> Graded | None:
    owned = next((b for b in ledger.blame if "admitted" in b.words), None)
    if owned is None:
        return None
    return Graded(
        status=CONFIRMED,
        rule="a doer says so itself",
        sentence=f"{owned.doer} says that it did it",
        rests_on=_first(told for who, told in owned.said_by if who == owned.doer)
        or _first(told for _, told in owned.said_by),
    )


def _fair(ledger: Ledger, events: Sequence[Event]) -> Graded | None:
    if not any(e.status in _HAPPENED for e in events):
        return None
    saying = _saying(ledger)
    origins = {t.at.first for v in saying for t in v.told}
    if len(saying) < 2 or len(origins) < 2:
        return None
    told = ", ".join(v.party for v in saying)
    return Graded(
        status=FAIR,
        rule="two parties or more say so in independent texts, nobody denies it",
        sentence=f"{told} say so in {len(origins)} independent texts",
        rests_on=_first(v.told for v in saying),
    )


def _saying(ledger: Ledger) -> list[Version]:
    return [v for v in ledger.versions if v.stance == SAYS and v.told]


def _alone(ledger: Ledger, events: Sequence[Event]) -> str:
    if events and not any(e.status in _HAPPENED for e in events):
        return "it is told as possible, announced or past, by nobody as done"
    saying = _saying(ledger)
    told = ", ".join(v.party for v in saying) or "nobody named"
    return f"said by {told} in one text" if len(saying) > 1 else f"said by {told} alone"


def _first(told: Iterable[Sequence[Told]]) -> tuple[str, ...]:
    """Return the event that each party told first, where it tells any, each once."""
    first = (min(x, key=lambda t: (t.at.published or "9999", t.event)) for x in told if x)
    return tuple(dict.fromkeys(t.event for t in first))[:MOST_RECEIPTS]
