"""What people do to sources, noted in the audit log: grades, which the store keeps, and edits of the list, which is a file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from vedette.records.source import Grade
from vedette.store.audit import note
from vedette.store.store import Store
from vedette.store.watching import add_grade


def grade_source(store: Store, given: Grade) -> None:
    """Store a grade that a person gives; those before it stay."""
    with store.writing() as connection:
        keep_grade(connection, given)


def keep_grade(connection: Connection, given: Grade) -> None:
    """Store a grade in the writer's open transaction, and note it."""
    add_grade(connection, given)
    told = {"grade": given.grade, "why": given.why}
    note(connection, given.author, "source graded", f"source {given.source}", told)


@contextmanager
def noted_edit(store: Store, author: str, action: str, sources: Sequence[str], path: Path) -> Iterator[None]:
    """Note an edit of the list at `path` for each of the sources (ids), unless the block, which writes the file, fails."""
    with store.writing() as connection:
        for source in sources:
            note(connection, author, action, f"source {source}", {"list": str(path)})
        yield
