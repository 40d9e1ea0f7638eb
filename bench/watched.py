"""What came of a run of bench/watch.py: every item against what was published, the store, the archive, and the times."""

import json
import subprocess
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feed_server import Plan
from sqlalchemy import Connection, select

from vedette.errors import SkipError
from vedette.records.arriving import Kept
from vedette.sources.archive.archive import Archive
from vedette.store import schema
from vedette.store.schema_watching import listed, original, version
from vedette.store.store import Store
from vedette.workflow.archives import archive_of

BOUND = 10.0
"""Seconds from listed to readable at p95 where the reader waits: more is a fault."""

Number = tuple[int, int]
"""A feed's number with an item's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """An item as the store has it.

    `versions` are the texts of its page, oldest first, `documents` the count of documents with its address, `looks` how
    often it was looked at after it was held. Times are seconds since 1970; `readable` is the first version's.
    """

    state: str
    why: str | None
    looks: int
    seen: float
    held: float | None
    readable: float | None
    versions: tuple[str, ...]
    documents: int


def came_of(connection: Connection, urls: Mapping[str, Number]) -> dict[Number, Came]:
    """Return every item of the press that the store knows, by its number."""
    d, r, v = schema.document, schema.reading, version
    texts = {row.serial: row for row in connection.execute(select(d.c.serial, d.c.url, d.c.text))}
    addresses = Counter(row.url for row in texts.values())
    read = {
        row.document: row.at for row in connection.execute(select(r.c.document, r.c.at).order_by(r.c.serial.desc()))
    }
    versions: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in connection.execute(select(v.c.source, v.c.item, v.c.document).order_by(v.c.serial)):
        versions[row.source, row.item].append(row.document)
    found = {}
    for row in connection.execute(select(listed)):
        serials = versions[row.source, row.item]
        if row.url in urls:
            found[urls[row.url]] = Came(
                state=row.state,
                why=row.why,
                looks=row.looks,
                seen=_seconds(row.first_seen) or 0.0,
                held=_seconds(row.held_at),
                readable=_seconds(read.get(serials[0])) if serials else None,
                versions=tuple(" ".join(texts[n].text.split()) for n in serials),
                documents=addresses[row.url],
            )
    return found


def _seconds(told: str | None) -> float | None:
    return datetime.fromisoformat(told).timestamp() if told else None


def brought(plan: Plan) -> list[Number]:
    """Return the items whose next look is brought forward: those edited quietly, and as many that were not edited."""
    pairs = [divmod(n, plan.items) for n in range(plan.feeds * plan.items)]
    return [p for n, p in enumerate(pairs) if n % 20 == 5 or (plan.edited(*p) is not None and plan.quiet(*p))]


def wanted(plan: Plan, number: Number, came: Came | None) -> tuple[int, ...]:
    """Return which revisions of an item the store has to hold: both of an edited one, but for what came after its edit."""
    if plan.edited(*number) is None:
        return (0,)
    late = came is not None and came.versions and _is(plan, number, came.versions[0], 1)
    return (1,) if late else (0, 1)


def _is(plan: Plan, number: Number, text: str, revision: int) -> bool:
    return text == " ".join(plan.report(*number, revision))


def faults_of(store: Store, plan: Plan, urls: Mapping[str, Number]) -> list[str]:
    """Return everything that is wrong with a store in which the whole press should be."""
    with store.reading() as connection:
        came = came_of(connection, urls)
        found = [*_strangers(connection, urls), *_readings(connection)]
    for url, number in urls.items():
        found += _item(plan, number, came.get(number), url)
    return [*found, *_archive(store), *_check(store)]


def _item(plan: Plan, number: Number, came: Came | None, url: str) -> Iterator[str]:
    if came is None:
        yield f"{url}: missing, was never listed"
        return
    if came.state != "held":
        yield f"{url}: missing, is {came.state} ({came.why})"
        return
    revisions = wanted(plan, number, came)
    if len(came.versions) != len(revisions) or came.documents != len(revisions):
        yield (
            f"{url}: {len(came.versions)} versions and {came.documents} documents, should be {len(revisions)} "
            f"(edited: {plan.edited(*number) is not None}, quietly: {plan.quiet(*number)}, looks: {came.looks})"
        )
    for text, revision in zip(came.versions, revisions, strict=False):
        if not _is(plan, number, text, revision):
            yield f"{url}: other than published: {text[:200]!r}"


def _strangers(connection: Connection, urls: Mapping[str, Number]) -> Iterator[str]:
    d = schema.document
    rows = connection.execute(select(d.c.url, d.c.hash)).all()
    yield from (f"{url}: no address of the press" for url, _ in rows if url not in urls)
    twice = [hash_ for hash_, times in Counter(row.hash for row in rows).items() if times > 1]
    yield from (f"text {hash_[:12]}: stands in several documents" for hash_ in twice)
    addresses = Counter(connection.execute(select(listed.c.url)).scalars())
    yield from (f"{url}: listed {times} times" for url, times in addresses.items() if times > 1)


def _readings(connection: Connection) -> Iterator[str]:
    d, r = schema.document, schema.reading
    times = Counter(connection.execute(select(r.c.document)).scalars())
    for row in connection.execute(select(d.c.serial, d.c.url)):
        if times[row.serial] != 1:
            yield f"{row.url}: read {times[row.serial]} times"


def _archive(store: Store) -> Iterator[str]:
    """Walk the archive, and fetch every original that the store knows out of it."""
    with Archive(archive_of(store)) as archive:
        walk = archive.check()
        yield from (f"archive: {e}" for e in walk.damaged)
        print(f"archive: {walk.files} files, {walk.records} records, {len(walk.half)} half-written ends")
        with store.reading() as connection:
            rows = connection.execute(select(original)).all()
        for row in rows:
            try:
                archive.get(Kept(file=row.file, offset=row.offset, length=row.length, hash=row.hash))
            except SkipError as e:
                yield f"archive: {e}"


def _check(store: Store) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "vedette",
        "store",
        "check",
        "--store",
        str(store.address.file),
        "--format",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout) if done.stdout.strip() else {"faults": []}
    yield from (f"store check: {f['item']}: {f['what']}" for f in told["faults"])
    if done.returncode and not told["faults"]:
        yield f"store check: ended with {done.returncode}: {done.stderr[-500:]}"


def tell_stored(came: Mapping[Number, Came], start: float) -> None:
    """Print how many items a second were stored, from the press's start and in the busiest sixty seconds."""
    held = sorted(c.held for c in came.values() if c.held is not None)
    if held:
        busiest = max(bisect_left(held, at + 60) - n for n, at in enumerate(held))
        rate = len(held) / max(60.0, held[-1] - start)
        print(f"stored: {len(held)} items, {rate:.1f}/s overall, {busiest / 60:.1f}/s in the busiest minute")


def tell_times(came: Mapping[Number, Came], appears: Callable[[Number], float]) -> None:
    """Print the times between an item's stations; `appears` in seconds since 1970."""
    read = {n: (appears(n), c.seen, c.held, c.readable) for n, c in came.items() if c.held and c.readable}
    names = ("appearing", "listed", "held", "readable")
    for start, end in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3)):
        # Times in the store are whole seconds, cut off.
        spans = sorted(max(0.0, (at[end] or 0) - (at[start] or 0)) for at in read.values())
        told = "  ".join(
            f"{name} {share(spans, part):6.1f} s" for name, part in (("p50", 0.5), ("p95", 0.95), ("most", 1))
        )
        print(f"{names[start]} to {names[end]}: {told}")


def late(came: Mapping[Number, Came]) -> list[str]:
    """Tell how long a reader that waits takes; what was seen before its models were loaded is told apart."""
    spans = [(c.seen, c.readable) for c in came.values() if c.readable is not None]
    loaded = min((readable for _, readable in spans), default=0.0)
    warm = sorted(readable - seen for seen, readable in spans if seen > loaded)
    cold = sorted(readable - seen for seen, readable in spans if seen <= loaded)
    p50, p95 = share(warm, 0.5), share(warm, 0.95)
    print(f"listed to readable, {len(warm)} items once the models were loaded: p50 {p50:.0f} s, p95 {p95:.0f} s")
    print(f"listed to readable, {len(cold)} items that came first: {share(cold, 1):.0f} s at most")
    if not warm:
        return ["no item came after the models were loaded; take more minutes"]
    return (
        [f"readable only {p95:.0f} s after it was listed (p95), should be under {BOUND:.0f} s"] if p95 >= BOUND else []
    )


def share(ordered: Sequence[float], part: float) -> float:
    """Return the value below which a part of them lies, of an ordered list; 0 of none."""
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0
