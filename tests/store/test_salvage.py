"""How much a damaged file says that it held."""

import sqlite3
from contextlib import closing

import pytest

from store.make import record
from vedette.store.address import Address
from vedette.store.engine import make_engine
from vedette.store.migrate import upgrade
from vedette.store.salvage import Documents, salvage
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.repair import save

KEPT = ("event", "figure", "sentence", "reading", "arrival")


@pytest.fixture
def path(tmp_path):
    """A store of twenty documents."""
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(20)])
    store.close()
    return file


def lost(numbers, *tables):
    """Return the statements that take documents of these row numbers out of the store, as `tables` tell of them."""
    pointing = [f"DELETE FROM {t} WHERE document {numbers}" for t in tables]  # noqa: S608 - our own names
    return (*pointing, f"DELETE FROM document WHERE serial {numbers}")  # noqa: S608


def changed(file, *statements):
    """Change a store behind its back, as damage does."""
    with closing(sqlite3.connect(file)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def salvaged(file):
    into = file.with_name("into.db")
    engine = make_engine(Address.of(str(into)))
    upgrade(engine)
    engine.dispose()
    return salvage(file, into)


def test_a_whole_file_tells_how_many_documents_it_holds(path):
    assert salvaged(path) == Documents(20, sure=True)


def test_documents_behind_the_last_readable_one_are_told_by_what_points_to_them(path):
    changed(path, *lost("> 15", *KEPT))
    saved = save(Address.of(str(path)))
    assert (saved.documents, saved.unread, saved.lost, saved.sure) == (15, 0, 5, False)


def test_documents_missing_in_the_middle_are_gaps_in_the_numbers(path):
    changed(path, *lost("BETWEEN 4 AND 6", *KEPT, "origin", "telling"))
    saved = save(Address.of(str(path)))
    assert (saved.documents, saved.lost, saved.sure) == (17, 3, True)


def test_one_number_that_damage_left_is_not_believed(path):
    changed(path, "UPDATE origin SET document = 1000000000 WHERE document = 20")
    assert salvaged(path) == Documents(20, sure=False)
