"""Worlds of reports that tell the same things, copy each other and are judged by people, and what the embedded way makes of them."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from vedette.engine.local import Local
from vedette.engine.reconciling.plan import planned
from vedette.engine.reconciling.rows import incident_row, judgement_row, ledger_rows
from vedette.engine.reconciling.run import reconcile
from vedette.engine.reconciling.written import read_rows, write_rows
from vedette.engine.tables import load_pyarrow, rows_of, table_of
from vedette.incidents.blame import incident_ledger
from vedette.incidents.copies import copies_of, origins
from vedette.incidents.figures import figures_of
from vedette.incidents.reconcile import add
from vedette.incidents.shelf import Shelf
from vedette.incidents.tellings import tellings
from vedette.records.document import Document
from vedette.records.incident import DIFFERENT, SAME, UNDONE, Judgement, mentions_of
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Receipt, Record

DAY = date(2022, 9, 10)
PLACES = {
    "Sotk": ("ARM", 40.2, 45.87, "settlement"),
    "Jermuk": ("ARM", 39.84, 45.67, "settlement"),
    "Kashatagh": ("ARM", 40.21, 45.9, "settlement"),
    "Syunik Province": ("ARM", None, None, "region"),
    "Armenia": ("ARM", None, None, "country"),
    "Dashkasan": ("AZE", 40.52, 46.08, "settlement"),
}
WORDS = [f"word{n}" for n in range(40)]
PARTIES = ["ARM", "AZE", "COD/REB", "COD/REB:M23", "?/UAF", "FRA/GOV", "RUS/GOV"]
TYPES = ["ASSAULT"] * 5 + ["CONSULT", "AGREE", "RETREAT", "ACCUSE", "MOBILIZE"]


def iso(n):
    return (DAY + timedelta(n)).isoformat()


def world(seed, count):
    """Return `count` records in the order of their ids."""
    random = Random(seed)
    sentences = [" ".join(random.choices(WORDS, k=random.choice((5, 9, 14, 20)))) + "." for _ in range(12)]
    texts = [random.choices(sentences, k=random.randint(1, 5)) for _ in range(max(2, count // 3))]
    stories = [_story(random) for _ in range(max(2, count // 6))]
    return [_record(random, n, list(random.choice(texts)), stories) for n in range(count)]


def _story(random):
    return (random.choice(TYPES), random.choice(list(PLACES)), random.randint(0, 4), random.choices(PARTIES, k=2))


def _record(random, n, said, stories):
    if random.random() < 0.3:
        said.append(" ".join(random.choices(WORDS, k=random.choice((3, 12)))) + random.choice((".", " 49.", " 50.")))
    text = " ".join(said)
    published = random.choice([None, iso(random.randint(0, 20)), iso(random.randint(0, 6)), f"{iso(3)}T09:00:00+04:00"])
    document = Document(
        id=f"d{n:04d}", text=text, source=random.choice((None, "Wire", "Paper", "Post")), published=published
    )
    spans, start = [], 0
    for s in said:
        spans.append((start, start + len(s)))
        start += len(s) + 1
    own = random.sample(stories, min(2, len(stories)))
    events = tuple(_event(random, f"{n}.{k}", random.choice(spans), text, own) for k in range(random.randint(0, 3)))
    figures = tuple(_figure(random, f"{n}.{k}", text, events) for k in range(random.choice((0, 1, 2, 3))))
    return Record(document=document, events=events, casualties=figures)


def _event(random, name, span, text, stories):
    type_, where, day, who = random.choice(stories) if random.random() < 0.7 else _story(random)
    if random.random() < 0.2:
        where = None
    return Event(
        id=f"e{name}",
        type=type_,
        mode=random.choice((None, None, "drone", "firearms", "ceasefire")),
        status=random.choice(("actual",) * 7 + ("negated", "historical", "future", "hypothetical")),
        trigger=Receipt(span[0], span[0] + 5, text[span[0] : span[0] + 5]),
        sentence=span,
        actors=tuple(map(_actor, random.sample(who, random.randint(0, 2)))),
        recipients=tuple(_actor(p) for p in random.choices(PARTIES[:4], k=random.randint(0, 1))),
        place=PlaceMention(span[0], span[0] + 1, text[:1], where, *PLACES[where]) if where else None,
        time=_time(random, day),
        claimants=tuple(_actor(p) for p in random.choices(PARTIES, k=random.choice((0, 0, 1)))),
    )


def _time(random, day):
    first = iso(day)
    told = [
        None,
        (first, first, "day"),
        (first, first, "day"),
        (first, first, "day"),
        (first, iso(day + 1), "night"),
        ("2022-09-01", "2022-09-30", "month"),
        ("2022-01-01", "2022-12-31", "year"),
        (f"2022-09-12T{random.choice((0, 9, 20)):02d}:00:00+04:00",) * 2 + ("clock",),
    ]
    found = random.choice(told)
    return TimeExpression(0, 1, "then", *found) if found else None


def _actor(code):
    code, _, group = code.partition(":")
    country, _, told = code.partition("/")
    return Actor(0, 1, code, None if country == "?" else country, told or "MIL", None, group or None)


def _figure(random, name, text, events):
    low, start = random.choice((1, 12, 49)), random.randint(0, 5)
    event = random.choice((*events, None))
    return Casualty(
        id=f"c{name}",
        event=event.id if event else random.choice((None, "elsewhere")),
        start=start,
        end=start + 4,
        text=random.choice((text[start : start + 4], "two more soldiers")),
        kind=random.choice(("killed", "killed", "killed", "injured")),
        low=low,
        high=random.choice((low, None)),
        approx=random.random() < 0.2,
        who=random.choice(("military", "civilian", "unknown")),
        side=random.choice(("ARM", "ARM", "ARM", "AZE", None)),
        scope=random.choice(("incident", "incident", "total")),
        claimants=tuple(_actor(p) for p in random.choices(PARTIES, k=random.choice((0, 1)))),
    )


def judged(seed, records):
    """Return judgements of people on the events of `records`, one of them perhaps taken back."""
    random = Random(seed)
    ids = sorted(e.id for r in records for e in r.events)
    if not ids:
        return []
    out = []
    for n in range(random.randint(0, 4)):
        left, right = (set(random.choices(ids, k=random.randint(1, 2))) for _ in "ab")
        verdict = random.choice((SAME, DIFFERENT))
        right = right - left if verdict == DIFFERENT else right
        out.append(Judgement.of(verdict, left, right, author="Ani", at=f"2022-10-0{n + 1}T00:00:00Z", evidence="why"))
    if out and random.random() < 0.3:
        gone = random.choice(out)
        out.append(
            Judgement.of(UNDONE, gone.left, gone.right, author="Ben", at="2022-11-01T00:00:00Z", supersedes=gone.id)
        )
    return out


def archive(folder, records, sizes=(3, 7)):
    """Write `records` as shards of an archive, each with a few row groups; returns their paths."""
    _, pq = load_pyarrow()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(0, len(records), sizes[1]):
        rows = [row for r in records[n : n + sizes[1]] for row in rows_of(r)["records"]]
        paths.append(folder / f"shard-{n:04d}.parquet")
        pq.write_table(table_of(rows, "records"), paths[-1], row_group_size=sizes[0])
    return paths


def partitioned(folder, paths, judgements=(), *, partitions, documents=10, executor=None):
    """Return the tables of the partitioned way, each row as text, sorted."""
    plan = planned(paths, folder, judgements, partitions=partitions, documents=documents)
    reconcile(plan, executor or Local(1))
    return tables(folder)


def tables(folder):
    names = ("incidents", "judgements", "ledger", "standings", "blame", "versions")
    return {name: sorted(map(_plain, read_rows(folder, name))) for name in names}


def _plain(row):
    # When a rule judged is told by the clock.
    return str({k: v for k, v in row.items() if k != "at"})


def embedded(folder, records, judgements=(), order=0):
    """Return the same tables of the embedded way: document by document, in an order of its own, onto a shelf."""
    found = origins(copies_of({r.document.id: (r.document.text, r.document.published) for r in records}))
    mentions = {r.document.id: mentions_of(r, found[r.document.id]) for r in records}
    shelf = Shelf()
    for r in Random(order).sample(records, len(records)):
        new = tellings(mentions[r.document.id], judgements)
        shelf.apply(new, add(new, shelf, judgements))
    of = {m: i.id for i in shelf.incidents for m in i.mentions}
    figures = {r.document.id: figures_of(r, of, origin=found[r.document.id]) for r in records}
    return written(
        folder,
        (
            (
                i,
                incident_ledger(
                    i,
                    [m for d in sorted(i.documents) for m in mentions[d]],
                    [f for d in sorted(i.documents) for f in figures[d]],
                ),
            )
            for i in shelf.incidents
        ),
    )


def written(folder, found: Iterable):
    """Write incidents with their ledgers as the tables of a reconciling, and return what stands in them."""
    rows = {name: [] for name in ("incidents", "judgements", "ledger", "standings", "blame", "versions")}
    for i, ledger in found:
        rows["incidents"].append(incident_row(i))
        rows["judgements"] += [judgement_row(i.id, j) for j in i.judgements]
        for name, more in ledger_rows(i.id, ledger).items():
            rows[name] += more
    for name, told in rows.items():
        write_rows(folder / name / "part-00000.parquet", name, told)
    return tables(folder)
