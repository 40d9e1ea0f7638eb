"""Measure a reader without events (of Russian, say) against texts coded by hand: counts, claimants, quotes, names. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vedette.records.record import Actor, Record
from vedette.scoring.measures import Tally

MEASURES = ("count", "count with who", "count with side", "count with claimants", "quote", "quote with speaker", "name")

Key = tuple[Any, ...]


def measure(coded: Sequence[Mapping[str, Any]], records: Iterable[Record]) -> dict[str, dict[str, float | int]]:
    """Return precision, recall and F1 by measure; `records` in the order of `coded`.

    A count is right where kind, low and high are; "with" adds who, side, or all claimants. A quote is right where its words
    are, a name where its kind and its dictionary form are. Each of `coded` has `casualties`, `quotes` and `names`
    (docs/languages.md tells the form).
    """
    tallies = {name: Tally() for name in MEASURES}
    for told, record in zip(coded, records, strict=True):
        gold, found = _of_key(told), _of_record(record)
        for name in MEASURES:
            _count(tallies[name], gold[name], found[name])
    return {name: t.to_json() for name, t in tallies.items()}


def _count(tally: Tally, gold: Sequence[Key], found: Sequence[Key]) -> None:
    tally.gold += len(gold)
    tally.found += len(found)
    tally.hit += sum((Counter(gold) & Counter(found)).values())


def _of_key(told: Mapping[str, Any]) -> dict[str, list[Key]]:
    figures = [
        ((c["kind"], c["low"], c["high"]), c["who"], c["side"], tuple(sorted(c["claimants"])))
        for c in told["casualties"]
    ]
    quotes = [(q["text"], q["speaker"]) for q in told["quotes"]]
    return _keys(figures, quotes, [(n["kind"], _folded(n["name"])) for n in told["names"]])


def _of_record(record: Record) -> dict[str, list[Key]]:
    figures = [
        ((c.kind, c.low, c.high), c.who, c.side, tuple(sorted(_party(a) for a in c.claimants)))
        for c in record.casualties
    ]
    quotes = [(q.text, next((_party(a) for a in q.speakers), None)) for q in record.quotes]
    return _keys(figures, quotes, [(m.kind, _folded(m.name)) for m in record.mentions])


def _keys(figures: Sequence[Key], quotes: Sequence[Key], names: Sequence[Key]) -> dict[str, list[Key]]:
    return {
        "count": [f[0] for f in figures],
        "count with who": [(f[0], f[1]) for f in figures],
        "count with side": [(f[0], f[2]) for f in figures],
        "count with claimants": [(f[0], f[3]) for f in figures],
        "quote": [q[:1] for q in quotes],
        "quote with speaker": list(quotes),
        "name": list(names),
    }


def _party(a: Actor) -> str:
    return f"{a.country or '?'}.{a.sector}"


def _folded(name: str) -> str:
    return name.casefold().replace("ё", "е").strip('«»"')
