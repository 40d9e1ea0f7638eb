"""Flare-ups are kept until something is added; on a large store they are looked for beside the page."""

import pytest

from vedette.desk import alarms
from vedette.desk.alarms import Alarms
from vedette.errors import StopError
from vedette.records.ledger import FlareUp

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
