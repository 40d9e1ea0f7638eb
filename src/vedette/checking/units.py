"""Stated forces: whose the unit is, where it stands, who is drawn from it, and how many they are."""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.told import Told, word_at
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import describe, state_name
from vedette.knowledge.entities import Named, words_of
from vedette.knowledge.facts import Base, Body, held
from vedette.records.check import Check
from vedette.records.reading import PlaceMention, Quantity, Sentence

_AT = re.compile(
    r",?\s*(?:(?:which\s+)?(?:is|are|was|were)?\s*(?:based|stationed|headquartered|deployed|located|garrisoned)\s+)?(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:city|town|port|village)\s+of\s+)?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(peacekeepers|peacekeeping (?:troops|force|forces|contingent))\s+(?:drawn\s+)?(?:from|of)\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(peacekeepers|peacekeeping (?:troops|personnel|force)|peacekeeper|blue helmets|(?:troops|soldiers|personnel|servicemen)(?= (?:at|in|stationed|based)))",
    re.IGNORECASE,
)
NEAR = 0.05
"""How far a round figure may lie from the known one and still be right."""

FAR = 0.25
"""From how far off a figure is wrong rather than not exact."""


def check_units(told: Told) -> Iterator[Check]:
    """Yield the checks of every base, force and contingent that the text names, and of the numbers of peacekeepers."""
    for s in told.reading.sentences:
        for n in told.named(s, "base", "force"):
            yield from _owner(told, s, n)
            yield from _place(told, s, n)
            yield from _drawn(told, s, n)
        for q in told.quantities(s):
            yield from _strength(told, s, q)


def _state(fact: Base | Body) -> str:
    return fact.state or (fact.code if isinstance(fact, Body) else "")


def _owner(told: Told, s: Sentence, n: Named) -> Iterator[Check]:
    """Yield the check of the state right before the unit: "Russia's 102nd base", "the Armenian 102nd base"."""
    for x in told.states(s):
        gap = told.text[x.word.end : n.start].strip().lower()
        if x.word.end <= n.start <= x.word.end + 4 and gap in ("", "'s", "’s"):
            known = {_state(f) for f in n.entity.facts} - {""}
            if known:
                verdict = "supported" if x.code in known else "contradicted"
                whose = ", ".join(state_name(k) for k in sorted(known))
                yield told.check("force", verdict, [(x.word.start, n.end)], f"{n.entity.name} is of {whose}", _facts(n))


def _place(told: Told, s: Sentence, n: Named) -> Iterator[Check]:
    """Yield the check of the place told right behind the unit."""
    for p in told.reading.places:
        if not n.end <= p.start < min(n.end + 60, s.end) or not _AT.fullmatch(told.text[n.end : p.start]):
            continue
        for f in n.entity.facts:
            if f.place or (isinstance(f, Base) and f.host):
                yield _placed(told, n, f, p)
        return


def _placed(told: Told, n: Named, f: Base | Body, p: PlaceMention) -> Check:
    spans = [(n.start, n.end), (p.start, p.end)]
    known, said = {w for w, _, _ in words_of(f.place)}, {w for t in (p.text, p.name) for w, _, _ in words_of(t)}
    host = f.host if isinstance(f, Base) else ""
    sentence = f"{f.name}: {describe(f, told.on, told.base)}"
    if said & known or (p.precision == "country" and host and p.country == host):
        gone = held(f, told.on) is Holds.NO
        return told.check("force", "contradicted" if gone else "supported", spans, sentence, _facts(n))
    if p.precision not in ("settlement", "facility") and (not host or p.country == host):
        return told.check("force", "imprecise", spans, sentence, _facts(n))
    same = host and p.country == host and not f.place
    return told.check("force", "unknown" if same else "contradicted", spans, sentence, _facts(n))


def _drawn(told: Told, s: Sentence, n: Named) -> Iterator[Check]:
    """Yield the check of "peacekeepers from the 102nd base" against what the known contingent is made of."""
    m = _FROM.search(told.text, s.start, n.start)
    if m is None or told.text[m.end() : n.start].strip():
        return
    state = next((x for f in n.entity.facts if (x := _state(f))), "")
    found = _contingents(told, state)
    spans = [(m.start(), n.end)]
    if not found:
        yield told.check(
            "force",
            "unknown",
            spans,
            f"no peacekeeping contingent of {state_name(state)} is known on {told.on}",
            _facts(n),
        )
        return
    unit = {w for name in (n.entity.name, *n.entity.names) for w, _, _ in words_of(name)}
    for b in found:
        if b.id == n.entity.id.partition(":")[2] or any(_belongs(unit, x) for x in b.made_of):
            yield told.check(
                "force", "supported", spans, f"{b.name}: {describe(b, told.on, told.base)}", [(f"base:{b.id}", b)]
            )
            return
    if any(b.made_of for b in found):
        b = found[0]
        own = next(
            (f"; {f.name}: {describe(f, told.on, told.base)}" for f in n.entity.facts if isinstance(f, Base)), ""
        )
        sentence = f"{b.name} was made of {', '.join(b.made_of)}, not of {n.entity.name}{own}"
        yield told.check("force", "contradicted", spans, sentence, [(f"base:{b.id}", b), *_facts(n)])


def _belongs(unit: set[str], made_of: str) -> bool:
    words = {w for w, _, _ in words_of(made_of)}
    numbers = {w for w in words if w[0].isdigit()}
    return bool(numbers & unit) if numbers else len(words & unit) >= max(1, len(words) - 1)


def _contingents(told: Told, state: str) -> list[Base]:
    """Return the peacekeeping forces of `state` on the day, those of whose ground the text speaks first."""
    every = [
        b
        for b in told.base.bases
        if b.kind in ("peacekeeping", "contingent") and b.state == state and held(b, told.on) is not Holds.NO
    ]
    codes = told.codes()
    text = told.text.lower()

    def spoken_of(b: Base) -> int:
        named = any(w in text for w, _, _ in words_of(f"{b.place} {b.name}") if len(w) > 5 and w not in _PLAIN)
        return (b.host in codes) + 2 * named

    ranked = sorted(every, key=spoken_of, reverse=True)
    best = spoken_of(ranked[0]) if ranked else 0
    return [b for b in ranked if spoken_of(b) == best and best]


_OF_STATES = frozenset({"state", "demonym", "capital", "force", "seat"})
"""Kinds of names that tell whose forces are spoken of: the state's own, its people's, its ministry's."""

_PLAIN = frozenset(
    "russian peacekeeping contingent forces mission military peacekeepers republic region headquarters".split()
)


def _strength(told: Told, s: Sentence, q: Quantity) -> Iterator[Check]:
    """Yield the check of a number of peacekeepers, or of troops of a named contingent."""
    m = _PEOPLE.match(told.text, q.end, s.end)
    if m is None or q.low is None:
        return
    if _is_part(told, s, q, m):
        return
    spans = [(q.start, m.end())]
    named = [n for n in told.named(s, "base") if n.start - m.end() < 40]
    meant = [f for n in named for f in n.entity.facts if f.strength]
    if m.group(1).lower().startswith("peacekeep") and not any(f.kind != "base" for f in meant):
        states = [m.code for m in s.mentions if m.code and m.kind in _OF_STATES]
        meant = [b for c in dict.fromkeys(states) for b in _contingents(told, c) if b.strength]
    for b in meant[:1]:
        yield _compared(told, b, q, spans)


def _is_part(told: Told, s: Sentence, q: Quantity, m: re.Match[str]) -> bool:
    """Tell some of a contingent from the whole: those who were killed, sent besides, or drawn from the force itself."""
    if re.search(
        r"\b(?:another|additional|more|further|other|extra|of the|of its)\s*$",
        told.text[max(s.start, q.start - 14) : q.start],
        re.IGNORECASE,
    ):
        return True
    w = word_at(s, m.start(1))
    moved = w is not None and any(
        x.lemma in _SOME_OF for x in (s.words[w.head], *(s.words[c] for c in s.children[w.i]))
    )
    behind = told.text[m.end() : m.end() + 40]
    missions = [n for n in told.named(s, "base") if any(f.kind != "base" for f in n.entity.facts)]
    return moved or (behind.lower().startswith((" from", " of")) and any(0 < n.start - m.end() < 30 for n in missions))


_SOME_OF = frozenset(
    "kill wound injure leave withdraw die evacuate capture arrive more additional detain abduct injured".split()
)


def _compared(told: Told, b: Base, q: Quantity, spans: Sequence[tuple[int, int]]) -> Check:
    low, _, high = b.strength.partition("-")
    least, most = int(low), int(high or low)
    told_low, told_high = q.low if q.low is not None else 0, q.high if q.high is not None else 10**9
    sentence = f"{b.name} is {b.strength.replace('-', ' to ')} strong ({describe(b, told.on, told.base)})"
    facts = [(f"base:{b.id}", b)]
    if told_low <= most and told_high >= least:
        return told.check("strength", "supported", spans, sentence, facts)
    off = min(abs(told_low - least), abs(told_low - most), abs(told_high - least)) / max(1, most)
    if off <= NEAR and q.approx:
        return told.check(
            "strength", "imprecise" if off else "supported", spans, f"{sentence}; the text rounds it", facts
        )
    return told.check("strength", "imprecise" if off <= FAR else "contradicted", spans, sentence, facts)


def _facts(n: Named) -> list[tuple[str, object]]:
    return [(n.entity.id, f) for f in n.entity.facts]
