"""Flare-ups are kept until something is added; on a large store they are looked for beside the page."""

import pytest

from store.make import entry
from vedette.desk import alarms
from vedette.desk.alarms import Alarms
from vedette.errors import StopError
from vedette.records.ledger import FlareUp
from vedette.store.writing import add_all

FLARE = FlareUp(
    of=("ARM", "AZE"), first="2022-09-12", last="2022-09-14", peak="2022-09-13", observed=9, expected=0.1, p=1e-9, alpha=0.001,
    past_days=90, cause="abc", reason="9 incidents",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch):
    """Answer with one flare-up; returns the queries that were asked."""
    queries = []

    def flareups_of(_, query, __):
        queries.append(query)
        return (FLARE,), ()

    monkeypatch.setattr(alarms, "flareups_of", flareups_of)
    return queries


def test_they_are_looked_for_once_in_the_months_before_the_newest_report(demo_store, asked):
    found = Alarms(demo_store)
    assert found.now().items == found.now().items == (FLARE,)
    assert found.now().causes == {"abc"}
    assert [q.since for q in asked] == ["2022-08-07"]


def test_on_a_large_store_the_page_does_not_wait(demo_store, asked, monkeypatch):
    monkeypatch.setattr(alarms, "SMALL", 0)
    found = Alarms(demo_store)
    assert found.now().waiting
    assert found._lock.acquire(timeout=30)
    found._lock.release()
    assert found.now() == alarms.Found((FLARE,))
    assert len(asked) == 1


def test_on_a_large_store_it_rests_after_a_look_although_something_is_added(own_store, asked, monkeypatch):
    monkeypatch.setattr(alarms, "SMALL", 0)
    monkeypatch.setattr(alarms, "REST", 1e9)
    found = Alarms(own_store)

    def look():
        told = found.now()
        assert found._lock.acquire(timeout=30)
        found._lock.release()
        return told

    look()
    with own_store.writing() as connection:
        add_all(connection, [entry(1)])
    assert look() == alarms.Found((FLARE,), waiting=True)
    assert len(asked) == 1
    found._rested = 0.0
    look()
    assert look() == alarms.Found((FLARE,))
    assert len(asked) == 2


def test_a_store_that_fails_meanwhile_is_tried_again(demo_store, monkeypatch):
    def fail(*_):
        raise StopError("store x: is locked; wait")

    monkeypatch.setattr(alarms, "flareups_of", fail)
    monkeypatch.setattr(alarms, "SMALL", 0)
    found = Alarms(demo_store)
    for _ in range(2):
        assert found.now().waiting
        assert found._lock.acquire(timeout=30)
        found._lock.release()
