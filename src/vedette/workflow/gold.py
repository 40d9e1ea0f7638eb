"""What people corrected, as coded texts of the form that `vedette score` compares with (docs/measurements.md).

A sentence in which somebody corrected, added or struck out something is coded whole, as it stands now: it was before that
person's eyes. All other characters are told under `ignore`, since nobody vouches for what was read or missed there.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vedette.records.correction import Correction, in_force
from vedette.records.record import Actor, Casualty, Event, Quote, Record
from vedette.store.corrections import corrections_of, documents_corrected
from vedette.store.found import records_of
from vedette.store.store import Store
from vedette.workflow.add import sentences_of

REGISTER = "corrected"

Item = dict[str, Any]
Said = Event | Casualty | Quote
Spans = list[tuple[int, int]]


def export_gold(store: Store) -> Iterator[Item]:
    """Yield each document with corrections that hold as a coded text, in the order of storing."""
    with store.reading() as connection:
        names = list(documents_corrected(connection))
    for name in names:
        with store.reading() as connection:
            records = records_of(connection, [name])
            found = corrections_of(connection, [name])[name].all
        if records and (standing := in_force(found)):
            yield coded(records[0], standing)


def coded(record: Record, standing: Sequence[Correction]) -> Item:
    """Return a record with the corrections that hold in it as a coded text."""
    document, text = record.document, record.document.text
    seen = _seen(sentences_of(document), standing)
    told: list[Said] = [*record.events, *record.casualties, *record.quotes]
    here = [x for x in told if any(a <= _start(x) < b for a, b in seen)]
    items = {id(x): _item(x, text) for x in here}
    unsaid = [(_start(x), _start(x) + 1) for x in here if items[id(x)] is None]
    known = {n: getattr(document, n) for n in ("id", "url", "source", "title", "byline", "published")}
    return {
        **known,
        "register": REGISTER,
        "text": text,
        "events": [i for x in record.events if (i := items.get(id(x)))],
        "casualties": [i for x in record.casualties if (i := items.get(id(x)))],
        "quotes": [i for x in record.quotes if (i := items.get(id(x)))],
        "ignore": [{"start": a, "end": b} for a, b in sorted([*_rest(seen, len(text)), *unsaid])],
        "corrections": [{n: getattr(c, n) for n in ("id", "claim", "author", "at", "why")} for c in standing],
    }


def near_of(text: str, start: int, end: int) -> str | None:
    """Return the shortest stretch from `start` that stands once in `text`, to a word's end; None where there is none."""

    def stands_once(to: int) -> bool:
        return text.find(text[start:to]) == start and text.find(text[start:to], start + 1) < 0

    ends = range(end, len(text) + 1)
    n = bisect_left(ends, x=True, key=stands_once)
    if n == len(ends):
        return None
    to = ends[n]
    while to < len(text) and text[to].isalnum():
        to += 1
    return text[start:to]


def _seen(sentences: Iterable[tuple[int, int]], standing: Sequence[Correction]) -> Spans:
    """Return the sentences in which corrections stand, and their words where these are in none."""
    cut, found = list(sentences), set[tuple[int, int]]()
    for c in standing:
        found |= set([s for s in cut if s[0] <= c.start < s[1]] or [(c.start, c.end)])
    return sorted(found)


def _rest(seen: Spans, length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in seen:
        if start > last:
            yield last, start
        last = max(last, end)
    if last < length:
        yield last, length


def _start(x: Said) -> int:
    return x.trigger.start if isinstance(x, Event) else x.start


def _item(x: Said, text: str) -> Item | None:
    """Return the coding of one thing that was read; None where it cannot be told in this form."""
    words = x.trigger if isinstance(x, Event) else x
    near = near_of(text, words.start, words.end)
    if near is None:
        return None
    cue = x.cue.text if x.cue else None
    if isinstance(x, Quote):
        return {"near": near, "text": x.text, "speakers": _people(x.speakers), "cue": cue}
    if isinstance(x, Casualty):
        names = ("kind", "low", "high", "approx", "who", "side", "scope")
        counted = {n: getattr(x, n) for n in names}
        return {"near": near, "text": x.text, **counted, "claimants": _people(x.claimants), "cue": cue}
    if not (x.actors or x.recipients or x.place):
        return None  # The codebook codes no such act.
    place = x.place and {n: getattr(x.place, n) for n in ("text", "name", "country", "lat", "lon")}
    time = x.time and {"text": x.time.text, "from": x.time.from_, "to": x.time.to}
    what = {"trigger": x.trigger.text, "type": x.type, "mode": x.mode, "status": x.status}
    sides: Mapping[str, list[Item]] = {n: _people(getattr(x, n)) for n in ("actors", "recipients", "claimants")}
    return {"near": near, **what, **sides, "place": place, "time": time, "cue": cue}


def _people(people: Sequence[Actor]) -> list[Item]:
    return [{n: getattr(a, n) for n in ("text", "country", "sector", "name")} for a in people]
