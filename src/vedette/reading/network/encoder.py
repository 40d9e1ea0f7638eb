"""Words' vectors: an embedding of each word, then a few convolutions over its neighbours.

The embedding depends on the word alone, so that it is worked out once a word and then looked up. Convolutions are those of
spaCy's MaxoutWindowEncoder: each layer sees one neighbour on either side, takes the greatest of three pieces, is normed, and
adds what it was given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

TOGETHER = 300
"""Words encoded together: few enough to stay in the processor's cache from layer to layer (11 µs a word against 14 for thousands)."""

_NEVER_ZERO = np.float32(1e-8)
"""Added to a variance, as thinc does."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One convolution: `weight` (3 neighbours x width, pieces x width), `bias`, and the scale and shift of its norm."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        """Return `x` (rows, width) with what this layer makes of each row and its two neighbours."""
        rows, width = x.shape
        beside = np.zeros((rows, 3 * width), dtype=np.float32)
        beside[1:, :width] = x[:-1]
        beside[:, width : 2 * width] = x
        beside[:-1, 2 * width :] = x[1:]
        pieces = beside @ self.weight
        pieces += self.bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for at in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, at : at + width], out=best)
        return x + self._normed(best)

    def _normed(self, x: Floats) -> Floats:
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + _NEVER_ZERO
        x *= (1 / np.sqrt(variance))[:, None]
        x *= self.scale
        x += self.shift
        return x


@dataclass(frozen=True, slots=True)
class Encoder:
    """A token-to-vector model: `embed` is thinc's own layer from documents to rows (width), `layers` what follows it."""

    embed: Any
    layers: tuple[Layer, ...]
    pad: int

    @classmethod
    def of(cls, model: Any) -> Self | None:
        """Return the encoder of a thinc model "Tok2Vec" (embed, encode); None where it is built in another way."""
        if len(model.layers) != 2 or "window" not in model.layers[1].name:
            return None
        within = model.layers[1].layers[0]
        found = [_layer(r) for r in (within.layers if ">>residual" in within.name else [within])]
        known = [x for x in found if x is not None]
        return (
            cls(model.layers[0], tuple(known), int(model.layers[1].attrs["pad"])) if len(known) == len(found) else None
        )

    def vectors(self, rows: Floats, lengths: Sequence[int]) -> Floats:
        """Return the vectors (words, width) of the words of lines of these `lengths`, by the embeddings `rows` of the words."""
        out, first = np.empty_like(rows), 0
        for group in _groups(lengths):
            last = first + sum(group)
            out[first:last] = self._encoded(rows[first:last], group)
            first = last
        return out

    def _encoded(self, rows: Floats, lengths: Sequence[int]) -> Floats:
        line = np.repeat(np.arange(len(lengths)), lengths)
        # Between lines stand as many empty rows as layers can look over.
        where = np.arange(len(rows)) + self.pad * (line + 1)
        x = np.zeros((len(rows) + self.pad * (len(lengths) + 1), rows.shape[1]), dtype=np.float32)
        x[where] = rows
        for layer in self.layers:
            x = layer(x)
        found: Floats = x[where]
        return found


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lengths of lines in groups of some `TOGETHER` words."""
    group: list[int] = []
    for length in lengths:
        group.append(length)
        if sum(group) >= TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _layer(residual: Any) -> Layer | None:
    """Return the layer in thinc's residual(expand_window >> maxout >> layernorm >> dropout); None where it is another."""
    nodes = {n.name: n for n in residual.walk()}
    if not {"expand_window", "maxout", "layernorm"} <= nodes.keys() or nodes["expand_window"].attrs["window_size"] != 1:
        return None
    weight, bias = nodes["maxout"].get_param("W"), nodes["maxout"].get_param("b")
    out, pieces, given = weight.shape
    if given != 3 * out or pieces < 2:
        return None
    return Layer(
        np.ascontiguousarray(weight.transpose(1, 0, 2).reshape(pieces * out, given).T),
        np.ascontiguousarray(bias.T.reshape(-1)),
        nodes["layernorm"].get_param("G"),
        nodes["layernorm"].get_param("b"),
    )
