"""How fast `vedette bulk` reads, and what an archive costs: python bench/bulk.py --sizes 1000 10000 --workers 1 2.

Articles are made from the sentences of texts that ship with Vedette (the example dossier, the hand-coded reports) by a seed, with
names, numbers and days changed, in the length of news. The command itself is run, as a user runs it.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from stream import RELEVANT, others

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (ROOT / "src/vedette/examples/september-2022.jsonl", ROOT / "tests/gold/reports.jsonl")
PLACES = "Sotk Goris Kharkiv Menaka Donetsk Zacatecoluca Aleppo Mosul Kandahar Maiduguri Goma Mocha Marawi Sittwe Bakhmut".split()
NUMBER = re.compile(r"\b\d{2,3}\b")
WIDE, NARROW = 1.6, 0.4
"""Articles are from so many times shorter to so many times longer than the usual length: news is."""
ARCHIVE = 100_000_000


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--sizes", type=int, nargs="+", default=[1000], help="documents of each run")
    told.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    told.add_argument("--words", type=int, default=400, help="words of a usual article")
    told.add_argument("--seed", type=int, default=7)
    told.add_argument(
        "--mixed", action="store_true", help="one article in five tells events, the others are bench/stream.py's"
    )
    asked, more = told.parse_known_args()
    paragraphs = seeds()
    beside = others_of(Random(asked.seed)) if asked.mixed else []
    print(
        "| documents | words | workers | seconds | documents/s | words/s | CPU s | a document, CPU ms | memory of a worker, MB, at most after a tenth, in all | output a document, bytes |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            path = Path(folder, f"{size}.jsonl")
            words = make(path, size, (paragraphs, beside), asked.words, Random(asked.seed))
            for workers in asked.workers:
                measure(path, size, words, workers, more)


def seeds() -> list[str]:
    """Return the paragraphs of the shipped texts."""
    texts = [json.loads(line)["text"] for file in SEEDS for line in file.read_text("utf-8").splitlines()]
    return [p for t in texts for p in t.split("\n") if len(p.split()) >= 8]


def others_of(random: Random) -> list[str]:
    """Return the paragraphs of articles without events."""
    told = [next_["text"] for next_, _ in zip(others("evaluation", random), range(400), strict=False)]
    return [p for t in told for p in t.split("\n") if len(p.split()) >= 8]


def make(path: Path, count: int, kinds: tuple[list[str], list[str]], length: int, random: Random) -> int:
    """Write so many articles of the first kind of paragraphs, or where there is a second, one in five of the first; returns their words."""
    total = 0
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            wanted, told, words = int(length * random.uniform(NARROW, WIDE)), [], 0
            paragraphs = kinds[1] if kinds[1] and n % RELEVANT else kinds[0]
            while words < wanted:
                told.append(varied(random.choice(paragraphs), random))
                words += len(told[-1].split())
            day = date(2022, 1, 1) + timedelta(random.randrange(700))
            body = {
                "id": f"bench-{n}",
                "text": "\n\n".join(told),
                "published": day.isoformat(),
                "source": f"Paper {n % 50}",
            }
            out.write(json.dumps(body, ensure_ascii=False) + "\n")
            total += words
    return total


def varied(paragraph: str, random: Random) -> str:
    """Return a paragraph with other numbers and one place named more, so that no two articles are the same."""
    told = NUMBER.sub(lambda m: str(random.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))), paragraph)
    return f"{told} This was reported from {random.choice(PLACES)}." if random.random() < 0.3 else told


def measure(path: Path, count: int, words: int, workers: int, more: list[str]) -> None:
    with tempfile.TemporaryDirectory() as out:
        before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "vedette", "bulk", str(path), "--out", out, "--workers", str(workers), *more]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
        )
        seconds, after = time.perf_counter() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
        finished = sorted(Path(out, "_shards").glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
        receipts = [json.loads(p.read_bytes()) for p in finished]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if sum(r["counts"]["documents"] for r in receipts) != count:
        sys.exit(f"{path}: {count} documents were made, and others read")
    written = sum(f["bytes"] for r in receipts for f in r["files"])
    early, memory = (max(r["memory"] for r in told) / 1e6 for told in (begun(receipts, count / 10), receipts))
    print(
        f"| {count:,} | {words:,} | {workers} | {seconds:,.1f} | {count / seconds:.1f} | {words / seconds:,.0f} | {cpu:,.1f} "
        f"| {1000 * cpu / count:.1f} | {early:,.0f}, {memory:,.0f} | {written / count:,.0f} |",
        flush=True,
    )
    print(
        f"  of a core: {3600 * count / cpu:,.0f} documents an hour; {ARCHIVE:,} of them take {ARCHIVE * cpu / count / 3600:,.0f} core-hours",
        file=sys.stderr,
        flush=True,
    )


def begun(receipts: list[dict[str, Any]], documents: float) -> list[dict[str, Any]]:
    """Return the receipts that came first, up to so many documents: every worker's memory early in the run."""
    counts = accumulate(r["counts"]["documents"] for r in receipts)
    return [r for r, n in zip(receipts, counts, strict=True) if n <= documents] or receipts[:1]


if __name__ == "__main__":
    main()
