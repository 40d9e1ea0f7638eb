"""A story in other sizes: for a messenger, for mail, as a file of Markdown, as plain text. Pure; nothing here sends anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.publishing import wording
from vedette.publishing.drafting.support import marks_of
from vedette.publishing.markdown import escaped
from vedette.publishing.story_text import body_text, shown
from vedette.records.story import FACT, PUBLISHED, RETRACT, RETRACTED, Citation, Content, Standing, Story

TELEGRAM = 4_096
"""UTF-16 code units that one message of Telegram holds."""

LONGEST_SUBJECT = 120

OUT = Standing(state=PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail: its subject on one line, and its text."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A version as it goes out: what it says, where the story stands, the correction that it tells, why it was retracted."""

    content: Content
    stands: Standing = OUT
    note: str = ""
    why: str = ""


def going(story: Story, now: str, number: int | None = None) -> Going:
    """Return a version of a story as it would go out at `now` (ISO, UTC): that of `number`, else the newest; KeyError for none."""
    v, stands = story.latest if number is None else story.version(number), story.standing(now)
    # What is read as out is the version that is out; another one is a draft still.
    shown_ = stands if stands.state == RETRACTED or v.number == stands.out else Standing(due=stands.due)
    why = [d.why for d in story.decisions if d.kind == RETRACT]
    return Going(
        content=v.content, stands=shown_, note=v.note, why=why[-1] if why and stands.state == RETRACTED else ""
    )


def telegram(g: Going, *, link: str = "") -> str:
    """Return a story as one message: warning, headline, bottom line, who says so, and `link` where there is one.

    It holds at most `TELEGRAM` UTF-16 code units; what is left out is the end of the bottom line. Of a retracted story
    nothing but the headline and the reason is told.
    """
    head = _cut("\n".join(_head(g)), TELEGRAM // 2)
    if g.stands.state == RETRACTED:
        return _joined(head, link)
    foot = _joined(_cut(_sources(g.content), TELEGRAM // 4), link)
    return _joined(head, _cut(bottom_line(g.content), TELEGRAM - _units(head) - _units(foot) - 4), foot)


def mail(g: Going, *, link: str = "") -> Mail:
    """Return a story as an e-mail: the whole body, then what it rests on."""
    told = f"{'Retracted: ' if g.stands.state == RETRACTED else ''}{_warning(g.content)}{g.content.tier}: {g.content.headline}"
    subject = " ".join(wording.clean(shown(told)).split())
    return Mail(subject=_cut(subject, LONGEST_SUBJECT), text=_joined(plain(g).strip(), link) + "\n")


def plain(g: Going) -> str:
    """Return a story as plain text with what it rests on; of a retracted one the headline and the reason."""
    head = "\n".join(_head(g))
    if g.stands.state == RETRACTED:
        return f"{head}\n"
    return _joined(head, body_text(g.content), "\n".join(_notes(g.content))) + "\n"


def markdown(content: Content) -> str:
    """Return a story as Markdown with its citations as footnotes; the body is the editor's own."""
    notes = "\n".join(f"[^{c.id}]: {escaped(shown(_told(c)))}" for c in content.citations)
    head = f"# {escaped(shown(content.headline))}"
    line = escaped(shown(dateline(content)))
    return _joined(head, line, shown(content.body.strip()), notes) + "\n"


def bottom_line(content: Content) -> str:
    """Return the sentences before the first heading, as plain text."""
    lines = content.body.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if line.startswith("#")), len(lines))
    before = "".join(lines[:first])
    return body_text(Content(headline="", body=before if before.strip() else content.body))


def dateline(content: Content) -> str:
    """Return place and day, "" where neither is told."""
    day = wording.day_span(content.day, None) if content.day else None
    return ", ".join(x for x in (content.place, day) if x)


def _head(g: Going) -> Iterator[str]:
    c, stands = g.content, g.stands
    if stands.state == RETRACTED:
        yield wording.clean(shown(f"RETRACTED on {(stands.since or '')[:10]}: {g.why}"))
    elif stands.state != PUBLISHED:
        until = f"EMBARGOED until {stands.due[:16].replace('T', ' ')} UTC." if stands.due else "DRAFT, not published."
        yield until
    yield wording.clean(shown(f"{_warning(c)}{c.headline}"))
    if line := dateline(c):
        yield wording.clean(shown(line))
    if g.note and stands.state != RETRACTED:
        yield wording.clean(shown(f"CORRECTED: {g.note}"))


def _joined(*parts: str) -> str:
    return "\n\n".join(p for p in parts if p)


def _warning(content: Content) -> str:
    return f"{', '.join(w.upper() for w in content.warnings)}: " if content.warnings else ""


def _sources(content: Content) -> str:
    """Return who says what stands in the bottom line."""
    known = {c.id: c for c in content.citations}
    before = content.body.partition("\n#")[0]
    cited = [known[m] for m in dict.fromkeys(marks_of(before)) if m in known]
    told = list(dict.fromkeys(_who(c) for c in cited))[:6]
    return wording.clean(shown(f"Says so: {'; '.join(told)}.")) if told else ""


def _who(c: Citation) -> str:
    if c.kind == FACT:
        return c.source or ""
    source = c.source or c.document or ""
    says = wording.listed(c.claimants)
    told = f"{says}, in {source}" if says else f"{source}, in its own words"
    return f"{told}, {c.published[:10]}" if c.published else told


def _notes(content: Content) -> Iterator[str]:
    if content.citations:
        yield "What it rests on"
    for c in content.citations:
        yield wording.clean(shown(f"[{c.id.removeprefix('c')}] {_told(c)}"))


def notes_of(content: Content) -> Iterator[tuple[Citation, str]]:
    """Yield each citation with what it is in words: the cited words, who says so, in what, and its address."""
    for c in content.citations:
        yield c, wording.clean(shown(_told(c)))


def _told(c: Citation) -> str:
    words = c.text if c.kind == FACT else f"“{c.text}”"
    return " ".join(x for x in (words, f"({_who(c)})", c.url if _is_web(c.url) else "") if x)


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("http://", "https://"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, most: int) -> str:
    """Return `text`, shortened at a word so that it holds at most `most` UTF-16 code units."""
    if _units(text) <= most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, most - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rsplit(' ', 1)[0]}…" if kept else ""
