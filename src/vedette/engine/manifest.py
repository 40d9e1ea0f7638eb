"""The manifest of an output, made from its receipts alone: the same receipts give the same bytes."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from vedette.engine.columns import SCHEMA, TABLES
from vedette.engine.receipts import Receipt
from vedette.engine.shards import Shard

PATH = "manifest.json"


def manifest(receipts: Iterable[Receipt], missing: Sequence[Shard] = ()) -> dict[str, Any]:
    """Return the manifest: tables with their files, the shards with their counts, totals, and what is `missing`.

    No time is in it, and nothing of the machines that worked.
    """
    done = sorted(receipts, key=lambda r: (r.input, r.start, r.shard))
    files = sorted(f for r in done for f in r.files)
    totals: Counter[str] = Counter()
    for receipt in done:
        totals.update(receipt.counts)
    return {
        "schema": SCHEMA,
        "complete": not missing,
        "readers": sorted({r.reader for r in done}),
        "totals": dict(sorted(totals.items())),
        "tables": {
            table: {
                "rows": sum(f.rows for f in files if f.table == table),
                "files": [
                    {"path": f.path, "rows": f.rows, "bytes": f.bytes, "sha256": f.sha256}
                    for f in files
                    if f.table == table
                ],
            }
            for table in TABLES
        },
        "shards": [
            {
                "id": r.shard,
                "input": r.input,
                "kind": r.kind,
                "start": r.start,
                "stop": r.stop,
                "counts": dict(r.counts),
            }
            for r in done
        ],
        "missing": [{"id": s.id, "input": s.input.name, "start": s.start, "stop": s.stop} for s in missing],
    }


def packed(told: dict[str, Any]) -> bytes:
    """Return a manifest as JSON."""
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")
