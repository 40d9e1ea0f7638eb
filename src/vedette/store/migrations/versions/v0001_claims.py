"""Documents, readings and claims."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import full_text, keep_rows

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("document", "arrival", "reading", "superseded", "sentence", "event", "figure", "party", "dyad")


def upgrade() -> None:
    """Make the tables."""
    _tables()
    dialect = op.get_bind().dialect.name
    statements = [s for table in KEPT for s in keep_rows(table, dialect)]
    for statement in statements + list(full_text(dialect)):
        op.execute(statement)


def _tables() -> None:
    op.create_table(
        "document",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_document"),
        sa.UniqueConstraint("id", name="uq_document_id"),
    )
    op.create_index("ix_document_hash", "document", ["hash"], unique=False)
    op.create_index("ix_document_published", "document", ["published", "serial"], unique=False)
    op.create_index("ix_document_source", "document", ["source", "serial"], unique=False)
    op.create_table(
        "dyad",
        sa.Column("pair", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("claim", WHOLE, autoincrement=False, nullable=False),
        sa.Column("doer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pair", "of", "wide", "since", "claim", "doer", name="pk_dyad"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("claim", WHOLE, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("name", "of", "role", "wide", "since", "claim", name="pk_party"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "arrival",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_arrival_document"),
        sa.PrimaryKeyConstraint("serial", name="pk_arrival"),
        sa.UniqueConstraint("document", "way", "known", name="uq_arrival_document_way_known"),
    )
    op.create_table(
        "reading",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_reading_document"),
        sa.PrimaryKeyConstraint("serial", name="pk_reading"),
        sa.UniqueConstraint("document", "reader", name="uq_reading_document_reader"),
    )
    op.create_table(
        "sentence",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_sentence_document"),
        sa.PrimaryKeyConstraint("serial", name="pk_sentence"),
    )
    op.create_index("ix_sentence_document", "sentence", ["document", "start"], unique=False)
    op.create_table(
        "event",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("reading", WHOLE, nullable=False),
        sa.Column("sentence", WHOLE, nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("region", sa.SmallInteger(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_event_document"),
        sa.ForeignKeyConstraint(["reading"], ["reading.serial"], name="fk_event_reading"),
        sa.ForeignKeyConstraint(["sentence"], ["sentence.serial"], name="fk_event_sentence"),
        sa.PrimaryKeyConstraint("serial", name="pk_event"),
    )
    op.create_index(
        "ix_event_cell",
        "event",
        ["cell", "wide", "since", "serial"],
        unique=False,
        sqlite_where=sa.text("cell IS NOT NULL"),
        postgresql_where=sa.text("cell IS NOT NULL"),
    )
    op.create_index("ix_event_document", "event", ["document"], unique=False)
    op.create_index("ix_event_id", "event", ["id"], unique=False)
    op.create_index(
        "ix_event_region",
        "event",
        ["region", "wide", "since", "serial"],
        unique=False,
        sqlite_where=sa.text("region IS NOT NULL"),
        postgresql_where=sa.text("region IS NOT NULL"),
    )
    op.create_index("ix_event_sentence", "event", ["sentence"], unique=False)
    op.create_index("ix_event_since", "event", ["wide", "since", "serial"], unique=False)
    op.create_index("ix_event_source", "event", ["source", "wide", "since", "serial"], unique=False)
    op.create_index("ix_event_status", "event", ["status", "wide", "since", "serial"], unique=False)
    op.create_index("ix_event_type", "event", ["type", "wide", "since", "serial"], unique=False)
    op.create_table(
        "figure",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("reading", WHOLE, nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("sentence", WHOLE, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("region", sa.SmallInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_figure_document"),
        sa.ForeignKeyConstraint(["reading"], ["reading.serial"], name="fk_figure_reading"),
        sa.ForeignKeyConstraint(["sentence"], ["sentence.serial"], name="fk_figure_sentence"),
        sa.PrimaryKeyConstraint("serial", name="pk_figure"),
    )
    op.create_index(
        "ix_figure_cell",
        "figure",
        ["cell", "wide", "since", "serial"],
        unique=False,
        sqlite_where=sa.text("cell IS NOT NULL"),
        postgresql_where=sa.text("cell IS NOT NULL"),
    )
    op.create_index("ix_figure_document", "figure", ["document"], unique=False)
    op.create_index("ix_figure_event", "figure", ["event"], unique=False)
    op.create_index("ix_figure_id", "figure", ["id"], unique=False)
    op.create_index("ix_figure_kind", "figure", ["kind", "wide", "since", "serial"], unique=False)
    op.create_index(
        "ix_figure_region",
        "figure",
        ["region", "wide", "since", "serial"],
        unique=False,
        sqlite_where=sa.text("region IS NOT NULL"),
        postgresql_where=sa.text("region IS NOT NULL"),
    )
    op.create_index("ix_figure_sentence", "figure", ["sentence"], unique=False)
    op.create_index("ix_figure_side", "figure", ["side", "wide", "since", "serial"], unique=False)
    op.create_index("ix_figure_since", "figure", ["wide", "since", "serial"], unique=False)
    op.create_index("ix_figure_source", "figure", ["source", "wide", "since", "serial"], unique=False)
    op.create_table(
        "superseded",
        sa.Column("reading", WHOLE, autoincrement=False, nullable=False),
        sa.Column("by", WHOLE, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["reading.serial"], name="fk_superseded_by"),
        sa.ForeignKeyConstraint(["reading"], ["reading.serial"], name="fk_superseded_reading"),
        sa.PrimaryKeyConstraint("reading", name="pk_superseded"),
    )
