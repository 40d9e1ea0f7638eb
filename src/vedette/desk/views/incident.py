"""One incident as its page shows it: what happened, each party's version, the ledger, the reports, who judged. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vedette.desk.views.assessing import AssessmentView, assessment_view
from vedette.desk.views.heads import Head, head_of
from vedette.desk.views.history import JudgementLine, history_lines
from vedette.desk.views.ledger import LedgerView, Point, ledger_view, point_of, told_once
from vedette.desk.views.receipts import Gate, receipt_of, report_href, title_of
from vedette.desk.views.shared import Receipt
from vedette.desk.views.sources import GradeLine
from vedette.incidents.blame import BOTH, DENIES, SAYS, SILENT
from vedette.publishing import wording
from vedette.publishing.parties import name, names, said
from vedette.publishing.stored import STATUSES
from vedette.records.assessment import Assessment
from vedette.records.document import Document
from vedette.records.incident import Incident, Judgement
from vedette.records.ledger import Blame, Contact, Ledger, Told, Version
from vedette.records.record import Event
from vedette.store.found import Found
from vedette.workflow.assessing import weighed

MOST_TOLD = 12
"""Sentences of one party's version that a page shows."""

MOST = 100
"""Mentions, reports and judgements each that a page shows; an incident of a thousand reports must still open."""

STANCES = {
    SAYS: "says so",
    DENIES: "denies it",
    BOTH: "says and denies it",
    SILENT: "is silent",
}
"""What a party's version is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One sentence that tells the incident: who did what to whom by it, how it is told, who says so, and the words.

    `status` is how it is told where it is not told as having happened; `denied` where it is said not to have happened.
    """

    id: str
    doers: str
    act: str
    trigger: str
    others: str
    where: str | None
    when: str | None
    status: str | None
    denied: bool
    code: str
    sentence: str
    own: bool
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One party's version: its stance, whom it names as the doer, what it says in words (`more` are left out), its figures."""

    party: str
    stance: str
    silent: bool
    denies: bool
    doers: str
    told: tuple[Happened, ...]
    more: int
    figures: tuple[tuple[str, Point], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameLine:
    """Who is said to have done it: the ledger's words and reason, and who says so or denies it with the receipts."""

    doer: str
    words: tuple[str, ...]
    reason: str
    said_by: tuple[tuple[str, tuple[Receipt, ...]], ...]
    denied_by: tuple[tuple[str, tuple[Receipt, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """Who called, met, visited or wrote to whom about these days, with the receipts, and what was said beside it."""

    who: str
    day: str | None
    place: str | None
    told: tuple[Receipt, ...]
    said: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report that tells the incident: `mentions` how often; `copies` the publisher that it copies, None for its own text.

    `grade` is how its source is graded, None where it is none of the list.
    """

    title: str
    source: str | None
    day: str | None
    language: str | None
    mentions: int
    copies: str | None
    gated: bool
    href: str
    grade: GradeLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """Everything that the page of an incident shows; `state` is what a judgement on it must name as seen.

    `more` counts what one page leaves out of what happened, of the reports, and of the oldest judgements.
    """

    head: Head
    assessment: AssessmentView
    happened: tuple[Happened, ...]
    versions: tuple[VersionView, ...]
    blame: tuple[BlameLine, ...]
    ledger: LedgerView
    contacts: tuple[ContactLine, ...]
    reports: tuple[ReportLine, ...]
    history: tuple[JudgementLine, ...]
    gated: bool
    state: str
    more: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the store answers about one incident.

    `documents` are its reports by id, `origins` the origin of each (its own id where it copies nobody); `standing` are the
    ids of the judgements in force. `assessments` are all of it, oldest first, with their own state; `grades` how its
    publishers are graded, by their name.
    """

    incident: Incident
    mentions: Sequence[Found]
    ledger: Ledger
    documents: Mapping[str, Document]
    origins: Mapping[str, str]
    contacts: Sequence[Contact]
    judgements: Sequence[Judgement]
    standing: frozenset[str]
    state: str
    assessments: Sequence[Assessment] = ()
    assessed_state: str = ""
    grades: Mapping[str, GradeLine] = field(default_factory=dict)


def incident_view(m: Material, gate: Gate | None = None) -> IncidentView:
    """Return the view of one incident; words of documents behind the gate are left out, their places stay."""
    shown = gate or Gate()
    happened = tuple(happened_of(f, shown) for f in m.mentions)
    by_id = {h.id: h for h in happened}
    reports = tuple(_reports(m, shown))
    judged = history_lines(m.judgements, m.standing, {h.id: h.trigger for h in happened})
    return IncidentView(
        head=head_of(m.incident),
        assessment=_assessment(m, by_id, shown),
        happened=happened[:MOST],
        versions=tuple(_version(v, by_id, shown) for v in m.ledger.versions),
        blame=tuple(_blame(b, m.ledger, by_id, shown) for b in m.ledger.blame),
        ledger=ledger_view(m.ledger, shown),
        contacts=tuple(_contact(c, shown) for c in m.contacts),
        reports=reports[:MOST],
        history=judged[:MOST],
        gated=shown.shuts(m.incident.documents),
        state=m.state,
        more=(_over(happened), _over(reports), _over(judged)),
    )


def _assessment(m: Material, by_id: Mapping[str, Happened], gate: Gate) -> AssessmentView:
    receipts = {i: h.receipt for i, h in by_id.items()}
    for f in m.ledger.figures:
        c = f.casualty
        receipts[c.id] = receipt_of(f.at, c.id, (c.start, c.end), c.text, c.claimants, gate)
    events = [f.claim for f in m.mentions if isinstance(f.claim, Event)]
    return assessment_view(
        weighed(m.incident, m.ledger, events, m.assessments),
        m.assessments,
        m.assessed_state,
        receipts=receipts,
        voices=_voices(m.ledger),
    )


def _over(shown: Sequence[object]) -> int:
    return max(0, len(shown) - MOST)


def happened_of(f: Found, gate: Gate) -> Happened:
    """Return the sentence of one mention; StopError is for the caller: `f` must be an event."""
    e = f.claim
    if not isinstance(e, Event):
        raise TypeError(f"claim {e.id}: is a figure; only events happen")
    return Happened(
        id=e.id,
        doers=wording.listed([wording.actor(a) for a in e.actors]) or "nobody named",
        act=wording.ACTS_BY_MODE.get((e.type, e.mode or "")) or wording.ACTS.get(e.type, e.type.lower()),
        trigger=gate.words(f.at.document, e.trigger.text),
        others=wording.listed([wording.actor(a) for a in e.recipients]),
        where=wording.place(e.place),
        when=wording.time(e.time),
        status=STATUSES.get(e.status),
        denied=e.status == "negated",
        code=wording.code(e),
        sentence=gate.words(f.at.document, f.sentence or ""),
        own=not e.claimants,
        receipt=receipt_of(f.at, e.id, (e.trigger.start, e.trigger.end), e.trigger.text, e.claimants, gate),
    )


def _voices(ledger: Ledger) -> list[str]:
    """Return every party that the reasons of a ledger may name by its code."""
    found = [v.party for v in ledger.versions] + [b.doer for b in ledger.blame] + [x.party for x in ledger.lines]
    return [*found, *(v for b in ledger.blame for v, _ in (*b.said_by, *b.denied_by))]


def _version(v: Version, by_id: Mapping[str, Happened], gate: Gate) -> VersionView:
    points = [point_of(told[0], told, None, gate) for told in told_once(v.figures)]
    sides = [_counted(told[0].casualty.side, told[0].casualty.kind) for told in told_once(v.figures)]
    told = [by_id[t.event] for t in v.told if t.event in by_id]
    return VersionView(
        party=name(v.party),
        stance=STANCES.get(v.stance, v.stance),
        silent=v.stance == SILENT,
        denies=v.stance in (DENIES, BOTH),
        doers=names(v.doers),
        told=tuple(told[:MOST_TOLD]),
        more=max(0, len(told) - MOST_TOLD),
        figures=tuple(zip(sides, points, strict=True)),
    )


def _counted(side: str | None, kind: str) -> str:
    return f"{wording.country(side) or wording.NO_SIDE}, {wording.KINDS.get(kind, kind)}"


def _blame(b: Blame, ledger: Ledger, by_id: Mapping[str, Happened], gate: Gate) -> BlameLine:
    return BlameLine(
        doer=name(b.doer),
        words=b.words or ("denied alone",),
        reason=said(b.reason, _voices(ledger)),
        said_by=tuple((name(v), _receipts(told, gate, by_id)) for v, told in b.said_by),
        denied_by=tuple((name(v), _receipts(told, gate, by_id)) for v, told in b.denied_by),
    )


def _receipts(told: Iterable[Told], gate: Gate, by_id: Mapping[str, Happened]) -> tuple[Receipt, ...]:
    return tuple(by_id[t.event].receipt if t.event in by_id else _receipt(t, gate) for t in told)


def _receipt(t: Told, gate: Gate) -> Receipt:
    return receipt_of(t.at, t.event, (t.trigger.start, t.trigger.end), t.trigger.text, t.claimants, gate)


def _contact(c: Contact, gate: Gate) -> ContactLine:
    others = f" {names(c.whom)}" if c.whom else ""
    return ContactLine(
        who=f"{names(c.who) or 'nobody named'} {c.kind}{others}",
        day=c.day,
        place=wording.clean(c.place) if c.place else None,
        told=tuple(_receipt(t, gate) for t in c.told),
        said=tuple(_receipt(t, gate) for t in c.said),
    )


def _reports(m: Material, gate: Gate) -> Iterator[ReportLine]:
    """Yield the reports in the order of the incident, those whose reading has gone since left out."""
    told = {f.claim.id: f.at for f in m.mentions}
    places: dict[str, list[str]] = {}
    for id_, at in told.items():
        places.setdefault(at.document, []).append(id_)
    for d in (m.documents[i] for i in m.incident.documents if i in m.documents):
        yield ReportLine(
            title=title_of(d, gated=d.id in gate.closed),
            source=wording.clean(d.source) if d.source else None,
            day=d.published[:10] if d.published else None,
            language=d.language,
            mentions=len(places.get(d.id, ())),
            copies=_copied(d.id, m),
            gated=d.id in gate.closed,
            href=report_href(d.id, next(iter(places.get(d.id, ())), None)),
            grade=m.grades.get(d.source or ""),
        )


def _copied(document: str, m: Material) -> str | None:
    origin = m.origins.get(document, document)
    if origin == document:
        return None
    first = m.documents.get(origin)
    return wording.clean(first.source) if first and first.source else wording.clean(origin)
