"""How far a run is, over all workers, in one line."""

from vedette.engine.progress import Meter
from vedette.engine.receipts import Receipt


def receipt(shard, **counts):
    return Receipt(shard=shard, input="a", kind="lines", start=0, stop=None, reader="r", counts=counts, files=())


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_it_adds_up_what_all_workers_tell():
    clock = Clock()
    meter = Meter(shards=10, size=900, kept=1, clock=clock)
    meter.hear({"shard": "a", "documents": 30, "errors": 1})
    meter.hear({"shard": "b", "documents": 10, "errors": 0})
    meter.hear({"shard": "a", "documents": 50, "errors": 2})
    meter.finish(receipt("b", documents=15, errors=0), 100)
    clock.now += 20
    assert meter.line() == "2 of 10 shards, 65 documents, 3.2 a second, 2 errors, about 3 min left"


def test_a_shard_that_is_read_again_counts_once():
    meter = Meter(shards=1, size=9)
    for told in (40, 5, 60):
        meter.hear({"shard": "a", "documents": told, "errors": 0})
    assert ", 60 documents," in meter.line()


def test_it_tells_what_is_away():
    meter = Meter(shards=1, size=9)
    meter.hear({"workers": 0})
    assert meter.line().endswith("no worker yet")
    meter.hear({"scheduler": "lost", "tasks": 3})
    assert meter.line().endswith("the scheduler is away")
    meter.hear({"workers": 2})
    assert meter.line().endswith("a second")
