"""A small store with every table filled, of records made by a seed and one by hand."""

from itertools import count

from make_records import record as border_town

from store.make import record
from vedette.store.store import Store
from vedette.workflow.add import add_records

SEEDS = 25


def fill(store, seeds=range(SEEDS)):
    add_records(store, [(record(n, close=True), "test") for n in seeds] + [(border_town(), "test")])
    return store


def filled(folder, seeds=range(SEEDS)):
    return opened(str(folder / "store.db"), seeds)


def opened(where, seeds=range(SEEDS)):
    return fill(Store.open(where, make=True), seeds)


_FRESH = count(10_000)


def one_more(store):
    """Add a document that the store does not have yet."""
    add_records(store, [(record(next(_FRESH)), "test")])
