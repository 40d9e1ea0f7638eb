"""A desk of its own process over the loopback, and what its answers cost in wall time, processor time and bytes."""

import gzip
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: milliseconds until its last byte (`wall`) and of every thread of the server (`cpu`), bytes sent and unpacked."""

    status: int
    wall: float
    cpu: float
    sent: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that answers at `address`."""

    address: str
    pid: int

    def spent(self) -> float:
        """Return the processor time of all of the server's threads in milliseconds."""
        # The clock of another process, as clock_getcpuclockid(3) makes its number; Linux alone.
        return time.clock_gettime((~self.pid << 3) | 2) * 1000

    def ask(self, path: str) -> Answer:
        """Ask for a path as a browser does that unpacks gzip."""
        connection = HTTPConnection(self.address, timeout=120)
        connection.connect()
        cpu, wall = self.spent(), time.perf_counter()
        connection.request("GET", path, headers={"accept-encoding": "gzip", "accept": "text/html, application/json"})
        told = connection.getresponse()
        raw = told.read()
        wall, cpu = (time.perf_counter() - wall) * 1000, self.spent() - cpu
        connection.close()
        body = gzip.decompress(raw) if told.headers.get("content-encoding") == "gzip" else raw
        return Answer(told.status, wall, cpu, len(raw), body)

    def settle(self, path: str = "/", patience: float = 300) -> float:
        """Ask for `path` until the server idles: what it looks for beside a page is then found. Return seconds waited."""
        began = time.perf_counter()
        self.ask(path)
        while time.perf_counter() - began < patience:
            spent = self.spent()
            time.sleep(1)
            if self.spent() - spent < 50:
                break
        return time.perf_counter() - began


@contextmanager
def serving(store: Path | None) -> Iterator[Desk]:
    """Serve `store`, or the example dossier where none is told, by `vedette desk` at a free port."""
    what = ["--demo"] if store is None else ["--store", str(store)]
    command = [sys.executable, "-m", "vedette", "desk", *what, "--port", "0", "--no-browser", "--format", "json"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        line = desk.stdout.readline() if desk.stdout else b""
        if not line:
            sys.exit("the desk did not start; see above")
        yield Desk(json.loads(line)["address"].removeprefix("http://").rstrip("/"), desk.pid)
    finally:
        desk.terminate()
        desk.wait(30)


def figures(spent: Sequence[float]) -> dict[str, float]:
    """Return median, 95th percentile and maximum."""
    ordered = sorted(spent)
    return {
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "max": round(ordered[-1], 1),
    }


def measured(first: Answer, answers: Sequence[Answer]) -> dict[str, Any]:
    """Return what a kind of page cost: the very first request, and all others."""
    return {
        "first": round(first.wall, 1),
        "wall": figures([a.wall for a in answers]),
        "cpu": figures([a.cpu for a in answers]),
        "bytes": round(statistics.median(len(a.body) for a in answers)),
        "sent": round(statistics.median(a.sent for a in answers)),
        "rounds": len(answers),
        "refused": sum(a.status >= 400 for a in (first, *answers)),
    }
