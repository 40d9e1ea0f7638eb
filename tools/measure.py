"""Measure the reader on the texts kept aside and on the pieces, with the marker and by rules alone: the tables of docs/measurements.md.

python tools/measure.py            # corpus/*, and ../shared/gold/dev where it is there
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from marker_examples import is_aside

from vedette.api import reader
from vedette.documents import prepare
from vedette.records.document import Document
from vedette.scoring.gold import Coded, load_gold
from vedette.scoring.measures import score
from vedette.workflow.read import Reader

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "dev"
SHOWN = ("event type", "event dyad", "event full", "casualty", "casualty with claimant", "quote", "quote with speaker")
FIELDS = ("status", "claimants", "mode", "actors", "recipients", "place", "time")


def read(by: Reader, gold: Sequence[Coded]) -> dict[str, Mapping[str, Any]]:
    """Return the records of `gold` by id."""
    told = [{k: v for k, v in c.document.items() if v is not None and k != "text"} for c in gold]
    documents = [prepare(Document.of(c.text, **d)) for c, d in zip(gold, told, strict=True)]
    return {r.document.id: json.loads(json.dumps(r.to_json())) for r in by.read_all(documents)}


def row(name: str, gold: Sequence[Coded], records: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table's row: F1 of every measure, then the share right of every field of right types."""
    told = score(gold, records).to_json()
    f1 = [told["measures"][m] for m in SHOWN]
    shares = [told["of right types"][f]["share"] for f in FIELDS]
    cells = [f"{m['f1']:.2f}" if m["gold"] else "" for m in f1] + [f"{x:.2f}" if x is not None else "" for x in shares]
    return f"| {name} | {len(gold)} | {f1[0]['gold']} | " + " | ".join(cells) + " |"


def aside(path: Path) -> list[Coded]:
    """Return the texts of a corpus file that are kept aside."""
    gold = load_gold(path)
    return [c for n, c in enumerate(gold) if is_aside(path.name, n, len(gold), c.id)]


def main() -> int:
    """Print the tables."""
    both = reader()
    rules = replace(both, marker=None)
    sets = {
        p.name: aside(p) for p in sorted(CORPUS.glob("*")) if p.suffix in (".coded", ".jsonl") and p.stem != "pieces"
    }
    sets["all of these"] = [c for gold in sets.values() for c in gold]
    if GOLD.exists():
        sets["dev gold"] = list(load_gold(GOLD))
    for title, by in (("with the marker", both), ("rules alone", rules)):
        sys.stdout.write(f"\n| {title} | texts | events | {' | '.join(SHOWN)} | {' | '.join(FIELDS)} |\n")
        sys.stdout.write("|---" * (3 + len(SHOWN) + len(FIELDS)) + "|\n")
        for name, gold in sets.items():
            sys.stdout.write(row(name, gold, read(by, gold)) + "\n")
    pieces = load_gold(CORPUS / "pieces.coded")
    told = {"marker": read(both, pieces), "rules": read(rules, pieces)}
    for kind, records in told.items():
        sys.stdout.write(f"\n| piece ({kind}) | texts | events | {' | '.join(SHOWN)} | {' | '.join(FIELDS)} |\n")
        sys.stdout.write("|---" * (3 + len(SHOWN) + len(FIELDS)) + "|\n")
        for name in dict.fromkeys(c.register for c in pieces):
            sys.stdout.write(row(name, [c for c in pieces if c.register == name], records) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
