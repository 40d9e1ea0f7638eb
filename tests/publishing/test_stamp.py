"""The version stamp, and a store of one moment."""

import pytest
from make_stores import one_more, opened

from vedette.publishing import tables
from vedette.publishing.dictionary import DATASET
from vedette.publishing.moment import one_moment
from vedette.publishing.stamp import stamp_of
from vedette.publishing.tables import COLUMNS
from vedette.store.query import Query


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    where = str(tmp_path / "store.db") if request.param == "sqlite" else request.getfixturevalue("databases")()
    made = opened(where, range(5))
    yield made
    made.close()


def test_a_stamp_tells_versions_rows_filters_and_columns(store):
    told = stamp_of(
        store, ("events", "acled"), {"dyad": "ARM-AZE", "type_": "ASSAULT", "side": None}, words=False
    ).to_json()
    assert (told["dataset"], told["words"]) == (DATASET, False)
    assert told["asked"] == {"dyad": "ARM-AZE", "type": "ASSAULT"}
    assert told["columns"] == {"events": list(COLUMNS["events"]), "acled": list(COLUMNS["acled"])}
    assert told["store"]["last_rows"]["document"] == 6
    assert told["store"]["last_rows"]["event"] > 0


def test_the_same_asked_of_the_same_store_has_the_same_stamp(store):
    def stamp(**asked):
        return stamp_of(store, ("events",), asked).id

    assert stamp(actor="ARM") == stamp(actor="ARM", dyad=None) != stamp(actor="AZE")
    before = stamp()
    one_more(store)
    assert stamp() != before


def test_what_is_stored_meanwhile_is_not_seen(store):
    with one_moment(store) as now:
        first = stamp_of(now, ("events",), {}).id
        ids = [e["id"] for e in tables.events(now, Query())]
        one_more(store)
        assert stamp_of(now, ("events",), {}).id == first
        assert [e["id"] for e in tables.events(now, Query())] == ids
    assert stamp_of(store, ("events",), {}).id != first
