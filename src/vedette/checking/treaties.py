"""Stated dates of treaties and organisations: signed, in force, founded, ended."""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.told import Told, as_day
from vedette.knowledge.dates import agrees
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Alliance
from vedette.records.check import Check
from vedette.records.reading import Sentence

_VERBS = (
    ("signed", re.compile(r"\b(?:signed|concluded)\b", re.IGNORECASE)),
    ("in force", re.compile(r"\b(?:entered|came|went|took) (?:into )?(?:force|effect)\b", re.IGNORECASE)),
    ("founded", re.compile(r"\b(?:founded|established|created|formed|set up)\b", re.IGNORECASE)),
    ("ended", re.compile(r"\b(?:expired|lapsed|was terminated|ended)\b", re.IGNORECASE)),
)
_PLAIN = re.compile(r"[,\s(]*(?:of|from|in)?\s*")
_LINK = re.compile(r"[,\s(]*(?:which|that|it)?\s*(?:was|were|has been|had been)?\s*(?:first|originally)?\s*")
LONGEST = 60
"""Characters between a name and its date over which they still belong together."""


def check_treaties(told: Told) -> Iterator[Check]:
    """Yield the check of every treaty or organisation that the text tells with the date of its beginning or end."""
    for s in told.reading.sentences:
        names = told.named(s, "alliance")
        for n in names:
            if not any(x.start == n.start and x.entity.id < n.entity.id for x in names):
                yield from _dated(told, s, n, [x for x in names if x.start == n.start])


def _dated(told: Told, s: Sentence, n: Named, same: Sequence[Named]) -> Iterator[Check]:
    for t in told.times(s):
        gap = told.text[n.end : t.start] if n.end <= t.start <= n.end + LONGEST else None
        what = _what(gap) if gap is not None else None
        if what and as_day(t):
            yield _compared(told, n, same, what, as_day(t), (t.start, t.end))
            return


def _what(gap: str) -> str | None:
    """Return which date the words between a name and a time tell: "was signed in" tells the signature."""
    if gap.strip() and _PLAIN.fullmatch(gap):
        return "signed" if gap.strip(" ,(") == "of" else None
    for what, words in _VERBS:
        m = words.search(gap)
        if m and _LINK.fullmatch(gap[: m.start()]) and re.fullmatch(r"\s*(?:in \w+\s+)?(?:in|on)?\s*", gap[m.end() :]):
            return what
    return None


def _compared(told: Told, n: Named, same: Sequence[Named], what: str, day: str, when: tuple[int, int]) -> Check:
    treaties: list[Alliance] = [f for x in same for f in x.entity.facts]
    bodies = [f for x in told.names if x.start == n.start and x.entity.kind == "organisation" for f in x.entity.facts]
    facts = [*((f"alliance:{a.id}", a) for a in treaties), *((b.id, b) for b in bodies)]
    spans = [(n.start, n.end), when]
    told_as = "; ".join([*map(_dates, treaties), *(f"{b.name}: since {b.from_}" for b in bodies if b.from_)])
    mine = {d for a in treaties for d in _of(a, what)} | (
        {b.from_ for b in bodies if b.from_} if what == "founded" else set()
    )
    every = {d for a in treaties for w in ("signed", "in force", "ended") for d in _of(a, w)} | {
        b.from_ for b in bodies if b.from_
    }
    if any(agrees(day, d) for d in mine):
        return told.check("treaty", "supported", spans, told_as, facts)
    if any(agrees(day, d) for d in every):
        return told.check("treaty", "imprecise", spans, f"{told_as}; {day} is another of its dates", facts)
    # An organisation may be older or younger than its treaty; without a date of its own nothing is wrong.
    if not mine or (what == "founded" and bodies and not any(b.from_ for b in bodies)):
        return told.check("treaty", "unknown", spans, told_as, facts)
    return told.check("treaty", "contradicted", spans, f"{told_as}, not {what} in {day}", facts)


def _of(a: Alliance, what: str) -> set[str]:
    days = {"signed": a.signed, "in force": a.in_force, "founded": a.signed, "ended": a.ended}
    return {days[what]} - {""}


def _dates(a: Alliance) -> str:
    told = ((a.signed, "signed"), (a.in_force, "in force"), (a.ended, a.end_kind or "ended"))
    return f"{a.name}: {', '.join(f'{w} {d}' for d, w in told if d)}"
