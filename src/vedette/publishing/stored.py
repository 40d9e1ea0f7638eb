"""What the store holds in plain lines: claims, sentences, incidents, judgements. Untrusted words stay plain text."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vedette.publishing import wording
from vedette.publishing.parties import names
from vedette.records.assessment import Assessment
from vedette.records.incident import Incident, Judgement, Source
from vedette.records.record import Actor, Casualty, Event

if TYPE_CHECKING:
    from vedette.store.found import Found
    from vedette.store.sentences import Hit

STATUSES = {
    "negated": "said not to have happened",
    "future": "announced",
    "hypothetical": "possible",
    "historical": "background",
}
SHORT = 8
"""Digits of an id that are shown; they are enough to name it."""


def claim_lines(found: "Found") -> Iterator[str]:
    """Yield the lines of one claim: what, by whom it is said and where it stands, and its sentence."""
    c = found.claim
    yield f"{_days(c)}{_event(c) if isinstance(c, Event) else figure(c)}"
    told = f"{voice(c.claimants)} · {receipt(found.at, *_span(c))}"
    yield f"    {told}{f' · incident {found.incident[:SHORT]}' if found.incident else ''}"
    if found.sentence:
        yield f"    {wording.clean(found.sentence)}"


def hit_lines(hit: "Hit") -> Iterator[str]:
    """Yield the lines of one sentence that was found: its words, where it stands, and what is coded in it."""
    yield wording.clean(hit.text)
    codes = ", ".join(dict.fromkeys(e["type"] + (f"/{e['mode']}" if e["mode"] else "") for e in hit.events))
    yield f"    {receipt(hit.at, hit.start, hit.end)}{f' · {codes}' if codes else ''}"


def incident_lines(i: Incident) -> Iterator[str]:
    """Yield the lines of one incident: what and when, and how many tell it."""
    days = wording.day_span(i.days.first, i.days.last) if i.days else None
    when = days if days and i.days and i.days.told else f"told {days}" if days else "day not told"
    sides = f"{names(sorted(i.doers)) or 'nobody named'}{' → ' + names(sorted(i.sufferers)) if i.sufferers else ''}"
    where = wording.place(i.place)
    mode = f"/{i.mode}" if i.mode else ""
    yield f"{i.id[:SHORT]}  {i.family}{mode}: {sides}{' · ' + where if where else ''} · {when}"
    texts, origins = counted(len(i.documents), "text"), counted(i.origins, "independent origin")
    yield f"          {counted(len(i.mentions), 'mention')} in {texts} of {origins}"


def judgement_line(j: Judgement) -> str:
    """Return one judgement in a line: what, why, by whom, when."""
    what = {"same": "joined", "different": "kept apart", "undone": "taken back"}.get(j.verdict, j.verdict)
    sides = " and ".join(", ".join(m[:SHORT] for m in side) for side in (j.left, j.right) if side)
    of = f" (takes back {j.supersedes[:SHORT]})" if j.supersedes else ""
    return f"{j.id[:SHORT]}  {what}: {sides}{of}; {wording.clean(j.evidence)} [{j.score:.2f}, {wording.clean(j.author)}, {j.at}]"


def assessment_line(a: Assessment) -> str:
    """Return one assessment in a line: what, why, by whom, when."""
    what = f"{a.kind} {a.value}" if a.value else f"{a.kind} taken back (takes back {(a.supersedes or '')[:SHORT]})"
    return f"{a.id[:SHORT]}  {what}; {wording.clean(a.why)} [{wording.clean(a.author)}, {a.at}]"


def weighed_lines(told: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what is made of an incident (`workflow.assessing.Weighed.to_json`) in a line for each word."""
    lines = []
    for kind, word in told.items():
        by = f"{wording.clean(word['author'])}, {word['at']}: {wording.clean(word['why'])}; " if word["author"] else ""
        lines.append(f"{kind} {word['value']} ({by}rule: {word['rule']}, {wording.clean(word['reason'])})")
    return lines


def counted(n: int, word: str, several: str = "") -> str:
    """Return "1 text", "2 texts"; `several` is the plural where it is no "s"."""
    return f"{n} {word}" if n == 1 else f"{n} {several or word + 's'}"


def voice(claimants: tuple[Actor, ...]) -> str:
    """Return who says so."""
    return (
        f"CLAIM: {wording.listed([wording.claimant(a) for a in claimants])}"
        if claimants
        else "TEXT: the text’s own words"
    )


def receipt(at: Source, start: int, end: int) -> str:
    """Return where something stands: publisher, day, document and characters."""
    head = " ".join(wording.clean(x) for x in (at.source or "", (at.published or "")[:10]) if x)
    copy = f", a copy of {wording.clean(at.first)}" if at.first != at.document else ""
    return f"{head + ' ' if head else ''}[{wording.clean(at.document)}:{start}–{end}{copy}]"


def figure(c: Casualty) -> str:
    """Return a figure in words: "Armenia: at least 49 killed, military, running total"."""
    side = wording.country(c.side) or wording.NO_SIDE
    who = f", {wording.WHO.get(c.who, c.who)}" if c.who != "unknown" else ""
    total = ", running total" if c.scope == "total" else ""
    return f"{side}: {wording.figure(c)} {wording.KINDS.get(c.kind, c.kind)}{who}{total}"


def _event(e: Event) -> str:
    status = f"{STATUSES[e.status]}: " if e.status in STATUSES else ""
    doers = wording.listed([wording.actor(a) for a in e.actors]) or "nobody named"
    others = wording.listed([wording.actor(a) for a in e.recipients])
    where = wording.place(e.place)
    mode = f"/{e.mode}" if e.mode else ""
    to = f" → {others}" if others else ""
    return f"{status}{doers} — {e.type}{mode} (“{wording.clean(e.trigger.text)}”){to}{' · ' + where if where else ''}"


def _days(c: Event | Casualty) -> str:
    days = wording.days_of(c.time) if isinstance(c, Event) and c.time else None
    return f"{days}: " if days else ""


def _span(c: Event | Casualty) -> tuple[int, int]:
    return (c.trigger.start, c.trigger.end) if isinstance(c, Event) else (c.start, c.end)
