"""Train the gate: `python tools/train_gate.py LABELS… [--out FOLDER]`; docs/gate.md tells the whole way and its figures.

LABELS are files that tools/gate_labels.py wrote: what reading everything finds in each text. Texts kept aside are left out, and
of the mixed stream the training half is taken. Two logistic regressions are fitted, in numpy alone and from fixed seeds: of
sentences, over words, pairs of words and facts; and of documents, over their words and their strongest sentences. The second is
fitted on scores of sentences whose text the first had not seen (five folds), and on such scores the thresholds are chosen.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gate_texts import FOLDS, Text, document_label, load, windows

from vedette.knowledge.names import load_names
from vedette.reading.gate import PAIRS, SHORT, Gate, Weights, pairs_of
from vedette.reading.gate_facts import FACTS, document_facts, length_facts
from vedette.reading.gate_words import NAMED, UNKNOWN, Lexicon, Rows

FILES = Path(__file__).parent.parent / "src" / "vedette" / "reading" / "gate_files"
KEPT = 0.995
"""Share of events that a threshold has to keep on texts the models had not seen; more than is asked for, since those come from the same hands."""

WRONG = 0.5
"""What a sentence weighs in which the reader finds something and people did not."""

Floats = Any


def fit(
    z: Callable[[list[Floats]], Floats], grad: Callable[[Floats], list[Floats]], y: Floats, w: Floats,
    shapes: Sequence[int], ridge: Sequence[float], steps: int = 400,
) -> list[Floats]:  # fmt: skip
    """Return the parameters that fit `y` best (Adam on all examples at once; `ridge` is the penalty of each block)."""
    params = [np.zeros(n) for n in shapes]
    first, second = [np.zeros(n) for n in shapes], [np.zeros(n) for n in shapes]
    total = w.sum()
    for t in range(1, steps + 1):
        p = 1 / (1 + np.exp(-np.clip(z(params), -30, 30)))
        for k, told in enumerate(grad((p - y) * w)):
            g = (told + ridge[k] * params[k]) / total
            first[k] = 0.9 * first[k] + 0.1 * g
            second[k] = 0.99 * second[k] + 0.01 * g * g
            rate = 0.08 * (1 - 0.9 * t / steps)
            params[k] -= rate * (first[k] / (1 - 0.9**t)) / (np.sqrt(second[k] / (1 - 0.99**t)) + 1e-9)
    return params


def fit_sentences(rows: Rows, y: Floats, w: Floats, size: int) -> list[Floats]:
    """Return weights of words, pairs and facts for sentences."""
    facts = np.column_stack((FACTS[rows.bits], length_facts(rows.lengths))).astype(float)
    lengths = np.diff(rows.starts, append=len(rows.ids))
    pairs = pairs_of(rows.ids)

    def z(p: list[Floats]) -> Floats:
        each = p[0][rows.ids]
        each[:-1] += p[1][pairs]
        return np.add.reduceat(each, rows.starts) + facts @ p[2]

    def grad(g: Floats) -> list[Floats]:
        each = np.repeat(g, lengths)
        words = np.bincount(rows.ids, each, size)
        words[: UNKNOWN + 1] *= (0, 1, 1)
        return [words, np.bincount(pairs, each[:-1], PAIRS), facts.T @ g]

    return fit(z, grad, y, w, (size, PAIRS, facts.shape[1]), (1.0, 2.0, 0.05))


def fit_documents(rows: Sequence[Rows], odds: Sequence[Floats], y: Floats, w: Floats, size: int) -> list[Floats]:
    """Return weights of words and facts for documents, whose sentences have `odds`."""
    facts = np.array([document_facts(o, r.bits, r.lengths) for o, r in zip(odds, rows, strict=True)], dtype=float)
    ids = np.concatenate([r.ids for r in rows])
    lengths = np.array([len(r.ids) for r in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    scale = np.repeat([1 / max(r.lengths.sum(), 1) ** 0.5 for r in rows], lengths)

    def z(p: list[Floats]) -> Floats:
        return np.add.reduceat(p[0][ids] * scale, starts) + facts @ p[1]

    def grad(g: Floats) -> list[Floats]:
        words = np.bincount(ids, np.repeat(g, lengths) * scale, size)
        words[: UNKNOWN + 1] = 0
        return [words, facts.T @ g]

    return fit(z, grad, y, w, (size, facts.shape[1]), (2.0, 0.05))


def vocabulary(texts: Sequence[Text], told: dict[str, Any]) -> tuple[str, ...]:
    """Return the words that come twice in the texts, and the single words of the lexicon."""
    bare = Lexicon.of((), told, load_names().known())
    tokens = bare.rows(s for t in texts for s in t.sentences).tokens
    counts = Counter(w.lower() for w in tokens if w and w not in bare.numbers)
    often = {w for w, n in counts.items() if n > 1 and not w[0].isdigit() and len(w) < 30}
    # Of the lexicon's forms most come nowhere; those are numbered when the gate is loaded, and weigh nothing.
    met = {w.lower() for w in tokens if w in bare.numbers}
    names = {NAMED + w.lower() for w in tokens if w and bare.numbers.get(w, 0) != bare.numbers.get(w.lower(), 0)}
    return tuple(sorted((often | met | names) - {""}))


class Trainer:
    """Fits both models on some texts, with one vocabulary."""

    def __init__(self, texts: Sequence[Text], told: dict[str, Any]) -> None:
        self.texts, self.told = texts, told
        self.words = vocabulary(texts, told)
        self.lexicon = Lexicon.of(self.words, told, load_names().known())
        self.size = self.lexicon.size

    def sentences(self, texts: Sequence[Text]) -> list[Floats]:
        """Return the sentence model of `texts`."""
        rows = self.lexicon.rows(s for t in texts for s in t.sentences)
        # What is found where people found nothing is an error of the reader's: not to be learned, nor to be unlearned.
        weight = np.array([WRONG if n and not t.relevant else 1.0 for t in texts for n in t.found])
        truth = np.array([bool(n) and t.relevant for t in texts for n in t.found], dtype=float)
        return fit_sentences(rows, truth, weight, self.size)

    def documents(self, texts: Sequence[Text], odds: Sequence[Floats]) -> list[Floats]:
        """Return the document model of `texts`, whose sentences have `odds`."""
        rows = [self.lexicon.rows(t.sentences) for t in texts]
        y, w = np.array([document_label(t) for t in texts]).T
        return fit_documents(rows, odds, y, w, self.size)

    def gate(
        self, sentence: list[Floats], document: list[Floats], least: tuple[float, float, float] = (0.5, 0.5, 0.5)
    ) -> Gate:
        """Return the gate of fitted parameters."""
        words, pairs, facts, topic, own = (np.asarray(x, dtype=np.float32) for x in (*sentence, *document))
        return Gate.of(self.lexicon, Weights(self.words, words, topic, pairs, facts, own, *least))

    def apart(self, texts: Sequence[Text]) -> tuple[list[Floats], list[float]]:
        """Return each text's odds of sentences and its score, from models that had not seen it."""
        rows = [self.lexicon.rows(t.sentences) for t in texts]
        odds: list[Floats] = [np.zeros(0)] * len(texts)
        empty = np.zeros(0, dtype=np.int64)
        nothing = [np.zeros(self.size), np.zeros(len(document_facts(empty, empty, empty)))]
        models = [self.sentences([t for t in self.texts if t.fold != fold]) for fold in range(FOLDS)]
        for fold, model in enumerate(models):
            gate = self.gate(model, nothing)
            for k, t in enumerate(texts):
                if t.fold == fold:
                    odds[k] = gate.odds(rows[k])
        scores = [0.0] * len(texts)
        for fold, model in enumerate(models):
            mine = [k for k, t in enumerate(texts) if t.fold != fold]
            gate = self.gate(model, self.documents([texts[k] for k in mine], [odds[k] for k in mine]))
            for k, t in enumerate(texts):
                if t.fold == fold:
                    scores[k] = gate.best(rows[k])[0]
        return odds, scores


def least(scores: Floats, events: Floats, kept: float = KEPT) -> float:
    """Return the largest score that keeps the share `kept` of the events of what scores at least as much."""
    order = np.argsort(scores)
    lost = np.cumsum(events[order]) / events.sum()
    k = int(np.searchsorted(lost, 1 - kept, side="right"))
    return float(scores[order][min(k, len(order) - 1)])


def main() -> int:
    """Train on the label files named, tell how well unseen texts are told apart, and write the weights."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("labels", nargs="+", type=Path)
    ap.add_argument("--out", type=Path, default=FILES)
    args = ap.parse_args()
    told = json.loads((FILES / "lexicon.json").read_text("utf-8"))
    texts = load(args.labels)
    trainer = Trainer(texts, told)
    many = windows(texts, random.Random(1))
    odds, scores = trainer.apart(many)
    limits = report(many, odds, np.array(scores))
    gate = trainer.gate(trainer.sentences(texts), trainer.documents(many, odds), limits)
    write(gate.weights, args.out / "weights.npz")
    return 0


def report(texts: Sequence[Text], odds: Sequence[Floats], scores: Floats) -> tuple[float, float, float]:
    """Write to standard error how well unseen texts are told apart; return the thresholds of sentences, documents, short ones."""
    relevant = np.array([t.relevant for t in texts])
    events = np.array([sum(t.found) for t in texts]) * relevant
    short = np.array([t.words < SHORT for t in texts])
    whole = ~short & ~np.array([t.cut for t in texts])
    p = 1 / (1 + np.exp(-np.concatenate(odds)))
    found = np.array([n * t.relevant for t in texts for n in t.found])
    lines: list[str] = []
    for name, of in (("documents", whole), ("short texts", short), ("parts and digests", ~short & ~whole)):
        for kept in (0.999, 0.997, 0.995, 0.99, 0.98):
            x = least(scores[of & relevant], events[of & relevant], kept)
            held = (scores[of & ~relevant] < x).mean()
            lines.append(
                f"{name}: keeping {kept} of {events[of].sum()} events holds {held:.3f} of {(of & ~relevant).sum()} back, from {x:.4f}"
            )
    for kept in (0.999, 0.997, 0.995, 0.99, 0.98):
        x = least(p, found, kept)
        lines.append(
            f"sentences: keeping {kept} of {found.sum()} events holds {(p < x).mean():.3f} of all back, from {x:.4f}"
        )
    sys.stderr.write("\n".join(lines) + "\n")
    told = (least(scores[m & relevant], events[m & relevant]) for m in (whole, short))
    return (least(p, found), *told)


def write(weights: Weights, path: Path) -> None:
    """Write weights as the gate loads them; half precision is enough."""
    size = len(weights.words) + UNKNOWN + 1
    half = {k: getattr(weights, k)[:size].astype(np.float16) for k in ("sentence_words", "document_words")}
    half["pairs"] = weights.pairs.astype(np.float16)
    whole = {k: getattr(weights, k) for k in ("sentence", "document")}
    words = np.frombuffer("\n".join(weights.words).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(
        path,
        words=words,
        **half,
        **whole,
        least=np.array([weights.least_sentence, weights.least_document, weights.least_short]),
    )
    sys.stderr.write(f"{path}: {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    sys.exit(main())
