"""What people correct in what was read; and the index that the map runs along."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import keep_rows

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "correction",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_correction_document"),
        sa.PrimaryKeyConstraint("serial", name="pk_correction"),
        sa.UniqueConstraint("id", name="uq_correction_id"),
    )
    op.create_index("ix_correction_document", "correction", ["document", "serial"], unique=False)
    op.create_index("ix_correction_supersedes", "correction", ["supersedes"], unique=False)
    columns = ["lat", "lon", "since", "until", "family", "origins", "id"]
    op.create_index("ix_incident_place", "incident", columns, unique=False)
    for statement in keep_rows("correction", op.get_bind().dialect.name):
        op.execute(statement)
