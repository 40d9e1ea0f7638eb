"""The store that bench/desk.py asks: made-up reports between real states, some told vaguely, one thing told three hundred times."""

import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from made import Maker

from vedette.knowledge.states import load_states
from vedette.records.record import Record
from vedette.store.store import Store
from vedette.workflow.add import add_records

BATCH = 200
RETOLD, TIMES = 7, 300
"""The document whose first event is told again, and how often."""

FRONT = ("RUS", "UKR", "ARM", "AZE", "ISR", "LBN", "SYR", "TUR", "IRN", "USA", "IND", "PAK", "CHN", "TWN", "SAU", "YEM")
"""States that come up most; treaties bind others to some of them, which the tiers ask."""


def maker() -> Maker:
    """Return the maker of the reports: a quarter of what they tell has no point on the map."""
    states = [*FRONT, *sorted(set(load_states()) - set(FRONT))]
    return Maker(vague=0.25, states=states)


def fill(file: Path, documents: int) -> None:
    """Add reports by the way that every report takes, until the store holds so many; what it holds already stays."""
    store, made = Store.open(str(file), make=True), maker()
    with store.reading() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one()
    began, left = time.perf_counter(), _records(made, held, documents)
    while batch := list(islice(left, BATCH)):
        add_records(store, [(r, "bench") for r in batch])
        held += len(batch)
        if held % 5_000 < BATCH:
            print(f"{held:,} documents in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    store.close()


def _records(made: Maker, first: int, documents: int) -> Iterator[Record]:
    # What is told again comes first, so that a small store has it as well.
    for n in range(first, documents):
        yield made.retold(n, RETOLD) if RETOLD < n <= RETOLD + TIMES else made.record(n)
