"""Alembic's way in: runs the migrations on the connection that `vedette.store.migrate` hands over."""

from alembic import context

from vedette.store import schema_derived, schema_people, schema_stories, schema_watching  # noqa: F401 - the tables are to be known
from vedette.store.schema import metadata


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell whether a table is the schema's; full text belongs to its database."""
    return not (kind == "table" and (name or "").startswith("sentence_words"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=ours,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
