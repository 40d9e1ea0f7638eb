"""An incident as the site shows it: each party's version side by side, the ledger, the reports. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.incidents.blame import BOTH, DENIES, SAYS, SILENT
from vedette.publishing import wording
from vedette.publishing.drafting.draft import headline
from vedette.publishing.drafting.sections import gravest
from vedette.publishing.parties import name, names, said
from vedette.publishing.site.ledger import Documents, Group, Receipt, groups_of, receipt_of
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_text import shown
from vedette.records.incident import Source
from vedette.records.ledger import Told, Version
from vedette.records.record import Event
from vedette.workflow.drafting import Material

STANCES = {SAYS: "says so", DENIES: "denies it", BOTH: "says so and denies it", SILENT: "silent in these reports"}
MOST = 4
"""Sentences of one party that a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One party's version: its stance in words, whom it names, and its sentences with who says them, its figures."""

    party: str
    stance: str
    silent: bool
    doers: str
    told: tuple[tuple[str, Receipt], ...]
    figures: tuple[tuple[str, str, Receipt], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report that tells the incident: its title ("" behind the gate), publisher, day, address, and whom it copies."""

    title: str
    source: str
    day: str
    url: str
    copy: bool
    gated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """What an incident's page shows. `grade` is how well it is borne out, by the rule named in docs/desk-incident.md."""

    title: str
    place: str
    when: str
    day_told: bool
    tier: str
    rule: str
    grade: str
    why: str
    versions: tuple[VersionView, ...]
    groups: tuple[Group, ...]
    reports: tuple[ReportView, ...]
    origins: int


def incident_view(m: Material) -> IncidentView:
    """Return the view of an incident."""
    i, codes = m.incident, [v.party for v in m.ledger.versions]
    days = i.days
    return IncidentView(
        title=shown(headline(i, gravest(m.ledger.figures))),
        place=shown(wording.place(i.place) or "place not told"),
        when=(wording.day_span(days.first[:10], days.last[:10]) or days.first[:10]) if days else "day not told",
        day_told=bool(days and days.told),
        tier=m.urgency.tier,
        rule=shown(said(m.urgency.sentence, codes)),
        grade=m.grade.status,
        why=shown(said(m.grade.sentence, codes)),
        versions=tuple(_version(v, m) for v in m.ledger.versions),
        groups=groups_of(m.ledger, m.documents),
        reports=tuple(_reports(m)),
        origins=len({f.at.first for f in m.mentions}),
    )


def _version(v: Version, m: Material) -> VersionView:
    sentences = {f.claim.id: f.sentence for f in m.mentions if isinstance(f.claim, Event)}
    seen: dict[str, Told] = {}
    for t in v.told:
        seen.setdefault(sentences.get(t.event) or t.trigger.text, t)
    told = [(_voice(t), receipt_of(t.at, words, m.documents)) for words, t in seen.items()]
    return VersionView(
        party=shown(name(v.party)),
        stance=STANCES.get(v.stance, v.stance),
        silent=v.stance == SILENT,
        doers=shown(names(v.doers)),
        told=tuple(told[:MOST]),
        figures=tuple(_figures(v, m)),
        more=max(0, len(told) - MOST),
    )


def _figures(v: Version, m: Material) -> Iterator[tuple[str, str, Receipt]]:
    """Yield a party's figures: whose and what, how many, and the receipt; those that a text gives again once."""
    seen: set[tuple[str, str, str]] = set()
    for f in v.figures:
        c = f.casualty
        counted = f"{wording.at_head(wording.country(c.side) or wording.NO_SIDE)}, {wording.KINDS.get(c.kind, c.kind)}"
        figure = shown(wording.figure(c))
        if (f.at.first, counted, figure) not in seen and len(seen) < MOST:
            seen.add((f.at.first, counted, figure))
            yield counted, figure, receipt_of(f.at, c.text, m.documents)


def _voice(t: Told) -> str:
    who = wording.listed([wording.claimant(a) for a in t.claimants])
    return shown(who or f"own voice of {wording.clean(t.at.source or 'the text')}")


def _reports(m: Material) -> Iterator[ReportView]:
    first: dict[str, Source] = {f.at.document: f.at for f in m.mentions}
    for document in sorted(m.incident.documents, key=lambda x: (_published(x, m.documents), x)):
        d, at = m.documents.get(document), first.get(document)
        gated = d is None or bool(d.warnings)
        yield ReportView(
            title="" if gated or d is None else shown(wording.clean(d.title or "")) or "without a title",
            source=shown(wording.clean((d.source if d else at.source if at else "") or "publisher not told")),
            day=_published(document, m.documents)[:10].replace("9999", ""),
            url=d.url if d and d.url and is_safe_link(d.url) else "",
            copy=bool(at and at.first != at.document),
            gated=gated,
        )


def _published(document: str, documents: Documents) -> str:
    d = documents.get(document)
    return (d.published if d else None) or "9999"
