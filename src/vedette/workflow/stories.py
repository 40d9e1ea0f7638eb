"""What an editor does with a story: take up a draft, rewrite it, approve, publish, hold back, retract.

Nothing is overwritten: a rewriting is a further version, a decision is a further decision. Who hands in the version that he
saw changes nothing where somebody else has written since. Each step is noted in the audit log in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.records.ids import content_id
from vedette.records.story import (
    APPROVE,
    CATEGORIES,
    DECISIONS,
    DRAFT,
    HOLD,
    PUBLISH,
    PUBLISHED,
    RETRACT,
    SCHEDULED,
    Content,
    Decision,
    Story,
    Version,
)
from vedette.store.audit import note
from vedette.store.store import Store
from vedette.store.stories import add_decision, add_story, add_version, stories_page, story_called
from vedette.workflow.add import now

LONGEST_BODY = 200_000
"""Characters of a story's body."""

LONGEST_HEADLINE = 300
LONGEST_REASON = 500

_TIERS = ("FLASH", "PRIORITY", "ROUTINE")


class ChangedError(StopError):
    """Somebody wrote a further version since it was looked at; nothing was stored. `by` is that version."""

    def __init__(self, story: str, by: Version) -> None:
        super().__init__(
            f"story {story}: {by.author} wrote version {by.number} at {by.at} since you looked; look at it anew and write again"
        )
        self.story = story
        self.by = by


def take_up(store: Store, about: Mapping[str, str], content: Content, *, author: str) -> Story:
    """Store a draft as a new story's first version, and return the story."""
    _check_author(author)
    _check(content)
    at = now("microseconds")
    first = Version(number=1, content=content, author=author, at=at)
    made = Story(
        id=content_id("story", dict(about), author, at), about=dict(about), author=author, at=at, versions=(first,)
    )
    with store.writing() as connection:
        add_story(connection, made)
        note(connection, author, "story drafted", f"story {made.id}", {"headline": content.headline}, at=at)
    return made


def rewrite(store: Store, name: str, content: Content, *, author: str, seen: int, why: str = "") -> Version:
    """Store a further version of a story and return it; `seen` is the number of the version that was rewritten.

    `why` tells readers what was corrected; it must be told once the story has been out. Raises ChangedError where another
    version was written since, StopError where the content is wrong or nothing was changed.
    """
    _check_author(author)
    _check(content)
    _check_reason(why)
    with store.writing() as connection:
        there = story_called(connection, name)
        latest = there.latest
        if latest.number != seen:
            raise ChangedError(there.id, latest)
        if content == latest.content:
            raise StopError(f"story {there.id}: is so already; change something, or leave it")
        if there.standing(now("microseconds")).first is not None and not why.strip():
            raise StopError(f"story {there.id}: has been published; write for its readers what you corrected")
        at = now("microseconds")
        made = Version(number=latest.number + 1, content=content, author=author, at=at, note=" ".join(why.split()))
        add_version(connection, there.id, made)
        told = {"version": made.number, "headline": content.headline, "note": made.note}
        note(connection, author, "story rewritten", f"story {there.id}", told, at=at)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What is to be decided: a kind of `records.story.DECISIONS`, why, and for a publication when (ISO with its zone), if later."""

    kind: str
    why: str = ""
    due: str | None = None


def decide(store: Store, name: str, told: Deciding, *, author: str, seen: int, second: bool = False) -> Decision:
    """Store a decision on the newest version of a story and return it.

    `seen` is the number of that version as it was looked at; `second` tells that somebody other than its author must have
    approved it, or must publish it. Raises ChangedError where a further version was written since, StopError where the
    decision is not to be made.
    """
    _check_author(author)
    _check_reason(told.why)
    if told.kind not in DECISIONS:
        raise StopError(f"decision {told.kind!r}: is none; choose one of {', '.join(DECISIONS)}")
    wish = replace(told, why=" ".join(told.why.split()), due=_moment(told.due) if told.due else None)
    with store.writing() as connection:
        there = story_called(connection, name)
        if there.latest.number != seen:
            raise ChangedError(there.id, there.latest)
        at = now("microseconds")
        if fault := _fault(there, wish, author, at, second=second):
            raise StopError(f"story {there.id}: {fault}")
        made = Decision.of(there.id, seen, wish.kind, author=author, at=at, why=wish.why, due=wish.due)
        add_decision(connection, there.id, made)
        noted = {"version": seen, "why": made.why, "due": made.due}
        note(connection, author, f"story: {made.kind}", f"story {there.id}", noted, at=at)
    return made


def story_of(store: Store, name: str) -> Story:
    """Return the story whose id begins with `name`; StopError where not exactly one does."""
    with store.reading() as connection:
        return story_called(connection, name)


def all_stories(connection: Connection) -> list[Story]:
    """Return every story, the newest first."""
    found: list[Story] = []
    before: int | None = None
    while page := stories_page(connection, before=before):
        found += [s for _, s in page]
        before = page[-1][0]
    return found


def _fault(s: Story, wish: Deciding, author: str, at: str, *, second: bool) -> str | None:
    """Return why a decision cannot be made, with what to do; None where it can."""
    stands, n = s.standing(at), s.latest.number
    if wish.due is not None and (wish.kind != PUBLISH or wish.due <= at):
        return "only a publication can be for later, at a time to come; leave the time out, or write a later one"
    if wish.kind == PUBLISH and stands.out == n and stands.state == PUBLISHED:
        return f"version {n} is out already; write a further version first"
    if wish.kind == PUBLISH and second and not _second(s, author):
        return f"{s.latest.author} wrote version {n}; somebody else must approve it first"
    if wish.kind == APPROVE and author == s.latest.author:
        return "your own version cannot be approved by you; ask somebody else"
    if wish.kind == HOLD and stands.due is None:
        return "nothing of it is scheduled; there is nothing to hold back"
    if wish.kind == RETRACT and stands.state in (DRAFT, SCHEDULED):
        return "has not been published; there is nothing to retract"
    if wish.kind == RETRACT and not wish.why:
        return "is retracted before its readers; write why"
    return None


def _second(s: Story, author: str) -> bool:
    approved = {d.author for d in s.decisions if d.kind == APPROVE and d.number == s.latest.number}
    return author != s.latest.author or bool(approved - {s.latest.author})


def _moment(told: str) -> str:
    """Return an ISO date-time with its zone in UTC, in the form in which the store keeps times."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise StopError(f"time {told!r}: is none; write it like 2022-09-13T18:00+04:00") from None
    if at.tzinfo is None:
        raise StopError(f"time {told!r}: has no zone; write it like 2022-09-13T18:00+04:00")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _check(content: Content) -> None:
    if not content.headline.strip() or len(content.headline) > LONGEST_HEADLINE:
        raise StopError(f"headline: has {len(content.headline)} characters; write 1 to {LONGEST_HEADLINE}")
    if not content.body.strip() or len(content.body) > LONGEST_BODY:
        raise StopError(f"body: has {len(content.body)} characters; write 1 to {LONGEST_BODY}")
    if content.category not in CATEGORIES:
        raise StopError(f"category {content.category!r}: is none; choose one of {', '.join(CATEGORIES)}")
    if content.tier not in _TIERS:
        raise StopError(f"tier {content.tier!r}: is none; choose one of {', '.join(_TIERS)}")


def _check_reason(why: str) -> None:
    if len(why) > LONGEST_REASON:
        raise StopError(f"reason: has {len(why)} characters; write up to {LONGEST_REASON}")


def _check_author(author: str) -> None:
    if author.startswith("rules ") or not author.strip():
        raise StopError(f"author {author!r}: is what rules are called, or nobody; write your own name")
