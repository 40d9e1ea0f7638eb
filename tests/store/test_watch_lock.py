"""One watcher a store."""

import pytest

from vedette.errors import StopError
from vedette.store.store import Store
from vedette.store.watch_lock import watching_alone


@pytest.fixture
def stores(where):
    made = [Store.open(where, make=True), Store.open(where)]
    yield made
    for store in made:
        store.close()


def test_a_second_watcher_is_refused_until_the_first_has_ended(stores):
    one, other = stores
    with watching_alone(one), pytest.raises(StopError, match="watched by another process"), watching_alone(other):
        pass
    with watching_alone(other):
        pass


def test_the_lock_is_freed_by_a_fault(stores):
    one, other = stores
    with pytest.raises(ValueError, match="odd"), watching_alone(one):
        raise ValueError("odd")
    with watching_alone(other):
        pass
