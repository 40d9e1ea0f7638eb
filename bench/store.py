"""Measure the store: documents a second into it, what one more report costs as it grows, and every kind of query.

    python bench/store.py add [--store FILE-or-URL] [--documents 2000]
    python bench/store.py growth [--sizes 1000,10000,100000]
    python bench/store.py one --store FILE-or-URL [--documents 100]
    python bench/store.py queries [--sentences 1000000] [--claims 10000000] [--rounds 100] [--keep] [--only WORDS]

Reports are made up (bench/made.py); reading is not measured. `queries` fills the tables in bulk and builds the indexes
afterwards: what is in them is what adding one by one would come to, in an hour's less time. Times are of
whole calls, with everything that is shown of what was found. A store is made in a temporary folder unless one is named.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from fill import fill
from made import FIRST_DAY, KINDS, TYPES, Maker

from vedette.records.record import Record
from vedette.store.query import Box, Query
from vedette.store.store import Store
from vedette.workflow.add import add_records

BATCH = 24


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", choices=["add", "growth", "one", "queries"])
    ap.add_argument("--store")
    ap.add_argument("--documents", type=int, default=2_000)
    ap.add_argument("--sizes", default="1000,10000,100000")
    ap.add_argument("--sentences", type=int, default=1_000_000)
    ap.add_argument("--claims", type=int, default=10_000_000)
    ap.add_argument("--rounds", type=int, default=100)
    ap.add_argument("--only", default="", help="ask only the kinds of query with these words in their name")
    ap.add_argument("--keep", action="store_true", help="ask the store named as it is, without filling it")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="vedette-bench-") as folder:
        store = Store.open(args.store or str(Path(folder) / "store.db"), make=True)
        {"add": add, "growth": growth, "one": one, "queries": queries}[args.what](store, args)
        store.close()


def add(store: Store, args: argparse.Namespace) -> None:
    """Measure documents a second with everything: rows, full text, copies, incidents, judgements."""
    maker = Maker()
    records = [maker.record(n) for n in range(args.documents)]
    batches = [records[n : n + BATCH] for n in range(0, len(records), BATCH)]
    spent = [timed(add_records, store, [(r, "bench") for r in batch])[0] for batch in batches]
    wall, cpu = (sum(t[k] for t in spent) / 1000 for k in (0, 1))
    rows = sum(8 + len(r.events) + len(r.casualties) for r in records)
    print(
        f"{len(records)} documents with {rows} sentences, events and figures: "
        f"{len(records) / wall:.0f} documents/s, {len(records) / cpu:.0f} a CPU second"
    )


def growth(store: Store, args: argparse.Namespace) -> None:
    """Measure what one more report costs, in a transaction of its own, at several sizes."""
    maker, held = Maker(), 0
    for size in map(int, args.sizes.split(",")):
        while held < size - 100:
            count = min(200, size - 100 - held)
            add_records(store, [(maker.record(held + n), "bench") for n in range(count)])
            held += count
        spent = [timed(add_one, store, maker.record(held + n))[0] for n in range(100)]
        held += 100
        print(f"{size:>9,} documents: one more takes {line(spent)}", flush=True)


def one(store: Store, args: argparse.Namespace) -> None:
    """Measure what one more report costs in a store that is there already, such as the one that `queries` filled."""
    maker = Maker()
    spent = [timed(add_one, store, maker.record(10**8 + n))[0] for n in range(min(args.documents, 100))]
    print(f"one more report takes {line(spent)}", flush=True)


def queries(store: Store, args: argparse.Namespace) -> None:
    """Measure every kind of query."""
    maker = Maker()
    if not args.keep:
        began = time.perf_counter()
        fill(store, maker, args.sentences, args.claims)
        print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
    for name, ask in asked(store, maker, Random(7)):
        if args.only not in name:
            continue
        rounds = [timed(ask) for _ in range(args.rounds)]
        found = sum(len(r) for _, r in rounds) / args.rounds
        print(f"{name:42s} {line([t for t, _ in rounds])}  {found:5.1f} found", flush=True)


def asked(store: Store, maker: Maker, random: Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each kind of query by name, with a function that asks one at random."""
    state, words = lambda: maker.state(random), maker.words
    common = lambda: random.choice(words[5:100])  # noqa: E731
    rare = lambda: random.choice(words[2_000:])  # noqa: E731

    def pair() -> tuple[str, str]:
        a = state()
        return a, next(b for b in iter(state, None) if b != a)

    def period(days: int) -> dict[str, str]:
        first = FIRST_DAY + timedelta(random.randrange(3_600))
        return {"since": first.isoformat(), "until": (first + timedelta(days - 1)).isoformat()}

    def box(size: float) -> Box:
        _, lat, lon = maker.place(random)
        return Box(max(-90, lat - size / 2), lon - size / 2, min(90, lat + size / 2), lon + size / 2)

    kinds: dict[str, Callable[[], dict[str, object]]] = {
        "a day": lambda: period(1),
        "a day, of a type": lambda: {**period(1), "type": random.choice(TYPES)},
        "a month, far into it": lambda: {**period(31), "after": f"{period(1)['since']}.{random.randrange(10**6)}"},
        "a window of half a degree": lambda: {"box": box(0.5)},
        "a window of five degrees, a week": lambda: {"box": box(5), **period(7)},
        "a window of twenty degrees, a type": lambda: {"box": box(20), "type": random.choice(TYPES)},
        "an actor": lambda: {"actor": state()},
        "an actor, a week": lambda: {"actor": state(), **period(7)},
        "an actor's forces, a type": lambda: {"doer": f"{state()}/MIL", "type": random.choice(TYPES)},
        "a dyad": lambda: {"dyad": pair()},
        "a dyad, a month": lambda: {"dyad": pair(), **period(31)},
        "a type": lambda: {"type": random.choice(TYPES)},
        "what is denied, of a type": lambda: {"status": "negated", "type": random.choice(TYPES)},
        "a claimant": lambda: {"claimant": state()},
        "a claimant on an actor, a month": lambda: {"claimant": state(), "actor": state(), **period(31)},
        "a publisher": lambda: {"source": maker.source(random)},
        "a publisher, a type, a week": lambda: {"source": maker.source(random), "type": "AID", **period(7)},
        "a document": lambda: {"document": f"made-{random.randrange(100)}"},
        "a rare word, an actor": lambda: {"words": rare(), "actor": state()},
        "a common word, an actor": lambda: {"words": common(), "actor": state()},
    }
    for name, make in kinds.items():
        yield f"events: {name}", lambda make=make: store.events(Query(**make()))
    figures: dict[str, Callable[[], dict[str, object]]] = {
        "a side, a month": lambda: {"side": state(), **period(31)},
        "a dyad, a year": lambda: {"dyad": pair(), **period(365)},
        "a kind, a claimant": lambda: {"kind": random.choice(KINDS), "claimant": state()},
    }
    for name, make in figures.items():
        yield f"figures: {name}", lambda make=make: store.figures(Query(**make()))
    texts = {
        "a rare word": rare,
        "a common word": common,
        "two common words": lambda: f"{common()} {common()}",
        "a phrase": lambda: f'"{common()} {common()}"',
    }
    for name, told in texts.items():
        yield f"sentences: {name}", lambda told=told: store.sentences(Query(words=told()))
    incidents: dict[str, Callable[[], dict[str, object]]] = {
        "a week": lambda: period(7),
        "a dyad": lambda: {"dyad": pair()},
        "an actor, a month": lambda: {"actor": state(), **period(31)},
        "force in a window, a week": lambda: {"box": box(5), "family": "force", **period(7)},
    }
    for name, make in incidents.items():
        yield f"incidents: {name}", lambda make=make: store.incidents(Query(**make()))


def add_one(store: Store, record: Record) -> None:
    """Add one report in a transaction of its own."""
    add_records(store, [(record, "bench")])


def timed(work: Callable[..., Any], *args: Any) -> tuple[tuple[float, float], Any]:
    """Return wall and CPU time of a call in milliseconds, and what it returned.

    On a machine that others use as well, wall time tells more of them than of the store.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    found = work(*args)
    return ((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000), found


def line(spent: list[tuple[float, float]]) -> str:
    """Return median and 95th percentile of wall and of CPU time, in milliseconds."""
    parts = []
    for k, name in enumerate(("wall", "cpu")):
        ordered = sorted(t[k] for t in spent)
        parts.append(f"{name} p50 {statistics.median(ordered):6.1f} p95 {ordered[int(len(ordered) * 0.95)]:6.1f}")
    return "  ".join(parts) + " ms"


if __name__ == "__main__":
    main()
