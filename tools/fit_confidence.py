"""Fit the weights of coding/confidence.py on texts coded by hand, and tell how well they hold on others.

    python tools/fit_confidence.py --fit GOLD [--fit GOLD …] --check GOLD [--check GOLD …] [--aside]

GOLD is what `vedette score` takes; with --aside only the texts kept aside from training count, every other one to fit and to
check (a file may then be named for both). With VEDETTE_MARKER=off the weights of the rules alone are fitted. Prints the weights to be put into the module, and a table of stated against met.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from marker_examples import is_aside

from vedette.api import reader
from vedette.coding import events as coding
from vedette.coding.confidence import facts
from vedette.documents import prepare
from vedette.records.document import Document
from vedette.scoring.gold import Coded, load_gold
from vedette.scoring.pairing import Sentences, codes, paired, start_of

PENALTY = 2.0
"""Ridge penalty: with a few hundred events, weights that say little stay near nought."""

ROUNDS = 50

MARKED = ("log-odds", "found")
"""What only the marker tells."""


def _kept(path: Path, half: int | None) -> list[Coded]:
    """Return the texts of `path`; with `half` only those kept aside from training, every other one of them."""
    gold = load_gold(path)
    aside = [c for n, c in enumerate(gold) if half is None or is_aside(path.name, n, len(gold), c.id)]
    return aside if half is None else aside[half::2]


def examples(gold: Sequence[Coded]) -> list[tuple[dict[str, float], bool]]:
    """Return for each event read in `gold` its facts and whether a coder has it."""
    out = []
    seen: dict[tuple[str, int], dict[str, float]] = {}
    plain = coding.confidence

    def noted(s: Any, d: Any, *, marked: bool) -> float:
        known = facts(s, d)
        seen[d.type, s.words[d.match.i].start] = (
            known if marked else {k: v for k, v in known.items() if k not in MARKED}
        )
        return plain(s, d, marked=marked)

    coding.confidence = noted
    for c in gold:
        seen.clear()
        told = {k: v for k, v in c.document.items() if v is not None and k != "text"}
        record = reader().read(prepare(Document.of(c.text, **told))).to_json()
        where = Sentences(c.text).at
        both = paired(c.events, record["events"], where, lambda g, p: g["type"] == p["type"], _nearness)
        right = {id(p) for _, p in both}
        for e in record["events"]:
            known = seen.get((e["type"], e["trigger"]["start"]))
            if known is not None and not any(a <= start_of(e) < b for a, b in c.ignore):
                out.append(({"always": 1.0, **known}, id(e) in right))
    coding.confidence = plain
    return out


def _nearness(g: Any, p: Any) -> Any:
    return -abs(start_of(g) - start_of(p)), codes(g["actors"]) == codes(p["actors"])


def fitted(pairs: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Return the weights that make the examples likeliest, by Newton's method with a ridge penalty."""
    names = list(pairs[0][0])
    x = np.array([[float(f[n]) for n in names] for f, _ in pairs])
    y = np.array([float(r) for _, r in pairs])
    w = np.zeros(len(names))
    ridge = PENALTY * np.eye(len(names))
    ridge[0, 0] = 0.0  # the share of right events itself is not pulled to a half
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (y - p) - ridge @ w)
        w = w + step
    return {n: round(float(v), 2) for n, v in zip(names, w, strict=True)}


def table(pairs: Sequence[tuple[dict[str, float], bool]], weights: dict[str, float]) -> list[str]:
    """Return lines that compare what is stated with what is met, in fifths of the examples."""
    told = [1 / (1 + np.exp(-sum(weights[n] * v for n, v in f.items()))) for f, _ in pairs]
    order = np.argsort(told)
    out = []
    for part in np.array_split(order, 5):
        stated = sum(told[k] for k in part) / len(part)
        out.append(f"  stated {stated:.2f}  met {sum(pairs[k][1] for k in part) / len(part):.2f}  of {len(part)}")
    return out


def main() -> None:
    """Fit, check and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="append", type=Path, required=True)
    parser.add_argument("--check", action="append", type=Path, default=[])
    parser.add_argument("--aside", action="store_true")
    a = parser.parse_args()
    fit = [p for g in a.fit for p in examples(_kept(g, 0 if a.aside else None))]
    weights = fitted(fit)
    print("WEIGHTS = {\n" + "".join(f'    "{n}": {v},\n' for n, v in weights.items()) + "}")  # noqa: T201
    for name, pairs in (
        ("fitted on", fit),
        ("checked on", [p for g in a.check for p in examples(_kept(g, 1 if a.aside and not g.is_dir() else None))]),
    ):
        if pairs:
            print(name, len(pairs), *table(pairs, weights), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
