"""What stands in an output, to be compared."""

import json
from pathlib import Path

import pyarrow.parquet as pq


def files(out):
    """Return every file of the tables with its bytes, by its path."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(Path(out).rglob("*.parquet"))}


def rows(out, table):
    """Return the rows of a table, file by file."""
    found = sorted(Path(out, table).rglob("*.parquet"))
    return [row for p in found for row in pq.read_table(p, partitioning=None).to_pylist()]


def sorted_rows(out):
    """Return all rows of all tables as bytes, sorted."""
    tables = sorted(p.name for p in Path(out).iterdir() if p.is_dir() and p.name != "_shards")
    told = [json.dumps([t, row], default=str, sort_keys=True) for t in tables for row in rows(out, t)]
    return "\n".join(sorted(told)).encode()
