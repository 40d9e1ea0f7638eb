"""A document may be stored before it is read: found by its words, listed as unread, read later."""

import pytest

from store.make import entry, record
from store.watching import hold
from vedette.errors import StopError
from vedette.records.document import Document
from vedette.store.documents import count_unread, not_reconciled, unread, unread_by
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.writing import Adding, add_all
from vedette.workflow.add import add_records


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def test_it_is_found_by_its_words_and_listed_as_unread(store):
    with store.writing() as connection:
        first = hold(connection, "Zendan shells fell.", language="en")
        second = hold(connection, "Снаряды упали на Зенду.", language="ru")
        assert hold(connection, "Zendan shells fell.", language="en") == first
    with store.reading() as connection:
        assert [d.id for _, d in unread(connection)] == [first, second]
        assert count_unread(connection) == {"en": 1, "ru": 1}
    assert [h.at.document for h in store.sentences(Query(words="Зенду"))] == [second]


def test_languages_choose_what_is_to_be_read(store):
    with store.writing() as connection:
        ids = [hold(connection, f"Report {n}.", language=code) for n, code in enumerate(("en-GB", "ru", None, "und"))]

    def found(*codes):
        with store.reading() as connection:
            return [d.id for d in unread_by(connection, "r", after=0, limit=9, languages=codes)[0]]

    assert found("en", "") == [ids[0], ids[2], ids[3]]
    assert found("ru") == [ids[1]]
    assert found() == []


def test_what_is_read_later_is_reconciled_as_if_it_had_been_read_at_once(store, tmp_path):
    at_once = Store.open(str(tmp_path / "other.db"), make=True)
    records = [record(n, close=True) for n in range(12)]
    with store.writing() as connection:
        adding = Adding(connection)
        assert all(
            adding.hold(r.document, "a feed", "2026-11-29T12:00:00Z", entry(n).sentences) for n, r in enumerate(records)
        )
        adding.flush()
        assert not_reconciled(connection, [r.document.id for r in records]) == {r.document.id for r in records}
    for s in (store, at_once):
        add_records(s, [(r, None if s is store else "a feed") for r in records])
    assert {i.mentions for i in store.all_incidents(Query())} == {i.mentions for i in at_once.all_incidents(Query())}
    with store.reading() as connection:
        assert not_reconciled(connection, [r.document.id for r in records]) == set()
        assert count_unread(connection) == {}
    at_once.close()


def test_an_id_that_is_another_texts_is_refused(store):
    with store.writing() as connection:
        add_all(connection, [entry(1)])
    with pytest.raises(StopError, match="another text"), store.writing() as connection:
        Adding(connection).hold(Document.of("Other.", id="doc-1"), "w", "t", ((0, 6),))
