"""The audit log: chained, append-only, never forked, and any single change shows."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, event, insert, select, text, update

from vedette.errors import StopError
from vedette.store.audit import entries, faults, hash_of_row, last, note
from vedette.store.check import check_all
from vedette.store.schema_people import audit
from vedette.store.store import Store

AT = "2026-11-29T12:00:00Z"


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def test_entries_are_told_as_they_were_noted_the_newest_first(store):
    with store.writing() as connection:
        first = note(connection, "Jane", "signed in", "session 1")
        second = note(
            connection, "Bob \x00\ud800", "joined", "judgement 2", {"why": "one\x00 thing", "n": [1, None]}, at=AT
        )
    assert (first.serial, first.before, second.before, second.at) == (1, "", first.hash, AT)
    with store.reading() as connection:
        assert entries(connection) == [second, first]
        assert last(connection) == second
        assert entries(connection, author="Jane") == entries(connection, action="signed in") == [first]
        assert entries(connection, after=2) == [first]
        assert entries(connection, limit=1) == [second]
        assert entries(connection, author="Kim") == []
        assert faults(connection) == faults(connection, first.hash) == []


def test_an_empty_log_is_whole(store):
    with store.reading() as connection:
        assert last(connection) is None
        assert faults(connection) == []
        assert faults(connection, "abc") == [
            "no entry has the hash abc: the log was cut off or made anew since that was noted"
        ]


def test_what_is_noted_stands_or_falls_with_its_transaction(store):
    with suppress(ZeroDivisionError), store.writing() as connection:
        assert note(connection, "Jane", "signed in", "session 1").serial / 0
    with store.reading() as connection:
        assert last(connection) is None


@pytest.mark.parametrize("change", [update(audit).values(author="Bob"), delete(audit)])
def test_the_database_refuses_to_change_or_remove_an_entry(store, change):
    with store.writing() as connection:
        note(connection, "Jane", "signed in", "session 1")
    with pytest.raises(StopError, match="append-only"), store.writing() as connection:
        connection.execute(change)


def test_writers_at_once_do_not_fork_the_chain(where):
    Store.open(where, make=True).close()

    def write(name):
        store = Store.open(where)
        for n in range(25):
            with store.writing() as connection:
                note(connection, name, "noted", f"thing {n}")
        store.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))
    store = Store.open(where)
    with store.reading() as connection:
        assert faults(connection) == []
        assert last(connection).serial == 100
        assert len(entries(connection, author="c", limit=200)) == 25
    store.close()


def test_noting_costs_the_same_in_a_long_log(store):
    def seconds():
        began = perf_counter()
        with store.writing() as connection:
            for n in range(200):
                note(connection, "Jane", "noted", f"thing {n}")
        return perf_counter() - began

    short = min(seconds() for _ in range(3))
    row = {"at": AT, "author": "a", "action": "b", "object": "c", "told": "{}", "before": "", "hash": ""}
    with store.writing() as connection:
        connection.execute(insert(audit), [row | {"serial": n} for n in range(1_000, 101_000)])
    # A scan of a hundred thousand rows for each of them would take a hundred times as long.
    assert min(seconds() for _ in range(3)) < 5 * short + 0.1


def test_the_check_of_a_store_tells_a_broken_chain(store):
    with store.writing() as connection:
        for n in range(3):
            note(connection, "Jane", "noted", f"thing {n}")
        forge(connection, "UPDATE audit SET author = 'Bob' WHERE serial = 2")
    with store.reading() as connection:
        told = [(f.kind, f.item, f.what) for f in check_all(connection)]
    assert told == [("audit", "audit log", "entry 2 is not the one that was noted")]


def forge(connection, statement):
    """Do what the triggers forbid, as somebody may who owns the file."""
    if connection.dialect.name == "sqlite":
        for trigger in ("audit_update", "audit_delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
    else:
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    connection.execute(text(statement))


@pytest.fixture(scope="module")
def bare():
    """A table of the log without triggers."""
    engine = create_engine("sqlite://")
    audit.create(engine)
    with engine.connect() as connection:
        yield connection


WORDS = st.text(max_size=5)
DEEDS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=3, max_size=8)
COLUMNS = ("serial", "at", "author", "action", "object", "told", "before", "hash")


def noted(connection, deeds):
    connection.execute(delete(audit))
    for author, action, what in deeds:
        note(connection, author, action, what, {"x": what})
    assert faults(connection) == []
    return connection.execute(select(audit).order_by(audit.c.serial)).mappings().all()


@given(deeds=DEEDS, column=st.sampled_from(COLUMNS), data=st.data())
@settings(max_examples=200, deadline=None)
def test_any_single_change_of_an_entry_breaks_the_chain(bare, deeds, column, data):
    rows = noted(bare, deeds)
    row = data.draw(st.sampled_from(rows))
    value = data.draw(st.integers(-9, 99) if column == "serial" else WORDS)
    if value == row[column] or (column == "serial" and value in {r["serial"] for r in rows}):
        return
    bare.execute(update(audit).where(audit.c.serial == row["serial"]).values({column: value}))
    assert faults(bare, rows[-1]["hash"])


@given(deeds=DEEDS, data=st.data())
@settings(max_examples=100, deadline=None)
def test_an_entry_that_is_left_out_breaks_the_chain_and_one_at_the_end_misses_its_noted_hash(bare, deeds, data):
    rows = noted(bare, deeds)
    gone = data.draw(st.sampled_from(rows))
    bare.execute(delete(audit).where(audit.c.serial == gone["serial"]))
    told = faults(bare)
    if gone is rows[-1]:
        assert told == []
    else:
        assert told == [f"entry {gone['serial']} is left out"]
    assert faults(bare, rows[-1]["hash"]) != [] or gone is not rows[-1]
    assert faults(bare, gone["hash"]) != []


@given(deeds=DEEDS, data=st.data())
@settings(max_examples=100, deadline=None)
def test_two_entries_that_change_places_or_one_put_in_break_the_chain(bare, deeds, data):
    rows = noted(bare, deeds)
    a, b = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique_by=lambda r: r["serial"]))
    for one, other in ((a, b), (b, a)):
        values = {k: v for k, v in other.items() if k != "serial"}
        bare.execute(update(audit).where(audit.c.serial == one["serial"]).values(values))
    assert faults(bare)
    noted(bare, deeds)
    extra = {**a, "serial": data.draw(st.sampled_from([0, -3, len(rows) + 1])), "author": "Eve"}
    bare.execute(insert(audit), [{**extra, "hash": hash_of_row(extra)}])
    assert faults(bare)


def test_a_forger_who_makes_the_rest_anew_is_told_by_a_noted_hash_alone(bare):
    rows = noted(bare, [("Jane", "joined", "x")] * 4)
    bare.execute(update(audit).where(audit.c.serial == 2).values(author="Bob"))
    before = rows[0]["hash"]
    for serial in range(2, 5):
        row = dict(bare.execute(select(audit).where(audit.c.serial == serial)).mappings().one(), before=before)
        before = hash_of_row(row)
        bare.execute(update(audit).where(audit.c.serial == serial).values(before=row["before"], hash=before))
    assert faults(bare) == faults(bare, rows[0]["hash"]) == []
    assert "was cut off or made anew" in faults(bare, rows[-1]["hash"])[0]


def test_an_entry_whose_words_were_broken_is_still_shown(bare):
    noted(bare, [("Jane", "joined", "x")] * 2)
    bare.execute(update(audit).where(audit.c.serial == 2).values(told="no JSON"))
    assert entries(bare)[0].told == {"unreadable": "no JSON"}


def test_noting_looks_at_one_entry_alone(bare):
    noted(bare, [("Jane", "joined", "x")] * 50)
    asked = []
    event.listen(bare, "before_cursor_execute", lambda *told: asked.append(told[2]))
    note(bare, "Jane", "joined", "x")
    assert len(asked) == 2
    assert "LIMIT" in asked[0]
