"""Words per second on one core: spaCy's bare pipeline beside Vedette end to end, in one process, in turn.

Usage: python bench/reader.py [DOCUMENTS.jsonl] [--rounds N] [--format text|json]

Bare is the same model's tagger, parser and entity recogniser over the same texts. Vedette is everything from the
document to its JSON: language and passages, parse, spans, marker, coding, writing; rules alone is that without the marker. The rounds alternate, so that a machine whose
speed drifts slows both; medians are printed. Without a file the example dossier is read, repeated.
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

from vedette.documents import prepare
from vedette.reading.model import installed_model, load_model
from vedette.records.document import Document
from vedette.workflow.read import Reader

REPEATED = 20


def documents(path: Path | None) -> list[Document]:
    text = (
        path.read_text("utf-8")
        if path
        else resources.files("vedette.examples").joinpath("september-2022.jsonl").read_text("utf-8")
    )
    told = [json.loads(line) for line in text.splitlines() if line.strip()]
    found = [Document.of(d["text"], id=d["id"], published=d.get("published"), source=d.get("source")) for d in told]
    return found if path else found * REPEATED


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("file", nargs="?", type=Path)
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--format", choices=["text", "json"], default="text")
    args = ap.parse_args()
    docs = documents(args.file)
    words = sum(len(d.text.split()) for d in docs)
    reader, nlp = Reader.load(), load_model()
    texts = [d.text for d in docs]

    def bare() -> None:
        with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "ner"]):
            for _ in nlp.pipe(texts):
                pass

    def whole(by: Reader) -> None:
        for record in by.read_all(prepare(d) for d in docs):
            json.dumps(record.to_json(), ensure_ascii=False)

    rules = replace(reader, marker=None)
    bare(), whole(reader)
    pairs = [
        (words / timed(bare), words / timed(lambda: whole(reader)), words / timed(lambda: whole(rules)))
        for _ in range(args.rounds)
    ]
    out = {
        "model": " ".join(installed_model()),
        "documents": len(docs),
        "words": words,
        "rounds": args.rounds,
        "bare_words_per_second": round(statistics.median(p[0] for p in pairs)),
        "vedette_words_per_second": round(statistics.median(p[1] for p in pairs)),
        "ratio": round(statistics.median(p[1] / p[0] for p in pairs), 3),
        "rules_alone_words_per_second": round(statistics.median(p[2] for p in pairs)),
        "rules_alone_ratio": round(statistics.median(p[2] / p[0] for p in pairs), 3),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(
        json.dumps(out) if args.format == "json" else "\n".join(f"{k.replace('_', ' ')}: {v}" for k, v in out.items())
    )


if __name__ == "__main__":
    main()
