"""Soak `vedette watch`: made-up feeds whose servers fail, kills in between, and every item stored once and read once.

    python bench/watch.py soak [--feeds 200] [--items 50] [--minutes 15] [--kills 3] [--interval 60] [--faults 0.05]
    python bench/watch.py latency [--feeds 5] [--items 4] [--minutes 3]

`soak` watches feeds that come in over the first 70 % of the run, kills the watcher (SIGKILL) at random moments and starts
it again at once, lets it finish, ends it with SIGTERM, and then runs rounds of `--once --all` until nothing is missing or
--grace minutes are over. Looks at edited articles that the feed is silent about are an hour off: in the store of the run,
and only while no watcher runs, they are brought forward, with as many that were not edited. `latency` has neither faults
nor kills nor edits: p95 from an item's being seen to its being readable must be under 10 s, once the models are loaded.

Exits 1 where an item is missing, doubled, unread or other than what was published, or where the store or its archive is
at fault. Needs Linux (see bench/feed_server.py). What the watcher said is kept with the store where --keep names a folder.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from feed_server import Plan, host_of
from sqlalchemy import func, select, update
from watched import Came, Number, brought, came_of, faults_of, late, tell_stored, tell_times, wanted

from vedette.errors import StopError
from vedette.store import schema
from vedette.store.schema_watching import listed
from vedette.store.store import Store

HERE = Path(__file__).parent
DELAY = 0.05
"""Seconds between two requests to a host: less than a user's, so that a run of minutes has the work of a day."""
STOPPING = 90.0
"""Seconds that a watcher has to store what is in hand."""


@dataclass(slots=True)
class Run:
    """One run: the press, the folder, the watcher's process, and what was sampled of it."""

    plan: Plan
    folder: Path
    interval: int
    port: int = 0
    start: float = 0.0
    process: "subprocess.Popen[bytes] | None" = None
    memory: list[tuple[float, int]] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)

    def url(self, feed: int, item: int) -> str:
        """Return the address of an article."""
        return f"http://{host_of(feed)}:{self.port}/news/{item}"

    def urls(self) -> dict[str, Number]:
        """Return every article's number by its address."""
        pairs = (divmod(n, self.plan.items) for n in range(self.plan.feeds * self.plan.items))
        return {self.url(*pair): pair for pair in pairs}

    def command(self, *more: str) -> list[str]:
        """Return a command of `vedette watch` for this run."""
        allow = [part for feed in range(self.plan.feeds) for part in ("--allow-host", f"{host_of(feed)}:{self.port}")]
        told = ["--store", str(self.folder / "store.db"), "--sources", str(self.folder / "sources.yaml")]
        told += ["--delay", str(DELAY), "--format", "json"]
        return [sys.executable, "-m", "vedette", "watch", *told, *allow, *more]

    def watcher(self) -> "subprocess.Popen[bytes]":
        """Return the watcher's process; raises RuntimeError where it was not started."""
        if self.process is None:
            raise RuntimeError("watcher: was not started; start it first")
        return self.process

    def watch(self) -> None:
        """Start the watcher."""
        with (self.folder / "watch.jsonl").open("ab") as out, (self.folder / "watch.err").open("ab") as err:
            self.process = subprocess.Popen(self.command(), stdout=out, stderr=err)

    def sample(self) -> None:
        """Note the watcher's resident memory in KiB; raises RuntimeError where it ended by itself."""
        if self.watcher().poll() is not None:
            said = (self.folder / "watch.err").read_text(errors="replace")[-2_000:]
            raise RuntimeError(f"watcher: ended by itself; see what it said:\n{said}")
        status = Path(f"/proc/{self.watcher().pid}/status").read_text()
        held = next((int(ln.split()[1]) for ln in status.splitlines() if ln.startswith("VmRSS:")), None)
        if held is not None:
            self.memory.append((time.time(), held))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", choices=["soak", "latency"])
    ap.add_argument("--feeds", type=int)
    ap.add_argument("--items", type=int)
    ap.add_argument("--minutes", type=float)
    ap.add_argument("--kills", type=int, default=3)
    ap.add_argument("--interval", type=int, default=60, help="seconds between two looks at a feed; the least is 60")
    ap.add_argument("--faults", type=float, default=0.05, help="share of requests at which the servers fail")
    ap.add_argument("--grace", type=float, default=15, help="minutes after the run in which all has to be in and read")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--keep", type=Path, help="a folder that is empty or not there, for the store; else it is removed")
    args = ap.parse_args()
    if args.interval < 60 or args.interval % 60:
        ap.error("--interval: a list of sources takes whole minutes from 60 s on")
    soaks = args.what == "soak"
    feeds, items, minutes = (
        args.feeds or (200 if soaks else 5),
        args.items or (50 if soaks else 4),
        args.minutes or (15 if soaks else 3),
    )
    plan = Plan(
        feeds=feeds, items=items, seconds=minutes * 60, faults=args.faults if soaks else 0.0, seed=args.seed, edits=soaks
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="vedette-watch-") as made:
        folder = args.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(plan=plan, folder=folder, interval=args.interval)
        with press(run, minutes):
            faults = soak(run, args.kills if soaks else 0, args.grace)
        tell(run)
        faults += [] if soaks else late(came(run))
    for fault in faults[:50]:
        print(fault)
    print(f"{len(faults)} faults" if faults else "every item is stored once and read once; store and archive are sound")
    sys.exit(1 if faults else 0)


@contextmanager
def press(run: Run, minutes: float) -> Iterator[None]:
    """Have the servers for the time of the block, and the list of sources that names them."""
    plan = run.plan
    told = {"feeds": plan.feeds, "items": plan.items, "minutes": minutes, "faults": plan.faults, "seed": plan.seed}
    options = [part for name, value in told.items() for part in (f"--{name}", str(value))]
    options += [] if plan.edits else ["--no-edits"]
    server = subprocess.Popen(
        [sys.executable, str(HERE / "feed_server.py"), *options], stdout=subprocess.PIPE, text=True
    )
    try:
        first = json.loads(server.stdout.readline() if server.stdout else "")
        run.port, run.start = first["port"], first["start"]
        entries = (
            f"- id: feed-{n:03d}\n  name: Feed {n:03d}\n  language: en\n  every: {run.interval // 60}m\n"
            f"  addresses:\n    - feed: http://{host_of(n)}:{run.port}/rss\n"
            for n in range(plan.feeds)
        )
        (run.folder / "sources.yaml").write_text("".join(entries))
        yield
    finally:
        if run.process is not None and run.process.poll() is None:
            run.watcher().kill()
        server.terminate()
        print(f"asked: {server.communicate()[0].strip()}")


def soak(run: Run, kills: int, grace: float) -> list[str]:
    """Watch, kill, wait, stop; returns what is wrong at the end."""
    random = Random(run.plan.seed)
    moments = sorted(random.uniform(0.1, 0.75) * run.plan.seconds for _ in range(kills))
    run.watch()
    while not there(run):
        time.sleep(0.5)
        run.sample()
    ends, minute = run.start + run.plan.seconds, 0
    while time.time() < ends or (time.time() < ends + grace * 60 and missing(run)):
        time.sleep(1)
        run.sample()
        if moments and time.time() - run.start > moments[0]:
            run.kills.append(moments.pop(0))
            run.watcher().kill()
            run.watcher().wait()
            run.watch()
        if time.time() - run.start > minute * 60:
            print(f"{minute:3d} min: {line_of(run)}", flush=True)
            minute += 1
    faults = stopped(run)
    if run.plan.edits:
        bring_forward(run)
    faults += rounds(run, time.time() + grace * 60)
    return faults + check(run)


def stopped(run: Run) -> list[str]:
    """End the watcher with SIGTERM; returns what is wrong with how it ended."""
    run.watcher().terminate()
    try:
        code = run.watcher().wait(STOPPING)
    except subprocess.TimeoutExpired:
        run.watcher().kill()
        return [f"the watcher did not end within {STOPPING:.0f} s of SIGTERM"]
    return [] if code == 0 else [f"the watcher ended with {code} at SIGTERM, not 0"]


def rounds(run: Run, ends: float) -> list[str]:
    """Run rounds of --once until all is there that can be; returns what is wrong with how they ended."""
    codes: Counter[int] = Counter()
    while True:
        with (run.folder / "watch.jsonl").open("ab") as out, (run.folder / "watch.err").open("ab") as err:
            codes[subprocess.run(run.command("--once", "--all"), stdout=out, stderr=err, check=False).returncode] += 1
        if time.time() > ends or not (missing(run) or unlooked(run)):
            break
        time.sleep(20)
    print(f"rounds of --once at the end, by exit code: {dict(codes)}")
    return [f"a round of --once ended with {code}" for code in codes if code not in (0, 1)]


def opened(run: Run) -> Store:
    """Return the store of the run."""
    return Store.open(str(run.folder / "store.db"))


def there(run: Run) -> bool:
    """Tell whether the store was made."""
    try:
        opened(run).close()
    except StopError:
        return False
    return True


def missing(run: Run) -> int:
    """Return how many items are not held or have a document that is not read."""
    store, reading, document = opened(run), schema.reading, schema.document
    with store.reading() as connection:
        held = connection.execute(select(func.count()).where(listed.c.state == "held")).scalar_one()
        texts = connection.execute(select(func.count()).select_from(document)).scalar_one()
        read = connection.execute(select(func.count(reading.c.document.distinct()))).scalar_one()
    store.close()
    return run.plan.feeds * run.plan.items - held + texts - read


def line_of(run: Run) -> str:
    """Return in a line how far the run is."""
    store = opened(run)
    with store.reading() as connection:
        counted = select(listed.c.state, func.count().label("n")).group_by(listed.c.state)
        states = {row.state: row.n for row in connection.execute(counted)}
        read = connection.execute(select(func.count()).select_from(schema.reading)).scalar_one()
    store.close()
    return f"{states}, {read} read, {run.memory[-1][1] // 1024} MiB, {len(run.kills)} kills"


def bring_forward(run: Run) -> None:
    """Have the edits that no feed tells of looked at now, and not in an hour."""
    store = opened(run)
    with store.writing() as connection:
        for number in brought(run.plan):
            key = (listed.c.url == run.url(*number)) & (listed.c.state == "held")
            connection.execute(update(listed).where(key).values(next_at="2000-01-01T00:00:00Z"))
    store.close()


def unlooked(run: Run) -> int:
    """Return how many items were not looked at again that should be, or lack the version that a look would find."""
    plan, again = run.plan, set(brought(run.plan)) if run.plan.edits else set()
    found = came(run)
    return sum(len(c.versions) < len(wanted(plan, n, c)) or (n in again and not c.looks) for n, c in found.items())


def came(run: Run) -> dict[Number, Came]:
    """Return every item as the store has it."""
    store = opened(run)
    with store.reading() as connection:
        found = came_of(connection, run.urls())
    store.close()
    return found


def tell(run: Run) -> None:
    """Print the run's figures."""
    tell_stored(came(run), run.start)
    peak, last = max(kib for _, kib in run.memory) // 1024, run.memory[-1][1] // 1024
    print(f"memory: {peak} MiB at most, {last} MiB at the end; killed {len(run.kills)} times")
    tell_times(came(run), lambda n: run.start + run.plan.appears(*n))


def check(run: Run) -> list[str]:
    """Return what is wrong with the store."""
    store = opened(run)
    found = faults_of(store, run.plan, run.urls())
    store.close()
    return found


if __name__ == "__main__":
    main()
