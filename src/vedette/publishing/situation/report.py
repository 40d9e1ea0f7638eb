"""A situation report as a paper: what comes first, what happened by days, figures by who gives them, what follows from it.

What comes first is decided by `workflow.situation`; the report says the rules itself. Every sentence on the world carries its
citations; those without are on how the report was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vedette.publishing import wording
from vedette.publishing.drafting.citing import Citing
from vedette.publishing.drafting.draft import paragraphs
from vedette.publishing.paper.blocks import blocks_of, inline
from vedette.publishing.paper.drawn import finished
from vedette.publishing.paper.model import Block, Drawing, Grid, Heading, Paper, Text, plain
from vedette.publishing.paper.story import notes, numbers_of
from vedette.publishing.parties import name
from vedette.publishing.situation import sections
from vedette.publishing.situation.ledger import Rows, tables
from vedette.publishing.situation.pictures import map_of, timeline_of
from vedette.publishing.stored import counted
from vedette.publishing.story_text import shown
from vedette.records.story import Content, Picture
from vedette.workflow.situation import TIERS, Situation

Part = str | Rows | Picture
"""Markdown, a table, or a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A situation report before it is set: its parts in order, and the citations that they mark."""

    title: str
    kicker: str
    dateline: str
    warnings: tuple[str, ...]
    parts: tuple[Part, ...]
    content: Content
    day: str


def report_of(s: Situation, now: str) -> Report:
    """Return the report on a situation as it was known at `now` (ISO, UTC)."""
    citing = Citing(s.documents, s.sentences)
    parts = tuple(_parts(s, citing))
    cited = {c.document for c in citing.all}
    warnings = tuple(dict.fromkeys(w for d in sorted(s.documents) if d in cited for w in s.documents[d].warnings))
    return Report(
        title=title_of(s),
        kicker="SITUATION REPORT",
        dateline=f"{counts_of(s)}. As known on {now[:10]} at {now[11:16]} UTC.",
        warnings=warnings,
        parts=parts,
        content=Content(headline=title_of(s), body="", citations=citing.all),
        day=now[:10],
    )


def title_of(s: Situation) -> str:
    """Return the title: whom it is of, and the days."""
    q = s.query
    of = " and ".join(name(p) for p in q.dyad) if q.dyad else name(q.actor) if q.actor else "All incidents"
    days = wording.day_span(q.since, q.until) if q.since and q.until else None
    told = days or (f"since {wording.day_span(q.since, None)}" if q.since else "")
    return f"{of}: situation{f', {told}' if told else ''}"


def counts_of(s: Situation) -> str:
    """Return how many incidents of which tier, by how many texts."""
    tiers = ", ".join(f"{n} {t}" for t in TIERS if (n := sum(h.urgency.tier == t for h in s.happened)))
    found, origins = s.texts
    texts = f"{counted(found, 'text')} of {counted(origins, 'independent origin')}"
    return f"{counted(len(s.happened), 'incident')}{f' ({tiers})' if tiers else ''}, told by {texts}"


def paper_of(r: Report) -> Paper:
    """Return the report as a paper."""
    numbers = numbers_of(r.content)
    blocks: list[Block] = []
    for part in r.parts:
        if isinstance(part, str):
            blocks += blocks_of(part, numbers)
        elif isinstance(part, Picture):
            if svg := finished(part.svg):
                blocks.append(Drawing(svg=svg, alt=part.alt, caption=part.caption))
        else:
            rows = tuple(tuple(inline(cell, numbers) for cell in row) for row in part.rows)
            blocks.append(Grid(caption=part.caption, head=part.head, rows=rows, widths=part.widths))
    return Paper(
        title=wording.clean(shown(r.title)),
        kicker=r.kicker,
        dateline=r.dateline,
        warnings=tuple(wording.clean(shown(w)) for w in r.warnings),
        blocks=tuple(blocks),
        notes=notes(r.content),
        running=wording.clean(shown(r.title))[:90],
        foot=f"Vedette, made on {r.day}. Every sentence rests on the source under its number.",
        day=r.day,
    )


_SHORT = frozenset({"Flare-ups", "What happened, by day"})


def short_of(paper: Paper) -> Paper:
    """Return a situation report for a message: what comes first and what happened by day, with its sources, without pictures."""
    blocks: list[Block] = []
    for b in paper.blocks:
        if isinstance(b, Heading) and b.level == 1 and plain(b.spans) not in _SHORT:
            break
        if isinstance(b, Heading | Text):
            blocks.append(b)
    cited = {s.cite for b in blocks if isinstance(b, Heading | Text) for s in b.spans}
    return replace(paper, blocks=tuple(blocks), notes=tuple(n for n in paper.notes if n.id in cited))


def _parts(s: Situation, citing: Citing) -> Iterator[Part]:
    first = list(sections.first(s, citing))
    if not s.happened:
        yield "Nothing that the store holds happened in this period."
    yield from paragraphs(first)
    if s.happened:
        yield from timeline_of(s)
        yield from map_of(s, citing)
    yield from _section("Flare-ups", sections.flareups(s, citing))
    yield from _section("What happened, by day", sections.by_day(s, citing))
    found = list(tables(s, citing))
    if found:
        yield "## Figures, by who gives them"
        yield "Nothing is added up: each row is what one claimant said last, beside what the same one said before."
        yield from found
    yield from _section("Contacts", sections.contacts(s, citing))
    yield from _section("Reactions", sections.reactions(s, citing))
    yield from _section("Who is bound by treaty", sections.bound(s, citing))
    yield from _section("How this was made", sections.made(s))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    if found := list(lines):
        yield f"## {title}"
        yield from paragraphs(found)
