"""Which version a store is at, and the way from one version to the next."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vedette.errors import StopError
from vedette.store.engine import writing
from vedette.store.schema import VERSION


def version_of(connection: Connection) -> str | None:
    """Return the migration that the store stands at; None where there is no store yet.

    Raises StopError where the database holds something else.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "document" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables - {"alembic_version"} and connection.dialect.name == "sqlite":
        raise StopError("the database holds other tables than a store's; name another file")
    return None


def check_version(found: str | None, shown: str) -> None:
    """Raise StopError unless a store of version `found` can be used by this Vedette."""
    if found is None:
        raise StopError(f"store {shown}: there is none yet; make it with 'vedette add'")
    if found < VERSION:
        raise StopError(
            f"store {shown}: is of version {found}, this Vedette uses {VERSION}; run 'vedette store migrate'"
        )
    if found > VERSION:
        raise StopError(f"store {shown}: is of version {found}, made by a newer Vedette; install that or a later one")


def upgrade(engine: Engine, to: str = VERSION) -> None:
    """Bring the store to version `to`, from nothing or any earlier version; all of it or nothing happens."""
    # Alembic takes a tenth of a second to import, and only a new or an old store needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
