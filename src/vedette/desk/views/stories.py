"""A story as its page and the list of stories show it: where it stands, its fields, faults, citations, versions. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vedette.desk import words
from vedette.desk.story_facts import CONTRADICTED, Stated
from vedette.desk.views.receipts import report_href
from vedette.desk.views.story_changes import Changes
from vedette.desk.views.story_marked import MOST, Mark, marked_html
from vedette.publishing import wording
from vedette.publishing.drafting.support import GRAVE, Fault, faults
from vedette.publishing.story_marks import is_safe_link
from vedette.records.story import (
    APPROVE,
    DRAFT,
    FACT,
    HOLD,
    PUBLISH,
    PUBLISHED,
    RETRACT,
    RETRACTED,
    SCHEDULED,
    Citation,
    Content,
    Decision,
    Picture,
    Standing,
    Story,
    Version,
)

STATES = {DRAFT: "Drafts", SCHEDULED: "Scheduled", PUBLISHED: "Out", RETRACTED: "Retracted"}
"""States in the order of the list, with what its tabs call them."""

KINDS = {
    "figure": "number not in the cited words",
    "bounds": "other bounds than the cited words",
    "quote": "quotation not in the cited words",
    "unknown": "mark without a citation",
    "uncited": "sentence without a citation",
    "contradicted": "contradicted by what is known",
    "imprecise": "not exact by what is known",
}
"""What a fault is called."""

DONE = {APPROVE: "approved", PUBLISH: "published", HOLD: "held back", RETRACT: "retracted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in the list; `faults` counts what needs an eye, `grave` what must have been looked at before it goes out."""

    id: str
    headline: str
    state: str
    told: str
    category: str
    tier: str
    author: str
    at: str
    version: int
    grave: int
    faults: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One fault: its number, what it is called, the words, the reason, and where the reason stands ("" for none)."""

    id: str
    kind: str
    called: str
    words: str
    reason: str
    source: str
    grave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationLine:
    """One citation: number, words, who says so by it, publisher and day; `href` leads to the words on the desk, `link` outside."""

    id: str
    number: str
    fact: bool
    words: str
    voice: str
    source: str
    day: str
    href: str
    link: str
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLine:
    """A picture, drawn by us with its draft: nothing that anybody typed stands in it but as escaped words."""

    kind: str
    svg: Markup
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How a content reads: its body as HTML with its faults marked, the faults as a list, the citations, the pictures.

    `looked` tells that its facts were held against the knowledge base; `total` counts the faults, of which the first are
    listed, `grave` those that must have been looked at.
    """

    html: Markup
    faults: tuple[FaultLine, ...]
    citations: tuple[CitationLine, ...]
    pictures: tuple[PictureLine, ...]
    looked: bool
    total: int = 0
    grave: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """The page of a story. `content` is what the form shows: what was typed, else the newest version.

    `can` are the decisions that can be made now; `second` tells that somebody else must approve, `approved` who has.
    """

    id: str
    content: Content
    latest: Version
    stands: Standing
    told: str
    author: str
    at: str
    preview: Preview
    versions: tuple[Version, ...]
    decisions: tuple[Decision, ...]
    can: frozenset[str]
    approved: tuple[str, ...]
    changes: Changes | None = None

    @property
    def needs_note(self) -> bool:
        """Tell whether readers must be told what is corrected."""
        return self.stands.first is not None


def story_line(s: Story, now: str, found: Sequence[Fault] | None = None) -> StoryLine:
    """Return a story as the list shows it; `found` are the faults of its newest version, where they are known already."""
    v, stands = s.latest, s.standing(now)
    found = faults(v.content) if found is None else found
    return StoryLine(
        id=s.id,
        headline=v.content.headline,
        state=stands.state,
        told=standing_words(s, stands),
        category=v.content.category,
        tier=v.content.tier,
        author=v.author,
        at=v.at,
        version=v.number,
        grave=sum(f.kind in GRAVE for f in found),
        faults=len(found),
    )


def standing_words(s: Story, stands: Standing) -> str:
    """Return where a story stands, in a sentence without its full stop."""
    newest = s.latest.number
    waits = f"; version {newest} is under embargo until {words.minute(stands.due)}" if stands.due else ""
    if stands.state == RETRACTED:
        return f"retracted at {words.minute(stands.since)}"
    if stands.state == SCHEDULED:
        return f"scheduled: under embargo until {words.minute(stands.due)}"
    if stands.state == DRAFT:
        return "draft; nobody outside reads it"
    behind = f"; version {newest} is not out yet" if stands.out != newest and not waits else ""
    return f"version {stands.out} is out since {words.minute(stands.since)}{behind}{waits}"


def preview_of(content: Content, stated: Sequence[Stated] | None, *, shut: bool = False) -> Preview:
    """Return how a content reads; with `shut`, nothing of it is shown."""
    if shut:
        return Preview(html=Markup(), faults=(), citations=(), pictures=(), looked=False)
    lines = _fault_lines(content, stated or ())
    marks = [m for _, m in lines[:MOST]]
    return Preview(
        html=marked_html(content, marks),
        faults=tuple(line for line, _ in lines[:MOST]),
        citations=tuple(_citation(c, n, content.body) for n, c in enumerate(content.citations, 1)),
        pictures=tuple(_picture(p) for p in content.pictures),
        looked=stated is not None,
        total=len(lines),
        grave=sum(line.grave for line, _ in lines),
    )


def _picture(p: Picture) -> PictureLine:
    return PictureLine(kind=p.kind, svg=Markup(p.svg), alt=p.alt, caption=p.caption)  # noqa: S704 - drawn by us, words escaped


def can_do(s: Story, stands: Standing, author: str, *, second: bool) -> frozenset[str]:
    """Return which decisions `author` can make on the newest version as it stands."""
    found = set()
    newest = s.latest
    approved = approved_by(s)
    if stands.state != PUBLISHED or stands.out != newest.number:
        found |= {PUBLISH} if not second or author != newest.author or set(approved) - {newest.author} else set()
        found |= {APPROVE} if author != newest.author and author not in approved else set()
    found |= {HOLD} if stands.due else set()
    found |= {RETRACT} if stands.state == PUBLISHED else set()
    return frozenset(found)


def approved_by(s: Story) -> tuple[str, ...]:
    """Return who approved the newest version."""
    newest = s.latest.number
    return tuple(dict.fromkeys(d.author for d in s.decisions if d.kind == APPROVE and d.number == newest))


def _fault_lines(content: Content, stated: Sequence[Stated]) -> list[tuple[FaultLine, Mark]]:
    found = [(f.start, f.end, f.kind, f.reason, "", f.kind in GRAVE) for f in faults(content)]
    found += [(s.start, s.end, s.verdict, s.sentence, s.source, s.verdict == CONTRADICTED) for s in stated]
    out = []
    for n, (start, end, kind, reason, source, grave) in enumerate(sorted(found), 1):
        told = wording.clean(content.body[start:end]).strip("“”")
        line = FaultLine(
            id=f"f{n}", kind=kind, called=KINDS[kind], words=told, reason=reason, source=source, grave=grave
        )  # fmt: skip
        out.append((line, Mark(id=f"f{n}", start=start, end=end, kind=kind, reason=reason, grave=grave)))
    return out


def _citation(c: Citation, place: int, body: str) -> CitationLine:
    link = c.url if c.url and is_safe_link(c.url) else ""
    source = wording.clean(c.source or c.document or "")
    return CitationLine(
        id=c.id,
        number=c.id.removeprefix("c") or str(place),
        fact=c.kind == FACT,
        words=wording.clean(c.text),
        voice=wording.clean(wording.listed(c.claimants)) or ("" if c.kind == FACT else f"{source}, in its own words"),
        source=source,
        day=(c.published or "")[:10],
        href=report_href(c.document, c.claim) if c.document else "",
        link=link,
        used=f"[^{c.id}]" in body,
    )
