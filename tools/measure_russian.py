"""Measure the reader of Russian on corpus/languages/russian.jsonl: `python tools/measure_russian.py [-v]` (docs/languages.md)."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.scoring.languages import measure
from vedette.workflow.russian import RussianReader

KEY = Path(__file__).parent.parent / "corpus" / "languages" / "russian.jsonl"


def coded() -> list[dict[str, Any]]:
    """Return the coded texts."""
    return [json.loads(line) for line in KEY.read_text("utf-8").splitlines()]


def read(reader: RussianReader, told: Sequence[dict[str, Any]]) -> list[Record]:
    """Return the records of coded texts, in order."""
    known = ("id", "published", "language")
    documents = (prepare(Document.of(t["text"], **{k: t[k] for k in known})) for t in told)
    return list(reader.read_all(documents))


def main() -> None:
    """Print the measures of what was developed on, and of what was kept aside."""
    reader = RussianReader.load()
    for aside in (False, True):
        told = [t for t in coded() if t["aside"] is aside]
        records = read(reader, told)
        _tell(f"{'kept aside' if aside else 'developed on'} ({len(told)} texts)")
        for name, m in measure(told, records).items():
            shares = f"P {m['precision']:.2f}  R {m['recall']:.2f}  F1 {m['f1']:.2f}"
            _tell(f"  {name:22} {shares}  ({m['hit']} of {m['gold']}, {m['found']} found)")
        if "-v" in sys.argv and not aside:
            # What is kept aside is not looked at, so that its figures keep their meaning.
            for t, r in zip(told, records, strict=True):
                _tell(json.dumps({n: t[n] for n in ("text", "casualties", "quotes", "names")}, ensure_ascii=False))
                _tell(json.dumps({**r.to_json(), "document": t["id"]}, ensure_ascii=False) + "\n")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
