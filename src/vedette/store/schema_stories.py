"""Tables of what goes out: stories with every version and what was decided on each; saved searches and what they told.

A *report* comes in, a *story* goes out. Stories, versions and decisions are kept; saved searches move.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from vedette.store.schema import WHOLE, metadata


def _serial() -> Column[int]:
    return Column("serial", WHOLE, primary_key=True, autoincrement=False)


def _of(table: str, *, key: bool = False) -> Column[int]:
    return Column(table, WHOLE, ForeignKey(f"{table}.serial"), nullable=False, primary_key=key, autoincrement=False)


story = Table(
    "story",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    Column("about", Text, nullable=False),  # JSON: the mention of the incident, or the query, that it was drafted from
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

story_version = Table(
    "story_version",
    metadata,
    _serial(),
    _of("story"),
    Column("number", Integer, nullable=False),  # from 1 on
    Column("body", Text, nullable=False),  # JSON of records.story.Content
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),  # what was corrected, for readers; "" before publication
    UniqueConstraint("story", "number"),
)

story_decision = Table(
    "story_decision",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    _of("story"),
    Column("number", Integer, nullable=False),  # the version that it is on
    Column("kind", Text, nullable=False),  # approve, publish, hold, retract
    Column("due", Text),  # UTC: when it takes effect, where later than when it was made
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_story_decision_story", "story", "serial"),
)

saved = Table(
    "saved",
    metadata,
    _serial(),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),  # as the bar's address has it
    Column("every", Text, nullable=False),  # at once, daily, weekly, never
    Column("channels", Text, nullable=False),  # JSON: names of channels in the settings; no secret stands here
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("looked", Text, nullable=False),  # JSON: how far was looked
)

alerted = Table(
    "alerted",
    metadata,
    _of("saved", key=True),
    Column("mention", Text, primary_key=True),  # the id of an event of the incident that was told
    Column("at", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("thread", Text, nullable=False),  # JSON: by channel, what an update answers to
    Column("print", Text, nullable=False),  # of what was told last
    sqlite_with_rowid=False,
)

KEPT = ("story", "story_version", "story_decision")
"""Tables to which rows are only added."""

MOVING = ("saved", "alerted")
"""Saved searches and what they told."""
