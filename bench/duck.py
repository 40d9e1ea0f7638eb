"""How fast DuckDB answers on an archive's events: python bench/duck.py --rows 10000000 --keep FOLDER.

Rows are made with numpy by the schema of `vedette bulk` (engine/columns.py): 3,000 dyads by Zipf's law, over ten years, in files of one
year as an archive has them. The queries are those of docs/bulk.md; each is asked in a new process once the files have been read
before, and the median of --rounds is told.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from made import SECTORS, STATES, STATUSES, TYPES

from vedette.engine.tables import schema_of

CHUNK = 500_000
FIRST = np.datetime64("2013-01-01")
DAYS = 3650
DYADS = 3000
ZIPF = 1 / np.arange(1, DYADS + 1)

QUERIES = {
    "events by dyad and month": """
        WITH told AS (
            SELECT actor_country AS a, recipient_country AS b, month, count(*) AS n
            FROM read_parquet('{out}/events/*/*.parquet', hive_partitioning = true) WHERE a <> b GROUP BY ALL)
        SELECT least(a, b) AS one, greatest(a, b) AS two, month, sum(n) AS events
        FROM told GROUP BY ALL ORDER BY events DESC LIMIT 20""",
    "one dyad by month and type": """
        SELECT month, type, count(*) AS events FROM read_parquet('{out}/events/*/*.parquet', hive_partitioning = true)
        WHERE actor_country = 'BAL' AND recipient_country = 'BAK' GROUP BY ALL ORDER BY month, type""",
    "who says so of one dyad in one year": """
        SELECT claimant_country, type, count(*) AS events FROM read_parquet('{out}/events/*/*.parquet', hive_partitioning = true)
        WHERE year = '2020' AND actor_country = 'BAL' AND recipient_country = 'BAK' GROUP BY ALL ORDER BY events DESC""",
    "violence within a box by place": """
        SELECT place, lat, lon, count(*) AS events FROM read_parquet('{out}/events/*/*.parquet', hive_partitioning = true)
        WHERE type IN ('ASSAULT', 'COERCE') AND status = 'actual' AND lat BETWEEN 38 AND 42 AND lon BETWEEN 43 AND 51
        GROUP BY ALL ORDER BY events DESC LIMIT 50""",
}
ASKED = "import sys, time, duckdb\nduckdb.sql('SET enable_progress_bar = false')\nt = time.perf_counter()\nn = len(duckdb.sql(sys.argv[1]).fetchall())\nprint(time.perf_counter() - t, n)"


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    told.add_argument("--rows", type=int, default=10_000_000)
    told.add_argument("--rounds", type=int, default=5)
    told.add_argument("--keep", type=Path, help="folder of the events; kept, and used again where it is there")
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = asked.keep or Path(folder)
        if not (out / "events").exists():
            make(out, asked.rows)
        files = list((out / "events").rglob("*.parquet"))
        size = sum(f.stat().st_size for f in files) / 1e6
        print(f"{asked.rows} events, {len(files)} files, {size:.0f} MB")
        for name, query in QUERIES.items():
            seconds, rows = ask(query.format(out=out), asked.rounds)
            print(f"| {name} | {seconds:.2f} s | {rows} rows |")


def ask(query: str, rounds: int) -> tuple[float, int]:
    """Return the median of seconds that a query takes, opening the files included, and its rows."""
    found = []
    for _ in range(rounds + 1):
        done = subprocess.run([sys.executable, "-c", ASKED, query], capture_output=True, text=True, check=True)
        seconds, rows = done.stdout.splitlines()[-1].split()
        found.append((float(seconds), int(rows)))
    return statistics.median(s for s, _ in found[1:]), found[0][1]


def make(out: Path, rows: int) -> None:
    draw = np.random.default_rng(7)
    began = time.monotonic()
    weights = 1 / np.arange(1, len(STATES) + 1)
    for first in range(0, rows, CHUNK):
        count = min(CHUNK, rows - first)
        days = FIRST + np.sort(draw.integers(0, DAYS, count))
        table = pa.table(columns(draw, count, days, first, weights / weights.sum()), schema=schema_of("events"))
        years = days.astype("datetime64[Y]").astype(int) + 1970
        for year in np.unique(years):
            part = table.filter(pa.array(years == year))
            path = out / "events" / f"year={year}" / f"{first // CHUNK:06d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(part, path, compression="zstd", row_group_size=50_000)
        print(f"{first + count} rows, {time.monotonic() - began:.0f} s", file=sys.stderr)


def columns(draw: Any, count: int, days: Any, first: int, weights: Any) -> list[pa.Array]:
    """Return every column of the events table; what a query does not ask of is made cheaply, but is there."""
    states = np.array(STATES)
    dyads = np.random.default_rng(3).choice(len(states), (DYADS, 2), p=weights)
    told_of = dyads[draw.choice(DYADS, count, p=ZIPF / ZIPF.sum())]
    who = {"actor": states[told_of[:, 0]], "recipient": states[told_of[:, 1]]}
    who["claimant"] = states[draw.choice(len(states), count, p=weights)]
    places = draw.integers(0, 4000, count)
    told = {
        "id": pa.array(np.char.add("e", np.arange(first, first + count).astype(str))),
        "document": pa.array(np.char.add("d", (np.arange(first, first + count) // 3).astype(str))),
        "source": pa.array(np.char.add("Paper ", draw.integers(0, 400, count).astype(str))),
        "type": pa.array(np.array(TYPES)[draw.integers(0, len(TYPES), count)]),
        "status": pa.array(np.array(STATUSES)[draw.integers(0, len(STATUSES), count)]),
        "published": pa.array(days.astype("datetime64[D]")),
        "from": pa.array(days.astype("datetime64[D]")),
        "to": pa.array(days.astype("datetime64[D]")),
        "month": pa.array(np.datetime_as_string(days, unit="M")),
        "place": pa.array(np.char.add("Place ", places.astype(str))),
        "lat": pa.array(np.round(places % 90 - 20 + draw.random(count), 4)),
        "lon": pa.array(np.round(places % 330 - 160 + draw.random(count), 4)),
        "confidence": pa.array(np.round(draw.random(count), 2)),
        "quoted": pa.array(draw.random(count) < 0.1),
        "trigger": pa.array(["shelled"] * count),
        "start": pa.array(draw.integers(0, 3000, count)),
        "end": pa.array(draw.integers(3000, 6000, count)),
    }
    ends = np.arange(count + 1, dtype=np.int32)
    for role, found in who.items():
        told[f"{role}_country"] = pa.array(found)
        told[f"{role}_countries"] = pa.ListArray.from_arrays(ends, pa.array(found))
        told[f"{role}_sector"] = pa.array(np.array(SECTORS)[draw.integers(0, len(SECTORS), count)])
        told[f"{role}s"] = pa.ListArray.from_arrays(ends, pa.array(["the ministry of defence"] * count))
    return [told[f.name].cast(f.type) if f.name in told else pa.nulls(count, f.type) for f in schema_of("events")]


if __name__ == "__main__":
    main()
