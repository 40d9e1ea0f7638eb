"""Turn coded texts into training examples for the marker: `python tools/marker_examples.py OUT.jsonl FILE…`.

An example is one text as the reader sees it: its sentences' words, and over them the labels. A coded word span is told by
its head word, the one whose head lies outside the span, since that is what coding resolves. Every sixth text of a file is
kept aside ("aside": true) and never trained on; docs/reading.md says which.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from vedette.documents import prepare
from vedette.reading.features import kinds, listed
from vedette.reading.parse import Parser
from vedette.records.document import Document
from vedette.records.reading import Sentence
from vedette.scoring.gold import Coded, load_gold

ROLES = (("actors", "actor"), ("recipients", "recipient"), ("claimants", "claimant"))
ASIDE = 6
"""One text in this many is kept aside from training."""

Anchor = tuple[int, int]

CONTENT = ("NOUN", "PROPN", "VERB", "PRON", "ADJ", "NUM")


def is_aside(file: str, n: int, of: int, name: str) -> bool:
    """Tell whether text `n` of the `of` in `file`, called `name`, is kept aside: of the older files only such as nobody looked at."""
    if file == "wire.jsonl":
        return n % 4 == 1
    if file == "statements.jsonl":
        return n >= of // 2 and n % 2 == 0
    return crc32(name.encode()) % ASIDE == 0


def anchor_of(sentences: Sequence[Sentence], start: int, end: int) -> Anchor | None:
    """Return sentence and word that stand for the characters `start` to `end`: the head of what lies in them."""
    for s in sentences:
        inside = [w for w in s.words if w.start < end and w.end > start]
        if not inside:
            continue
        numbers = {w.i for w in inside}
        heads = [w for w in inside if w.head not in numbers or w.head == w.i]
        best = [w for w in heads if w.pos in CONTENT] or [w for w in inside if w.pos in CONTENT] or inside
        return s.index, best[0].i
    return None


def nearest(text: str, words: str, at: int, sentence: tuple[int, int]) -> int | None:
    """Return where `words` stand: in the sentence of `at` if there, else nearest before, else first behind."""
    places = []
    k = text.find(words)
    while k >= 0:
        before = k == 0 or not (text[k - 1].isalnum() and words[0].isalnum())
        if before:
            places.append(k)
        k = text.find(words, k + 1)
    if not places:
        return None
    inside = [p for p in places if sentence[0] <= p < sentence[1]]
    if inside:
        return min(inside, key=lambda p: abs(p - at))
    earlier = [p for p in places if p < at]
    return earlier[-1] if earlier else places[0]


def example(coded: Coded, sentences: Sequence[Sentence], *, aside: bool, file: str) -> dict[str, Any]:
    """Return one text's words and labels."""
    events = [e for item in coded.events if (e := _event(coded.text, item, sentences))]
    counts = [c for item in coded.casualties if (c := _count(item, sentences))]
    return {
        "id": coded.id,
        "file": file,
        "aside": aside,
        "sentences": [[w.text for w in s.words] for s in sentences],
        "kinds": [kinds(s) for s in sentences],
        "listed": [listed(s) for s in sentences],
        "parses": [
            [[w.head for w in s.words], [w.dep for w in s.words], [w.lower for w in s.words]] for s in sentences
        ],
        "events": events,
        "counts": counts,
    }


def _event(text: str, item: Mapping[str, Any], sentences: Sequence[Sentence]) -> dict[str, Any] | None:
    at = anchor_of(sentences, item["start"], item["end"])
    if at is None:
        return None
    s = sentences[at[0]]
    links: dict[str, list[Anchor]] = {}
    for field, role in ROLES:
        links[role] = list(_anchors(text, [w.get("text") for w in item.get(field, ())], item["start"], s, sentences))
    for field in ("place", "time"):
        told = (item.get(field) or {}).get("text")
        links[field] = list(_anchors(text, [told], item["start"], s, sentences))
    return {"at": at, "type": item["type"], "mode": item.get("mode"), "status": item["status"], "links": links}


def _anchors(
    text: str, told: Sequence[str | None], at: int, s: Sentence, sentences: Sequence[Sentence]
) -> Iterator[Anchor]:
    for words in filter(None, told):
        where = nearest(text, words, at, (s.start, s.end))
        found = None if where is None else anchor_of(sentences, where, where + len(words))
        if found:
            yield found


def _count(item: Mapping[str, Any], sentences: Sequence[Sentence]) -> dict[str, Any] | None:
    for s in sentences:
        inside = [w for w in s.words if w.start < item["end"] and w.end > item["start"]]
        nouns = [w for w in inside if w.pos in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")]
        if nouns:
            # The people counted: the first noun and not its number, where both stand there.
            first = next((w for w in nouns if w.pos in ("NOUN", "PROPN")), nouns[0])
            return {"at": (s.index, first.i), "kind": item["kind"]}
    return None


def main() -> int:
    """Write the examples of the files named on the command line."""
    out, *files = sys.argv[1:]
    parser = Parser()
    total = 0
    with Path(out).open("w", encoding="utf-8") as f:
        for name in files:
            gold = load_gold(Path(name))
            told = [{k: v for k, v in c.document.items() if v is not None and k != "text"} for c in gold]
            documents = [prepare(Document.of(c.text, **d)) for c, d in zip(gold, told, strict=True)]
            for n, (c, (_, sentences)) in enumerate(zip(gold, parser.parse_all(documents), strict=True)):
                file = Path(name).name
                made = example(c, sentences, aside=is_aside(file, n, len(gold), c.id), file=file)
                f.write(json.dumps(made, ensure_ascii=False) + "\n")
                total += 1
    sys.stderr.write(f"{total} examples\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
