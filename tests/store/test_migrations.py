"""Every version can be made from nothing and from each version before it, with what is in it."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from store.make import entry
from vedette.errors import StopError
from vedette.records.correction import Correction
from vedette.store import migrate, schema
from vedette.store.address import Address
from vedette.store.corrections import add_correction
from vedette.store.engine import make_engine, writing
from vedette.store.migrate import upgrade, version_of
from vedette.store.query import Query
from vedette.store.schema import VERSION, metadata
from vedette.store.schema_derived import DERIVED
from vedette.store.schema_people import KEPT as OF_PEOPLE
from vedette.store.schema_people import MOVING as PEOPLE
from vedette.store.schema_watching import KEPT as KEPT_TOO
from vedette.store.schema_watching import MOVING
from vedette.store.store import Store
from vedette.store.writing import add_all
from vedette.workflow.migrating import bring_forward

EVENT = entry(0).record.to_json()["events"][0]
CORRECTION = Correction.of("doc-0", "event", EVENT, None, author="Jane", at="2022-10-01T00:00:00.1Z", why="misread")
SCRIPTS = ScriptDirectory(str(migrate.Path(migrate.__file__).parent / "migrations"))


def test_the_schema_is_what_the_migrations_make(where):
    engine = make_engine(Address.of(where))
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda n, k, _: not (k == "table" and n.startswith("sentence_words")),
            },
        )
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) >= {
            *schema.KEPT,
            *DERIVED,
            *KEPT_TOO,
            *MOVING,
            *OF_PEOPLE,
            *PEOPLE,
        }


def test_the_newest_migration_is_the_schemas_version():
    assert SCRIPTS.get_current_head() == VERSION
    assert [r.revision for r in SCRIPTS.walk_revisions()][::-1] == [f"{n:04}" for n in range(1, int(VERSION) + 1)]


def test_running_it_again_changes_nothing(where):
    engine = make_engine(Address.of(where))
    for _ in range(2):
        upgrade(engine)
    with engine.connect() as connection:
        assert version_of(connection) == VERSION


def old_store(where, version):
    """Make a store of an earlier version with documents in it."""
    engine = make_engine(Address.of(where))
    upgrade(engine, version)
    with writing(engine) as connection:
        add_all(connection, [entry(n) for n in range(9)])
        if version >= "0004":
            add_correction(connection, CORRECTION)
    engine.dispose()


@pytest.mark.parametrize("version", [f"{n:04}" for n in range(1, int(VERSION))])
def test_a_store_of_each_version_comes_forward_whole(where, version, tmp_path):
    old_store(where, version)
    with pytest.raises(StopError, match=f"of version {version}.*run 'vedette store migrate'"):
        Store.open(where)
    done = bring_forward(where)
    assert (done.before, done.after) == (version, VERSION)
    if done.copy:
        with make_engine(Address.of(str(done.copy))).connect() as connection:
            assert version_of(connection) == version
    store = Store.open(where)
    kept = range(1 if version >= "0004" else 0, 9)  # The first is corrected.
    assert store.records([f"doc-{n}" for n in kept]) == [entry(n).record for n in kept]
    assert store.records(["doc-0"])[0].reader.endswith(", corrected to 1") == (version >= "0004")
    assert next(store.all_incidents(Query()), None) is not None
    store.close()
    assert bring_forward(where).copy is None


def test_a_copy_is_never_written_over(tmp_path):
    where = str(tmp_path / "store.db")
    old_store(where, "0001")
    (tmp_path / "store.db.0001.copy").write_text("another copy")
    with pytest.raises(StopError, match="is there already; move it away"):
        bring_forward(where)
    assert (tmp_path / "store.db.0001.copy").read_text() == "another copy"


def test_a_store_of_a_later_version_is_left_alone(where):
    Store.open(where, make=True).close()
    with make_engine(Address.of(where)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for use in (Store.open, bring_forward):
        with pytest.raises(StopError, match="9999, made by a newer Vedette"):
            use(where)


def test_a_migration_that_fails_leaves_the_store_as_it_was(where, monkeypatch):
    old_store(where, "0001")
    engine = make_engine(Address.of(where))
    with writing(engine) as connection:
        # The second version makes a table of this name.
        connection.execute(text("CREATE TABLE telling (x int)"))
    with pytest.raises(Exception, match="telling"):
        upgrade(engine)
    with engine.connect() as connection:
        assert version_of(connection) == "0001"
        assert "judgement" not in inspect(connection).get_table_names()
        assert connection.execute(select(schema.document.c.id)).first()


def test_nothing_to_bring_forward_is_told(where, tmp_path):
    with pytest.raises(StopError, match="there is none"):
        bring_forward(where)
    assert not list(tmp_path.glob("*.db"))
