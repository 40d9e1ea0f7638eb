"""Which store is meant, and what is said where it cannot be opened."""

import sys
import warnings

import pytest
from sqlalchemy import text

from store.make import entry
from vedette.errors import StopError
from vedette.settings import store_address
from vedette.store.address import Address
from vedette.store.dialects import POSTGRES_LOCK
from vedette.store.engine import make_engine, sqlite_module, writing
from vedette.store.faults import DamagedError, fault_of
from vedette.store.store import Store
from vedette.store.writing import add_all


def test_a_store_is_a_file_or_an_address():
    assert Address.of("a/store.db").file.name == "store.db"
    assert Address.of("sqlite:///a/b.db").file.name == "b.db"
    server = Address.of("postgresql://me:secret@db/reports")
    assert server.file is None
    assert "secret" not in server.shown
    assert str(server.url.password).startswith("sec")


@pytest.mark.parametrize(
    "told", ["mysql://me@db/x", "http://me:secret@db/x", "://", "postgresql://me:secret@db:port/x"]
)
def test_another_kind_of_store_is_refused_without_its_password(told):
    with pytest.raises(StopError, match="postgresql://user@host/database") as e:
        Address.of(told)
    assert "secret" not in str(e.value)


def test_the_settings_name_the_store(monkeypatch, tmp_path):
    monkeypatch.delenv("VEDETTE_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store_address() == str(tmp_path / "vedette" / "store.db")
    monkeypatch.setenv("VEDETTE_STORE", "postgresql://db/x")
    assert store_address() == "postgresql://db/x"
    assert store_address("mine.db") == "mine.db"
    monkeypatch.delenv("VEDETTE_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store_address() == str(tmp_path / ".local" / "share" / "vedette" / "store.db")


def test_where_there_is_no_store_nothing_is_made(where, tmp_path):
    with pytest.raises(StopError, match="there is none yet; make it with 'vedette add'"):
        Store.open(where)
    assert not list(tmp_path.iterdir())


def test_folders_are_made_for_a_new_store(tmp_path):
    Store.open(str(tmp_path / "a" / "b" / "store.db"), make=True).close()
    assert (tmp_path / "a" / "b" / "store.db").exists()


def test_other_files_are_no_stores(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("no database at all, only words" * 100)
    with pytest.raises(StopError, match="is damaged"):
        Store.open(str(words), make=True)
    assert words.read_text().startswith("no database")
    other = tmp_path / "other.db"
    with make_engine(Address.of(str(other))).begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (x)"))
    with pytest.raises(StopError, match="other tables"):
        Store.open(str(other), make=True)
    with pytest.raises(StopError, match=r"store .*folder"):
        Store.open(str(tmp_path), make=True)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StopError, match="its folder cannot be made"):
        Store.open(str(tmp_path / "file" / "store.db"), make=True)


def test_a_server_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StopError, match="cannot be reached"):
        Store.open(f"postgresql://me@/x?host={tmp_path}")


def test_a_database_that_is_not_there_is_told(postgres):
    with pytest.raises(StopError, match=r"refuses.*check user, password and name"):
        Store.open(postgres.replace("/postgres?", "/nothing_here?"))


def test_sqlite_is_set_up_for_one_writer_and_many_readers(tmp_path):
    engine = make_engine(Address.of(str(tmp_path / "s.db")))
    with engine.connect() as connection:
        asked = {
            p: connection.execute(text(f"PRAGMA {p}")).scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0, "busy_timeout": 60_000}


def test_a_reader_reads_while_somebody_writes(where):
    store = Store.open(where, make=True)
    with store.writing() as connection:
        add_all(connection, [entry(1)])
    with store.writing() as connection:
        add_all(connection, [entry(2)])
        assert not store.records(["doc-2"])
        assert store.records(["doc-1"])
    assert store.records(["doc-2"])
    store.close()


def test_an_old_sqlite_is_warned_of(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 40, 1))
    with pytest.warns(UserWarning, match="install pysqlite3"):
        assert sqlite_module().__name__ == "sqlite3"
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 51, 3))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sqlite_module()


def test_a_writer_waits_for_the_other(where):
    store = Store.open(where, make=True)
    impatient = make_engine(Address.of(where))
    with store.writing():
        with impatient.connect() as other:
            if other.dialect.name == "postgresql":
                other.execute(text("SET lock_timeout = '200ms'"))
                with pytest.raises(Exception, match="lock timeout") as e:
                    other.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})"))
            else:
                other.connection.driver_connection.execute("PRAGMA busy_timeout=200")
                other.rollback()
                with pytest.raises(Exception, match="locked") as e, other.begin():
                    pass
        assert "another process has been writing for too long" in str(fault_of(e.value, "x"))
    with writing(impatient) as connection:
        add_all(connection, [entry(1)])
    store.close()


def test_damage_is_an_error_of_its_own():
    assert isinstance(fault_of(Exception("database disk image is malformed"), "x"), DamagedError)
    assert "the disk is full" in str(fault_of(Exception("database or disk is full"), "x"))
