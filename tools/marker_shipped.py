"""The small marker as the reader has it: 8-bit ONNX for one window at a time, and arrays."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from marker_model import Heads, Layer
from marker_small import Student
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional


class Shipped(nn.Module):
    """What is exported: one window's units to what is told of each, and its queries and keys for links."""

    def __init__(self, student: Student, heads: Heads) -> None:
        super().__init__()
        self.norm, self.heads = student.norm, heads
        self.pairs = ((heads.q1, heads.q2), (heads.k1, heads.k2))
        self.layers = nn.ModuleList(Joined(x) for x in student.layers)
        self.last = nn.Linear(heads.t2.in_features, sum(x.out_features for x in (heads.t2, heads.s2, heads.c2)))
        parts = (heads.t2, heads.s2, heads.c2)
        self.last.load_state_dict({k: torch.cat([getattr(x, k) for x in parts]) for k in ("weight", "bias")})

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return logits of types, statuses and counts, queries and keys, a row each for the units `x` (units, size)."""
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        told = self.last(functional.gelu(self.heads.t1(x)))
        links = [second(functional.gelu(first(x))) for first, second in self.pairs]
        return told, *links


class Joined(nn.Module):
    """A layer for one window, its three projections in one product and the root of the size within it."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        size = layer.q.in_features
        root = (size // layer.heads) ** -0.5
        self.heads, self.qkv = layer.heads, nn.Linear(size, 3 * size)
        self.qkv.load_state_dict(
            {
                k: torch.cat([getattr(layer.q, k) * root, getattr(layer.k, k), getattr(layer.v, k)])
                for k in ("weight", "bias")
            }
        )
        self.o, self.n1, self.n2, self.up, self.down = layer.o, layer.n1, layer.n2, layer.up, layer.down

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the units' vectors (units, size) after this layer."""
        size = x.shape[1]
        q, k, v = (z.view(-1, self.heads, size // self.heads) for z in self.qkv(x).split(size, -1))
        seen = torch.softmax(q.transpose(0, 1) @ k.permute(1, 2, 0), -1) @ v.transpose(0, 1)
        x = self.n1(x + self.o(seen.transpose(0, 1).reshape(-1, size)))
        return self.n2(x + self.down(functional.gelu(self.up(x))))


def export(student: Student, heads: Heads, deps: dict[str, int], tok: Tokenizer, out: Path) -> None:
    """Write the encoder as 8-bit ONNX, its words' tables and the heads as arrays, the vocabulary and the tokenizer."""
    out.mkdir(parents=True, exist_ok=True)
    whole, names = out / "whole.onnx", ["told", "queries", "keys"]
    torch.onnx.export(
        Shipped(student, heads).eval(), (torch.randn(40, student.table.shape[1]),), str(whole), input_names=["units"], output_names=names,
        dynamic_axes={k: {0: "n"} for k in ("units", *names)}, opset_version=17, dynamo=False,
    )  # fmt: skip
    # The last step to probabilities stays exact: it costs little, and thresholds lie near 0 and 1.
    last = [n.name for n in onnx.load(str(whole)).graph.node if n.name.startswith("/last/")]
    quantize_dynamic(
        str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=last,
    )  # fmt: skip
    whole.unlink()
    scale = student.table.abs().amax(1) / 127
    words = {"kinds": student.kind, "listed": student.listed, "deps": student.dep}
    np.savez(
        out / "words.npz",
        pieces=(student.table / scale.clamp(min=1e-12)[:, None]).round().to(torch.int8).numpy(),
        scale=scale.numpy(),
        places=(student.place.weight + student.base).detach().numpy().astype(np.float16),
        **{k: e.weight.detach().numpy().astype(np.float16) for k, e in words.items()},
    )
    kept = ("off", "kindlink.", "path.", "far.")
    state = {k: v for k, v in heads.state_dict().items() if k.startswith(kept)}
    np.savez(out / "heads.npz", **{k.replace(".", "_"): v.numpy().astype(np.float16) for k, v in state.items()})
    known = {k: heads.vocabulary[k] for k in ("kinds", "listed", "paths")} | {"deps": list(deps)}
    (out / "vocabulary.json").write_text(json.dumps(known, ensure_ascii=False, indent=0), "utf-8")
    tok.save(str(out / "tokenizer.json"))
