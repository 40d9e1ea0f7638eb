"""Made-up records by the million, as the `records` table of an archive: as unevenly spread as bench/made.py, and made faster.

Documents come in the order of time over ten years. Of a hundred, 15 tell first what one of the last documents told first, for
another publisher and in other words, and 5 copy one word for word but for a word. A fifth of the events has no point on the map.
Each has four claims: three events and a figure.
"""

import json
from bisect import bisect
from datetime import timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

from made import DAYS, FIRST_DAY, KINDS, SECTORS, STATUSES, TYPES, Maker

from vedette.engine.executors import Tell
from vedette.engine.tables import load_pyarrow, table_of

CLAIMS = 4
"""Claims of a document."""

PACK = 16_384
"""Documents of a file."""

GROUP = 4_096
"""Documents of a row group."""

RETOLD, COPIED, VAGUE, BACK = 0.15, 0.05, 0.2, 40
SENTENCES, POOL = 8, 60_000
_LETTERS = "abcdefghijklmnop"


class Made:
    """Makes the records of an archive of `documents` by number; the same number gives the same record."""

    def __init__(self, documents: int, days: int = DAYS, seed: int = 0) -> None:
        self.documents, self.days, self.maker, random = documents, days, Maker(seed), Random(seed)
        self.pool = [self.maker.sentence(random)[:-1] for _ in range(POOL)]

    def day(self, number: int) -> Any:
        """Return the day of a document."""
        return FIRST_DAY + timedelta(number * self.days // self.documents)

    def of(self, random: Random, things: Any, weights: list[float]) -> Any:
        """Return one of `things` by their cumulated weights."""
        return things[bisect(weights, random.random() * weights[-1], 0, len(things) - 1)]

    def text(self, number: int) -> str:
        """Return eight sentences; a word that no other document has stands at the end of each."""
        random = Random(number * 2 + 1)
        own = "".join(_LETTERS[int(x, 16)] for x in f"{number:x}")
        return " ".join(f"{self.pool[int(random.random() * POOL)]} {own}{c}." for c in _LETTERS[:SENTENCES])

    def record(self, number: int) -> dict[str, Any]:
        """Return the record of document `number` as its JSON object."""
        random = Random(number * 2)
        chance, other = random.random(), number - random.randint(1, BACK)
        copied = chance < COPIED and other >= 0
        retold = COPIED <= chance < COPIED + RETOLD and other >= 0
        text = self.text(other).replace(" ", " again ", 1) if copied else self.text(number)
        facts = [
            self.facts(n, k)
            for n, k in (
                (other if retold or copied else number, 0),
                *((other if copied else number, k) for k in (1, 2)),
            )
        ]
        published = self.day(other if copied or retold else number).isoformat()
        source = self.of(random, self.maker.sources, self.maker.source_weights)
        spans = _spans(text)
        events = [self.event(f"{number}e{k}", f, spans[k * 2 + 1], text) for k, f in enumerate(facts)]
        document = {"id": _id(f"{number}"), "source": source, "published": published, "text": text}
        figure = self.figure(number, random, spans[1], text, events[0])
        return {"document": document, "events": events, "casualties": [figure], "quotes": [], "reader": "bench 1"}

    def facts(self, number: int, k: int) -> dict[str, Any]:
        """Return what event `k` of document `number` tells, without its words."""
        random, maker = Random(number * 8 + k), self.maker
        day = self.day(number)
        told = day - timedelta(random.choice((0, 0, 1, 1, 2, 30)))
        since = told - timedelta(90) if random.random() < VAGUE / 10 else told
        name, lat, lon = self.of(random, maker.places, maker.place_weights)
        place: dict[str, Any] | None = {
            "name": name,
            "country": None,
            "lat": lat,
            "lon": lon,
            "precision": "settlement",
        }
        chance = random.random()
        if chance < VAGUE:
            state = self.of(random, maker.states, maker.state_weights)
            wide = {"name": state, "country": state, "lat": None, "lon": None, "precision": "country"}
            place = wide if chance < VAGUE / 2 else None
        people = [
            [(self.of(random, maker.states, maker.state_weights), random.choice(SECTORS))]
            if random.random() < p
            else []
            for p in (0.8, 0.7, 0.5)
        ]
        return {
            "type": random.choice(TYPES),
            "mode": random.choice((None, None, "drone", "heavy-weapons")),
            "status": random.choice(STATUSES),
            "people": people,
            "place": place,
            "since": since.isoformat(),
            "told": told.isoformat(),
        }

    def event(self, name: str, facts: dict[str, Any], span: tuple[int, int], text: str) -> dict[str, Any]:
        """Return an event of what it tells and where it stands."""
        start, end = span
        actors, recipients, claimants = ([_actor(start, text, *p) for p in people] for people in facts["people"])
        at = {"start": start, "end": start + 1, "text": text[start]}
        return {
            "id": _id(name),
            **{n: facts[n] for n in ("type", "mode", "status")},
            "trigger": {"start": start, "end": start + 5, "text": text[start : start + 5]},
            "sentence": {"start": start, "end": end},
            "actors": actors,
            "recipients": recipients,
            "place": facts["place"] and {**at, **facts["place"], "geonames": None, "reason": "", "doubt": None},
            "time": {**at, "from": facts["since"], "to": facts["told"], "precision": "day", "doubt": None},
            "claimants": claimants,
            "cue": None,
            "quoted": False,
            "confidence": 0.9,
        }

    def figure(
        self, number: int, random: Random, span: tuple[int, int], text: str, event: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the figure that hangs on an event."""
        low = random.randint(1, 300)
        return {
            "id": _id(f"{number}c"),
            "event": event["id"],
            "start": span[0],
            "end": span[1],
            "text": text[slice(*span)],
            "kind": random.choice(KINDS),
            "low": low,
            "high": random.choice((low, None)),
            "approx": False,
            "who": "military",
            "side": self.of(random, self.maker.states, self.maker.state_weights),
            "scope": "incident",
            "claimants": event["claimants"],
            "cue": None,
            "confidence": 0.9,
        }


def _actor(start: int, text: str, country: str, sector: str) -> dict[str, Any]:
    known = {"start": start, "end": start + 12, "text": text[start : start + 12]}
    return {**known, "country": country, "sector": sector, "entity": None, "name": None}


def _spans(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    while start < len(text):
        end = text.index(".", start) + 1
        out.append((start, end))
        start = end + 1
    return out


def _id(name: str) -> str:
    return blake2b(name.encode(), digest_size=10).hexdigest()


@cache
def _made(documents: int, days: int) -> Made:
    return Made(documents, days)


def pack(folder: Path, documents: int, days: int, number: int, tell: Tell) -> None:  # noqa: ARG001 - a task is told who listens
    """Write file `number` of the records of an archive of `documents` over so many days."""
    _, pq = load_pyarrow()
    maker, rows = _made(documents, days), []
    for n in range(number * PACK, min(documents, (number + 1) * PACK)):
        record = maker.record(n)
        d = record["document"]
        packed = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        rows.append(
            {
                "document": d["id"],
                "source": d["source"],
                "published": d["published"],
                "reader": "bench 1",
                "record": packed,
            }
        )
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{number:05d}.part"
    pq.write_table(table_of(rows, "records"), part, compression="zstd", row_group_size=GROUP)
    part.replace(folder / f"{number:05d}.parquet")
