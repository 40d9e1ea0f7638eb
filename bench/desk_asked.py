"""What bench/desk.py asks a desk for: addresses by kind, drawn at random, with the time that each may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from desk_store import maker
from made import DAYS, FIRST_DAY, TYPES

from vedette.store.store import Store

NOW, MAP, ANY = 300, 500, 1_000
"""Milliseconds that an answer may take, at the 95th percentile."""

_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of address: its name, what makes one, and the milliseconds that it may take at the 95th percentile."""

    name: str
    make: Callable[[], str]
    target: int


class Asker:
    """Draws addresses over the made store; the same seed draws the same ones."""

    def __init__(self, store: Path, seed: int = 7) -> None:
        self.random, self.made = Random(seed), maker()
        held = Store.open(str(store))
        with held.reading() as connection:
            ask = lambda told: connection.exec_driver_sql(told).scalars().all()  # noqa: E731
            last = ask("SELECT max(serial) FROM document")[0]
            drawn = ", ".join(str(self.random.randint(1, last)) for _ in range(_SAMPLE))
            self.documents = ask(f"SELECT id FROM document WHERE serial IN ({drawn})")  # noqa: S608 - numbers alone
            self.incidents = ask(f"SELECT incident FROM telling WHERE document IN ({drawn})")  # noqa: S608
            self.fullest = ask("SELECT incident FROM telling GROUP BY incident ORDER BY count(*) DESC LIMIT 1")[0]
            self.placed = ask("SELECT count(*) FROM incident WHERE lat IS NOT NULL")[0]
            self.many = _window_of(connection, 100_000)
        held.close()

    def kinds(self) -> list[Kind]:
        """Return every kind of address, the map's first."""
        return [*self._map(), *self._now(), *self._relations(), *self._rest(), *self._api()]

    def _map(self) -> list[Kind]:
        many, whole = self.many, "-85,-180,85,180"
        told = {
            "api map: the world": lambda: "/api/v1/map",
            "api map: a window with 100,000": lambda: f"/api/v1/map?window={many}",
            "api map: a window of twenty degrees": lambda: f"/api/v1/map?window={self.box(20)}",
            "api map: a year": lambda: f"/api/v1/map?{self.told(**self.period(365))}",
            "api map: an actor": lambda: f"/api/v1/map?actor={self.state()}",
            "api map: a type": lambda: f"/api/v1/map?type={self.type()}",
            "api map: a family": lambda: "/api/v1/map?type=force",
            "api map: common words": lambda: f"/api/v1/map?{self.told(words=self.common())}",
            "api map: an actor's forces": lambda: f"/api/v1/map?{self.told(actor=self.state() + '/MIL')}",
            "map's request: the world": lambda: f"/map/places?box={whole}",
            "map's request: a window with 100,000": lambda: f"/map/places?box={many}",
            "map's request: a window of five degrees": lambda: f"/map/places?box={self.box(5)}",
            "map's request: a dyad": lambda: f"/map/places?box={whole}&dyad={self.pair()}",
            "map's request: a tier": lambda: f"/map/places?box={whole}&tier={self.tier()}",
            "map's list: the world": lambda: f"/map?part=list&box={whole}",
            "map's list: a window with 100,000": lambda: f"/map?part=list&box={many}",
            "map's list: what has no place": lambda: "/map?part=list&off=1",
            "map page": lambda: "/map",
            "map page: an actor": lambda: f"/map?actor={self.state()}",
            "map page: on a day": lambda: f"/map?on={self.day()}",
        }
        return [Kind(name, make, MAP) for name, make in told.items()]

    def _now(self) -> list[Kind]:
        told: dict[str, Callable[[], dict[str, str]]] = {
            "nothing asked": dict,
            "an actor": lambda: {"actor": self.state()},
            "an actor's forces": lambda: {"actor": f"{self.state()}/MIL"},
            "a dyad": lambda: {"dyad": self.pair()},
            "a type": lambda: {"type": self.type()},
            "a family": lambda: {"type": "force"},
            "a type and a status": lambda: {"type": self.type(), "status": "negated"},
            "a status": lambda: {"status": "historical"},
            "a claimant": lambda: {"claimant": self.state()},
            "a publisher": lambda: {"source": self.made.source(self.random)},
            "a common word": lambda: {"words": self.common()},
            "a rare word": lambda: {"words": self.rare()},
            "two common words": lambda: {"words": f"{self.common()} {self.common()}"},
            "a common word, an actor": lambda: {"words": self.common(), "actor": self.state()},
            "two texts at least": lambda: {"origins": "2"},
            "FLASH": lambda: {"tier": "FLASH"},
            "PRIORITY": lambda: {"tier": "PRIORITY"},
            "an actor, FLASH": lambda: {"tier": "FLASH", "actor": self.state()},
            "a window of half a degree": lambda: {"window": self.box(0.5)},
            "a window of twenty degrees": lambda: {"window": self.box(20)},
            "a week": lambda: self.period(7),
            "a window of five degrees, a year": lambda: {"window": self.box(5), **self.period(365)},
            "a page of 200": lambda: {"limit": "200"},
            "deep, by cursor": lambda: {"after": self.cursor()},
            "deep, an actor": lambda: {"after": self.cursor(), "actor": self.state()},
            "deep, a common word": lambda: {"after": self.cursor(), "words": self.common()},
        }
        return [Kind(f"now: {name}", lambda make=make: f"/?{self.told(**make())}", NOW) for name, make in told.items()]

    def _relations(self) -> list[Kind]:
        told = {
            "ledger: a dyad": lambda: f"/ledger?dyad={self.pair()}",
            "ledger: a dyad, ten years": lambda: f"/ledger?dyad={self.pair()}&from={FIRST_DAY}",
            "ledger: an actor": lambda: f"/ledger?actor={self.state()}",
            "contacts": lambda: "/contacts",
            "contacts: an actor, ten years": lambda: f"/contacts?actor={self.state()}&from={FIRST_DAY}",
            "contacts: as a ring": lambda: "/contacts?as=ring",
            "positions": lambda: "/positions",
            "positions: an actor": lambda: f"/positions?actor={self.state()}",
            "obligations": lambda: f"/obligations?attacker={self.state()}&attacked={self.state()}&on={self.day()}",
            "timeline": lambda: "/timeline",
            "timeline: an actor": lambda: f"/timeline?actor={self.state()}",
            "timeline: a type": lambda: f"/timeline?type={self.type()}",
            "timeline: a common word": lambda: f"/timeline?{self.told(words=self.common())}",
            "timeline: PRIORITY": lambda: "/timeline?tier=PRIORITY",
        }
        return [Kind(name, make, ANY) for name, make in told.items()]

    def _rest(self) -> list[Kind]:
        told = {
            "search: a common word": lambda: f"/search?{self.told(words=self.common())}",
            "search: a rare word": lambda: f"/search?{self.told(words=self.rare())}",
            "search: a phrase": lambda: (
                f"/search?{self.told(words=f'{chr(34)}{self.common()} {self.common()}{chr(34)}')}"
            ),
            "search: a common word, a month": lambda: f"/search?{self.told(words=self.common(), **self.period(31))}",
            "search: a common word, a publisher": lambda: (
                f"/search?{self.told(words=self.common(), source=self.made.source(self.random))}"
            ),
            "incident": lambda: f"/incident/{self.random.choice(self.incidents)}",
            "incident: told 300 times": lambda: f"/incident/{self.fullest}",
            "incident: who is bound": lambda: f"/incident/{self.random.choice(self.incidents)}?part=bound",
            "report": lambda: f"/report/{self.random.choice(self.documents)}",
            "sources": lambda: "/sources",
        }
        return [Kind(name, make, ANY) for name, make in told.items()]

    def _api(self) -> list[Kind]:
        told = {
            "incidents": lambda: "/incidents",
            "incidents: deep, a type": lambda: f"/incidents?type={self.type()}&after={self.cursor()}",
            "incidents: a common word": lambda: f"/incidents?{self.told(words=self.common())}",
            "incident": lambda: f"/incidents/{self.random.choice(self.incidents)}",
            "incident's versions: told 300 times": lambda: f"/incidents/{self.fullest}/versions",
            "incident's reports: told 300 times": lambda: f"/incidents/{self.fullest}/reports",
            "events: a dyad": lambda: f"/events?dyad={self.pair()}",
            "events: a common word, an actor": lambda: f"/events?{self.told(words=self.common(), actor=self.state())}",
            "figures: an actor": lambda: f"/figures?actor={self.state()}",
            "sentences: a common word": lambda: f"/sentences?{self.told(words=self.common())}",
            "documents": lambda: f"/documents?after={self.random.randint(0, 99_000)}",
            "documents: unread": lambda: "/documents?unread=true",
            "documents: a language": lambda: "/documents?language=fr",
            "document": lambda: f"/documents/{self.random.choice(self.documents)}",
            "ledger: a dyad": lambda: f"/ledger?dyad={self.pair()}",
            "contacts": lambda: "/contacts",
            "positions": lambda: "/positions",
            "flareups: an actor, a year": lambda: f"/flareups?{self.told(actor=self.state(), **self.period(365))}",
            "sources": lambda: "/sources",
            "status": lambda: "/status",
        }
        return [Kind(f"api {n}", lambda make=make: f"/api/v1{make()}", ANY) for n, make in told.items()]

    def told(self, **pairs: str) -> str:
        """Return a query string; a name that Python keeps to itself is written with an underscore behind."""
        return urlencode({k.rstrip("_"): v for k, v in pairs.items()})

    def state(self) -> str:
        """Return a state; a few come up far more often than the rest."""
        return self.made.state(self.random)

    def pair(self) -> str:
        """Return two states as a dyad is written."""
        a = self.state()
        return "-".join(sorted((a, next(b for b in iter(self.state, None) if b != a))))

    def type(self) -> str:
        """Return a type of the codebook."""
        return self.random.choice(TYPES)

    def tier(self) -> str:
        """Return a tier."""
        return self.random.choice(("FLASH", "PRIORITY", "ROUTINE"))

    def common(self) -> str:
        """Return a word that stands in many sentences."""
        return self.random.choice(self.made.words[5:100])

    def rare(self) -> str:
        """Return a word that stands in few."""
        return self.random.choice(self.made.words[2_000:])

    def day(self, days: int = DAYS) -> str:
        """Return a day of the ten years."""
        return (FIRST_DAY + timedelta(self.random.randrange(days))).isoformat()

    def period(self, days: int) -> dict[str, str]:
        """Return so many days."""
        first = FIRST_DAY + timedelta(self.random.randrange(DAYS - days))
        return {"from": first.isoformat(), "to": (first + timedelta(days - 1)).isoformat()}

    def cursor(self) -> str:
        """Return the cursor of somewhere in the list."""
        return f"{self.day()}.{self.random.randrange(16**20):020x}"

    def box(self, size: float) -> str:
        """Return a window of so many degrees a side around a place."""
        _, lat, lon = self.made.place(self.random)
        ends = (max(-90, lat - size / 2), lon - size / 2, min(90, lat + size / 2), lon + size / 2)
        return ",".join(f"{x:.3f}" for x in ends)


def _window_of(connection: object, wanted: int) -> str:
    """Return the window from the south pole up that holds `wanted` places or more, or all where there are fewer."""
    told = "SELECT lat FROM incident WHERE lat IS NOT NULL ORDER BY lat LIMIT 1 OFFSET ?"
    north = connection.exec_driver_sql(told, (wanted,)).scalar()  # type: ignore[attr-defined]
    return f"-85,-180,{85 if north is None else north:.3f},180"
