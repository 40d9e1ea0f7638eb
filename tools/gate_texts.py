"""The labelled texts that the gate is trained on, with cuttings and digests made of them."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from vedette.documents import prepare
from vedette.reading.gate import SHORT, sentences_of
from vedette.records.document import Document

FOLDS = 5
PART = 0.1
"""What single sentences, cuttings and digests weigh against whole documents: with more of them, whole ones are told apart less well."""


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled text; `relevant` tells whether people found something to code in it, `cut` whether it is but a part of one."""

    id: str
    sentences: tuple[str, ...]
    found: tuple[int, ...]
    relevant: bool
    cut: bool = False

    @property
    def words(self) -> int:
        """Return how many words the text has."""
        return sum(len(s.split()) for s in self.sentences)

    @property
    def fold(self) -> int:
        """Which fold keeps this text aside: told by the written text, not by what was put into it."""
        return crc32(self.id.partition("/")[0].encode()) % FOLDS


def load(paths: Iterable[Path]) -> list[Text]:
    """Return the texts of label files that are not kept aside."""
    # By name, so that the same files give the same weights in whatever order they are told.
    told = (json.loads(line) for p in sorted(paths, key=lambda p: p.name) for line in p.read_text("utf-8").splitlines())
    return [_text(x) for x in told if not x["aside"]]


def _text(told: dict[str, Any]) -> Text:
    document = prepare(Document.of(**told["document"]))
    spans = sentences_of(document)
    starts = [x[0] for k in ("events", "casualties") for x in told[k]]
    found = tuple(sum(s.start <= x < s.end for x in starts) for s in spans)
    return Text(
        document.id, tuple(s.slice(document.text) for s in spans), found, bool(told.get("relevant", told.get("coded")))
    )


def windows(texts: Sequence[Text], rng: random.Random) -> list[Text]:
    """Return `texts` and cuttings: single sentences and short stretches as briefs have them, and digests of several texts."""
    out = list(texts)
    for t in texts:
        for _ in range(2):
            n = rng.choice((1, 1, 2, 3, 5))
            if len(t.sentences) > n:
                k = rng.randrange(len(t.sentences) - n + 1)
                found = t.found[k : k + n]
                out.append(Text(t.id, t.sentences[k : k + n], found, t.relevant and any(found), cut=True))
    events = [t for t in texts if any(t.found) and t.relevant]
    others = [t for t in texts if not t.relevant]
    for t in events[:: max(1, 2 * len(events) // max(1, len(others)))] if others else ():
        n = rng.choice((1, 2, 3))
        k = rng.randrange(max(1, len(t.sentences) - n))
        cut, found = t.sentences[k : k + n], t.found[k : k + n]
        beside = rng.choice(others)
        at = rng.randrange(len(beside.sentences) + 1)
        sentences = (*beside.sentences[:at], *cut, *beside.sentences[at:])
        counts = (*beside.found[:at], *found, *beside.found[at:])
        out.append(Text(t.id, sentences, counts, any(found), cut=True))
    return out


def document_label(t: Text) -> tuple[float, float]:
    """Return whether a text is one to be read, and what it weighs: events lost count, each by itself."""
    told = sum(t.found)
    part = PART if t.cut or t.words < SHORT else 1.0
    if not t.relevant:
        return 0.0, part
    return (1.0, min(1.0 + told**0.5, 4.0) * part) if told else (0.0, 0.3 * part)
