"""What reading everything finds in coded texts, kept for training the gate: `python tools/gate_labels.py OUT FILE…`.

For each FILE (`.coded`, JSON Lines of coded texts or of documents) OUT/FILE.jsonl gets one line a text: the text, where the
reader found events and counts, where people coded them, and whether the text is kept aside from training. Reading is slow, so
that a line is not made again where the same text was read by the same reader.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from marker_examples import is_aside

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.scoring.gold import load_gold
from vedette.workflow.read import Reader

KNOWN = ("id", "title", "published", "source", "url", "language")


def texts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the texts of a file with what is known of each, what people coded, and whether it is kept aside."""
    with path.open(encoding="utf-8") as f:
        if '"relevant":' in f.readline():
            yield from _documents(path)
            return
    gold = load_gold(path)
    for n, c in enumerate(gold):
        coded = [[e["start"], e["end"]] for e in (*c.events, *c.casualties)]
        aside = is_aside(path.name, n, len(gold), c.id)
        yield {"document": _known(c.document), "aside": aside, "coded": coded}


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        told = json.loads(line)
        yield {"document": _known(told), "aside": bool(told.get("aside")), "relevant": told.get("relevant")}


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {k: told[k] for k in (*KNOWN, "text") if told.get(k) is not None}


def found(record: Record) -> dict[str, Any]:
    """Return where a record has events and counts: lists of start, end, what."""
    return {
        "events": [[e.trigger.start, e.trigger.end, e.type, e.confidence] for e in record.events],
        "casualties": [[c.start, c.end, c.kind, c.confidence] for c in record.casualties],
    }


def label(path: Path, out: Path, reader: Reader) -> None:
    """Write the labels of the texts of one file, taking those that are there and still hold."""
    target = out / f"{path.name}.jsonl"
    old = {}
    if target.exists():
        told = (json.loads(line) for line in target.read_text("utf-8").splitlines())
        old = {(x["document"]["id"], x["document"]["text"]): x for x in told if x["reader"] == reader.version}
    wanted = list(texts(path))
    new = [t["document"] for t in wanted if (t["document"]["id"], t["document"]["text"]) not in old]
    documents = [prepare(Document.of(**d)) for d in new]
    read = dict(zip(((d["id"], d["text"]) for d in new), map(found, reader.read_all(documents)), strict=True))
    lines = []
    for t in wanted:
        key = (t["document"]["id"], t["document"]["text"])
        kept = {k: old[key][k] for k in ("events", "casualties")} if key in old else read[key]
        lines.append(json.dumps({**t, **kept, "file": path.name, "reader": reader.version}, ensure_ascii=False))
    target.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stderr.write(f"{path.name}: {len(lines)} texts, {len(new)} read now\n")


def main() -> int:
    """Label the files named on the command line."""
    out, *files = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    reader = Reader.load()
    for path in files:
        label(path, out, reader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
