"""Precision, recall, F1, shares right and calibration of records against texts coded by hand. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vedette.scoring.gold import Coded
from vedette.scoring.pairing import Item, Pair, Sentences, codes, kilometres, paired, sides, start_of

NEAR_PLACE = 50.0
"""Kilometres within which two coordinates mean one place."""

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Edges of the bands of confidence in which calibration is told."""

_FIGURE = ("kind", "low", "high", "side")
_SLACK = 3
_ENOUGH = 8


@dataclass(slots=True)
class Tally:
    """Hits among what was coded and what was found."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def to_json(self) -> dict[str, float | int]:
        """Return precision, recall and F1, 0.0 where nothing was found or coded, and the counts."""
        p = self.hit / self.found if self.found else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return {"precision": p, "recall": r, "f1": f, "hit": self.hit, "gold": self.gold, "found": self.found}


@dataclass(slots=True)
class Share:
    """How many of those compared were right."""

    right: int = 0
    of: int = 0

    def add(self, *, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    def to_json(self) -> dict[str, Any]:
        """Return the share, None where nothing was compared, and the count."""
        return {"share": self.right / self.of if self.of else None, "of": self.of}


_MEASURES = (
    "event type",
    "event dyad",
    "event full",
    "casualty",
    "casualty with claimant",
    "quote",
    "quote with speaker",
)
_FIELDS = ("status", "mode", "claimants", "actors", "recipients", "place", "time")


@dataclass(slots=True)
class Scores:
    """Everything measured: tallies by measure, shares by field of right types, confidence bands, and errors in words."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {m: Tally() for m in _MEASURES})
    fields: dict[str, Share] = field(default_factory=lambda: {f: Share() for f in _FIELDS})
    types: dict[str, Tally] = field(default_factory=dict)
    bands: list[Share] = field(default_factory=lambda: [Share() for _ in BINS[1:]])
    stated: list[float] = field(default_factory=lambda: [0.0 for _ in BINS[1:]])
    errors: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the scores as a JSON object."""
        return {
            "measures": {k: v.to_json() for k, v in self.tallies.items()},
            "of right types": {k: v.to_json() for k, v in self.fields.items()},
            "types": {k: v.to_json() for k, v in sorted(self.types.items())},
            "calibration": [
                {"from": low, "to": min(1.0, high), "stated": s / b.of if b.of else None, **b.to_json()}
                for low, high, b, s in zip(BINS, BINS[1:], self.bands, self.stated, strict=False)
            ],
            "unread": self.unread,
        }


def score(gold: Sequence[Coded], records: Mapping[str, Mapping[str, Any]]) -> Scores:
    """Return how well `records`, by document id and in the form of docs/records.md, answer the codings of `gold`."""
    out = Scores()
    for c in gold:
        record = records.get(c.id)
        if record is None:
            out.unread.append(c.id)
        _events(out, c, _kept(c, (record or {}).get("events")))
        _casualties(out, c, _kept(c, (record or {}).get("casualties")))
        _quotes(out, c, _kept(c, (record or {}).get("quotes")))
    return out


def _kept(c: Coded, items: Sequence[Item] | None) -> list[Item]:
    return [x for x in items or () if not any(a <= start_of(x) < b for a, b in c.ignore)]


def _events(out: Scores, c: Coded, found: Sequence[Item]) -> None:
    where = Sentences(c.text).at
    both = paired(c.events, found, where, lambda g, p: g["type"] == p["type"], _event_nearness)
    _count(out.tallies["event type"], both, c.events, found)
    for measure, sectors in (("event dyad", False), ("event full", True)):
        both_sides = paired(c.events, found, where, _with_sides if sectors else _with_countries, _event_nearness)
        _count(out.tallies[measure], both_sides, c.events, found)
    for g, p in both:
        for name, right in _fields(g, p).items():
            out.fields[name].add(right=right)
    _by_type(out, both, c.events, found)
    _bands(out, both, found)
    _tell(out, c, both, found)


def _with_countries(g: Item, p: Item) -> bool:
    return bool(g["type"] == p["type"] and sides(g) == sides(p))


def _with_sides(g: Item, p: Item) -> bool:
    return bool(g["type"] == p["type"] and sides(g, sectors=True) == sides(p, sectors=True))


def _event_nearness(g: Item, p: Item) -> tuple[int, bool]:
    return -abs(start_of(g) - start_of(p)), codes(g.get("actors")) == codes(p.get("actors"))


def _count(tally: Tally, hits: Sequence[Pair], gold: Sequence[Item], found: Sequence[Item]) -> None:
    tally.hit += len(hits)
    tally.gold += len(gold)
    tally.found += len(found)


def _fields(g: Item, p: Item) -> dict[str, bool]:
    """Return for each field of a rightly typed event whether it is right too; mode, place and time only where coded."""
    out = {k: codes(g.get(k)) == codes(p.get(k)) for k in ("claimants", "actors", "recipients")}
    out["status"] = g["status"] == p.get("status")
    if g.get("mode"):
        out["mode"] = g["mode"] == p.get("mode")
    if g.get("place"):
        out["place"] = _same_place(g["place"], p.get("place") or {})
    time = g.get("time") or {}
    if time.get("from"):
        told = p.get("time") or {}
        wanted = (time["from"], time.get("to") or time["from"])
        out["time"] = (str(told.get("from"))[:10], str(told.get("to"))[:10]) == wanted
    return out


def _same_place(g: Item, p: Item) -> bool:
    if g.get("lat") is None:
        return bool(p) and p.get("country") == g.get("country")
    return p.get("lat") is not None and kilometres(g, p) <= NEAR_PLACE


def _by_type(out: Scores, both: Sequence[Pair], gold: Sequence[Item], found: Sequence[Item]) -> None:
    for items, name in ((gold, "gold"), (found, "found"), ([g for g, _ in both], "hit")):
        for x in items:
            tally = out.types.setdefault(x["type"], Tally())
            setattr(tally, name, getattr(tally, name) + 1)


def _bands(out: Scores, both: Sequence[Pair], found: Sequence[Item]) -> None:
    """Count for each band of confidence how many of its events have the right type."""
    right = {id(p) for _, p in both}
    for p in found:
        told = p.get("confidence")
        if isinstance(told, int | float):
            k = next((n for n, high in enumerate(BINS[1:]) if told < high), len(out.bands) - 1)
            out.bands[k].add(right=id(p) in right)
            out.stated[k] += told


def _tell(out: Scores, c: Coded, both: Sequence[Pair], found: Sequence[Item]) -> None:
    answered, right = {id(g) for g, _ in both}, {id(p) for _, p in both}
    out.errors += [
        f"{c.id}: missed {g['type']} {g.get('trigger')!r} in {str(g.get('near'))[:90]!r}"
        for g in c.events
        if id(g) not in answered
    ]
    out.errors += [
        f"{c.id}: extra {p['type']} {c.text[start_of(p) : start_of(p) + 60]!r}" for p in found if id(p) not in right
    ]


def _casualties(out: Scores, c: Coded, found: Sequence[Item]) -> None:
    where = Sentences(c.text).at
    for measure, same in (("casualty", _same_figure), ("casualty with claimant", _same_claim)):
        _count(out.tallies[measure], paired(c.casualties, found, where, same, _nearness), c.casualties, found)


def _same_figure(g: Item, p: Item) -> bool:
    return all(g.get(k) == p.get(k) for k in _FIGURE)


def _same_claim(g: Item, p: Item) -> bool:
    return _same_figure(g, p) and codes(g.get("claimants")) == codes(p.get("claimants"))


def _nearness(g: Item, p: Item) -> int:
    return -abs(start_of(g) - start_of(p))


def _quotes(out: Scores, c: Coded, found: Sequence[Item]) -> None:
    """Compare quotes, one a paragraph by the codebook (choice 10), wherever sentences end inside them."""
    lines: dict[int, Item] = {}
    for q in found:
        lines.setdefault(c.text.count("\n", 0, q["start"]), q)
    one = list(lines.values())
    for measure, same in (("quote", _over), ("quote with speaker", _over_by_same)):
        _count(out.tallies[measure], paired(c.quotes, one, lambda _: 0, same, _nearness), c.quotes, one)


def _over(g: Item, p: Item) -> bool:
    """Tell whether a quote found begins no later than the coded one and reaches into it."""
    return bool(p["start"] <= g["start"] + _SLACK and p["end"] >= min(g["end"], g["start"] + _ENOUGH))


def _over_by_same(g: Item, p: Item) -> bool:
    return _over(g, p) and codes(g["speakers"], sectors=True) == codes(p.get("speakers"), sectors=True)
