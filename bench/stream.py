"""A mixed stream of news, most of it without any event: `python bench/stream.py PART [-n N] [--seed S] > stream.jsonl`.

PART is `training` or `evaluation`. What is not news of conflict or diplomacy is written in corpus/mixed/PART.txt, with other
articles and other turns of phrase in each part; slots are filled from other names in each, too. Of the evaluation's documents
one in five is a coded text of the corpus that is kept aside from training; the training part has none, since training has the
rest of the corpus. One line a document: id, text, published, relevant, kind.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.scoring.gold import load_gold

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))

from marker_examples import is_aside  # noqa: E402 - it lies beside us, not in a package

MIXED = ROOT / "corpus" / "mixed"
PARTS = ("training", "evaluation")
RELEVANT = 5
"""One document in this many holds events."""
DOUBLE = 0.25
"""Share of the other documents that hold two articles, as pages with short items below the first do."""
FILES = ("news.coded", "old.coded", "press.coded", "statements.jsonl", "wire.jsonl")
"""Files of the corpus whose texts are whole documents."""
COMMON = {
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "month": "January February March April May June July August September October November December",
}
NAMES = {
    "town": """Harrowgate Milbury Ashcombe Wexley Tarnford Stokeley Burnmouth Kelsall Dunford Overton Pendle Marlow Thirsk
        Redcar Ludford Selby Crawley Whitby Torquay Hexham Melrose Ripon Louth Kendal Wells Frome Leek Bourne Oakham Diss""",
    "club": """Ashcombe_Town Burnmouth_Athletic Dunford_City Kelsall_Rangers Milbury_Albion Overton_Rovers Pendle_United
        Stokeley_Wanderers Tarnford_Villa Wexley_County Harrowgate_Orient Ludford_Spartans""",
    "street": """Mill_Lane Station_Road Church_Street Orchard_Close Park_Avenue Quay_Street Bridge_End Victoria_Road Tanner_Row
        Chapel_Hill Meadow_Way Castle_Gate""",
    "firm": """Brightwell Nordholm Calder_Group Pinnacle_Foods Aldersley Zentrix Maple_&_Rowe Hadleigh Quantor Ostrava_Capital
        Stonebridge Larkfield Vantor Medlock_Partners Copperline Teal_Systems""",
    "first": "Anna Grace Peter Samuel Ruth Meera Oliver David Helen Joan Tomas Victor Clara Edith Amir Hugh Nina Lucy Carl Owen",
    "surname": """Hartley Mason Okafor Whitcombe Patel Lindqvist Brennan Castle Dorsey Ellison Fairbairn Grieve Holloway Ingram
        Jessop Kerridge Lomax Mercer Novak Oakes Pritchard Quayle Rowntree Sutcliffe Tanner Underhill Vickers Wren Yardley""",
}
MEN = frozenset("Peter Samuel Oliver David Tomas Victor Amir Hugh Carl Owen".split())

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d[\d,]*)-(\d[\d,]*)")


@dataclass(frozen=True, slots=True)
class Article:
    """One written article with its slots; `group` is that of the two which may stand on one page."""

    kind: str
    group: str
    text: str


@dataclass(slots=True)
class Filler:
    """What the slots of one document are filled with: the same name is the same one all through it."""

    rng: random.Random
    names: Mapping[str, list[str]]
    given: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """Return `text` with every slot filled."""
        return _SLOT.sub(lambda m: self._one(m.group(1)), text)

    def _one(self, slot: str) -> str:
        if "|" in slot:
            return self.rng.choice(slot.split("|"))
        if m := _RANGE.fullmatch(slot):
            low, high = (int(x.replace(",", "")) for x in m.groups())
            number = self.rng.randint(low, high)
            return f"{number:,}" if "," in m.group(2) else str(number)
        if slot.rstrip("2") not in {*self.names, "man", "woman"}:
            return slot
        people = [v for k, v in self.given.items() if k in ("man", "woman")]
        if slot == "surname" and people:
            return people[-1].rpartition(" ")[2]
        if slot not in self.given:
            self.given[slot] = self._name(slot.rstrip("2"))
        return self.given[slot]

    def _name(self, kind: str) -> str:
        if kind in ("man", "woman"):
            first = [x for x in self.names["first"] if (x in MEN) == (kind == "man")]
            return f"{self.rng.choice(first)} {self._name('surname')}"
        free = [x for x in self.names[kind] if x not in self.given.values()]
        return self.rng.choice(free or self.names[kind]).replace("_", " ")


def articles(part: str) -> list[Article]:
    """Return the articles of a part, in the order of its file."""
    out: list[Article] = []
    counts: dict[str, int] = {}
    for piece in re.split(r"^== ", (MIXED / f"{part}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        kind, _, text = piece.partition("\n")
        n = counts[kind] = counts.get(kind, -1) + 1
        out.append(Article(kind, f"{part}-{kind}-{n // 2}", text.strip()))
    return out


def others(part: str, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield documents without events, without end: every article once before any comes again, filled anew each time."""
    every = articles(part)
    half = PARTS.index(part)
    names = {k: v.split()[half::2] for k, v in NAMES.items()} | {k: v.split() for k, v in COMMON.items()}
    for turn in range(10_000):
        for a in rng.sample(every, len(every)):
            filler = Filler(rng, names)
            text = filler.fill(a.text)
            beside = [b for b in every if b.group == a.group and b is not a]
            if beside and rng.random() < DOUBLE:
                text += "\n\n" + Filler(rng, names).fill(beside[0].text)
            day = f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            yield {
                "id": f"{a.group}/{turn}-{every.index(a)}",
                "text": text,
                "published": day,
                "relevant": False,
                "kind": a.kind,
            }


def relevant() -> list[dict[str, Any]]:
    """Return the coded documents that are kept aside from training and hold an event or a count."""
    out = []
    for file in FILES:
        gold = load_gold(ROOT / "corpus" / file)
        for n, c in enumerate(gold):
            if is_aside(file, n, len(gold), c.id) and (c.events or c.casualties):
                known = {k: v for k, v in c.document.items() if v is not None}
                coded = [[e["start"], e["end"]] for e in (*c.events, *c.casualties)]
                out.append({**known, "text": c.text, "relevant": True, "kind": file.partition(".")[0], "coded": coded})
    return out


def stream(part: str, n: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return `n` documents of a part, mixed; the same for the same `seed`."""
    rng = random.Random(f"{part} {seed}")
    held = relevant() if part == "evaluation" else []
    told = rng.sample(held, min(n // RELEVANT, len(held)))
    rest = others(part, rng)
    mixed = told + [next(rest) for _ in range(n - len(told))]
    rng.shuffle(mixed)
    return mixed


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("part", choices=PARTS)
    ap.add_argument("-n", type=int, default=500)
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    for d in stream(args.part, args.n, args.seed):
        print(json.dumps(d, ensure_ascii=False))


if __name__ == "__main__":
    main()
