"""A made-up press on the loopback for bench/watch.py: feeds and their articles, and servers that fail as servers do.

    python bench/feed_server.py [--feeds 5] [--items 10] [--minutes 3] [--faults 0.05] [--seed 7]

Prints a line of JSON with its port and its start; ended by SIGTERM, another with how often it was asked and how it failed.
Limits of fetching hold for a host, so each feed has one of its own: 127.10.0.1 and on. Linux has all of 127.0.0.0/8; on
other systems these addresses have to be made first.
"""

import argparse
import asyncio
import json
import signal
import socket
import struct
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from random import Random

SHARE = 0.7
"""Of the run, over which items appear; the rest is for what came last, and for what failed."""
LATER = 0.25
"""Of the run, from an item's appearance to its edit."""
FAILS = 2
"""Times that one article may fail: a third wait is of half an hour, which no run here has."""
SLOW = 5.0
"""Seconds of a slow answer."""
FAULTS = ("500", "503", "reset", "cut", "torn", "half", "slow", "type", "untold")

_SYLLABLES = ("ba", "ko", "ri", "mel", "ta", "shu", "ner", "vi", "do", "lan", "ghe", "so", "par", "ku", "zi", "hem")
_STATES = (
    "Karsovia",
    "Tembria",
    "Ostravand",
    "Maluria",
    "Verdania",
    "Quillon",
    "Dorvesh",
    "Sarkana",
    "Belgrava",
    "Ithonia",
)
_LEADS = (
    "Troops of {a} shelled the town of {t} in {b} on {d}, killing {n} people and wounding {m}, the governor said.",
    "Drones from {a} struck a fuel depot near {t} in {b} on {d} and killed {n} workers, the interior ministry said.",
    "Gunmen from {a} ambushed a convoy of {b} outside {t} on {d} and killed {n} soldiers, an army spokesman said.",
    "Artillery of {a} hit a market in {t}, in the east of {b}, on {d}, and {n} civilians were killed, doctors said.",
)
_MIDDLES = (
    "It was the worst attack along the {r} river since spring, and {a} denied that its forces took part.",
    "The foreign minister of {b} accused {a} of breaking the truce of {r} and asked for an urgent meeting.",
    "The army of {b} said that it fired back across the {r} valley and took {m} prisoners in the evening.",
)
_ENDS = (
    "Some {m} families fled towards {u}, and the road to {v} stayed closed.",
    "Aid groups in {u} sent {m} lorries with food and tents to {v}.",
    "Talks between both sides are to go on in {u} and later in {v}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What appears when, by number; the same numbers give the same press. Offsets are seconds from the start."""

    feeds: int
    items: int
    seconds: float
    faults: float = 0.05
    seed: int = 7
    edits: bool = True

    def random(self, *what: object) -> Random:
        """Return the chance of one thing, the same each time."""
        return Random("/".join(map(str, (self.seed, *what))))

    def appears(self, feed: int, item: int) -> float:
        """Return when an item is first listed."""
        return (item + self.random("appears", feed, item).random()) * self.seconds * SHARE / self.items

    def edited(self, feed: int, item: int) -> float | None:
        """Return when an article is edited, None for the nine in ten that never are."""
        if not self.edits or (feed * self.items + item) % 10:
            return None
        return self.appears(feed, item) + LATER * self.seconds

    def quiet(self, feed: int, item: int) -> bool:
        """Tell whether an edit is quiet: the feed tells nothing of it."""
        return (feed * self.items + item) % 20 == 0

    def revision(self, feed: int, item: int, now: float) -> int:
        """Return how often an article was edited by `now`."""
        edited = self.edited(feed, item)
        return int(edited is not None and now >= edited)

    def report(self, feed: int, item: int, revision: int) -> tuple[str, str]:
        """Return an article's title and its text, 40 to 60 words; an edit corrects the number of the dead."""
        random = self.random("report", feed, item)
        a, b = random.sample(_STATES, 2)
        names = {key: "".join(random.choices(_SYLLABLES, k=4)).capitalize() for key in "trcuv"}
        known = {**names, "a": a, "b": b, "d": random.choice(_DAYS), "m": random.randint(3, 90)}
        known["n"] = random.randint(3, 60) + 2 * revision
        parts = [random.choice(kind).format(**known) for kind in (_LEADS, _MIDDLES, _ENDS)]
        return f"{a} attacks {names['t']}, {b} says", " ".join(parts)

    def fault(self, path: str, tries: int, *, article: bool) -> str | None:
        """Return how the server fails at this try, None where it does not; an article fails FAILS times at most."""
        random = self.random("fault", path, tries)
        fails = random.random() < self.faults and not (article and tries >= FAILS)
        return random.choice(FAULTS) if fails else None


def host_of(feed: int) -> str:
    """Return the address of a feed's server."""
    return f"127.10.{feed // 250}.{feed % 250 + 1}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered where nothing fails."""

    status: int
    kind: str
    body: bytes = b""
    etag: str = ""


class Press:
    """All the servers, in one process and one loop."""

    def __init__(self, plan: Plan, start: float) -> None:
        self._plan, self._start, self.port = plan, start, 0
        self._tries: Counter[str] = Counter()
        self.told: Counter[str] = Counter()

    async def serve(self) -> None:
        """Serve until SIGTERM or SIGINT; the first host's free port is everybody's."""
        done = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, done.set)
        first = await asyncio.start_server(self._serve, host_of(0), 0, backlog=64)
        self.port = first.sockets[0].getsockname()[1]
        others = [
            await asyncio.start_server(self._serve, host_of(n), self.port, backlog=64)
            for n in range(1, self._plan.feeds)
        ]
        print(json.dumps({"port": self.port, "start": self._start}), flush=True)
        await done.wait()
        for server in (first, *others):
            server.close()
        print(json.dumps(dict(sorted(self.told.items()))), flush=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode("latin-1")
            path = head.split(" ", 2)[1]
            host = writer.get_extra_info("sockname")[0]
            feed = int(host.split(".")[2]) * 250 + int(host.split(".")[3]) - 1
            asked = next(
                (ln.split(":", 1)[1].strip() for ln in head.splitlines() if ln.lower()[:14] == "if-none-match:"), ""
            )
            await self._answer(writer, feed, path, asked)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            self.told["client gone"] += 1
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, feed: int, path: str, asked: str) -> None:
        answer = self._found(feed, path)
        key = f"{feed}{path}"
        # A robots.txt that fails closes its host for ten minutes, by the book: that would measure the book.
        fault = (
            self._plan.fault(key, self._tries[key], article=path != "/rss")
            if answer.body and path != "/robots.txt"
            else None
        )
        self._tries[key] += 1
        self.told[f"fault {fault}" if fault else "304" if asked and asked == answer.etag else str(answer.status)] += 1
        if fault:
            await _fail(writer, fault, answer)
            return
        if asked and asked == answer.etag:
            answer = Answer(304, answer.kind, etag=answer.etag)
        writer.write(_head(answer) + answer.body)
        await writer.drain()

    def _found(self, feed: int, path: str) -> Answer:
        now = time.time() - self._start
        if path == "/robots.txt":
            return Answer(200, "text/plain", b"User-agent: *\nDisallow: /closed\n")
        if path == "/rss":
            return self._feed(feed, now)
        number = path.removeprefix("/news/")
        item = int(number) if number.isdecimal() else -1
        if not 0 <= item < self._plan.items or self._plan.appears(feed, item) > now:
            return Answer(404, "text/plain")
        revision = self._plan.revision(feed, item, now)
        return Answer(
            200, "text/html; charset=utf-8", _page(*self._plan.report(feed, item, revision)), f'"{item}-{revision}"'
        )

    def _feed(self, feed: int, now: float) -> Answer:
        plan, base = self._plan, f"http://{host_of(feed)}:{self.port}"
        seen = [n for n in range(plan.items) if plan.appears(feed, n) <= now]
        told = {n: 0 if plan.quiet(feed, n) else plan.revision(feed, n, now) for n in seen}
        # One feed in ten gives its items new GUIDs at each look, as some systems do.
        mark = self._tries[f"{feed}/rss"] if feed % 10 == 3 else 0
        items = "".join(self._entry(feed, n, told[n], f"{base}/news/{n}", mark) for n in reversed(seen))
        body = (
            '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
            f"<title>Feed {feed}</title><link>{base}/</link><description>Made up</description>{items}</channel></rss>"
        )
        return Answer(200, "application/rss+xml", body.encode(), f'"{len(seen)}-{sum(told.values())}-{mark}"')

    def _entry(self, feed: int, item: int, revision: int, url: str, mark: int) -> str:
        title, _ = self._plan.report(feed, item, revision)
        when = format_datetime(datetime.fromtimestamp(self._start + self._plan.appears(feed, item), UTC))
        return (
            f"<item><title>{escape(title)}</title><link>{url}</link><pubDate>{when}</pubDate>"
            f'<guid isPermaLink="false">{feed}-{item}-{mark}</guid>'
            f"<description>{escape(title)}{' (corrected)' * revision}</description></item>"
        )


def _page(title: str, text: str) -> bytes:
    paragraphs = "".join(f"<p>{escape(part)}.</p>" for part in text.rstrip(".").split(". "))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1>{paragraphs}</article>"
        "<footer>Made up for a measurement</footer></body></html>"
    ).encode()


def _head(answer: Answer, *more: str) -> bytes:
    length = () if answer.status == 304 or more else (f"Content-Length: {len(answer.body)}",)
    etag = (f"ETag: {answer.etag}",) if answer.etag else ()
    lines = (
        f"HTTP/1.1 {answer.status} Told",
        f"Content-Type: {answer.kind}",
        "Connection: close",
        *length,
        *etag,
        *more,
    )
    return "\r\n".join((*lines, "", "")).encode()


async def _fail(writer: asyncio.StreamWriter, fault: str, answer: Answer) -> None:
    """Answer as a server in trouble does; "slow" and "untold" (no telling media type) bring the whole in the end."""
    half = answer.body[: len(answer.body) // 2]
    if fault in ("500", "503"):
        more = ("Content-Length: 0", *(("Retry-After: 20",) if fault == "503" else ()))
        writer.write(_head(Answer(int(fault), "text/html"), *more))
    elif fault in ("reset", "torn"):
        if fault == "torn":
            writer.write(_head(answer) + half)
            await writer.drain()
        # Without lingering, closing resets the connection.
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return
    elif fault == "cut":
        writer.write(_head(answer) + half)
    elif fault == "half":
        writer.write(_head(answer, "Transfer-Encoding: chunked") + f"{len(half):x}\r\n".encode() + half + b"\r\n")
    elif fault == "slow":
        writer.write(_head(answer) + half)
        await writer.drain()
        await asyncio.sleep(SLOW)
        writer.write(answer.body[len(half) :])
    else:
        kind = "image/png" if fault == "type" else "application/octet-stream"
        writer.write(_head(Answer(200, kind, answer.body, answer.etag)) + answer.body)
    await writer.drain()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--feeds", type=int, default=5)
    ap.add_argument("--items", type=int, default=10)
    ap.add_argument("--minutes", type=float, default=3)
    ap.add_argument("--faults", type=float, default=0.05)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--no-edits", action="store_true")
    args = ap.parse_args()
    plan = Plan(
        feeds=args.feeds, items=args.items, seconds=args.minutes * 60, faults=args.faults, seed=args.seed,
        edits=not args.no_edits,
    )  # fmt: skip
    asyncio.run(Press(plan, time.time()).serve())


if __name__ == "__main__":
    main()
