"""What comes in by itself: originals, versions, grades, and where the watcher stands."""

import sqlalchemy as sa
from alembic import op

from vedette.store.migrations.statements import keep_rows

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("original", "taken", "version", "grade")


def upgrade() -> None:
    """Make the tables."""
    _kept()
    _moving()
    _indexes()
    dialect = op.get_bind().dialect.name
    for statement in (s for table in KEPT for s in keep_rows(table, dialect)):
        op.execute(statement)


def _kept() -> None:
    op.create_table(
        "original",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_original"),
        sa.UniqueConstraint("hash", name="uq_original_hash"),
    )
    op.create_table(
        "taken",
        sa.Column("document", WHOLE, autoincrement=False, nullable=False),
        sa.Column("original", WHOLE, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_taken_document"),
        sa.ForeignKeyConstraint(["original"], ["original.serial"], name="fk_taken_original"),
        sa.PrimaryKeyConstraint("document", "original", name="pk_taken"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_taken_original", "taken", ["original"], unique=False)
    op.create_table(
        "version",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("before", WHOLE, nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_version_document"),
        sa.ForeignKeyConstraint(["before"], ["document.serial"], name="fk_version_before"),
        sa.PrimaryKeyConstraint("serial", name="pk_version"),
    )
    op.create_index("ix_version_item", "version", ["source", "item", "serial"], unique=False)
    op.create_index("ix_version_document", "version", ["document"], unique=False)
    op.create_table(
        "grade",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_grade"),
    )
    op.create_index("ix_grade_source", "grade", ["source"], unique=False)


def _moving() -> None:
    op.create_table(
        "watched",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("print", sa.Text(), nullable=True),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("tried", sa.Text(), nullable=True),
        sa.Column("succeeded", sa.Text(), nullable=True),
        sa.Column("newest", sa.Text(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source", "address", name="pk_watched"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listed",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("print", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("held_at", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("document", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["document"], ["document.serial"], name="fk_listed_document"),
        sa.PrimaryKeyConstraint("source", "item", name="pk_listed"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_listed_next_at", "listed", ["next_at"], unique=False)
    op.create_index("ix_listed_document", "listed", ["document"], unique=False)
    op.create_table(
        "tried",
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_tried"),
    )
    op.create_index("ix_tried_source", "tried", ["source", "serial"], unique=False)
    op.create_index("ix_tried_at", "tried", ["at"], unique=False)


def _indexes() -> None:
    """Let the indexes along which periods and windows run hold what these compare with."""
    for table, names in {"event": ("type", "status", "source"), "figure": ("kind", "side", "source")}.items():
        for name in names:
            op.drop_index(f"ix_{table}_{name}", table)
            op.create_index(f"ix_{table}_{name}", table, [name, "wide", "since", "serial", "until"], unique=False)
        op.drop_index(f"ix_{table}_since", table)
        op.create_index(f"ix_{table}_since", table, ["wide", "since", "serial", "until"], unique=False)
        for square in ("cell", "region"):
            placed = sa.text(f"{square} IS NOT NULL")
            op.drop_index(f"ix_{table}_{square}", table)
            op.create_index(
                f"ix_{table}_{square}",
                table,
                [square, "wide", "since", "serial", "until", "lat", "lon"],
                unique=False,
                sqlite_where=placed,
                postgresql_where=placed,
            )
