"""Measure the desk: what each kind of page costs on a large store, how soon it paints, what its pages weigh.

    python bench/desk.py [all] [--documents 100000] [--keep FILE] [--rounds 20] [--only WORDS] [--format json]
    python bench/desk.py pages|map|paint|weight|fill …

The desk is a process of its own, asked over the loopback as a browser asks. `pages` and `map` draw addresses at random over
a store of made-up reports, which is filled first (ten minutes) or is what FILE holds already; `paint` and `weight` look at
the example dossier, and at the store where one is told, in Chromium. Times are milliseconds until the last byte; CPU is that
of the server alone, which tells more where others use the machine. A line with ! misses its target.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from desk_asked import Asker, Kind
from desk_served import Desk, measured, serving
from desk_store import fill

Told = dict[str, Any]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", nargs="?", default="all", choices=["all", "pages", "map", "paint", "weight", "fill"])
    ap.add_argument("--documents", type=int, default=100_000)
    ap.add_argument("--keep", type=Path, help="a store that is filled only as far as it is not yet, and kept")
    ap.add_argument("--rounds", type=int, default=20)
    ap.add_argument("--only", default="", help="ask only the kinds with these words in their name")
    ap.add_argument("--chromium", default="chromium")
    ap.add_argument("--format", choices=["text", "json"], default="text")
    args = ap.parse_args()
    # Stopped from outside it stops the desk that it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="vedette-bench-") as folder:
        store = args.keep or Path(folder) / "desk.db"
        show: Callable[[Told], None] = (lambda _: None) if args.format == "json" else shown
        found = [told for of in PARTS[args.what] for told in of(store, args, show)]
    if args.format == "json":
        print(json.dumps(found, indent=1))
    missed = [t["name"] for t in found if t.get("missed")]
    print(f"{len(missed)} of {len(found)} miss their target", file=sys.stderr)


def filled(store: Path, args: argparse.Namespace, _: Any = None) -> list[Told]:
    """Fill the store as far as it is not."""
    fill(store, args.documents)
    return []


def answers(store: Path, args: argparse.Namespace, show: Callable[[Told], None], begins: str = "") -> list[Told]:
    """Ask every kind of address, the very first one of each apart."""
    fill(store, args.documents)
    asker, found = Asker(store), []
    with serving(store) as desk:
        found.append({"name": "the first page of all", "first": round(desk.ask("/").wall, 1)})
        found.append({"name": "until flare-ups are found (s)", "first": round(desk.settle(), 1)})
        for told in found:
            show(told)
        for kind in asker.kinds():
            if args.only in kind.name and (begins in kind.name):
                found.append(rounds(desk, kind, args.rounds))
                show(found[-1])
    return found


def rounds(desk: Desk, kind: Kind, count: int) -> Told:
    """Ask for one kind of address so many times."""
    first, *others = (desk.ask(kind.make()) for _ in range(count + 1))
    told = measured(first, others)
    return {"name": kind.name, **told, "target": kind.target, "missed": told["wall"]["p95"] > kind.target}


def paint(store: Path, args: argparse.Namespace, show: Callable[[Told], None]) -> list[Told]:
    """Measure interaction to next paint in Chromium."""
    from desk_paint import painted  # noqa: PLC0415 - needs Playwright

    return looked_at(painted, store, args, show)


def weight(store: Path, args: argparse.Namespace, show: Callable[[Told], None]) -> list[Told]:
    """Weigh each page in Chromium."""
    from desk_weight import weighed  # noqa: PLC0415 - needs Playwright

    return looked_at(weighed, store, args, show)


def looked_at(
    of: Callable[[str, str, str], Iterator[Told]], store: Path, args: argparse.Namespace, show: Callable[[Told], None]
) -> list[Told]:
    """Look at the example dossier, and at the store that is kept."""
    found = []
    for name, where in (("demo", None), *([("store", store)] if args.keep else [])):
        with serving(where) as desk:
            desk.settle(patience=60)
            for told in of(f"http://{desk.address}", name, args.chromium):
                show(told)
                found.append(told)
    return found


def shown(told: Told) -> None:
    """Print what was measured as a line."""
    mark = "!" if told.get("missed") else " "
    line = f"{mark} {told['name']:46s}"
    for name in ("wall", "cpu", "paint"):
        if name in told:
            line += "  " + name + " " + " ".join(f"{k} {v:7.1f}" for k, v in told[name].items())
    rest = (n for n in told if n not in ("name", "wall", "cpu", "paint", "missed", "target", "rounds"))
    print(line + "  " + " ".join(f"{n} {told[n]}" for n in rest if n != "refused" or told[n]), flush=True)


PARTS: dict[str, list[Callable[..., list[Told]]]] = {
    "all": [answers, weight, paint],
    "pages": [answers],
    "map": [lambda *a: answers(*a, begins="map")],
    "paint": [paint],
    "weight": [weight],
    "fill": [filled],
}

if __name__ == "__main__":
    main()
