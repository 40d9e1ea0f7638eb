"""Fill a store in bulk for bench/store.py: the rows that adding would make, then the indexes."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
from made import DAYS, FIRST_DAY, KINDS, SECTORS, SENTENCES, STATES, STATUSES, TYPES, Maker

from vedette.incidents.families import FAMILIES
from vedette.store import schema
from vedette.store import schema_derived as derived
from vedette.store.dialects import add_words
from vedette.store.engine import make_engine
from vedette.store.entry import cell_of, pair_of
from vedette.store.rows import hash_of
from vedette.store.store import Store

CHUNK = 50_000
FIGURES = 0.15
"""Share of the claims that are figures."""

DATES = [(FIRST_DAY + timedelta(n - 250)).isoformat() for n in range(DAYS + 250)]
KEYED = {
    "party": "name of role wide since claim",
    "dyad": "pair of wide since claim doer",
    "involved": "party wide since incident",
}


def fill(store: Store, maker: Maker, sentences: int, claims: int) -> None:
    """Fill an empty store with so many sentences and claims, and a tenth as many incidents as claims.

    Each chunk is a transaction of its own, and SQLite's journal is off meanwhile: in one transaction the log would hold the
    whole fill before any of it came into the file.
    """
    documents = sentences // SENTENCES
    indexed = (schema.event, schema.figure, schema.sentence, derived.incident, derived.involved)
    indexes = [i for t in indexed for i in t.indexes]
    figures = int(claims * FIGURES)
    engine = make_engine(store.address)
    with engine.connect() as connection:
        _unsafe(connection, unsafe=True)
        _prepare(connection, indexes)
        _texts(connection, maker, documents)
        _claims(connection, maker, "event", (documents, sentences, claims - figures))
        _claims(connection, maker, "figure", (documents, sentences, figures))
        _incidents(connection, maker, claims // 10)
        _keys(connection)
        for index in indexes:
            index.create(connection)
            _done(connection, f"index {index.name}")
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "postgresql" else "PRAGMA optimize")
        _done(connection, "analysed")
        _unsafe(connection, unsafe=False)
    engine.dispose()


def _unsafe(connection: Any, *, unsafe: bool) -> None:
    if connection.dialect.name == "sqlite":
        pragmas = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000") if unsafe else ("journal_mode=WAL",)
        for pragma in pragmas:
            # Outside of a transaction, where alone the journal can be changed.
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}").fetchall()


def _prepare(connection: Any, indexes: list[Any]) -> None:
    for index in indexes:
        index.drop(connection)
    for name, columns in KEYED.items():
        # A table that is its own index is filled in its own order, which is many times quicker.
        connection.exec_driver_sql(f'CREATE TABLE "{name}_heap" ({_typed(columns)})')
    connection.commit()


def _keys(connection: Any) -> None:
    for name, columns in KEYED.items():
        listed = ", ".join(f'"{c}"' for c in columns.split())
        connection.exec_driver_sql(
            f'INSERT INTO {name} ({listed}) SELECT {listed} FROM "{name}_heap" ORDER BY {listed}'  # noqa: S608
        )
        connection.exec_driver_sql(f'DROP TABLE "{name}_heap"')
        _done(connection, f"keys {name}")


def _done(connection: Any, what: str) -> None:
    connection.commit()
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _typed(columns: str) -> str:
    kinds = {"wide": "boolean", "claim": "bigint"}
    return ", ".join(f'"{c}" {kinds.get(c, "text")}' for c in columns.split())


def _put(connection: Any, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert tuples as quickly as the database takes them."""
    names = ", ".join(f'"{c}"' for c in columns.split())
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns.split()))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def _texts(connection: Any, maker: Maker, documents: int) -> None:
    random = Random(1)
    body = json.dumps({"warnings": [], "passages": []})
    serial = 0
    for first in range(0, documents, CHUNK // 10):
        rows, cut, words = [], [], []
        for n in range(first, min(documents, first + CHUNK // 10)):
            text = ""
            for _ in range(SENTENCES):
                sentence, serial = maker.sentence(random), serial + 1
                cut.append((serial, n + 1, len(text), len(text) + len(sentence)))
                words.append({"n": serial, "t": sentence})
                text += sentence + " "
            day = maker.day(random).isoformat()
            rows.append((n + 1, f"made-{n}", hash_of(text), maker.source(random), day, "en", body, text))
        _put(connection, "document", "serial id hash source published language body text", rows)
        _put(connection, "sentence", "serial document start end", cut)
        add_words(connection, words)
        readings = [(r[0], r[0], "bench 1", "2026-11-29T00:00:00Z", 0, 0, "{}") for r in rows]
        _put(connection, "reading", "serial document reader at events figures body", readings)
        _done(connection, f"{first + len(rows)} documents")


def _claims(connection: Any, maker: Maker, of: str, sizes: tuple[int, int, int]) -> None:
    draw = np.random.default_rng(2 if of == "event" else 3)
    own = "type status confidence" if of == "event" else "kind side event"
    columns = f"serial id document reading sentence source wide since until lat lon cell region body {own}"
    for first in range(0, sizes[2], CHUNK):
        keyed: dict[str, list[tuple[Any, ...]]] = {"party": [], "dyad": []}
        count = min(CHUNK, sizes[2] - first)
        rows = list(_rows(maker, draw, of, (sizes[0], sizes[1], first, count), keyed))
        _put(connection, of, columns, rows)
        for name, found in keyed.items():
            _put(connection, f"{name}_heap", KEYED[name], found)
        _done(connection, f"{first + count} of {of}")


def _rows(
    maker: Maker, draw: Any, of: str, sizes: tuple[int, int, int, int], keyed: dict[str, list[tuple[Any, ...]]]
) -> Iterator[tuple[Any, ...]]:
    documents, sentences, first, count = sizes
    states = [_some(draw, maker.state_weights, count).tolist() for _ in range(3)]
    told = [(draw.random(count) < p).tolist() for p in (0.8, 0.7, 0.5)]
    picked = zip(
        draw.integers(1, documents + 1, count).tolist(),
        draw.integers(1, sentences + 1, count).tolist(),
        _some(draw, maker.source_weights, count).tolist(),
        _some(draw, maker.place_weights, count).tolist(),
        draw.integers(0, DAYS, count).tolist(),
        draw.integers(0, 10_000, count).tolist(),
        strict=True,
    )
    for n, (document, sentence, source, place, day, chance) in enumerate(picked):
        serial, wide = first + n + 1, chance < 100
        since = DATES[day + 250 - (200 if wide else (0, 0, 1, 30)[chance % 4])]
        people = [STATES[states[k][n]] if told[k][n] else None for k in range(3)]
        sector = SECTORS[chance % len(SECTORS)]
        _key(keyed, of, (wide, since, serial), people, sector)
        where = _where(maker, place) if chance % 10 < 6 else (None, None, None, None)
        id_ = f"{of[0]}{serial:019x}"
        body, own = _body(of, id_, people, sector, chance)
        yield (
            serial, id_, document, document, sentence, maker.sources[source], wide, since, DATES[day + 250],
            *where, body, *own,
        )  # fmt: skip


def _some(draw: Any, weights: list[float], count: int) -> Any:
    return np.searchsorted(np.asarray(weights), draw.random(count) * weights[-1])


def _where(maker: Maker, place: int) -> tuple[float, float, int, int]:
    _, lat, lon = maker.places[place]
    return lat, lon, *cell_of(lat, lon)


def _key(
    keyed: dict[str, list[tuple[Any, ...]]], of: str, at: tuple[bool, str, int], people: list[str | None], sector: str
) -> None:
    for role, who in zip(("actor", "recipient", "claimant"), people, strict=True):
        if who:
            keyed["party"].append((who, of, role, *at))
            keyed["party"].append((f"{who}/{sector}", of, role, *at))
    doer, sufferer, _ = people
    if doer and sufferer and doer != sufferer:
        keyed["dyad"].append((pair_of(doer, sufferer), of, *at, doer))


_ACTOR = '[{"start":0,"end":9,"text":"the force","country":"%s","sector":"%s","entity":null,"name":null}]'
_EVENT = (
    '{"id":"%s","type":"%s","mode":null,"status":"%s","quoted":false,"confidence":%s,'
    '"trigger":{"start":0,"end":5,"text":"words"},"sentence":{"start":0,"end":90},"cue":null,"place":null,"time":null,'
    '"actors":%s,"recipients":%s,"claimants":%s}'
)
_FIGURE = (
    '{"id":"%s","event":null,"start":0,"end":9,"text":"the force","kind":"%s","low":9,"high":null,"approx":false,'
    '"who":"military","side":%s,"scope":"incident","claimants":%s,"cue":null,"confidence":0.5}'
)


def _body(
    of: str, id_: str, people: list[str | None], sector: str, chance: int
) -> tuple[str, tuple[str | float | None, ...]]:
    actors = [_ACTOR % (p, sector) if p else "[]" for p in people]
    if of == "event":
        type_, status = TYPES[chance % len(TYPES)], STATUSES[chance // 16 % len(STATUSES)]
        confidence = chance % 100 / 100
        return _EVENT % (id_, type_, status, confidence, *actors), (type_, status, confidence)
    kind, side = KINDS[chance % len(KINDS)], people[1]
    return _FIGURE % (id_, kind, json.dumps(side), actors[2]), (kind, side, None)


def _incidents(connection: Any, maker: Maker, count: int) -> None:
    random = Random(3)
    families = [FAMILIES[t] for t in TYPES]
    for first in range(0, count, CHUNK):
        rows, involved = [], []
        for n in range(first, min(count, first + CHUNK)):
            id_, day = f"{n:020x}", DATES[random.randrange(DAYS) + 250]
            parties = {maker.state(random), maker.state(random)}
            name, lat, lon = maker.place(random)
            body = {
                "id": id_, "family": "force", "tellings": [id_], "mentions": [id_], "documents": ["made-1"],
                "origins": 1, "doers": sorted(parties), "sufferers": [], "mode": None, "first_told": day,
                "judgements": [],
                "place": {"start": 0, "end": 1, "text": name, "name": name, "country": None, "lat": lat, "lon": lon,
                          "precision": "settlement", "geonames": None, "reason": "", "doubt": None},
                "days": {"first": day, "last": day, "told": True, "wide": False, "clock": None},
            }  # fmt: skip
            rows.append((id_, families[n % len(families)], False, day, day, lat, lon, 1, json.dumps(body)))
            involved += [(p, False, day, id_) for p in parties]
        _put(connection, "incident", "id family wide since until lat lon origins body", rows)
        _put(connection, "involved_heap", KEYED["involved"], involved)
        _done(connection, f"{first + len(rows)} incidents")
