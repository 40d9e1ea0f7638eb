"""Alerts, updates and digests in words. Pure; each sentence on the world carries its citations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vedette.publishing import wording
from vedette.publishing.channels.model import ALERT, DIGEST, TEST, UPDATE, Message
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.saying import figure
from vedette.publishing.markdown import escaped
from vedette.publishing.paper.blocks import blocks_of
from vedette.publishing.paper.model import Paper
from vedette.publishing.paper.story import notes, numbers_of
from vedette.publishing.paper.write import html, text
from vedette.publishing.parties import name, names
from vedette.publishing.situation.report import Report, short_of
from vedette.publishing.situation.report import paper_of as report_paper
from vedette.publishing.situation.sections import kind_of, made_of, sentence_of
from vedette.publishing.stored import counted
from vedette.publishing.story_text import shown
from vedette.records.alerting import Figured, Saved
from vedette.records.ids import content_id
from vedette.records.record import Event
from vedette.records.story import Content
from vedette.workflow import alerting
from vedette.workflow.alerting import Candidate, Change
from vedette.workflow.situation import Happened

MOST_FIGURES = 8
MOST_LISTED = 60


def alert_of(saved: Saved, c: Candidate, link: str) -> Message:
    """Return the alert on an incident, or the update where it was told already. `link` is the desk's address, or ""."""
    paper = paper_of(saved, c, link)
    kind = UPDATE if c.was else ALERT
    id_ = id_of(saved, c)
    thread = thread_of(saved, c.mention) if c.was else None
    title = paper.title if not paper.warnings else f"{', '.join(w.upper() for w in paper.warnings)}: {paper.title}"
    return Message(
        id=id_, kind=kind, title=title, text=text(paper), html=html(paper), thread=thread, data=_data(saved, c, link)
    )


def id_of(saved: Saved, c: Candidate) -> str:
    """Return the id of a message: the same whenever the same is told, so that a second copy is known for one."""
    return (
        thread_of(saved, c.mention) if c.was is None else content_id("update", saved.name, c.mention, c.now.to_json())
    )


def thread_of(saved: Saved, mention: str) -> str:
    """Return the id of the first message on an incident."""
    return content_id("alert", saved.name, saved.at, mention)


def paper_of(saved: Saved, c: Candidate, link: str) -> Paper:
    """Return an alert as a paper."""
    if c.happened is None:
        return _withdrawn(saved, c)
    citing = Citing(c.documents, c.sentences)
    body = "\n\n".join(_lines(c, c.happened, citing, link))
    content = Content(headline="", body=body, citations=citing.all)
    cited = {x.document for x in citing.all}
    warnings = tuple(dict.fromkeys(w for d in sorted(c.documents) if d in cited for w in c.documents[d].warnings))
    return Paper(
        title=title_of(c),
        warnings=tuple(wording.clean(shown(w)) for w in warnings),
        blocks=tuple(blocks_of(body, numbers_of(content))),
        notes=notes(content),
        foot=_foot(saved),
    )


def title_of(c: Candidate) -> str:
    """Return the title: the tier, whom it is of, what it is called without taking sides, where and when."""
    if c.happened is None:
        return wording.clean(shown(f"Withdrawn: {names(c.now.sides)}"))
    days = c.happened.incident.days
    when = wording.day_span(days.first, days.last) if days and days.told else None
    return wording.clean(shown(f"{c.now.tier}: {kind_of(c.happened)}{f', {when}' if when else ''}"))


def _withdrawn(saved: Saved, c: Candidate) -> Paper:
    told = "What this alert rested on was struck out by a person; no report in the store tells it any more."
    return Paper(title=title_of(c), blocks=tuple(blocks_of(told, {})), foot=_foot(saved))


def _foot(saved: Saved) -> str:
    return wording.clean(
        shown(f"Vedette, saved search “{saved.name}”. Every sentence rests on the source under its number.")
    )


def _lines(c: Candidate, h: Happened, citing: Citing, link: str) -> Iterator[str]:
    for change in c.changes:
        yield f"**{_change(change)}**{_marks(c, change, citing)}"
    if told := sentence_of(h, citing):
        yield f"{told} {made_of(h, citing)}".strip()
    lines = [x for x in (c.ledger.lines if c.ledger else ()) if x.latest.counts]
    for x in lines[:MOST_FIGURES]:
        yield f"- {figure(x.latest)}.{citing.figure(x.latest)}"
    if h.urgency.tier != "ROUTINE":
        yield f"{h.urgency.tier} by this rule: {escaped(h.urgency.sentence)}{_of(h, citing)}"
    if link:
        yield f"<{link}/incident/{h.incident.id}>"


def _change(x: Change) -> str:
    if x.kind == alerting.TIER:
        return f"It was {x.before} and is {x.after} now."
    if x.kind == alerting.STATUS:
        return f"It is {x.after} now{f' (was {x.before})' if x.before else ''}."
    if x.kind in (alerting.FIGURE, alerting.GREW) and x.figure:
        return _new_figure(x.figure, x.before)
    if x.kind == alerting.CORRECTED:
        return f"Corrected: {escaped(_worded(x.before))} is {escaped(_worded(x.after)) or 'not told'} now."
    return "What it rested on was struck out."


def _worded(told: str) -> str:
    """Return sides, a place or days as they are read."""
    if "/" in told and told[:4].isdigit():
        first, _, last = told.partition("/")
        return wording.day_span(first, last) or told
    return names(told.split(", "))


def _new_figure(f: Figured, before: str) -> str:
    party, side, kind, low, high = f
    if low is not None and low == high:
        number = f"{low:,}"
    else:
        number = f"at least {low:,}" if low is not None else f"up to {high:,}"
        number = f"{low:,} to {high:,}" if low is not None and high is not None else number
    whose = f" on the side of {escaped(wording.country(side) or side)}" if side else ""
    was = f" (gave {before} before)" if before else " for the first time"
    return f"{escaped(name(party))} gives a figure{was}: {number} {wording.KINDS.get(kind, kind)}{whose}."


def _marks(c: Candidate, x: Change, citing: Citing) -> str:
    """Return the citations of a change: of its figure, else of what is told of the incident."""
    if x.figure and c.ledger:
        lines = [n for n in c.ledger.lines if (n.party, n.side or "", n.kind) == x.figure[:3]]
        return "".join(dict.fromkeys(citing.figure(n.latest) for n in lines))
    return _of(c.happened, citing) if c.happened else ""


def _of(h: Happened, citing: Citing) -> str:
    """Return the citations of the best mentions of an incident."""
    return "".join(dict.fromkeys(citing.event(f) for f in h.mentions[:2] if isinstance(f.claim, Event)))


def _data(saved: Saved, c: Candidate, link: str) -> Mapping[str, Any]:
    incident = c.happened.incident.to_json() if c.happened else None
    told = {
        "search": saved.name,
        "mention": c.mention,
        "incident": incident,
        "state": c.now.to_json(),
        "changes": [{"kind": x.kind, "before": x.before, "after": x.after} for x in c.changes],
    }
    return {**told, "link": f"{link}/incident/{c.happened.incident.id}"} if link and c.happened else told


def together(saved: Saved, found: Sequence[Candidate], link: str, *, more: bool) -> Message:
    """Return one message on what does not go out alone: a line an incident."""
    shown_ = found[:MOST_LISTED]
    documents = {n: d for c in shown_ for n, d in c.documents.items()}
    citing = Citing(documents, {e: span for c in shown_ for e, span in c.sentences.items()})
    lines = [f"- **{c.now.tier}** {sentence_of(c.happened, citing)}" for c in shown_ if c.happened]
    lines += [f"- {escaped(title_of(c))}." for c in shown_ if not c.happened]
    parts = ["\n".join(lines)]
    if left := len(found) - len(shown_):
        parts.append(f"{counted(left, 'further incident')} are not told here.")
    if more:
        parts.append("More changed than one run looks at; look at the desk.")
    body = "\n\n".join(p for p in parts if p)
    content = Content(headline="", body=body, citations=citing.all)
    title = f"{counted(len(found), 'further incident')} of “{wording.clean(shown(saved.name))}”"
    paper = Paper(
        title=title, blocks=tuple(blocks_of(body, numbers_of(content))), notes=notes(content), foot=_foot(saved)
    )
    made = content_id("digest", saved.name, saved.at, [(c.mention, c.now.to_json()) for c in found])
    data = {"search": saved.name, "incidents": [_data(saved, c, link) for c in found]}
    return Message(id=made, kind=DIGEST, title=title, text=text(paper), html=html(paper), data=data)


def digest_of(saved: Saved, report: Report, until: str) -> Message:
    """Return the digest of a period: the short form of the situation report."""
    paper = short_of(report_paper(report))
    title = wording.clean(shown(f"{saved.name}: {report.title}"))
    made = content_id("digest", saved.name, saved.at, saved.every, until)
    data = {"search": saved.name, "until": until}
    return Message(id=made, kind=DIGEST, title=title, text=text(paper), html=html(paper), data=data)


def test_of(channel: str, at: str) -> Message:
    """Return a message that tries a channel."""
    told = f"This is a test of the channel {wording.clean(channel)}, sent by Vedette at {at}. Nothing happened."
    paper = Paper(title="Vedette: test", blocks=tuple(blocks_of(escaped(told), {})))
    return Message(id=content_id("test", channel, at), kind=TEST, title=paper.title, text=text(paper), html=html(paper))
