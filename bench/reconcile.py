"""Measure reconciling at scale: seconds by stage, claims a second, memory of workers and of the parent, sizes on disk.

    python bench/reconcile.py [--claims 100000 1000000] [--workers 1 2] [--check 20000] [--folder FOLDER] [--keep]

A claim is an event or a figure. Reports are made up (bench/made_archive.py), in the order of time over ten years, a part of them
retold by several publishers, a part copied, and written as the `records` table of an archive; making them is not measured.
`--check` holds the tables of so many claims against those of the embedded way. An archive that is kept in --folder is used again.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from made_archive import CLAIMS, DAYS, PACK, pack

from engine.reconciling.worlds import embedded, partitioned
from vedette.engine.local import Local
from vedette.engine.reconciling.plan import planned
from vedette.engine.reconciling.run import reconcile
from vedette.engine.reconciling.shards import records_of
from vedette.engine.reconciling.work import Stage


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--claims", type=int, nargs="+", default=[100_000])
    ap.add_argument("--workers", type=int, nargs="+", default=[2])
    ap.add_argument("--days", type=int, default=DAYS, help="over how many days the archive goes: fewer are denser")
    ap.add_argument("--check", type=int, default=0, metavar="CLAIMS")
    ap.add_argument(
        "--folder", type=Path, help="where archives and tables are made; a temporary folder where none is named"
    )
    ap.add_argument("--keep", action="store_true", help="keep the tables and the files between stages")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="vedette-bench-") as temporary:
        folder = args.folder or Path(temporary)
        if args.check:
            check(folder / "check", args.check, args.days, max(args.workers))
        for claims in args.claims:
            records = made(folder / f"archive-{claims}-{args.days}", claims, args.days, max(args.workers))
            for workers in args.workers:
                measure(folder / f"tables-{claims}-{workers}", records, claims, workers, keep=args.keep)


def made(folder: Path, claims: int, days: int, workers: int) -> list[Path]:
    """Make an archive of so many claims, or take the one that is there; returns its files of records."""
    start, documents = time.monotonic(), -(-claims // CLAIMS)
    paths = [folder / "records" / f"{n:05d}.parquet" for n in range(-(-documents // PACK))]
    todo = [n for n, path in enumerate(paths) if not path.exists()]
    for outcome in Local(workers).run(partial(pack, folder / "records", documents, days), todo):
        if outcome.failed:
            raise SystemExit(outcome.failed)
    if todo:
        print(f"{claims:,} claims of {documents:,} documents made in {time.monotonic() - start:.0f} s", flush=True)
    return paths


def measure(folder: Path, records: list[Path], claims: int, workers: int, *, keep: bool) -> None:
    """Reconcile an archive and tell what each stage took."""
    shutil.rmtree(folder, ignore_errors=True)
    start = time.monotonic()
    plan = planned(records, folder)
    print(
        f"\n{claims:,} claims, {workers} workers, {plan.partitions} partitions; planned in {time.monotonic() - start:.1f} s"
    )
    print(f"{'stage':12s} {'tasks':>6s} {'seconds':>8s} {'CPU':>8s} {'us/claim':>8s} {'peak MB':>8s}")
    stages = reconcile(plan, Local(workers), Shown())
    wall = time.monotonic() - start
    for s in stages:
        print(line(s, claims))
    worked = sum(s.worked for s in stages)
    parent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"all: {wall:.0f} s, {claims / wall:,.0f} claims/s; CPU {worked:.0f} s, {worked / claims * 1e6:.0f} us a claim, "
        f"{worked / claims * 1e6 / 60:.1f} CPU minutes a million; parent's peak {parent} MB"
    )
    sizes = {"records": size(p for p in records), "between stages": size((folder / "work").rglob("*"))}
    sizes |= {p.name: size(p.rglob("*")) for p in sorted(folder.iterdir()) if p.name != "work"}
    print("on disk, MB: " + ", ".join(f"{name} {n / 1e6:,.1f}" for name, n in sizes.items()))
    print(
        "rows: "
        + ", ".join(f"{name} {n:,}" for s in stages if s.name in ("tell", "cluster") for name, n in s.counts.items())
    )
    print(
        "compared: " + ", ".join(f"{name} {n:,}" for s in stages if s.name == "blocks" for name, n in s.counts.items()),
        flush=True,
    )
    if not keep:
        shutil.rmtree(folder)


class Shown:
    """Tells on standard error which stage has begun."""

    def __init__(self) -> None:
        self.at = ""

    def __call__(self, note: Any) -> None:
        """Take how far a stage is."""
        if note["stage"] != self.at:
            self.at = note["stage"]
            print(f"  {time.strftime('%H:%M:%S')} {self.at}: {note['of']} tasks", file=sys.stderr, flush=True)


def line(s: Stage, claims: int) -> str:
    return f"{s.name:12s} {s.tasks:6d} {s.seconds:8.1f} {s.worked:8.1f} {s.worked / claims * 1e6:8.1f} {s.peak_mb:8d}"


def size(paths: Iterable[Path]) -> int:
    return sum(p.stat().st_size for p in paths if p.is_file())


def check(folder: Path, claims: int, days: int, workers: int) -> None:
    """Hold the tables of a sample against those of the embedded way; ends the run where they differ."""
    records = made(folder / "archive", claims, days, workers)
    start = time.monotonic()
    found = partitioned(folder / "tables", records, partitions=7, documents=5_000, executor=Local(workers))
    took, start = time.monotonic() - start, time.monotonic()
    plan = planned(records, folder / "tables", partitions=7, documents=5_000)
    whole = [r for units in plan.tasks for _, r in records_of(units)]
    expected = embedded(folder / "expected", whole)
    same = found == expected
    print(
        f"{claims:,} claims: {took:.0f} s by partitions, {time.monotonic() - start:.0f} s embedded, {'the same tables' if same else 'OTHER TABLES'}"
    )
    shutil.rmtree(folder)
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
