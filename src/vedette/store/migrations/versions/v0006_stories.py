"""Stories with their versions and decisions; saved searches and what they told."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import keep_rows

revision = "0006"
down_revision = "0005"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _stories()
    _searches()
    for table in ("story", "story_version", "story_decision"):
        for statement in keep_rows(table, op.get_bind().dialect.name):
            op.execute(statement)


def _stories() -> None:
    op.create_table(
        "story",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_story"),
        sa.UniqueConstraint("id", name="uq_story_id"),
    )
    op.create_table(
        "story_version",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("story", WHOLE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.serial"], name="fk_story_version_story"),
        sa.PrimaryKeyConstraint("serial", name="pk_story_version"),
        sa.UniqueConstraint("story", "number", name="uq_story_version_story_number"),
    )
    op.create_table(
        "story_decision",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("story", WHOLE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.serial"], name="fk_story_decision_story"),
        sa.PrimaryKeyConstraint("serial", name="pk_story_decision"),
        sa.UniqueConstraint("id", name="uq_story_decision_id"),
    )
    op.create_index("ix_story_decision_story", "story_decision", ["story", "serial"], unique=False)


def _searches() -> None:
    op.create_table(
        "saved",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("looked", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_saved"),
        sa.UniqueConstraint("name", name="uq_saved_name"),
    )
    op.create_table(
        "alerted",
        sa.Column("saved", WHOLE, autoincrement=False, nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("print", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["saved"], ["saved.serial"], name="fk_alerted_saved"),
        sa.PrimaryKeyConstraint("saved", "mention", name="pk_alerted"),
        sqlite_with_rowid=False,
    )
