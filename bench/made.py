"""Made-up reports in any number for bench/store.py and bench/desk.py, as unevenly spread as real ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from vedette.records.document import Document
from vedette.records.ids import content_id
from vedette.records.reading import PlaceMention, TimeExpression
from vedette.records.record import Actor, Casualty, Event, Receipt, Record

FIRST_DAY = date(2013, 1, 1)
DAYS = 3650
STATES = tuple(f"{a}{b}{c}" for a in "ABCDEFG" for b in "AEIOU" for c in "KLMNR")[:170]
SECTORS = ("GOV", "GOV", "MIL", "MIL", "CVL", "REB")
TYPES = ("ASSAULT",) * 6 + ("CONSULT", "ACCUSE", "REQUEST", "MOBILIZE", "AID", "AGREE", "REJECT", "THREATEN", "RETREAT")
STATUSES = ("actual",) * 17 + ("historical", "negated", "future")
KINDS = ("killed",) * 5 + ("injured", "injured", "missing", "displaced")
SENTENCES = 8

_SYLLABLES = ("ba", "ko", "ri", "mel", "ta", "shu", "ner", "vi", "do", "lan", "ghe", "so", "par", "ku", "zi", "hem")


def skewed(count: int, power: float = 1.0) -> list[float]:
    """Return cumulative weights by which the first of `count` things comes up far more often than the last (Zipf's law)."""
    return list(accumulate(1 / (n + 1) ** power for n in range(count)))


class Maker:
    """Makes documents by number; the same number gives the same document.

    `vague` is the share of events of which no point is told, half of them with a state, half with nothing at all, and a
    tenth as many are told of a whole season. `states` come up by Zipf's law, the first the most often.
    """

    def __init__(self, seed: int = 0, *, vague: float = 0.0, states: Sequence[str] = STATES) -> None:
        self.seed, self.vague, self.states, random = seed, vague, tuple(states), Random(seed)
        self.words = ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(20_000)]
        self.word_weights = skewed(len(self.words))
        self.state_weights = skewed(len(self.states))
        self.sources = [f"Paper {n}" for n in range(400)]
        self.source_weights = skewed(len(self.sources), 0.8)
        fronts = [(random.uniform(-30, 55), random.uniform(-100, 130)) for _ in range(40)]
        self.places = []
        for n in range(4_000):
            lat, lon = fronts[min(int(random.expovariate(0.15)), 39)]
            self.places.append((f"Place {n}", lat + random.gauss(0, 1.5), lon + random.gauss(0, 1.5)))
        self.place_weights = skewed(len(self.places), 0.7)

    def state(self, random: Random) -> str:
        """Return a state; a few come up far more often than the rest."""
        return random.choices(self.states, cum_weights=self.state_weights)[0]

    def source(self, random: Random) -> str:
        """Return a publisher."""
        return random.choices(self.sources, cum_weights=self.source_weights)[0]

    def place(self, random: Random) -> tuple[str, float, float]:
        """Return a place with its latitude and longitude; most lie on a few fronts."""
        return random.choices(self.places, cum_weights=self.place_weights)[0]

    def day(self, random: Random) -> date:
        """Return a day of ten years."""
        return FIRST_DAY + timedelta(random.randrange(DAYS))

    def sentence(self, random: Random) -> str:
        """Return a sentence of 12 to 28 made-up words."""
        chosen = random.choices(self.words, cum_weights=self.word_weights, k=random.randint(12, 28))
        return " ".join(chosen).capitalize() + "."

    def record(self, number: int) -> Record:
        """Return the record of document `number`: 8 sentences, 3 events, a figure."""
        random = Random(f"{self.seed}/{number}")
        day = self.day(random)
        text = " ".join(self.sentence(random) for _ in range(SENTENCES))
        document = Document.of(text, id=f"made-{number}", source=self.source(random), published=day.isoformat())
        places = list(spans(text))
        events = tuple(self._event(random, document, places[n * 2 + 1], day) for n in range(3))
        figure = self._figure(random, document, places[2], events[0])
        return Record(document=document, events=events, casualties=(figure,), reader="bench 1")

    def retold(self, number: int, what: int) -> Record:
        """Return the record of document `number`, the first event of which is the one of document `what`, told anew.

        Only the words differ: parties, place, day, type and status are the same, and the day of publication.
        """
        made, first = self.record(number), self.record(what)
        told, own = first.events[0], made.events[0]
        again = replace(told, id=own.id, trigger=own.trigger, sentence=own.sentence)
        document = Document.of(
            made.document.text,
            id=f"retold-{what}-{number}",
            source=made.document.source,
            published=first.document.published,
        )
        return Record(document=document, events=(again,), reader="bench 1")

    def _actor(self, random: Random, span: tuple[int, int], text: str) -> Actor:
        end = min(span[0] + 12, span[1])
        return Actor(span[0], end, text[span[0] : end], self.state(random), random.choice(SECTORS))

    def _event(self, random: Random, document: Document, span: tuple[int, int], day: date) -> Event:
        start, text = span[0], document.text
        name, lat, lon = self.place(random)
        told = (day - timedelta(random.choice((0, 0, 1, 1, 2, 30)))).isoformat()
        place = PlaceMention(start, start + 1, text[start], name, None, lat, lon, "settlement")
        where, since = self._vaguely(random, place, told) if self.vague else (place, told)
        people = [(self._actor(random, span, text),) if random.random() < p else () for p in (0.8, 0.7, 0.5)]
        return Event(
            id=content_id(document.id, "event", start),
            type=random.choice(TYPES),
            mode=random.choice((None, None, "drone", "heavy-weapons")),
            status=random.choice(STATUSES),
            trigger=Receipt(start, start + 5, text[start : start + 5]),
            sentence=span,
            actors=people[0],
            recipients=people[1],
            claimants=people[2],
            place=where,
            time=TimeExpression(start, start + 1, text[start], since, told, "day"),
            confidence=round(random.random(), 2),
        )

    def _vaguely(self, random: Random, place: PlaceMention, told: str) -> tuple[PlaceMention | None, str]:
        chance = random.random()
        if random.random() < self.vague / 10:
            told = (date.fromisoformat(told) - timedelta(90)).isoformat()
        if chance < self.vague / 2:
            return None, told
        if chance < self.vague:
            state = self.state(random)
            return replace(place, name=state, country=state, lat=None, lon=None, precision="country"), told
        return place, told

    def _figure(self, random: Random, document: Document, span: tuple[int, int], event: Event) -> Casualty:
        low = random.randint(1, 300)
        return Casualty(
            id=content_id(document.id, "casualty", span[0]),
            event=event.id,
            start=span[0],
            end=span[1],
            text=document.text[slice(*span)],
            kind=random.choice(KINDS),
            low=low,
            high=random.choice((low, None)),
            approx=False,
            who="military",
            side=self.state(random),
            claimants=event.claimants,
        )


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a made-up text."""
    start = 0
    while start < len(text):
        end = text.index(".", start) + 1
        yield start, end
        start = end + 1
