"""What is added is kept: nothing twice, nothing overwritten, nothing half."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from store.make import entry, record
from vedette.errors import StopError
from vedette.records.correction import Correction
from vedette.records.document import Document
from vedette.store import schema
from vedette.store.check import check_all
from vedette.store.corrections import add_correction
from vedette.store.engine import make_engine
from vedette.store.query import Query
from vedette.store.schema import KEPT, metadata
from vedette.store.store import Store
from vedette.store.texts import packed, stored, told
from vedette.store.writing import add_all


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def put(store, entries):
    with store.writing() as connection:
        return add_all(connection, entries)


def counts(store):
    with store.reading() as connection:
        return {n: connection.execute(select(func.count()).select_from(metadata.tables[n])).scalar() for n in KEPT}


def content(store):
    """Return what is stored without row numbers and times, which tell the order of arrival."""
    found = store.records([f"doc-{n}" for n in range(30)])
    events = [f.to_json() for f in store.all_events(Query())]
    figures = [f.to_json() for f in store.all_figures(Query())]
    for f in (*events, *figures):
        del f["cursor"]
    return sorted(json.dumps(x, sort_keys=True) for x in [*(r.to_json() for r in found), *events, *figures])


def test_the_same_again_changes_nothing(store):
    first = put(store, [entry(n) for n in range(8)])
    before = counts(store)
    again = put(store, [entry(n) for n in range(8)])
    assert all(a.document and a.reading for a in first)
    assert not any(a.document or a.reading for a in again)
    assert counts(store) == before
    put(store, [entry(50), entry(50)])
    assert counts(store)["document"] == before["document"] + 1


def test_an_arrival_of_another_way_is_noted_and_nothing_else(store):
    put(store, [entry(1)])
    before = counts(store)
    other = replace(entry(1), way="another file")
    made = other.record.document
    known = replace(other, record=replace(other.record, document=replace(made, byline="By somebody")))
    put(store, [other, known, other])
    assert counts(store) == {**before, "arrival": before["arrival"] + 2}
    assert store.records([made.id])[0].document == made


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.permutations(range(12)), st.integers(1, 5))
def test_any_order_gives_the_same_content(tmp_path_factory, order, size):
    stores = [Store.open(str(tmp_path_factory.mktemp("o") / "store.db"), make=True) for _ in range(2)]
    put(stores[0], [entry(n) for n in range(12)])
    for n in range(0, 12, size):
        put(stores[1], [entry(k) for k in order[n : n + size]])
    assert content(stores[0]) == content(stores[1])


@pytest.mark.parametrize("verb", ["UPDATE {} SET {}={}", "DELETE FROM {}"])
def test_rows_are_only_ever_added(store, verb):
    put(store, [entry(n) for n in range(6)])
    put(store, [entry(n, reader="reader 2") for n in range(3)])
    with store.writing() as connection:
        connection.execute(text("INSERT INTO judgement VALUES (1, 'j', 'same', true, 'Jane', 'now', 1.0, 'why', NULL)"))
        connection.execute(text("INSERT INTO judged VALUES ('m', 1, 'left')"))
        struck = Correction.of("doc-0", "event", {"id": "e", "start": 0, "end": 1}, None, author="J", at="now", why="w")
        add_correction(connection, struck)
    for name in KEPT:
        column = next(iter(metadata.tables[name].columns)).name
        with pytest.raises(StopError, match="append-only"), store.writing() as connection:
            connection.execute(text(verb.format(name, column, column)))
    assert all(counts(store).values())


def test_a_reader_cannot_write(store):
    put(store, [entry(1)])
    with pytest.raises(StopError, match=r"cannot be written|read-only"), store.reading() as connection:
        connection.execute(text("INSERT INTO superseded VALUES (1, 1, 'now')"))


def test_a_better_reading_stands_and_the_old_one_stays(store):
    put(store, [entry(n) for n in range(10)])
    old = list(store.all_events(Query()))
    better = [entry(n, reader="reader 2") for n in range(5)]
    better = [replace(e, record=replace(e.record, events=e.record.events[:1])) for e in better]
    put(store, better)
    now = {f.claim.id for f in store.all_events(Query())}
    assert now < {f.claim.id for f in old}
    assert {f.reader for f in store.all_events(Query(document="doc-3"))} <= {"reader 2"}
    assert store.records(["doc-3"], reader="reader 1")[0].events == record(3).events
    put(store, [entry(n) for n in range(5)])
    assert {f.claim.id for f in store.all_events(Query())} == now


@pytest.mark.parametrize("words", ["a\x00b", "half a pair \ud83d.", "\uf8ffmark", "plain ✓", ""])
def test_any_text_comes_back_as_it_was(store, words):
    made = entry(3)
    document = Document.of(f"Report 3. {words} here.", id=f"x{words}", title=words or None, source=words or None)
    put(
        store,
        [
            replace(
                made,
                record=replace(made.record, document=document, events=(), casualties=(), quotes=()),
                sentences=((0, 9),),
            )
        ],
    )
    (back,) = store.records([document.id])
    assert back.document == document
    assert told(stored(words)) == words
    assert json.loads(packed({"x": words})) == {"x": words}


def test_a_text_of_another_id_is_refused_with_its_remedy(store):
    put(store, [entry(1)])
    other = entry(1)
    changed = replace(other, record=replace(other.record, document=replace(other.record.document, text="Other words.")))
    with pytest.raises(StopError, match=r"doc-1.*another text"):
        put(store, [changed])


def test_what_fails_leaves_nothing(store):
    put(store, [entry(1)])
    before = counts(store)

    def fails():
        with store.writing() as connection:
            add_all(connection, [entry(2), entry(3)])
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError):
        fails()
    assert counts(store) == before
    assert not store.records(["doc-2"])


def test_what_was_added_is_sound(store):
    put(store, [entry(n) for n in range(20)])
    put(store, [entry(n, reader="reader 2") for n in range(4)])
    with store.reading() as connection:
        faults = list(check_all(connection))
    # Nothing here was reconciled; all else is whole.
    assert {f.kind for f in faults} == {"derived"}
    assert len(faults) == 20


def test_a_check_sees_what_is_wrong(store):
    put(store, [entry(n) for n in range(5)])
    engine = make_engine(store.address)
    with engine.begin() as connection:
        for name in ("document", "event", "sentence"):
            drop(connection, name)
        connection.execute(schema.document.update().where(schema.document.c.serial == 2).values(text="Other words."))
        connection.execute(schema.event.delete().where(schema.event.c.document == 1))
        connection.execute(
            text(
                "DELETE FROM sentence WHERE document = 5 AND serial NOT IN (SELECT sentence FROM event WHERE sentence IS NOT NULL) AND serial NOT IN (SELECT sentence FROM figure WHERE sentence IS NOT NULL)"
            )
        )
    with store.reading() as connection:
        faults = {(f.kind, f.item.split(",")[0]) for f in check_all(connection)}
    assert {("text", "document doc-1"), ("reading", "document doc-0"), ("words", "full text")} <= faults
    assert any(kind == "receipt" for kind, _ in faults)


def drop(connection, name):
    if connection.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER {name}_{verb}"))
    else:
        connection.execute(text(f"DROP TRIGGER {name}_kept ON {name}"))


def test_errors_of_the_database_name_store_cause_and_remedy(store):
    with (
        pytest.raises(StopError, match=r"store .*complains.*; run 'vedette store check'"),
        store.reading() as connection,
    ):
        connection.execute(text("SELECT * FROM nothing_of_that_name"))
