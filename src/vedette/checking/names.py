"""What a text names, under its stable id: treaties, agreements, bases, wars, organs, and who holds the offices it tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from vedette.checking.organs import is_whole
from vedette.checking.told import StateTold, Told
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import describe, state_name
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import held
from vedette.knowledge.offices import LEADING, Holding, holdings
from vedette.knowledge.titles import rank_of
from vedette.records.check import Check
from vedette.records.reading import Sentence, Word

LONGEST = 4
"""Words of an office behind its state: "Defence and Aerospace Industry Minister" is four."""

_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A name at `start` to `end` of the text, the stable `id` it stands for, and why; several where it is ambiguous."""

    start: int
    end: int
    text: str
    kind: str
    id: str
    name: str
    reason: str


def resolve(told: Told, checks: tuple[Check, ...] = ()) -> tuple[Resolved, ...]:
    """Return everything that the text names by the knowledge base's ids, in order.

    Agreements told by their date alone are taken from the `checks` that found them. Persons, states and bodies that act
    carry their id in the record itself.
    """
    found = [*_named(told), *_dated(told, checks), *_offices(told)]
    return tuple(sorted(dict.fromkeys(found), key=lambda r: (r.start, r.end, r.id)))


def _named(told: Told) -> Iterator[Resolved]:
    for n in told.names:
        if n.entity.kind == "state" or (n.entity.kind == "organ" and not _is_own(told, n)):
            continue
        sentence = describe(_then(n, told.on), told.on, told.base)
        yield Resolved(n.start, n.end, told.text[n.start : n.end], n.entity.kind, n.entity.id, n.entity.name, sentence)


def _is_own(told: Told, n: Named) -> bool:
    s = next(s for s in told.reading.sentences if s.start <= n.start < s.end)
    return is_whole(told, s, n)


def _then(n: Named, on: str) -> Any:
    """Return the fact of the entity that holds on the day, else its last."""
    spells = [f for f in n.entity.facts if hasattr(f, "to") and held(f, on) is not Holds.NO]
    return spells[0] if spells else n.entity.facts[-1]


def _dated(told: Told, checks: tuple[Check, ...]) -> Iterator[Resolved]:
    for c in checks:
        if c.about == "agreement" and c.verdict != "unknown":
            for fact in c.facts:
                entity = told.entities.by_id.get(fact)
                r = c.receipts[-1]
                if entity is not None:
                    yield Resolved(r.start, r.end, r.text, "agreement", fact, entity.name, "known by its date")


def _offices(told: Told) -> Iterator[Resolved]:
    """Yield who holds the office that "the Armenian Prime Minister" or "the president of Syria" tells, as of the text's day."""
    try:
        on = date.fromisoformat(told.on)
    except ValueError:
        return
    for s in told.reading.sentences:
        for x in told.states(s):
            for start, end, title in (*_behind(told, s, x), *_before(told, s, x)):
                rank = rank_of(title, x.code)
                now = _holders(told, x.code, rank, on) if rank in LEADING else []
                if now:
                    yield from (_resolved(told, start, end, h) for h in now)
                    break


def _behind(told: Told, s: Sentence, x: StateTold) -> Iterator[tuple[int, int, str]]:
    """Yield the longest titles right behind a state first: "Armenian Prime Minister"."""
    rest = s.words[x.word.i + 1 :]
    skip = 1 if rest and rest[0].lower in ("'s", "’s") else 0
    for n in range(LONGEST, 0, -1):
        part = rest[skip : skip + n]
        if len(part) == n and _joined(told, part):
            yield x.word.start, part[-1].end, told.text[part[0].start : part[-1].end]


def _before(told: Told, s: Sentence, x: StateTold) -> Iterator[tuple[int, int, str]]:
    """Yield the titles before "of" a state: "the president of Syria"."""
    words = s.words[: x.word.i]
    of = next((w for w in reversed(words[-2:]) if w.lower == "of"), None)
    if of is None or not _OF.fullmatch(told.text[of.start - 1 : x.word.start]):
        return
    for n in range(LONGEST, 0, -1):
        part = words[max(0, of.i - n) : of.i]
        if len(part) == n and _joined(told, part):
            yield part[0].start, x.word.end, told.text[part[0].start : part[-1].end]


def _joined(told: Told, part: tuple[Word, ...]) -> bool:
    """Tell words that only spaces part, none of them an article: a title is not told over a comma."""
    plain = all(w.text.replace("-", "").isalpha() and w.lower not in ("the", "a", "an") for w in part)
    return plain and not told.text[part[0].start : part[-1].end].count("\n")


def _holders(told: Told, code: str, rank: str | None, on: date) -> list[Holding]:
    now = [h for h in holdings(code, folder=told.base.folder) if h.rank == rank and h.held(on) and (h.from_ or h.to)]
    plain = [h for h in now if rank_of(h.office, code) == rank] or now
    newest = [h for h in plain if not h.seen] or plain
    return list({h.id: h for h in reversed(newest)}.values())


def _resolved(told: Told, start: int, end: int, h: Holding) -> Resolved:
    reason = f"{h.office} of {state_name(h.country)} on {told.on}"
    return Resolved(start, end, told.text[start:end], "person", h.id, h.person, reason)
