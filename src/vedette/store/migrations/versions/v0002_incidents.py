"""Judgements, and the incidents that follow from them."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import keep_rows

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("judgement", "judged")


def upgrade() -> None:
    """Make the tables."""
    _tables()
    dialect = op.get_bind().dialect.name
    statements = [s for table in KEPT for s in keep_rows(table, dialect)]
    for statement in statements:
        op.execute(statement)


def _tables() -> None:
    op.create_table("built", sa.Column("by", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("by", name="pk_built"))
    op.create_table(
        "copy_pair",
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("left", "right", name="pk_copy_pair"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copy_pair_right", "copy_pair", ["right"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_index("ix_incident_family", "incident", ["family", "wide", "since", "id"], unique=False)
    op.create_index("ix_incident_since", "incident", ["wide", "since", "id"], unique=False)
    op.create_table(
        "involved",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("party", "wide", "since", "incident", name="pk_involved"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_involved_incident", "involved", ["incident"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("person", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("serial", name="pk_judgement"),
        sa.UniqueConstraint("id", name="uq_judgement_id"),
    )
    op.create_index("ix_judgement_person", "judgement", ["person", "serial"], unique=False)
    op.create_index("ix_judgement_supersedes", "judgement", ["supersedes"], unique=False)
    op.create_table(
        "link",
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("left", "right", name="pk_link"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_right", "link", ["right"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
    )
    op.create_index("ix_mention_telling", "mention", ["telling"], unique=False)
    op.create_table(
        "telling_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "telling", name="pk_telling_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_telling_key_telling", "telling_key", ["telling"], unique=False)
    op.create_table(
        "copy_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_copy_key_document"),
        sa.PrimaryKeyConstraint("key", "day", "document", name="pk_copy_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "judged",
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("judgement", WHOLE, autoincrement=False, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.serial"], name="fk_judged_judgement"),
        sa.PrimaryKeyConstraint("mention", "judgement", "side", name="pk_judged"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_judged_judgement", "judged", ["judgement"], unique=False)
    op.create_table(
        "origin",
        sa.Column("document", WHOLE, autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_origin_document"),
        sa.PrimaryKeyConstraint("document", name="pk_origin"),
    )
    op.create_index("ix_origin_origin", "origin", ["origin"], unique=False)
    op.create_table(
        "telling",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_telling_document"),
        sa.PrimaryKeyConstraint("id", name="pk_telling"),
    )
    op.create_index("ix_telling_document", "telling", ["document"], unique=False)
    op.create_index("ix_telling_incident", "telling", ["incident"], unique=False)
