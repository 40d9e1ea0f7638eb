"""What the marker's encoder begins with: one vector for every word of a window, and one for each mark between its sentences.

A word's vector is the mean of its pieces' in the vocabulary's table, with what the word is, as what the codebook lists it, its
dependency and its place added. Words instead of pieces are a quarter less to encode, and nothing has to be put together afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from vedette.reading.windows import FIRST, LAST, Window

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
FEATURES = ("kinds", "listed", "deps")
"""What is told of a word besides its text, each a table of vectors; number 0 of `deps` is a mark's."""


@dataclass(frozen=True, slots=True)
class Units:
    """The tables: `pieces` (vocabulary, size) in 8 bits with a `scale` a row, `places` (longest window, size), one a feature."""

    pieces: npt.NDArray[np.int8]
    scale: Floats
    places: Floats
    features: Mapping[str, Floats]

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Return the tables from the arrays of words.npz; raises KeyError where one is missing."""
        rest = {name: arrays[name].astype(np.float32) for name in ("scale", "places", *FEATURES)}
        return cls(
            arrays["pieces"].astype(np.int8), rest["scale"], rest["places"], {name: rest[name] for name in FEATURES}
        )

    def vectors(self, w: Window, numbers: Mapping[str, Ints]) -> tuple[Floats, Ints]:
        """Return a window's vectors (units, size), and at which of them its words stand: array (words).

        `numbers` has for each feature those of the window's words.
        """
        at = positions(w)
        out = np.empty((1 + len(at) + w.last - w.first, self.pieces.shape[1]), dtype=np.float32)
        first, last = self._rows(np.array([FIRST, LAST]))
        out[:] = last + self.features["deps"][0]
        out[0] += first - last
        out[at] = self._words(w)
        for name in FEATURES:
            out[at] += self.features[name][numbers[name]]
        out += self.places[: len(out)]
        return out, at

    def _words(self, w: Window) -> Floats:
        """Return the mean of each word's pieces; 0 for a word that has none."""
        owners = np.array(w.owners, dtype=np.int64)
        mine = owners >= 0
        own, rows = owners[mine], self._rows(np.array(w.ids, dtype=np.int64)[mine])
        counts = np.bincount(own, minlength=len(w.places))
        # A word's pieces stand together, so that the first, second, … pieces of all words are added at once.
        rank = np.arange(len(own)) - (np.cumsum(counts) - counts)[own]
        out = np.zeros((len(w.places), rows.shape[1]), dtype=np.float32)
        for n in range(int(counts.max(initial=0))):
            out[own[rank == n]] += rows[rank == n]
        several = np.flatnonzero(counts > 1)
        out[several] /= counts[several, None].astype(np.float32)
        return out

    def _rows(self, ids: Ints) -> Floats:
        found: Floats = self.pieces[ids] * self.scale[ids, None]
        return found


def positions(w: Window) -> Ints:
    """Return at which unit each word of a window stands: a mark comes first, and one more behind each sentence."""
    sentence = np.array([s for s, _ in w.places], dtype=np.int64)
    return 1 + np.arange(len(sentence)) + sentence - w.first
