"""The large marker as a teacher, and the small one that learns from it: a few layers over words instead of six over pieces."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from marker_labels import Labelled, pooled
from marker_model import Heads, Layer
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn

from vedette.reading.marker_units import positions


class Teacher:
    """The large marker as train_marker.py wrote it."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options)
        graph = onnx.load(str(folder / "encoder.onnx")).graph
        self.held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.products = [n for n in graph.node if n.op_type == "MatMulInteger"]
        with np.load(folder / "heads.npz") as f:
            self.heads = {k.replace("_", "."): torch.tensor(f[k].astype(np.float32)) for k in f.files}
        told = json.loads((folder / "vocabulary.json").read_text("utf-8"))
        self.vocabulary = told | {"index": {x: n for n, x in enumerate(told["paths"])}}
        self.told = Heads(self.vocabulary)
        self.told.load_state_dict(self.heads)
        self.told.eval()
        known = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
        self.words = sorted(n for word, n in known.items() if word.isalpha())

    @torch.no_grad()
    def vectors(self, w: Labelled) -> torch.Tensor:
        """Return the vectors of a window's words as the heads take them: (words, size)."""
        ids = np.array([w.ids], np.int64)
        h = torch.tensor(self.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0])
        return self.told.told(pooled(h, w.window.owners, len(w.window.places)), w).half()

    def whole(self, name: str) -> torch.Tensor:
        """Return an array of the encoder, 8-bit ones as the numbers that they stand for."""
        if name in self.held:
            return torch.tensor(self.held[name])
        q, zero = (self.held[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
        return torch.tensor((q - zero) * self.held[f"{name}_scale"])

    def layer(self, n: int) -> dict[str, torch.Tensor]:
        """Return the weights of layer n."""
        start = f"layers.{n}."
        out = {k.removeprefix(start): torch.tensor(v) for k, v in self.held.items() if k.startswith(start)}
        for name, node in zip(("q", "k", "v", "o", "up", "down"), self.products[6 * n : 6 * n + 6], strict=True):
            out[f"{name}.weight"] = self.whole(node.input[1].removesuffix("_quantized")).T.contiguous()
        return out


class Student(nn.Module):
    """A few layers over one vector for every word, and one for each mark."""

    def __init__(
        self, teacher: Teacher, table: torch.Tensor, deps: int, layers: list[int], dropout: float = 0.1
    ) -> None:
        super().__init__()
        size, known = table.shape[1], teacher.vocabulary
        self.table = table
        self.place = nn.Embedding.from_pretrained(teacher.whole("place.weight"), freeze=False)
        self.kind, self.listed = nn.Embedding(len(known["kinds"]), size), nn.Embedding(len(known["listed"]), size)
        self.dep = nn.Embedding(deps, size)
        for e in (self.kind, self.listed, self.dep):
            nn.init.normal_(e.weight, std=0.01)
        self.norm, self.base = nn.LayerNorm(size, eps=1e-12), nn.Parameter(teacher.whole("kind"))
        self.norm.load_state_dict({k: teacher.whole(f"norm.{k}") for k in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in layers)
        for mine, n in zip(self.layers, layers, strict=True):
            mine.load_state_dict(teacher.layer(n))
        self.drop = nn.Dropout(dropout)

    def begun(self, ws: list[Labelled]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what a batch of windows begins with (windows, units, size), and which units there are (windows, units)."""
        n, size = max(len(w.unit_kinds) for w in ws), self.table.shape[1]
        own = torch.tensor(np.concatenate([w.piece_units + k * n for k, w in enumerate(ws)]))
        ids = torch.tensor([i for w in ws for i in w.ids])
        x = pooled(self.table[ids], own, len(ws) * n).view(len(ws), n, size)
        kinds, listed, deps, told, there = (
            nn.utils.rnn.pad_sequence([getattr(w, name) for w in ws], batch_first=True)
            for name in ("unit_kinds", "unit_listed", "unit_deps", "unit_told", "unit_there")
        )
        x = x + self.base + self.place.weight[:n] + self.dep(deps)
        return x + (self.kind(kinds) + self.listed(listed)) * told[:, :, None], there

    def forward(self, ws: list[Labelled]) -> torch.Tensor:
        """Return the vectors of a batch's words, one behind another: (words, size)."""
        x, there = self.begun(ws)
        bias = (1.0 - there[:, None, None, :]) * -1e4
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        n = x.shape[1]
        return x.flatten(0, 1)[torch.tensor(np.concatenate([w.word_units + k * n for k, w in enumerate(ws)]))]


def look_up(ws: list[Labelled], vocabulary: dict[str, Any], deps: dict[str, int]) -> None:
    """Note of each window's units which pieces they are made of and what is told of them."""
    for w in ws:
        w.look_up(vocabulary)
        w.word_units = positions(w.window)
        size = 1 + len(w.word_units) + w.window.last - w.window.first
        marks = iter(sorted(set(range(size)) - set(w.word_units.tolist())))
        w.piece_units = np.array([next(marks) if o < 0 else w.word_units[o] for o in w.window.owners])
        own = [deps.get(w.text["parses"][s][1][i], 0) for s, i in w.window.places]
        for name, told in (("kinds", w.kinds), ("listed", w.listed), ("deps", torch.tensor(own, dtype=torch.long))):
            every = torch.zeros(size, dtype=torch.long)
            every[torch.tensor(w.word_units)] = told
            setattr(w, f"unit_{name}", every)
        w.unit_there, w.unit_told = torch.ones(size), torch.zeros(size)
        w.unit_told[torch.tensor(w.word_units)] = 1
