"""Records made by a seed: small documents of several sentences with events and figures at random, receipts and all."""

from dataclasses import replace
from random import Random

from vedette.records.document import Document
from vedette.records.ids import content_id
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Quote, Receipt, Record
from vedette.store.entry import Entry

COUNTRIES = ("ARM", "AZE", "RUS", "TUR", "USA")
SECTORS = ("GOV", "MIL", "CVL")
TYPES = ("ASSAULT", "CONSULT", "ACCUSE", "AID")
STATUSES = ("actual", "actual", "actual", "negated", "historical")
SOURCES = ("Zenda Post", "Hentzau Gazette", None)
PLACES = (
    ("Sotk", 40.2, 45.87),
    ("Jermuk", 39.84, 45.67),
    ("Baku", 40.38, 49.89),
    ("Washington", 38.9, -77.04),
    ("Suva", -18.14, 178.44),
    ("a border", None, None),
)
WORDS = (
    "shelled",
    "village",
    "talks",
    "drone",
    "envoy",
    "called",
    "border",
    "ceasefire",
    "Ağdam",
    "wounded",
    "convoy",
    "night",
)
READER = "reader 1"


def record(seed: int, *, reader: str = READER, published: str | None = None, close: bool = False) -> Record:
    """Return the record of document number `seed`; the same for the same number. `close` ones tell much of the same."""
    random = Random(seed)
    sentences = [
        " ".join(random.choices(WORDS, k=random.randint(3, 8))).capitalize() + "." for _ in range(random.randint(1, 5))
    ]
    text = f"Report {seed}. " + " ".join(sentences)
    day = published or f"2022-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    document = Document.of(
        text,
        id=f"doc-{seed}",
        source=random.choice(SOURCES),
        title=f"Report {seed}",
        published=random.choice((day, day + "T10:00:00+04:00", None)),
    )
    events, figures = [], []
    for start, end in spans(text)[1:]:
        for _ in range(random.randint(0, 2)):
            events.append(event(random, document, start, end))
        if random.random() < 0.4:
            figures.append(figure(random, document, start, end, events))
    if close:
        events = [closer(random, e) for e in events]
    quotes = (
        Quote(id=content_id(document.id, "q"), start=0, end=6, text=text[:6], speakers=(actor(random, text, 0, 6),)),
    )
    return Record(document=document, events=unique(events), casualties=unique(figures), quotes=quotes, reader=reader)


def closer(random: Random, e: Event) -> Event:
    """Return the event as one of few: force between two sides in two places on three days."""
    day = f"2022-09-{random.randint(10, 12)}"
    name, lat, lon = random.choice(PLACES[:2])
    return replace(
        e, type=random.choice(("ASSAULT", "ASSAULT", "CONSULT")),
        time=random.choice((None, TimeExpression(0, 1, "x", day, day, "day"))),
        place=random.choice((None, PlaceMention(0, 1, "x", name, "ARM", lat, lon, "settlement"))),
        actors=(Actor(0, 1, "x", "AZE", "MIL"),), recipients=random.choice(((), (Actor(0, 1, "x", "ARM", "MIL"),))),
    )  # fmt: skip


def unique(items):
    return tuple({i.id: i for i in items}.values())


def spans(text: str) -> tuple[tuple[int, int], ...]:
    out, start = [], 0
    for n, c in enumerate(text):
        if c == ".":
            out.append((start, n + 1))
            start = n + 2
    return tuple(out)


def actor(random: Random, text: str, start: int, end: int) -> Actor:
    country = random.choice((*COUNTRIES, None))
    return Actor(
        start, end, text[start:end], country, random.choice(SECTORS), random.choice((None, f"entity-{country}")), None
    )


def event(random: Random, document: Document, start: int, end: int) -> Event:
    text, at = document.text, start + random.randint(0, 3)
    type_, extra = random.choice(TYPES), random.randint(0, 10**6)
    people = [tuple(actor(random, text, start, end) for _ in range(random.randint(0, 2))) for _ in range(3)]
    return Event(
        id=content_id(document.id, "event", type_, at, extra), type=type_, mode=None, status=random.choice(STATUSES),
        trigger=Receipt(at, at + 4, text[at : at + 4]), sentence=(start, end), actors=people[0], recipients=people[1],
        claimants=people[2], place=place(random, start), time=time(random, start), confidence=round(random.random(), 3),
    )  # fmt: skip


def place(random: Random, start: int) -> PlaceMention | None:
    if random.random() < 0.3:
        return None
    name, lat, lon = random.choice(PLACES)
    return PlaceMention(start, start + 1, "x", name, "ARM", lat, lon, "settlement" if lat else "border")


def time(random: Random, start: int) -> TimeExpression | None:
    if random.random() < 0.3:
        return None
    first = f"2022-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    last = random.choice((first, first, f"2022-12-{random.randint(28, 31)}", first + "T09:00:00+03:00"))
    return TimeExpression(start, start + 1, "x", *sorted((first, last)), "day")


def figure(random: Random, document: Document, start: int, end: int, events: list[Event]) -> Casualty:
    of = random.choice((None, *events[-2:]))
    low = random.randint(1, 300)
    people = tuple(actor(random, document.text, start, end) for _ in range(random.randint(0, 2)))
    return Casualty(
        id=content_id(document.id, "casualty", start, low), event=of.id if of else None, start=start, end=end,
        text=document.text[start:end], kind=random.choice(("killed", "injured")), low=low, high=random.choice((low, None)),
        approx=False, who="military", side=random.choice((*COUNTRIES, None)), claimants=people,
    )  # fmt: skip


def entry(seed: int, **known) -> Entry:
    made = record(seed, **known)
    return Entry(record=made, way=f"file {seed}.txt", at="2022-10-01T00:00:00Z", sentences=spans(made.document.text))
