"""A story as a paper. Pure."""

from collections.abc import Iterator

from vedette.publishing import wording
from vedette.publishing.paper.blocks import blocks_of
from vedette.publishing.paper.drawn import finished
from vedette.publishing.paper.model import Block, Drawing, Note, Paper, Span, Text
from vedette.publishing.story_html import number_of
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_short import dateline, going, notes_of
from vedette.publishing.story_text import shown
from vedette.records.story import PUBLISHED, RETRACTED, Content, Story


def paper_of(story: Story, now: str, number: int | None = None) -> Paper:
    """Return a version of a story as a paper as it stands at `now` (ISO, UTC): that of `number`, else the newest.

    Raises KeyError for no such version. Of a retracted story the paper tells the headline and the reason alone.
    """
    g = going(story, now, number)
    c, version = g.content, story.latest if number is None else story.version(number)
    retracted = g.stands.state == RETRACTED
    standing = list(_standing(g.stands.state, (g.stands.since or "")[:10], g.why, g.stands.due))
    if g.note and not retracted:
        standing.append(f"CORRECTED: {g.note}")
    return Paper(
        title=_line(c.headline),
        kicker="" if retracted else f"{c.tier} · {c.category}",
        dateline=_line(dateline(c)),
        standing=tuple(_line(s) for s in standing),
        warnings=tuple(_line(w) for w in c.warnings),
        blocks=() if retracted else tuple(_blocks(c)),
        notes=() if retracted else notes(c),
        running=_line(c.headline)[:90],
        foot=f"Story {story.id[:8]}, version {version.number}, {version.at[:10]}",
        day=version.at[:10],
    )


def numbers_of(content: Content) -> dict[str, str]:
    """Return what each citation is called, by its id."""
    return {c.id: number_of(c.id, n) for n, c in enumerate(content.citations, 1)}


def notes(content: Content) -> tuple[Note, ...]:
    """Return what the citations are in words, their address apart."""
    numbers = numbers_of(content)
    out = []
    for c, told in notes_of(content):
        url = wording.clean(shown(c.url or ""))
        safe = url if url and is_safe_link(url) else ""
        text = told.removesuffix(safe).rstrip() if safe else told
        out.append(Note(id=c.id, number=numbers[c.id], text=text, url=safe))
    return tuple(out)


def drawings(content: Content) -> Iterator[Drawing]:
    """Yield the pictures of a story that can be drawn."""
    for p in content.pictures:
        if svg := finished(p.svg):
            yield Drawing(svg=svg, alt=_line(p.alt) or "A picture without words", caption=_line(p.caption))


def _blocks(c: Content) -> Iterator[Block]:
    """Yield the body, the pictures before its first heading as on the site's pages."""
    body = list(blocks_of(c.body, numbers_of(c)))
    first = next((n for n, b in enumerate(body) if not isinstance(b, Text)), len(body))
    yield from body[:first]
    yield from drawings(c)
    yield from body[first:]


def _standing(state: str, since: str, why: str, due: str | None) -> Iterator[str]:
    if state == RETRACTED:
        yield f"RETRACTED on {since}: {why}"
    elif state != PUBLISHED:
        yield f"EMBARGOED until {due[:16].replace('T', ' ')} UTC." if due else "DRAFT, not published."


def _line(text: str) -> str:
    return wording.clean(shown(text))


def words(text: str) -> tuple[Span, ...]:
    """Return plain words as spans."""
    return (Span(text=_line(text)),) if text else ()
