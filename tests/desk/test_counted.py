"""A count is kept as long as nothing is stored, and no longer."""

from store.make import entry
from vedette.desk import counted
from vedette.desk.counted import Counted
from vedette.store.placed import WORLD, cells, count
from vedette.store.query import Query
from vedette.store.writing import add_all


def asking(kept, store, query):
    """Return what is kept, and how often it was counted."""
    counts = []

    def counting(connection, asked, *beside):
        counts.append(asked)
        return count(connection, asked, *beside)

    with store.reading() as connection:
        return kept.of(connection, counting, query), len(counts)


def test_what_is_counted_is_what_the_store_counts(demo_store):
    with demo_store.reading() as connection:
        assert Counted().of(connection, cells, Query(), WORLD) == cells(connection, Query(), WORLD)


def test_it_is_counted_once_and_again_once_something_is_stored(own_store):
    kept = Counted()
    assert asking(kept, own_store, Query())[1] == 1
    assert asking(kept, own_store, Query(limit=7, after="2022-09-13.a", newest=True))[1] == 0
    assert asking(kept, own_store, Query(family="force"))[1] == 1
    with own_store.writing() as connection:
        add_all(connection, [entry(1)])
    assert asking(kept, own_store, Query())[1] == 1


def test_it_is_counted_again_after_a_while_and_few_answers_are_kept(own_store, monkeypatch):
    kept = Counted()
    asking(kept, own_store, Query())
    monkeypatch.setattr(counted, "MOST", 1)
    asking(kept, own_store, Query(family="force"))
    assert asking(kept, own_store, Query())[1] == 1
    monkeypatch.setattr(counted, "AGE", 0.0)
    assert asking(kept, own_store, Query())[1] == 1
