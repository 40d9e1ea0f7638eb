"""Saved searches and what they told, on each kind of database."""

import pytest

from vedette.errors import StopError
from vedette.records.alerting import Alerted, Print, Saved
from vedette.store.saved import add_saved, alerted_by, all_saved, keep_alerted, keep_looked, remove_saved, saved_named
from vedette.store.store import Store
from vedette.store.watch_lock import alerting_alone, watching_alone

ONE = Saved(
    serial=0, name="a\x00\ud800 <b>", query="words=x", every="at once", channels=("é",), author="J", at="2026-01-01T00:00:00Z",
    looked={"moment": "0.0.0.0-0"},
)  # fmt: skip
TOLD = Alerted(
    saved=1, mention="m", at="2026-01-01T00:00:00Z", updated="2026-01-01T00:00:00Z", thread={"é": "t"},
    last=Print(figures=(("x\x00", "ARM", "killed", 1, None),)),
)  # fmt: skip


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def test_what_is_saved_is_read_again_and_removed_with_what_it_told(store):
    with store.writing() as connection:
        made = add_saved(connection, ONE)
        assert (made.name, made.channels, made.looked) == (ONE.name, ONE.channels, ONE.looked)
        keep_alerted(connection, TOLD)
        keep_alerted(connection, TOLD)
        keep_looked(connection, made.serial, {"moment": "1"})
    with store.reading() as connection:
        assert alerted_by(connection, made.serial) == [TOLD]
        assert saved_named(connection, ONE.name).looked == {"moment": "1"}
    with store.writing() as connection:
        remove_saved(connection, made.serial)
        assert (all_saved(connection), alerted_by(connection, made.serial)) == ([], [])
        with pytest.raises(StopError, match="is not saved"):
            saved_named(connection, ONE.name)


def test_one_sends_alerts_and_beside_it_one_may_watch(store):
    with (
        alerting_alone(store),
        watching_alone(store),
        pytest.raises(StopError, match="alerts sent"),
        alerting_alone(store),
    ):
        pass
    with alerting_alone(store):
        pass
