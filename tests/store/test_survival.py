"""Killed, crowded, out of space, damaged: nothing acknowledged is lost, nothing half stored is seen, and there is a way back."""

import signal
from pathlib import Path
from random import Random
from time import sleep

import pytest
from sqlalchemy import event, text

from store.children import add, started, told
from store.make import record
from vedette.errors import StopError
from vedette.store.address import Address
from vedette.store.check import check_all
from vedette.store.documents import unread
from vedette.store.faults import DamagedError, fault_of
from vedette.store.judgements import of_people
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.judging import split
from vedette.workflow.repair import rebuild, save


def faults(store: Store) -> list:
    with store.reading() as connection:
        return list(check_all(connection))


def there(store: Store, seeds) -> set[int]:
    """Return which documents are there, each being whole."""
    found = {r.document.id: r for r in store.records([f"doc-{n}" for n in seeds])}
    assert all(r == record(int(i.removeprefix("doc-")), close=True) for i, r in found.items())
    return {int(i.removeprefix("doc-")) for i in found}


@pytest.mark.parametrize(("kind", "times"), [("sqlite", 100), ("postgresql", 30)])
def test_killed_a_hundred_times(request, tmp_path, kind, times):
    where = str(tmp_path / "store.db") if kind == "sqlite" else request.getfixturevalue("databases")()
    Store.open(where, make=True).close()
    random, acknowledged, next_seed = Random(1), set(), 0
    for n in range(times):
        process, pipe = started(add, where, list(range(next_seed, next_seed + 1000)))
        seen = [pipe.recv()] if random.random() < 0.7 else []
        sleep(random.random() * 0.06)
        process.kill()
        acknowledged |= {*seen, *told(pipe)}
        process.join()
        assert process.exitcode == -signal.SIGKILL
        store = Store.open(where)
        held = there(store, range(next_seed + 60))
        assert acknowledged <= held
        next_seed = max(held, default=-1) + 1
        if n % 20 == 19:
            assert faults(store) == []
        store.close()
    assert len(acknowledged) > times // 2


def test_two_processes_add_at_once(where, tmp_path):
    Store.open(where, make=True).close()
    both = [started(add, where, seeds) for seeds in (list(range(15)), list(range(19, 4, -1)))]
    for process, pipe in both:
        assert len(told(pipe)) == 15
        process.join()
        assert process.exitcode == 0
    store = Store.open(where)
    assert there(store, range(20)) == set(range(20))
    assert faults(store) == []
    alone = Store.open(str(tmp_path / "alone.db"), make=True)
    add_records(alone, [(record(n, close=True), "x") for n in range(20)])
    assert incidents(store) == incidents(alone)
    alone.close()
    store.close()


def incidents(store):
    return {(i.id, i.mentions) for i in store.all_incidents(Query())}


def after_the_fault(store, held):
    """Return what could be asserted of a store behind a full disk: all is whole, and adding goes on."""
    assert there(store, range(400)) == held
    assert faults(store) == []
    add_records(store, [(record(900, close=True), "x")])
    assert there(store, [900]) == {900}


def test_a_full_disk_is_told_and_nothing_is_half_stored(tmp_path):
    where = str(tmp_path / "store.db")
    Store.open(where, make=True).close()
    process, pipe = started(add, where, list(range(400)), Path(where).stat().st_size + 200_000)
    *done, message = told(pipe)
    process.join()
    assert process.exitcode == 1
    assert "full" in message
    assert "store" in message
    store = Store.open(where)
    after_the_fault(store, set(done))
    store.close()


def test_a_full_database_is_told_and_nothing_is_half_stored(tmp_path):
    store = Store.open(str(tmp_path / "store.db"), make=True)
    small = [True]

    @event.listens_for(store._writer, "connect")
    def _bounded(raw, _record):
        raw.execute(f"PRAGMA max_page_count={400 if small[0] else 1_000_000}")

    done = set()

    def fill():
        for n in range(400):
            add_records(store, [(record(n, close=True), "x")])
            done.add(n)

    with pytest.raises(StopError, match=r"the disk is full .*; free some space and run the command again"):
        fill()
    small[0] = False
    assert 0 < len(done) < 400
    after_the_fault(store, done)
    store.close()


def test_a_server_without_space_is_told():
    message = 'could not extend file "base/1/2": No space left on device'
    assert "the disk is full" in str(fault_of(Exception(message), "x"))


def damaged(tmp_path, first: int, pages: int):
    """Return a store's file whose pages from `first` on are overwritten, and how many pages it has."""
    path = tmp_path / "store.db"
    store = Store.open(str(path), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(60)])
    big = max(store.all_incidents(Query()), key=lambda i: len(i.mentions))
    split(store, big.id, big.mentions[:1], author="Jane", evidence="another day")
    store.close()
    size = path.stat().st_size // 4096
    with path.open("r+b") as handle:
        handle.seek(first * size // 100 * 4096)
        handle.write(Random(first).randbytes(pages * 4096))
    return path


@pytest.mark.parametrize(
    ("percent", "pages"), [(0, 1), (20, 1), (35, 10), (50, 1), (50, 30), (65, 10), (80, 10), (90, 20), (97, 3)]
)
def test_out_of_a_damaged_file_what_is_readable_is_saved(tmp_path, percent, pages):
    path = damaged(tmp_path, percent, pages)
    assert is_faulty(path)
    saved = save(Address.of(str(path)))
    assert saved.kept_as.exists()
    store = Store.open(str(path))
    held = there(store, range(60))
    with store.reading() as connection:
        left = [d for _, d in unread(connection)]
    assert (len(held), len(left)) == (saved.documents, saved.unread)
    assert saved.documents + saved.unread + saved.lost == 60
    assert all(d.text == record(int(d.id.removeprefix("doc-")), close=True).document.text for d in left)
    assert faults(store) == []
    add_records(store, [(record(n, close=True), "again") for n in range(60)])
    assert there(store, range(60)) == set(range(60))
    store.close()
    names = {p.name.split(".")[-1] for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))}
    assert names <= {"db", "damaged"}


def test_a_file_of_which_nothing_is_readable_is_left_as_it_is(tmp_path):
    path = damaged(tmp_path, 0, 80)
    before = path.read_bytes()
    with pytest.raises(StopError, match=r"nothing of it is readable; put back a copy"):
        save(Address.of(str(path)))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))] == ["store.db"]


def is_faulty(path) -> bool:
    try:
        store = Store.open(str(path))
        return bool(faults(store))
    except DamagedError as e:
        assert "vedette store repair" in str(e)
        return True


def test_a_saved_store_keeps_judgements_readings_and_arrivals(tmp_path):
    path = tmp_path / "store.db"
    store = Store.open(str(path), make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(20)])
    add_records(store, [(record(n, close=True, reader="reader 2"), "again") for n in range(5)])
    big = max(store.all_incidents(Query()), key=lambda i: len(i.mentions))
    made = split(store, big.id, big.mentions[:1], author="Jane", evidence="another day")
    before, ways = incidents(store), arrivals(store)
    store.close()
    saved = save(Address.of(str(path)))
    assert (saved.documents, saved.unread, saved.lost) == (20, 0, 0)
    store = Store.open(str(path))
    assert incidents(store) == before
    assert arrivals(store) == ways
    with store.reading() as connection:
        assert of_people(connection) == made
    assert store.records(["doc-1"], reader="reader 1")
    assert store.records(["doc-1"])[0].reader == "reader 2"
    store.close()


def arrivals(store):
    with store.reading() as connection:
        query = "SELECT d.id, a.way, a.at, a.known FROM arrival a JOIN document d ON d.serial = a.document"
        return sorted(tuple(r) for r in connection.execute(text(query)))


def test_a_server_is_not_saved_from_here(databases):
    where = databases()
    with pytest.raises(StopError, match="restore it from the server's backup"):
        save(Address.of(where))


def test_what_is_derived_is_built_again(where):
    store = Store.open(where, make=True)
    add_records(store, [(record(n, close=True), f"file {n}") for n in range(20)])
    big = max(store.all_incidents(Query()), key=lambda i: len(i.mentions))
    split(store, big.id, big.mentions[:1], author="Jane", evidence="another day")
    before, words = incidents(store), store.sentences(Query(words="village", limit=500))
    with store.writing() as connection:
        for name in ("involved", "incident", "telling_key", "mention", "telling", "link", "copy_key"):
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608
    assert incidents(store) == set()
    assert list(rebuild(store))[-1] == 20
    assert incidents(store) == before
    assert store.sentences(Query(words="village", limit=500)) == words
    assert faults(store) == []
    store.close()


def test_incidents_of_other_rules_are_not_mixed(where):
    store = Store.open(where, make=True)
    add_records(store, [(record(1, close=True), "x")])
    with store.writing() as connection:
        connection.execute(text("UPDATE built SET by = 'rules incidents/0'"))
    with pytest.raises(StopError, match=r"were made by 'rules incidents/0'.*run 'vedette store repair --rebuild'"):
        add_records(store, [(record(2, close=True), "x")])
    assert there(store, [2]) == set()
    list(rebuild(store))
    add_records(store, [(record(2, close=True), "x")])
    store.close()
