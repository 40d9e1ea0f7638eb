"""Reading what is held unread: in order, once, and again where it could not be read just then."""

import pytest

from store.watching import hold
from vedette.store.store import Store
from vedette.workflow.watching import unread as module
from vedette.workflow.watching.unread import AGAIN, Unread
from workflow.watching.fakes import Reading


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def held(store, *texts, **known):
    with store.writing() as connection:
        return [hold(connection, text, **known) for text in texts]


def test_documents_are_read_in_the_order_they_came(store):
    reading = Reading()
    unread = Unread(store, lambda: reading)
    first = held(store, *(f"Report {n}." for n in range(20)))
    notes = [*unread.read_some(), *unread.read_some(), *unread.read_some()]
    assert [n.document for n in notes] == reading.read == first
    second = held(store, "One more.")
    assert [n.document for n in unread.read_some()] == second
    assert list(unread.read_some()) == []


def test_languages_that_nobody_reads_do_not_hold_up_the_rest(store, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 3)
    held(store, *(f"Донесение {n}." for n in range(7)), language="ru")
    (wanted,) = held(store, "A report.", language="en")
    reading = Reading()
    unread = Unread(store, lambda: reading)
    assert [n.document for n in unread.read_some()] == [wanted]
    assert list(unread.read_some()) == []


def test_what_could_not_be_read_just_then_is_tried_again(store):
    now = [0.0]
    reading = Reading()
    reading.down = True
    unread = Unread(store, lambda: reading, lambda: now[0])
    documents = held(store, "A report.", "Another report.")
    notes = list(unread.read_some())
    assert [(n.what, n.told) for n in notes] == [("unread", "the translator does not answer; start it")] * 2
    assert [n.document for n in notes] == documents
    reading.down = False
    assert list(unread.read_some()) == []
    now[0] = AGAIN
    assert [n.what for n in unread.read_some()] == ["read", "read"]


def test_nothing_to_read_loads_nothing(store):
    assert list(Unread(store, lambda: pytest.fail("loaded")).read_some()) == []
