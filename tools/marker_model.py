"""The marker's parts as torch has them: MiniLM's layers and the heads that are read off a word's vector."""

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from vedette.reading.marker import COUNTS, ROLES, STATUSES, TYPES

if TYPE_CHECKING:
    from marker_labels import Batch, Labelled

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
