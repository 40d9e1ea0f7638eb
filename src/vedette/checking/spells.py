"""Entries and exits: a told date compared with a party's spells of membership, on every basis of their dates."""

import re
from collections.abc import Sequence

from vedette.checking.told import Told
from vedette.knowledge.dates import agrees, first_day
from vedette.knowledge.describe import state_name
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Membership
from vedette.records.check import Check
from vedette.records.reading import Sentence, TimeExpression

_DATING = re.compile(
    r"(?:^|\b(?:in|on|since|by|from|during|until|late in|early in)\s+(?:the\s+)?|,\s*)$", re.IGNORECASE
)
_ENDED = {
    "left": "it left", "suspended": "it suspended its membership", "frozen": "it froze its taking part",
    "not-renewed": "it did not renew its membership", "expelled": "it was expelled",
}  # fmt: skip


Spans = Sequence[tuple[int, int]]


def is_dating(told: Told, s: Sentence, t: TimeExpression) -> bool:
    """Tell a time that dates the verb ("in 1999", "last week") from one that belongs to a noun ("the 2008 war")."""
    before = told.text[max(s.start, t.start - 12) : t.start]
    return bool(_DATING.search(before)) or t.precision in ("day", "week", "span", "night", "part")


def left(
    told: Told, a: Named, code: str, day: str, spells: Sequence[Membership], spans: Spans, *, frozen: bool
) -> Check:
    """Return the check of "X left A in 1999"; `frozen` tells that the text says it suspended or froze its part."""
    name, who = a.entity.name, state_name(code)
    ended = [m for m in spells if m.to or m.event in ("frozen", "suspended")]
    if not spells:
        return _wrong(told, a, spans, f"{who} is not known ever to have been a party to {name}")
    if not ended:
        since = min(m.from_ for m in spells)
        return _wrong(told, a, spans, f"{who} is a party to {name} since {since}; no exit is known", *spells)
    for m in reversed(ended):
        if not day or agrees(day, end_of(m)):
            return _ended_then(told, a, m, spans, frozen=frozen)
    other = next(((m, label, d) for m in ended for label, d in m.others() if agrees(day, d)), None)
    if other:
        m, label, d = other
        sentence = (
            f"{day} is the date of '{label}' ({d}); {who}'s membership of {name} ended on {end_of(m)}: {how_of(m)}"
        )
        return told.check("membership", "imprecise", spans, sentence, facts_of(a, m))
    dates = "; ".join(f"{end_of(m)} ({how_of(m)})" for m in ended)
    return _wrong(told, a, spans, f"{who} did not leave {name} in {day}, but: {dates}", *ended)


def _ended_then(told: Told, a: Named, m: Membership, spans: Spans, *, frozen: bool) -> Check:
    """Return the check of an exit of the right day: not exact where it was a suspension, or the other way round."""
    was_frozen = m.event in ("suspended", "frozen")
    sentence = f"{state_name(m.party)} was a party to {a.entity.name} until {end_of(m)}: {how_of(m)}"
    if m.event == "frozen":
        sentence = f"{state_name(m.party)} is still a party to {a.entity.name}; on {end_of(m)} {how_of(m)}"
    return told.check(
        "membership", "supported" if was_frozen == frozen else "imprecise", spans, sentence, facts_of(a, m)
    )


def joined(told: Told, a: Named, code: str, day: str, spells: Sequence[Membership], spans: Spans) -> Check:
    """Return the check of "X joined A in 2004" and of "a member of A since 2004"."""
    name, who = a.entity.name, state_name(code)
    real = [m for m in spells if m.event != "frozen"]
    if not real:
        return _wrong(told, a, spans, f"{who} is not known ever to have been a party to {name}")
    for m in real:
        if agrees(day, m.from_) or (not day and first_day(m.from_ or "0001") <= told.on):
            sentence = f"{who} is a party to {name} since {m.from_} ({m.basis or 'basis not told'})"
            return told.check("membership", "supported", spans, sentence, facts_of(a, m))
    other = next(((m, label, d) for m in real for label, d in m.others() if agrees(day, d)), None)
    if other:
        m, label, d = other
        sentence = f"{d} is the date of '{label}'; {who} is a party to {name} since {m.from_} ({m.basis})"
        return told.check("membership", "imprecise", spans, sentence, facts_of(a, m))
    since = ", ".join(m.from_ for m in real)
    return _wrong(
        told, a, spans, f"{who} joined {name} on {since}, {f'not in {day}' if day else f'after {told.on}'}", *real
    )


def _wrong(told: Told, a: Named, spans: Spans, sentence: str, *spells: Membership) -> Check:
    return told.check("membership", "contradicted", spans, sentence, facts_of(a, *spells))


def end_of(m: Membership) -> str:
    """Return the day on which a spell ended, or on which its party froze it."""
    return m.from_ if m.event == "frozen" and not m.to else m.to or m.from_


def how_of(m: Membership) -> str:
    """Return how a spell ended, with its basis and its other dates."""
    told = _ENDED.get(m.event, "its membership ended")
    others = ", ".join(f"{label} {d}" for label, d in m.others())
    return f"{told}{f', {m.basis}' if m.basis else ''}{f'; {others}' if others else ''}"


def facts_of(a: Named, *spells: Membership) -> list[tuple[str, object]]:
    """Return the alliance's id with the spells compared, or with the alliance itself where there are none."""
    return [(a.entity.id, m) for m in spells] or [(a.entity.id, f) for f in a.entity.facts]
