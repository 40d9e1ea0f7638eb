"""Stated dates of wars: was there a war of that name in that year?"""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.told import Told, as_day
from vedette.knowledge.dates import agrees, first_day, last_day
from vedette.knowledge.describe import span
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import War
from vedette.records.check import Check
from vedette.records.reading import Sentence

_AFTER = re.compile(
    r"[,\s(]*(?:of|in|from|during|since|(?:that|which) (?:began|started|ended|broke out) in|(?:began|started|broke out|ended)(?: on| in)?)?\s*",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b((?:19|20)\d\d)\s+(?:war|conflict)\s+of\s+the\s+same\s+name", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|end|until|over)\b", re.IGNORECASE)
_BEGAN = re.compile(r"\b(?:began|started|broke out|since|start|beginning)\b", re.IGNORECASE)


def check_wars(told: Told) -> Iterator[Check]:
    """Yield the check of every war that the text names with a year or date."""
    for s in told.reading.sentences:
        wars = told.named(s, "war")
        for n in wars:
            yield from _named(told, s, n, wars)
        for m in _SAME.finditer(told.text, s.start, s.end):
            if wars:
                yield from _of_same_name(told, m, wars[-1])


def _named(told: Told, s: Sentence, n: Named, wars: Sequence[Named]) -> Iterator[Check]:
    if any(x.start == n.start and x.entity.id < n.entity.id for x in wars):
        return
    meant = [f for x in wars if x.start == n.start for f in x.entity.facts]
    # A year that is part of the name ("the 2008 war") says nothing that could be wrong.
    for t in told.times(s):
        gap = told.text[n.end : t.start] if t.start >= n.end else None
        m = _AFTER.fullmatch(gap) if gap is not None else None
        if m and as_day(t):
            yield _compared(told, n, meant, as_day(t), gap or "", (t.start, t.end))
            return


def _compared(told: Told, n: Named, wars: Sequence[War], day: str, gap: str, when: tuple[int, int]) -> Check:
    spans = [(n.start, n.end), when]
    facts = [(f"war:{w.id}", w) for w in wars]
    dates = " or ".join(f"{w.name}: {span(w.from_, w.to)}" for w in wars)
    one = wars[0]
    began, ended = any(agrees(day, w.from_) for w in wars), any(w.to and agrees(day, w.to) for w in wars)
    if _BEGAN.search(gap) or _ENDED.search(gap):
        right = began if _BEGAN.search(gap) else ended
        return told.check("war", "supported" if right else "contradicted", spans, dates, facts)
    inside = [
        w for w in wars if first_day(day) <= last_day(w.to or "9999") and last_day(day) >= first_day(w.from_ or "0001")
    ]
    if not inside:
        return told.check("war", "contradicted", spans, f"{dates}, not in {day}", facts)
    if one.to and one.from_[:4] == one.to[:4] and (began or ended or inside):
        return told.check("war", "supported", spans, dates, facts)
    if ended and not began:
        return told.check("war", "contradicted", spans, f"{dates}; {day} is when it ended, not when it was", facts)
    return told.check(
        "war",
        "supported" if began and len(day) == 4 and not one.to else "imprecise",
        spans,
        f"{dates}, not only in {day}",
        facts,
    )


def _of_same_name(told: Told, m: re.Match[str], n: Named) -> Iterator[Check]:
    """Yield the check of "the 2020 war of the same name": a war of that year over the same places."""
    named = n.entity.facts[0]
    year = m.group(1)
    fits = [
        w
        for w in told.base.wars
        if w.id != named.id
        and first_day(year) <= last_day(w.to or "9999")
        and last_day(year) >= first_day(w.from_ or "0001")
        and (set(w.places) & set(named.places) or len(set(w.parties) & set(named.parties)) > 1)
    ]
    for w in fits[:1]:
        yield told.check(
            "war", "supported", [(m.start(), m.end())], f"{w.name}: {span(w.from_, w.to)}", [(f"war:{w.id}", w)]
        )
