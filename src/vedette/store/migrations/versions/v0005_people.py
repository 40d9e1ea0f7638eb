"""People, their sessions, tokens and invitations; the audit log; what people assess of incidents."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import keep_rows

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _people()
    _ways_in()
    _kept()
    for table in ("audit", "assessment"):
        for statement in keep_rows(table, op.get_bind().dialect.name):
            op.execute(statement)


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_person"),
        sa.UniqueConstraint("name", name="uq_person_name"),
    )


def _ways_in() -> None:
    op.create_table(
        "session",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("person", WHOLE, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.serial"], name="fk_session_person"),
        sa.PrimaryKeyConstraint("hash", name="pk_session"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "token",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("person", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("revoked", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.serial"], name="fk_token_person"),
        sa.PrimaryKeyConstraint("serial", name="pk_token"),
        sa.UniqueConstraint("hash", name="uq_token_hash"),
    )
    op.create_table(
        "invitation",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("person", WHOLE, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.serial"], name="fk_invitation_person"),
        sa.PrimaryKeyConstraint("hash", name="pk_invitation"),
        sqlite_with_rowid=False,
    )
    for table in ("session", "token", "invitation"):
        op.create_index(f"ix_{table}_person", table, ["person"], unique=False)


def _kept() -> None:
    op.create_table(
        "audit",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_audit"),
    )
    op.create_index("ix_audit_author", "audit", ["author", "serial"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("serial", name="pk_assessment"),
        sa.UniqueConstraint("id", name="uq_assessment_id"),
    )
    op.create_index("ix_assessment_mention", "assessment", ["mention", "serial"], unique=False)
    op.create_index("ix_assessment_supersedes", "assessment", ["supersedes"], unique=False)
