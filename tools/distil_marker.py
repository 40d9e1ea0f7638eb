"""Make the marker that ships: a few layers over words that give what the six of tools/train_marker.py give over pieces.

    python tools/distil_marker.py EXAMPLES.jsonl PLAIN.jsonl BASE TEACHER OUT [--copy 0 1 2]

TEACHER is the OUT of train_marker.py. The small one begins with its first layers, is told of every word what the rules know of it,
and learns the teacher's vectors and probabilities, on EXAMPLES and on PLAIN (texts on other things). In seven of ten steps pieces
of a text are replaced by others and the teacher is asked anew, so that its answers to many more texts than there are get learned.
Labels count only in batches whose first window nothing was taken from: few, and short ones. OUT receives encoder.onnx (8-bit), words.npz, heads.npz, vocabulary.json and tokenizer.json. Needs what
train_marker.py needs; seeds are fixed; --from OUT.pt --epochs 0 writes the files of a training that was stopped.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from marker_labels import (
    Batch,
    Labelled,
    add_options,
    batches,
    labelled,
    labels_loss,
    masked,
    measure,
    texts_of,
    tokenizer_of,
)
from marker_model import Heads
from marker_shipped import export
from marker_small import Student, Teacher, look_up
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from vedette.reading.windows import FIRST, LAST

SEEN = 0.2
"""Probability of an event from which on it is learned whom the teacher links to a word."""

Texts = list[dict[str, Any]]


def numbered(texts: Texts) -> dict[str, int]:
    """Return the dependencies that the texts have, numbered; 0 is that of a mark, and of what training never met."""
    met = {d for t in texts for p in t["parses"] for d in p[1]}
    return {"?": 0} | {d: n for n, d in enumerate(sorted(met), 1)}


def corrupted(batch: list[Labelled], pools: Sequence[Sequence[int]], teacher: Teacher) -> None:
    """Put other pieces in place of some, and ask the teacher what it makes of the text as it is then."""
    rate = random.choice((0.05, 0.1, 0.25))
    for w in batch:
        w.ids = [
            random.choice(random.choice(pools)) if i not in (FIRST, LAST) and random.random() < rate else i
            for i in w.kept
        ]
        w.wanted = teacher.vectors(w)


def step_loss(
    student: Student, heads: Heads, teacher: Teacher, batch: list[Labelled], a: argparse.Namespace
) -> torch.Tensor:
    """Return how far the student is from the teacher's vectors and answers and, where its first window was left whole, a little from the labels."""
    v, wanted = student(batch), torch.cat([w.wanted for w in batch]).float()
    total = a.vectors * functional.mse_loss(v, wanted) + answers_loss(heads, teacher, batch, v, wanted)
    if batch[0].text["file"] == "plain" or batch[0].ids != batch[0].kept:
        return total
    return total + a.labels * labels_loss(heads, Batch(batch, heads.vocabulary["index"]), v)


def answers_loss(
    heads: Heads, teacher: Teacher, batch: list[Labelled], v: torch.Tensor, wanted: torch.Tensor
) -> torch.Tensor:
    """Return how far the heads' probabilities are from the teacher's, by word: the teacher is not as sure as labels are."""
    with torch.no_grad():
        types, statuses, counts = (torch.softmax(z, -1) for z in teacher.told.words(wanted))
        event = 1 - types[:, 0]
        bases = np.cumsum([0, *(len(w.window.places) for w in batch)])
        acts = [
            (int(n), int(k - bases[n]))
            for k in torch.nonzero(event > SEEN)[:, 0]
            for n in [np.searchsorted(bases, k, "right") - 1]
        ]
        b = Batch(batch, heads.vocabulary["index"], acts)
        links = torch.sigmoid(teacher.told.scores(wanted, b.acts, b.far, b.ways, b.kinds)) if acts else None
    t, s, c = heads.words(v)
    total = functional.cross_entropy(t, types, reduction="sum")
    total = total + 0.5 * (event * functional.cross_entropy(s, statuses, reduction="none")).sum()
    total = total + 0.7 * functional.cross_entropy(c, counts, reduction="sum")
    if links is not None:
        z = heads.scores(v, b.acts, b.far, b.ways, b.kinds)
        each = functional.binary_cross_entropy_with_logits(z, links, reduction="none")
        total = total + 0.6 * (each * b.same[:, :, None]).sum()
    return total / len(v) * 25


def train(a: argparse.Namespace) -> None:
    """Train as the command line says, tell how it goes, and write the model."""
    random.seed(a.seed), torch.manual_seed(a.seed), torch.set_num_threads(a.threads)
    base, teacher = Path(a.base), Teacher(Path(a.teacher))
    tok = tokenizer_of(base)
    texts, plain = texts_of(a.examples), [t | {"file": "plain"} for t in texts_of(a.plain)]
    before = torch.load(a.start) if a.start else None
    deps = before["deps"] if before else numbered([*texts, *plain])
    learned, aside, other = (
        [w for t in found for w in labelled(t, tok)]
        for found in ([t for t in texts if a.all or not t["aside"]], [t for t in texts if t["aside"]], plain)
    )
    look_up([*learned, *aside, *other], teacher.vocabulary, deps)
    table = load_file(str(base / "model.safetensors"))["embeddings.word_embeddings.weight"]
    student, heads = Student(teacher, table, len(deps), a.copy), Heads(teacher.vocabulary)
    heads.load_state_dict(teacher.heads)
    if before:
        student.load_state_dict(before["student"]), heads.load_state_dict(before["heads"])
    if a.epochs:
        learn(a, teacher, (student, heads), (learned, aside, other), deps)
    export(student.eval(), heads.eval(), deps, tok, Path(a.out))


def learn(
    a: argparse.Namespace,
    teacher: Teacher,
    model: tuple[Student, Heads],
    windows: tuple[list[Labelled], list[Labelled], list[Labelled]],
    deps: dict[str, int],
) -> None:
    """Go through all windows so many times."""
    (student, heads), (learned, aside, other) = model, windows
    for w in (*learned, *other):
        w.wanted = w.asked = teacher.vectors(w)
    every = [*student.parameters(), *heads.parameters()]
    groups = [{"params": student.parameters(), "lr": a.rate}, {"params": heads.parameters(), "lr": a.rate}]
    opt = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = a.epochs * (len(batches(learned, a.batch)) + len(batches(other, a.batch)))
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1, (k + 1) / (0.06 * steps)) * max(0.02, 1 - k / steps))
    pools = ([i for w in learned for i in w.kept if i not in (FIRST, LAST)], teacher.words)
    began = time.time()
    for epoch in range(a.epochs):
        todo, sum_ = [*batches(learned, a.batch), *batches(other, a.batch)], 0.0
        random.shuffle(todo)
        for batch in todo:
            if random.random() < a.changed:
                corrupted(batch, pools, teacher)
            else:
                masked(batch, a.drop)
            loss = step_loss(student, heads, teacher, batch, a)
            for w in batch:
                w.ids, w.wanted = w.kept, w.asked
            opt.zero_grad(), loss.backward()
            nn.utils.clip_grad_norm_(every, 1.0)
            opt.step(), plan.step()
            sum_ += float(loss.detach())
        told = f"epoch {epoch + 1}: loss {sum_ / len(todo):.3f}, {time.time() - began:.0f} s"
        torch.save({"student": student.state_dict(), "heads": heads.state_dict(), "deps": deps}, f"{a.out}.pt")
        if epoch % 3 == 2 or epoch + 1 == a.epochs:
            student.eval(), heads.eval()
            told += f"; aside {measure(lambda w: student([w]), heads, aside)}"
            student.train(), heads.train()
        sys.stderr.write(told + "\n")
        sys.stderr.flush()


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("examples", "plain", "base", "teacher", "out"):
        ap.add_argument(name)
    ap.add_argument("--from", dest="start", help="go on from this OUT.pt")
    ap.add_argument("--copy", type=int, nargs="+", default=[0, 1, 2], help="the teacher's layers with which it begins")
    ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--rate", type=float, default=4e-4)
    ap.add_argument("--vectors", type=float, default=40, help="weight of the teacher's vectors")
    ap.add_argument("--labels", type=float, default=0.2, help="weight of the labels")
    ap.add_argument("--changed", type=float, default=0.7, help="share of the steps in which pieces are replaced")
    add_options(ap)
    train(ap.parse_args())
