"""What the relevance gate keeps and saves: a mixed stream read whole, and behind the gate.

Usage: python bench/gate.py [--documents N] [--seed S] [--docs DOCUMENTS.jsonl] [--curve] [--format text|json]

The stream is bench/stream.py's evaluation part: articles that training never saw, and coded texts kept aside. Both ways are
run, in batches of 48 as archives are, and their CPU time is compared; documents are prepared once, before either. With --docs
the texts of a file are read instead, all of them taken for relevant, and what was coded in them stands in a folder `gold` beside
it, if anywhere. --curve adds what other thresholds would have done, --lost what is held back or passes wrongly.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from stream import stream

from vedette.documents import prepare
from vedette.reading.gate import SHORT, load_gate
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.workflow.gated import BATCH, read_gated
from vedette.workflow.read import Reader

KNOWN = ("id", "title", "published", "source", "url", "language")


@dataclass(frozen=True, slots=True)
class Item:
    """A document of the stream with what reading it whole finds, and what the gate makes of it."""

    document: Document
    relevant: bool
    kind: str
    coded: int
    record: Record
    score: float
    passes: bool
    reason: str
    spans: tuple[tuple[int, int, float], ...]

    @property
    def words(self) -> int:
        """Return how many words the document has."""
        return len(self.document.text.split())

    @property
    def found(self) -> int:
        """Return how many events and counts reading it whole finds."""
        return len(self.record.events) + len(self.record.casualties)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


def measured(told: list[dict[str, Any]]) -> tuple[list[Item], dict[str, float]]:
    """Return the items, and the CPU seconds of reading everything, of the gate, and of the whole behind it."""
    reader, gate = Reader.load(), load_gate()
    documents = [prepare(Document.of(t["text"], **{k: t[k] for k in KNOWN if t.get(k)})) for t in told]
    list(reader.read_all(documents[:8]))
    seconds, began = {}, time.process_time()
    records = [r for batch in batches(documents) for r in reader.read_all(batch)]
    seconds["whole"], began = time.process_time() - began, time.process_time()
    decisions = [gate.passes(d) for d in documents]
    seconds["gate"], began = time.process_time() - began, time.process_time()
    behind = list(read_gated(documents, gate, reader.read_all))
    seconds["behind"] = time.process_time() - began
    # What passes must be read exactly as without a gate.
    assert all(r == b for r, b in zip(records, behind, strict=True) if b.unread is None)  # noqa: S101 - a bench may stop
    every = zip(told, documents, records, decisions, strict=True)
    return [
        Item(d, t.get("relevant", True), t.get("kind", ""), len(t.get("coded", ())), r, x.score, x.passes, x.reason, spans)
        for t, d, r, x in every
        for spans in [tuple((s.start, s.end, p) for s, p in gate.spans(d))]
    ], seconds  # fmt: skip


def share(part: float, of: float) -> float:
    return round(part / of, 4) if of else 1.0


def kept(items: list[Item]) -> dict[str, Any]:
    """Return how much of what reading everything finds is kept: events, casualties, documents that hold some."""
    on = [i for i in items if i.passes]
    return {
        "documents": len(items),
        "passed": share(len(on), len(items)),
        "events": sum(len(i.record.events) for i in items),
        "events_kept": share(sum(len(i.record.events) for i in on), sum(len(i.record.events) for i in items)),
        "casualties": sum(len(i.record.casualties) for i in items),
        "casualties_kept": share(sum(len(i.record.casualties) for i in on), sum(len(i.record.casualties) for i in items)),
        "coded": sum(i.coded for i in items),
        "coded_kept": share(sum(i.coded for i in on), sum(i.coded for i in items)),
    }  # fmt: skip


def summary(items: list[Item], seconds: dict[str, float]) -> dict[str, Any]:
    words = sum(i.words for i in items)
    return {
        "words": words,
        "all": kept(items),
        "relevant": kept([i for i in items if i.relevant]),
        "others": kept([i for i in items if not i.relevant]),
        "words_passed": share(sum(i.words for i in items if i.passes), words),
        "words_relevant": share(sum(i.words for i in items if i.relevant), words),
        "cpu_seconds": {k: round(v, 2) for k, v in seconds.items()},
        "gate_us_a_word": round(seconds["gate"] / words * 1e6, 2),
        "reading_us_a_word": round(seconds["whole"] / words * 1e6, 1),
        "times_as_fast": round(seconds["whole"] / seconds["behind"], 2),
        "sentences": by_sentence(items),
    }


def by_sentence(items: list[Item]) -> dict[str, Any]:
    """Return what would be left if of the passed documents only sentences from the gate's threshold on were read."""
    least = load_gate().weights.least_sentence
    spans = [(i, *s) for i in items if i.passes for s in i.spans]
    starts = {id(i): [e.trigger.start for e in i.record.events] for i in items}
    lost = sum(a <= s < b for i, a, b, p in spans if p < least for s in starts[id(i)])
    return {
        "passed": share(sum(p >= least for *_, p in spans), len(spans)),
        "words_passed": share(sum(b - a for _, a, b, p in spans if p >= least), sum(b - a for _, a, b, _ in spans)),
        "events_lost": lost,
        "events_lost_share": share(lost, sum(len(i.record.events) for i in items)),
    }


def curve(items: list[Item]) -> list[dict[str, Any]]:
    """Return what documents of SHORT words and more would be kept from other thresholds on."""
    out = []
    for least in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98):
        on = [i for i in items if (i.passes if i.words < SHORT else i.score >= least)]
        relevant = [i for i in items if i.relevant]
        out.append({
            "from": least,
            "events_kept": share(sum(i.found for i in on), sum(i.found for i in items)),
            "relevant_events_kept": share(sum(i.found for i in on if i.relevant), sum(i.found for i in relevant)),
            "others_held": share(sum(not i.relevant for i in items) - sum(not i.relevant for i in on), sum(not i.relevant for i in items)),
            "words_passed": share(sum(i.words for i in on), sum(i.words for i in items)),
        })  # fmt: skip
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--documents", type=int, default=500)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--docs", type=Path)
    ap.add_argument("--curve", action="store_true")
    ap.add_argument(
        "--lost", action="store_true", help="tell the relevant documents that are held back, and the others that pass"
    )
    ap.add_argument("--format", choices=["text", "json"], default="text")
    args = ap.parse_args()
    if args.docs:
        told = [{**json.loads(line), "coded": ()} for line in args.docs.read_text("utf-8").splitlines()]
        for t in told:
            gold = args.docs.parent / "gold" / f"{t['id']}.json"
            if gold.exists():
                found = json.loads(gold.read_text("utf-8"))
                t["coded"] = [*found["events"], *found["casualties"]]
    else:
        told = stream("evaluation", args.documents, args.seed)
    items, seconds = measured(told)
    found = summary(items, seconds) | ({"curve": curve(items)} if args.curve else {})
    if args.format == "json":
        print(json.dumps(found))
        return
    for name, value in found.items():
        if isinstance(value, list):
            print(name, *value, sep="\n  ")
        else:
            print(f"{name}: {value}")
    for i in items if args.lost else ():
        if i.relevant != i.passes:
            print(f"{i.document.id} ({i.kind}, {i.found} found): {i.reason}")


if __name__ == "__main__":
    main()
