"""An incident in a line of a list: what is told, where, when, by how many, and what each claimant says of people hurt. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vedette.desk import words
from vedette.desk.views.receipts import Gate, receipt_of
from vedette.desk.views.shared import ByHand, IncidentLine, Receipt, Toll
from vedette.incidents.families import MUTUAL
from vedette.incidents.urgency import Urgency, of_campaign
from vedette.incidents.voices import voice
from vedette.publishing import wording
from vedette.publishing.parties import name
from vedette.records.assessment import Assessed, Assessment
from vedette.records.incident import Incident
from vedette.records.record import CASUALTY_KINDS, Casualty, Event
from vedette.store.claims import Told
from vedette.store.found import Found

MOST_TOLLS = 4
"""Figures that stand in a line; the ledger has all of them."""

_MOST_NAMES = 3


def incident_line(
    i: Incident,
    told: Told,
    urgent: Urgency,
    *,
    change: str | None = None,
    gate: Gate | None = None,
    by_hand: Assessed | None = None,
) -> IncidentLine:
    """Return the line of an incident of which `told` are the claims; nothing of it is added up."""
    shown = gate or Gate()
    events = sorted(told.events, key=lambda f: (f.at.published or "9999", f.cursor))
    days = wording.day_span(i.days.first, i.days.last) if i.days else None
    return IncidentLine(
        id=i.id,
        tier=urgent.tier,
        rule=rule_of(urgent),
        family=i.family,
        headline=headline(i, [f.claim for f in events if isinstance(f.claim, Event)]),
        where=wording.place(i.place),
        precision=i.place.precision if i.place else None,
        when=days or "day not told",
        day_told=bool(i.days and i.days.told),
        origins=i.origins,
        texts=len(i.documents),
        status=_status(events),
        tolls=tuple(_tolls(i, told.figures, shown)),
        change=change,
        receipt=_receipt(events, shown),
        href=f"/incident/{i.id}",
        day=i.days.first[:10] if i.days else None,
        status_by_hand=by_hand_of(by_hand.status) if by_hand else None,
        information_by_hand=by_hand_of(by_hand.information) if by_hand else None,
    )


def by_hand_of(a: Assessment | None) -> ByHand | None:
    """Return an assessment in words: "by Ani, 2026-11-29 08:20 UTC"; None for none."""
    if a is None:
        return None
    told = f"by {wording.clean(a.author)}, {words.minute(a.at)}"
    return ByHand(value=a.value or "", told=told, why=wording.clean(a.why))


def rule_of(urgent: Urgency) -> str:
    """Return why an incident has its tier, with whoever gives the figure that decided."""
    c = urgent.figure
    if c is None:
        return urgent.sentence
    said = wording.listed([wording.claimant(a) for a in c.claimants]) or "the text itself"
    return f"{urgent.sentence} {wording.at_head(said)}: {wording.figure(c)} {wording.KINDS.get(c.kind, c.kind)}."


def headline(i: Incident, events: Sequence[Event]) -> str:
    """Return who did what to whom: "Azerbaijan used force against Armenia".

    Where somebody stands on both sides, since each blames the other, nobody is told to have done it: "Force between Armenia
    and Azerbaijan".
    """
    type_, mode = _act(events)
    if i.doers & i.sufferers and i.family not in MUTUAL:
        parties = sorted(i.parties)
        return f"{wording.at_head(i.family)} {'between' if len(parties) > 1 else 'involving'} {_some(parties)}"
    if i.family in MUTUAL:
        both = _some(sorted(i.doers | i.sufferers)) or "Somebody not named"
        return f"{both} {_words(type_, mode)}"
    doers, others = _some(sorted(i.doers)) or "Somebody not named", _some(sorted(i.sufferers))
    if not others:
        return f"{doers} {_words(type_, mode)}"
    beside = wording.mode(type_, mode)
    told = f"{doers} {wording.TOWARDS.get(type_, 'did something to')} {others}"
    return f"{told} ({beside})" if beside else told


def _act(events: Sequence[Event]) -> tuple[str, str | None]:
    """Return the type and the mode that most of the events tell, the first told among equals."""
    if not events:
        return "", None
    return Counter((e.type, e.mode) for e in events).most_common(1)[0][0]


def _words(type_: str, mode: str | None) -> str:
    told = wording.ACTS_BY_MODE.get((type_, mode or "")) or wording.ACTS.get(type_, "did something")
    beside = wording.mode(type_, mode)
    return f"{told} ({beside})" if beside else told


def _some(parties: Sequence[str]) -> str:
    shown = [name(p) for p in parties]
    if len(shown) > _MOST_NAMES + 1:
        shown = [*shown[:_MOST_NAMES], f"{len(shown) - _MOST_NAMES} others"]
    return wording.listed(shown)


def _status(events: Iterable[Found]) -> str:
    """Return "actual" where anybody tells it so, else what most tell."""
    told = Counter(f.claim.status for f in events if isinstance(f.claim, Event))
    return "actual" if "actual" in told or not told else told.most_common(1)[0][0]


def _receipt(events: Sequence[Found], gate: Gate) -> Receipt | None:
    for f in events:
        if isinstance(f.claim, Event):
            t = f.claim.trigger
            return receipt_of(f.at, f.claim.id, (t.start, t.end), t.text, f.claim.claimants, gate)
    return None


def _tolls(i: Incident, figures: Sequence[Found], gate: Gate) -> Iterator[Toll]:
    """Yield the last figure that each claimant gives for each side and kind, the incident's own and the gravest first."""
    last: dict[tuple[bool, str | None, str, str], tuple[Casualty, Found]] = {}
    for f in sorted(figures, key=lambda f: (f.at.published or "", f.cursor)):
        c = f.claim
        if isinstance(c, Casualty):
            for who in {voice(a) for a in c.claimants} or {f.at.source or f.at.first}:
                last[of_campaign(i, c), c.side, c.kind, who] = c, f
    grave = sorted(last.items(), key=lambda x: (x[0][0], CASUALTY_KINDS.index(x[0][2]), -(x[1][0].low or 0), x[0][3]))
    for (campaign, side, kind, who), (c, f) in grave[:MOST_TOLLS]:
        others = (o for (*of, w), (o, _) in last.items() if of == [campaign, side, kind] and w != who)
        yield Toll(
            kind=f"{wording.KINDS.get(kind, kind)}{' in the campaign' if campaign else ''}",
            side=wording.country(side) or "",
            figure=wording.figure(c),
            claimant=wording.listed([wording.claimant(a) for a in c.claimants])
            or wording.clean(f.at.source or "the text"),
            contested=any(_exclude(c, o) for o in others),
            receipt=receipt_of(f.at, c.id, (c.start, c.end), c.text, c.claimants, gate),
        )


def _exclude(a: Casualty, b: Casualty) -> bool:
    """Tell whether no number satisfies both, of people who may be the same."""
    if a.who != b.who and "unknown" not in (a.who, b.who):
        return False
    return any(x.low is not None and y.high is not None and x.low > y.high for x, y in ((a, b), (b, a)))
