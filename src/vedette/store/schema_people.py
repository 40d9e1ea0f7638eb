"""Tables of people: who may work at the desk, what was done by whom, and how people assess incidents.

People, sessions, tokens and invitations move; the audit and assessments are kept. Secrets stand here as hashes alone:
passwords as Argon2, the random words of sessions, tokens and invitations as SHA-256.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text

from vedette.store.schema import WHOLE, metadata


def _serial() -> Column[int]:
    return Column("serial", WHOLE, primary_key=True, autoincrement=False)


def _person(*, nullable: bool = False) -> Column[int]:
    return Column("person", WHOLE, ForeignKey("person.serial"), nullable=nullable)


person = Table(
    "person",
    metadata,
    _serial(),
    Column("name", Text, nullable=False, unique=True),  # what judgements carry; never changed
    Column("role", Text, nullable=False),  # reader, analyst, editor, administrator
    Column("password", Text),  # Argon2; null until the invitation is taken up
    Column("active", Boolean, nullable=False),
    Column("kept", Text, nullable=False),  # JSON: what the desk remembers for the person
    Column("at", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("hash", Text, primary_key=True),
    _person(),
    Column("at", Text, nullable=False),
    Column("used", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Index("ix_session_person", "person"),
    sqlite_with_rowid=False,
)

token = Table(
    "token",
    metadata,
    _serial(),
    Column("hash", Text, nullable=False, unique=True),
    _person(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # the person's own or a lesser one
    Column("at", Text, nullable=False),
    Column("used", Text),
    Column("ends", Text),
    Column("revoked", Text),
    Index("ix_token_person", "person"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("hash", Text, primary_key=True),
    _person(),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("used", Text),
    Index("ix_invitation_person", "person"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    _serial(),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("told", Text, nullable=False),  # JSON: what else is worth knowing
    Column("before", Text, nullable=False),  # the hash of the entry before it, "" for the first
    Column("hash", Text, nullable=False),
    Index("ix_audit_author", "author", "serial"),
)

assessment = Table(
    "assessment",
    metadata,
    _serial(),
    Column("id", Text, nullable=False, unique=True),
    Column("mention", Text, nullable=False),  # the id of the event by which its incident is found
    Column("kind", Text, nullable=False),  # status, information
    Column("value", Text),  # a status of the grading, or 1 to 6; null where it takes another one back
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("supersedes", Text),  # the id of the assessment that it takes back
    Index("ix_assessment_mention", "mention", "serial"),
    Index("ix_assessment_supersedes", "supersedes"),
)

KEPT = ("audit", "assessment")
"""Tables to which rows are only added."""

MOVING = ("person", "session", "token", "invitation")
"""Who may work at the desk just now."""
