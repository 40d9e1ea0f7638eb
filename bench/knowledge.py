"""What the knowledge base costs: time to load every kind, look-ups a second, checks a second.

Usage: python bench/knowledge.py [--rounds N] [--format text|json]

Loading is measured in fresh processes as a command pays it, imports included, without Python's own start: processor time,
the median of the rounds. Look-ups run in one process over names and days spread over the files.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from itertools import cycle, islice

from vedette.knowledge.base import load_knowledge
from vedette.knowledge.entities import load_entities
from vedette.knowledge.obligations import obligations
from vedette.knowledge.offices import holders
from vedette.knowledge.states import load_states
from vedette.knowledge.who import who

LOAD = """
import time
began = time.process_time()
from vedette.knowledge.base import load_knowledge
from vedette.knowledge.offices import holders
base = load_knowledge()
for kind in ("alliances", "obligations", "members", "agreements", "wars", "bases", "territories", "organs", "outlets", "zones", "bodies"):
    getattr(base, kind)
holders("Akar", on=None)
facts = time.process_time()
from vedette.knowledge.entities import load_entities
load_entities().named("NATO")
print(facts - began, time.process_time() - began)
"""
SECONDS = 1.0


def rate(work: Callable[[object], object], items: Iterable[object]) -> int:
    """Return how many of `items`, over and over, are done in a second."""
    rest = cycle(list(items))
    for item in islice(rest, 200):
        work(item)
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        for item in islice(rest, 50):
            work(item)
        done += 50
    return round(done / (time.perf_counter() - began))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--format", choices=["text", "json"], default="text")
    args = ap.parse_args()
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
        for _ in range(args.rounds)
    ]
    loads = [tuple(map(float, r.stdout.split())) for r in runs]

    base, entities = load_knowledge(), load_entities()
    names = [e.name for e in entities.by_id.values()]
    day = date(2022, 9, 13)
    surnames = ["Akar", "Blinken", "Lavrov", "Macron", "Pashinyan", "Raisi", "Modi", "Borrell"]
    states = sorted(load_states())
    pairs = list(zip(states, [*states[1:], states[0]], strict=True))
    text = " ".join(names[::40])
    out = {
        "load_every_kind_seconds": round(statistics.median(a for a, _ in loads), 3),
        "with_names_seconds": round(statistics.median(b for _, b in loads), 3),
        "names": sum(len(e.names) + 1 for e in entities.by_id.values()),
        "names_looked_up_per_second": rate(entities.named, names),
        "holders_per_second": rate(lambda n: holders(str(n), on=day), surnames),
        "who_per_second": rate(lambda n: who(str(n), day), [*surnames, "French President", "NATO", "Minsk II"]),
        "obligations_per_second": rate(lambda p: obligations(*p, "2022-09-13", base), pairs),
        "words_searched_for_names_per_second": rate(entities.in_text, [text]) * len(text.split()),
    }
    print(
        json.dumps(out) if args.format == "json" else "\n".join(f"{k.replace('_', ' ')}: {v}" for k, v in out.items())
    )


if __name__ == "__main__":
    main()
