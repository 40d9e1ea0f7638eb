"""Examples as training takes them: windows with their labels, batches of them, what is yet to learn, and how well it is learned."""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from marker_model import Heads
from tokenizers import Tokenizer
from torch.nn import functional

from vedette.reading.marker import COUNTS, ROLES, STATUSES, TYPES
from vedette.reading.paths import paths
from vedette.reading.windows import FIRST, LAST, Pieces, Window, buckets, windows


def add_options(ap: argparse.ArgumentParser) -> None:
    """Add what both trainings are told alike."""
    ap.add_argument("--batch", type=int, default=1000)
    ap.add_argument("--drop", type=float, default=0.08)
    ap.add_argument("--seed", type=int, default=13)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--all", action="store_true")


def tokenizer_of(base: Path) -> Tokenizer:
    """Return MiniLM's tokenizer; windows are cut here, not by it."""
    tok = Tokenizer.from_file(str(base / "tokenizer.json"))
    tok.no_truncation(), tok.no_padding()
    return tok


def texts_of(path: str) -> list[dict[str, Any]]:
    """Return the examples of a file."""
    return [json.loads(x) for x in Path(path).read_text("utf-8").splitlines()]


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


def pooled(h: torch.Tensor, owner: torch.Tensor | tuple[int, ...], n: int) -> torch.Tensor:
    """Return the mean of each word's pieces: (words, size)."""
    own = torch.as_tensor(owner)
    kept = own >= 0
    sums = torch.zeros(n, h.shape[1]).index_add(0, own[kept], h[kept])
    count = torch.zeros(n).index_add(0, own[kept], torch.ones(int(kept.sum())))
    return sums / count.clamp(min=1)[:, None]


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


def masked(batch: list[Labelled], rate: float) -> None:
    """Leave some pieces out (word dropout): the model must not lean on single names."""
    for w in batch:
        w.ids = [103 if i not in (FIRST, LAST) and random.random() < rate else i for i in w.kept]


class Batch:
    """Windows put together, their words one behind another, so that the heads run once for all of them."""

    def __init__(
        self, windows_: list[Labelled], index: dict[str, int], asked: list[tuple[int, int]] | None = None
    ) -> None:
        """Take windows and the numbers of paths; `asked` are acts (window, word) to look from where they are not those labelled."""
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
        if asked is not None:
            acts = [(n, k, np.float32(0)) for n, k in asked]
        self.acts = torch.tensor([int(bases[n]) + k for n, k, _ in acts], dtype=torch.long)
        shape = (len(acts), self.words)
        far, ways, same = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape, np.float32)
        links = np.zeros((*shape, len(ROLES)), np.float32)
        for a, (n, k, y) in enumerate(acts):
            w, part = windows_[n], slice(int(bases[n]), int(bases[n + 1]))
            far[a, part], ways[a, part], same[a, part] = buckets(w.window.places, [k])[0], w.ways(k, index), 1
            links[a, part] = y
        self.far, self.ways, self.same, self.links = (torch.tensor(x) for x in (far, ways, same, links))


def labels_loss(heads: Heads, b: Batch, v: torch.Tensor) -> torch.Tensor:
    """Return how far the heads are from a batch's labels, by word, given the words' vectors (words, size)."""
    t, s, c = heads.words(v)
    total = functional.cross_entropy(t, b.types, reduction="sum", ignore_index=-100)
    total = total + 0.5 * functional.cross_entropy(s, b.statuses, reduction="sum", ignore_index=-100)
    total = total + 0.7 * functional.cross_entropy(c, b.counts, reduction="sum", ignore_index=-100)
    if len(b.acts):
        z = heads.scores(v, b.acts, b.far, b.ways, b.kinds)
        each = functional.binary_cross_entropy_with_logits(z, b.links, reduction="none", pos_weight=torch.tensor(3.0))
        total = total + 0.6 * (each * b.same[:, :, None]).sum()
    return total / sum(int(w.new.sum()) for w in b.windows) * 25


@torch.no_grad()
def measure(
    vectors: Callable[[Labelled], torch.Tensor], heads: Heads, ws: list[Labelled], threshold: float = 0.5
) -> dict[str, float]:
    """Return F1 of triggers (word and type), of counts, the share of right statuses, and F1 of each role's links on coded acts."""
    tally: dict[str, list[int]] = {k: [0, 0, 0] for k in ("trigger", "count", *ROLES)}
    status = [0, 0]
    for w in ws:
        types, statuses, counts, links = w.told
        v = vectors(w)
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
    f1 = {k: round(2 * a / max(1, b + c), 3) for k, (a, b, c) in tally.items()}
    return f1 | {"status": round(float(status[0]) / max(1, status[1]), 3)}
