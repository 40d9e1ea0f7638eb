"""The marker: a small trained model that finds the words which tell events and counts, and the words these link to.

A few transformer layers (8-bit, run by ONNX Runtime) give every word a vector; small heads read off it what the word tells.
docs/marker.md says how it was trained, on what, and how well it does. It proposes, coding decides; without its run-time packages,
or with VEDETTE_MARKER=off, the rules read alone.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources, util
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from vedette.errors import StopError
from vedette.reading.features import kinds, listed
from vedette.reading.marker_units import Units
from vedette.reading.paths import Climb, climbs, paths_from
from vedette.reading.threads import one_thread
from vedette.reading.windows import Pieces, Window, buckets, windows
from vedette.records.reading import Link, Mark, Sentence

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TYPES = "O AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
STATUSES = "actual historical future hypothetical negated".split()
ROLES = "actor recipient claimant place time".split()
COUNTS = "O killed injured missing captured displaced casualties".split()
# What the weights' outputs mean, in the order in which they were trained; tools/train_marker.py takes it from here. A new
# name goes to the end, and with it come new weights: another order would give every output another's meaning.

LIKELY = 0.03
"""Probability of some event or count from which on a word's mark is kept."""

LINKED = 0.3
"""Probability from which on a link is kept; coding/marked.py asks for none less likely."""

REMEMBERED = 40_000
"""Words whose pieces are remembered; then it begins anew, so that memory stays steady."""

VERSION = "3"
"""Of the weights; kept with every record."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Marks = dict[tuple[int, int], Mark]


def wanted() -> bool:
    """Tell whether the marker is to read: its packages are installed and VEDETTE_MARKER does not say "off"."""
    told = os.environ.get("VEDETTE_MARKER", "on").lower()
    if told not in ("on", "off", "0", "1"):
        raise StopError(f"setting VEDETTE_MARKER: is {told!r}; write on or off")
    installed = all(util.find_spec(name) for name in ("onnxruntime", "tokenizers", "threadpoolctl"))
    if told in ("on", "1") and not installed and "VEDETTE_MARKER" in os.environ:
        raise StopError(
            "setting VEDETTE_MARKER: is on, but its packages are not installed; run 'pip install onnxruntime tokenizers threadpoolctl'"
        )
    return told in ("on", "1") and installed


@dataclass(frozen=True, slots=True)
class Marker:
    """The trained model, loaded. One a process."""

    session: "InferenceSession"
    tokenizer: "Tokenizer"
    units: Units
    heads: Mapping[str, Floats]
    vocabulary: Mapping[str, Mapping[str, int]]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls) -> Self:
        """Return the marker that ships with the package; raises StopError where its files are broken."""
        # The runtime would otherwise queue events for its maker on every import; nothing here reports to anybody.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime  # noqa: PLC0415 - optional, and a tenth of a second
        from tokenizers import Tokenizer  # noqa: PLC0415

        files = resources.files("vedette.reading") / "marker_files"
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            encoder = (files / "encoder.onnx").read_bytes()
            session = onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])
            tokenizer = Tokenizer.from_str((files / "tokenizer.json").read_text("utf-8"))
            with (files / "words.npz").open("rb") as f, np.load(f) as arrays:
                units = Units.of(arrays)
            with (files / "heads.npz").open("rb") as f, np.load(f) as arrays:
                heads = {k: arrays[k].astype(np.float32) for k in arrays.files}
            told = json.loads((files / "vocabulary.json").read_text("utf-8"))
            vocabulary = {k: {x: n for n, x in enumerate(v)} for k, v in told.items()}
        except Exception as e:
            raise StopError(
                f"marker {files}: cannot be loaded ({e}); install vedette again, or set VEDETTE_MARKER=off to read by rules alone"
            ) from e
        return cls(session, tokenizer, units, heads, vocabulary)

    def marks(self, sentences: Sequence[Sentence]) -> Marks:
        """Return the marks of one document's words by sentence and word; words that tell nothing have none."""
        with one_thread():
            return self._marks(sentences)

    def _marks(self, sentences: Sequence[Sentence]) -> Marks:
        out: Marks = {}
        told = {name: [self._numbers(name, of(s)) for s in sentences] for name, of in _TOLD.items()}
        for w in windows([self._pieces(s) for s in sentences]):
            numbers = {name: np.array([v[s][i] for s, i in w.places], dtype=np.int64) for name, v in told.items()}
            out.update(self._of(w, sentences, numbers))
        return out

    def _numbers(self, name: str, told: Sequence[str]) -> list[int]:
        known = self.vocabulary[name]
        return [known.get(x, 0) for x in told]

    def _pieces(self, s: Sentence) -> Pieces:
        ids: list[int] = []
        owners: list[int] = []
        for w in s.words:
            cut = self.known.get(w.text)
            if cut is None:
                cut = self._cut(w.text)
            ids += cut
            owners += [w.i] * len(cut)
        return Pieces(tuple(ids), tuple(owners), len(s.words))

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word, which are the same whatever stands beside it."""
        if len(self.known) >= REMEMBERED:
            self.known.clear()
        told: Any = self.tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False)
        return self.known.setdefault(word, tuple(told.ids))

    def _of(
        self, w: Window, sentences: Sequence[Sentence], numbers: Mapping[str, Ints]
    ) -> Iterator[tuple[tuple[int, int], Mark]]:
        x, words = self.units.vectors(w, numbers)
        outputs: Any = self.session.run(["told", "queries", "keys"], {"units": x})
        told, queries, keys = (o[words] for o in outputs)
        types, statuses, counts = (_softmax(z) for z in np.split(told, _PARTS, axis=1))
        new = np.array([s >= w.start for s, _ in w.places], dtype=bool)
        acts = new & (types[:, 0] < 1 - LIKELY)
        at = np.flatnonzero(acts)
        near = self._near(sentences, w, at) + self.heads["kindlink_weight"][numbers["kinds"]]
        links = _linked(w, at, _links(queries[at], keys, near))
        for k in np.flatnonzero(acts | (new & (counts[:, 0] < 1 - LIKELY))).tolist():
            yield (
                w.places[k],
                Mark(
                    types=_ranked(TYPES, types[k], LIKELY),
                    status=_ranked(STATUSES, statuses[k], LIKELY),
                    count=_best(COUNTS, counts[k]),
                    links=tuple(links.get(k, ())),
                ),
            )

    def _near(self, sentences: Sequence[Sentence], w: Window, at: Ints) -> Floats:
        """Return what the distance and the path between each act and each word tell of each role: array (acts, words, roles)."""
        far: Floats = self.heads["far_weight"][buckets(w.places, at.tolist())]
        return far + self.heads["off"] + self.heads["path_weight"][self._ways(sentences, w, at)]

    def _ways(self, sentences: Sequence[Sentence], w: Window, at: Ints) -> Ints:
        """Return the number of the path from each act to each word of its sentence, 0 elsewhere: array (acts, words)."""
        known = self.vocabulary["paths"]
        out = np.zeros((len(at), len(w.places)), dtype=np.int64)
        climbed: dict[int, tuple[Climb, ...]] = {}
        for n, k in enumerate(at):
            s, i = w.places[k]
            if s not in climbed:
                words = sentences[s].words
                climbed[s] = climbs([x.head for x in words], [x.dep for x in words], [x.lower for x in words])
            # Of a sentence that was cut short the window has the beginning.
            own = paths_from(climbed[s], i)[: len(w.places) - (k - i)]
            out[n, k - i : k - i + len(own)] = [known.get(x, 0) for x in own]
        return out


@cache
def load_marker() -> Marker | None:
    """Return this process's marker, or None where the rules are to read alone."""
    return Marker.load() if wanted() else None


def _deps(s: Sentence) -> tuple[str, ...]:
    return tuple(w.dep for w in s.words)


_TOLD = {"kinds": kinds, "listed": listed, "deps": _deps}
"""What is told of a sentence's words, by the vocabulary's name."""

_PARTS = (len(TYPES), len(TYPES) + len(STATUSES))
"""Where in what the encoder tells of a word the statuses begin, and the counts."""


def _links(queries: Floats, keys: Floats, near: Floats) -> Floats:
    """Return the probability of each role between acts and every word (acts, words, roles): of the queries of acts, the keys of words."""
    q, k = (x.reshape(len(x), len(ROLES), x.shape[1] // len(ROLES)) for x in (queries, keys))
    z = (q.transpose(1, 0, 2) @ k.transpose(1, 2, 0)).transpose(1, 2, 0) / np.float32(q.shape[2] ** 0.5)
    found: Floats = 1 / (1 + np.exp(-(z + near)))
    return found


def _linked(w: Window, at: Ints, links: Floats) -> dict[int, list[Link]]:
    """Return the links that are likely enough, by the word of the act."""
    out: dict[int, list[Link]] = {}
    kept = np.nonzero(links >= LINKED)
    likely = links[kept].astype(np.float64).round(3).tolist()
    for n, k, r, p in zip(*(x.tolist() for x in kept), likely, strict=True):
        sentence, word = w.places[k]
        out.setdefault(int(at[n]), []).append(Link(ROLES[r], sentence, word, p))
    return out


def _ranked(names: Sequence[str], p: Floats, least: float) -> tuple[tuple[str, float], ...]:
    """Return names but "O" with their probabilities from `least` on, most likely first."""
    told = [(name, round(float(x), 3)) for name, x in zip(names, p, strict=True) if x >= least and name != "O"]
    return tuple(sorted(told, key=lambda x: -x[1]))


def _best(names: Sequence[str], p: Floats) -> tuple[str, float]:
    """Return the likeliest kind of count with its probability, "O" included."""
    k = int(p.argmax())
    return names[k], round(float(p[k]), 3)


def _softmax(z: Floats) -> Floats:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    found: Floats = e / e.sum(axis=-1, keepdims=True)
    return found
