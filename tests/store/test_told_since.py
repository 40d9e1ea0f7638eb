"""What is new since a moment: by first readings, so that what a watcher stores first and reads later is not passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.make_reports import agency, armenia, azerbaijan
from vedette.store.news import Mark, News
from vedette.store.store import Store
from vedette.store.told_since import Moment, moment, told_since
from vedette.store.writing import Adding
from vedette.workflow.add import add_records, now, sentences_of

numbers = st.integers(0, 10**18 - 1)


@given(st.tuples(numbers, numbers, numbers, numbers, numbers))
def test_a_moment_is_read_back_as_it_was_written(told):
    seen = Moment(Mark(*told[:4]), told[4])
    assert Moment.of(str(seen)) == seen


@pytest.mark.parametrize(
    "told", ["", "-", "1.2", "1.2-", "-5", "1.2.3.4-x", "1.2-²", "1.2-" + "9" * 19, "1.2-3\n", "a.b-3"]
)
def test_anything_else_is_no_moment(told):
    assert Moment.of(told) is None


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "news.db"), make=True)
    yield made
    made.close()


def here(store):
    with store.reading() as connection:
        return moment(connection)


def since(store, seen, **more):
    with store.reading() as connection:
        return told_since(connection, seen, moment(connection), **more)


def test_a_report_is_new_and_a_second_one_tells_it_more(store):
    start = here(store)
    add_records(store, [(armenia(), "a file")])
    first = since(store, start)
    assert (first.documents, first.read, first.more) == (1, 1, False)
    assert list(first.incidents.values()) == [News(new=True)]
    between = here(store)
    add_records(store, [(azerbaijan(), "a file")])
    found = since(store, between)
    assert set(found.incidents.values()) <= {News(more=1), News(new=True)}
    assert (found.documents, found.read) == (1, 1)
    assert since(store, here(store)).incidents == {}


def test_what_was_stored_before_the_moment_and_read_after_it_is_new(store):
    record = agency()
    with store.writing() as connection:
        adding = Adding(connection)
        adding.hold(record.document, "a feed", now(), sentences_of(record.document))
        adding.flush()
    held = here(store)
    assert (held.document, held.mark.reading) == (1, 0)
    add_records(store, [(record, None)])
    found = since(store, held)
    assert (found.documents, found.read) == (0, 1)
    assert list(found.incidents.values()) == [News(new=True)]


def test_what_is_too_much_is_told_to_be_more(store):
    start = here(store)
    add_records(store, [(armenia(), "a file"), (agency(), "a file")])
    whole = since(store, start)
    part = since(store, start, most=0)
    assert whole.incidents
    assert (part.incidents, part.more) == ({}, True)
