"""Stated agreements: which one a name, a date or a year means, whose it is, and what figures it has."""

import re
from collections.abc import Iterator, Mapping, Sequence

from vedette.checking.told import Told, as_day
from vedette.knowledge.dates import agrees, days_told
from vedette.knowledge.describe import describe, listed
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Agreement
from vedette.records.check import Check
from vedette.records.reading import Sentence

_KINDS: Mapping[str, tuple[str, ...]] = {
    "statement": ("statement",), "declaration": ("statement",), "ceasefire": ("ceasefire",), "cease-fire": ("ceasefire",),
    "truce": ("ceasefire",), "armistice": ("ceasefire",), "memorandum": (), "protocol": (), "agreement": (), "deal": (), "accord": (),
    "pact": (), "treaty": (), "communique": ("statement",),
}  # fmt: skip
_NOUN = re.compile(rf"\b({'|'.join(_KINDS)})s?\b", re.IGNORECASE)
_YEAR = re.compile(rf"\b((?:19|20)\d\d)(?:\s+[\w-]+){{0,3}}?\s+({'|'.join(_KINDS)})s?\b", re.IGNORECASE)
_GAP = re.compile(
    r"[,\s(]*(?:of|dated|on|from|in|signed(?: on| in)?|reached(?: on| in)?|concluded(?: on| in)?|(?:was |were )?signed(?: on| in)?)?\s*",
    re.IGNORECASE,
)


def check_agreements(told: Told) -> Iterator[Check]:
    """Yield the check of every agreement that the text tells by name, by its dates, or by its year."""
    for s in told.reading.sentences:
        taken: list[tuple[int, int]] = []
        for check, span in (*_named(told, s), *_dated(told, s), *_by_year(told, s)):
            if not any(a < span[1] and span[0] < b for a, b in taken):
                taken.append(span)
                yield check
                yield from _figures(told, s, check)


def _named(told: Told, s: Sentence) -> Iterator[tuple[Check, tuple[int, int]]]:
    names = told.named(s, "agreement")
    for n in names:
        same = [f for x in names if x.start == n.start for f in x.entity.facts]
        if any(x.start == n.start and x.entity.id < n.entity.id for x in names) or _is_place(told, n):
            continue
        when = next(
            (t for t in told.times(s) if t.start >= n.end and _GAP.fullmatch(told.text[n.end : t.start]) and as_day(t)),
            None,
        )
        when = when or next((t for t in told.times(s) if t.end <= n.start <= t.end + 2 and t.precision == "year"), None)
        day = as_day(when) if when else ""
        fits = [a for a in same if not day or agrees(day, a.date)]
        spans = [(n.start, n.end), *([(when.start, when.end)] if when else [])]
        span = (min(a for a, _ in spans), max(b for _, b in spans))
        told_as = "; ".join(f"{a.name}: {describe(a, told.on, told.base)}" for a in (fits or same)[:3])
        verdict = "supported" if len(fits) == 1 else "imprecise" if fits else "contradicted"
        sentence = told_as if fits else f"{told_as}, not of {day}"
        yield told.check("agreement", verdict, spans, sentence, [(f"agreement:{a.id}", a) for a in fits or same]), span


def _is_place(told: Told, n: Named) -> bool:
    """Tell the town from the agreement that bears its name alone: "DAYTON, Ohio", not "Dayton's terms of 1995"."""
    return any(p.start == n.start and p.end >= n.end for p in told.reading.places)


def _dated(told: Told, s: Sentence) -> Iterator[tuple[Check, tuple[int, int]]]:
    """Yield the check of each date told behind or before a noun of agreement: "the statements of … dated …"."""
    nouns = list(_NOUN.finditer(told.text, s.start, s.end))
    states = {x.code for x in told.states(s)}
    for a, b, day in days_told(told.text[s.start : s.end]):
        start, end = s.start + a, s.start + b
        noun = next((m for m in reversed(nouns) if m.end() <= start and start - m.end() < 140), None)
        noun = noun or next((m for m in nouns if end <= m.start() <= end + 40), None)
        if noun is None:
            continue
        spans = [noun.span(), (start, end)]
        span = (start, end)
        same = [
            x
            for x in told.base.agreements
            if x.date == day and (not states or not x.parties or states & set(x.parties))
        ]
        if same:
            yield _whose(told, same[0], states, spans), span
        elif _GAP.fullmatch(told.text[noun.end() : start]):
            yield told.check("agreement", "unknown", spans, f"no agreement of {day} is in the knowledge base"), span


def _whose(told: Told, a: Agreement, states: set[str], spans: Sequence[tuple[int, int]]) -> Check:
    """Return the check of an agreement found by its date: supported where all states told beside it are its parties."""
    others = sorted(states - set(a.parties)) if a.parties else []
    sentence = f"{a.name}: {describe(a, told.on, told.base)}"
    if others and not set(a.parties) <= states:
        return told.check(
            "agreement",
            "imprecise",
            spans,
            f"{sentence}; {listed(others)} told beside it is no party",
            [(f"agreement:{a.id}", a)],
        )
    return told.check("agreement", "supported", spans, sentence, [(f"agreement:{a.id}", a)])


def _by_year(told: Told, s: Sentence) -> Iterator[tuple[Check, tuple[int, int]]]:
    """Yield the check of "the 2020 brokered peace deal", by its year, its kind, and the states of the text."""
    states = {x.code for x in told.states(s)}
    for m in _YEAR.finditer(told.text, s.start, s.end):
        kinds = _KINDS[m.group(2).lower()]
        year = [a for a in told.base.agreements if a.date[:4] == m.group(1) and (not kinds or a.kind in kinds)]
        fits = [a for a in year if states & set(a.parties)]
        # A broker alone says little: the agreement is among states of which the text speaks.
        fits = [a for a in fits if len(set(a.parties) & told.codes()) >= min(2, len(a.parties))]
        most = max((len(set(a.parties) & told.codes()) for a in fits), default=0)
        fits = [a for a in fits if len(set(a.parties) & told.codes()) == most]
        if fits:
            told_as = "; ".join(f"{a.name}: {describe(a, told.on, told.base)}" for a in fits[:3])
            verdict = "supported" if len(fits) == 1 else "imprecise"
            yield (
                told.check("agreement", verdict, [m.span()], told_as, [(f"agreement:{a.id}", a) for a in fits[:3]]),
                m.span(),
            )


def _figures(told: Told, s: Sentence, check: Check) -> Iterator[Check]:
    """Yield the check of the figures told in the sentence of an agreement: "1,960 peacekeepers"."""
    ids = {f.partition(":")[2] for f in check.facts}
    for a in (x for x in told.base.agreements if x.id in ids):
        for key, value in a.figures().items():
            for q in told.quantities(s):
                noun = told.text[q.end : q.end + 40].lower()
                if (
                    value.isdigit()
                    and q.low is not None
                    and re.match(rf"\s*(?:[\w-]+\s+){{0,2}}{key.split('_')[0]}", noun)
                ):
                    yield _figure(
                        told,
                        a,
                        key,
                        int(value),
                        (q.start, q.end + noun.index(key.split("_")[0]) + len(key.split("_")[0])),
                        (q.low, q.high, q.approx),
                    )
        return


def _figure(
    told: Told, a: Agreement, key: str, known: int, span: tuple[int, int], said: tuple[int, int | None, bool]
) -> Check:
    low, high, approx = said
    sentence = f"{a.name} says {known} {key.replace('_', ' ')}"
    facts = [(f"agreement:{a.id}", a)]
    if low <= known and (high is None or known <= high):
        return told.check("figure", "supported", [span], sentence, facts)
    off = min(abs(known - low), abs(known - (high if high is not None else low))) / max(1, known)
    verdict = "imprecise" if off <= (0.05 if approx else 0.02) else "contradicted"
    return told.check("figure", verdict, [span], sentence, facts)
