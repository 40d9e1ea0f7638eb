"""Stated places: does the town lie in the state beside whose name it stands, and who held the territory?"""

import re
from collections.abc import Iterator, Sequence

from vedette.checking.told import StateTold, Told, word_at
from vedette.knowledge.dates import Holds
from vedette.knowledge.describe import listed, span, state_name
from vedette.knowledge.entities import Named
from vedette.knowledge.facts import Territory, held
from vedette.knowledge.gazetteer import Place
from vedette.records.check import Check
from vedette.records.reading import PlaceMention, Sentence

_TOWN = frozenset(
    "town city village settlement hamlet border frontier southern northern eastern western port capital".split()
)
_BEHIND = re.compile(r",?\s+(?:in\s+)?(?:the\s+)?(?:(?:north|south|east|west)\w*\s+)?", re.IGNORECASE)
_HELD = r"(?:controlled|held|occupied|administered|ruled|annexed)"
_HELD_BY = re.compile(rf"\b{_HELD}\s+by\s+(?:the\s+)?", re.IGNORECASE)
_STATE_HELD = re.compile(rf"[-‐– ]{_HELD}\s+(?:the\s+)?(?:region of\s+|territory of\s+)?", re.IGNORECASE)
_HOLDS = re.compile(r"\s+(?:controls|holds|occupies|administers|rules|controlled|held)\s+(?:the\s+)?", re.IGNORECASE)


KNOWN = 1000
"""Inhabitants from which a town is taken for the one that a text puts into another state."""

_GONE = frozenset(
    {"yugoslavia", "soviet union", "ussr", "u.s.s.r.", "czechoslovakia", "east germany", "west germany", "zaire"}
)
"""Names of states that are no more, whose towns lie elsewhere today."""


def check_places(told: Told) -> Iterator[Check]:
    """Yield the check of every town that stands beside a state, and of every territory told to be held by one."""
    for s in told.reading.sentences:
        for p in told.reading.places:
            if s.start <= p.start < s.end and p.precision in ("settlement", "unknown"):
                yield from _town(told, s, p)
        for n in told.named(s, "territory"):
            yield from _held(told, s, n)


def _town(told: Told, s: Sentence, p: PlaceMention) -> Iterator[Check]:
    stated = _stated(told, s, p)
    found = told.places(p.text)
    # A place that the text's own state made unknown is compared with the usual names only.
    pinned = p.precision == "settlement"
    usual = [c for c in found if c.match == "name" and c.population >= KNOWN]
    lies = {c.country for c in (found if pinned else usual) if c.feature == "settlement"}
    lies |= {p.country} if pinned else set()
    if stated is not None:
        spans = [(p.start, p.end), (stated.word.start, stated.word.end)]
        if stated.code in lies:
            yield told.check("place", "supported", spans, _lies(p, stated.code, found, stated=True))
        elif lies - {None} and told.text[p.end : p.end + 2] != " i":
            # "Marines in Lebanon" are people; only an address is wrong.
            yield _elsewhere(told, p, stated, sorted(x for x in lies if x), spans)
        return
    only = {x.code for x in told.states(s)}
    if pinned and len(only) == 1 and p.country in only:
        yield told.check("place", "supported", [(p.start, p.end)], _lies(p, p.country or "", found, stated=False))


def _stated(told: Told, s: Sentence, p: PlaceMention) -> StateTold | None:
    """Return the state that the text says the place is in: "Gyumri, Armenia", "the Armenian town of Jermuk"."""
    for x in (x for x in told.states(s) if x.word.lower not in _GONE):
        comma = told.text[p.end : p.end + 1] == ","
        if (
            x.word.start >= p.end
            and (comma or p.precision == "settlement")
            and x.mention.kind == "state"
            and _BEHIND.fullmatch(told.text[p.end : x.word.start])
        ):
            return x if not _is_list(s, x) else None
        gap = told.text[x.word.end : p.start].split()
        if x.word.end <= p.start and (
            gap in (["'s"], ["’s"])
            or (gap and len(gap) < 5 and set(gap) & _TOWN and set(gap) <= _TOWN | {"of", "'s", "’s"})
        ):
            return x
    return None


def _is_list(s: Sentence, x: StateTold) -> bool:
    """Tell "in Gyumri, Armenia and Russia agreed" and "Paris, Germany said" from an address: another name follows."""
    after = word_at(s, x.word.end + 1)
    return after is not None and (after.lower in ("and", "or", "&") or after.pos in ("VERB", "AUX"))


def _lies(p: PlaceMention, code: str, found: Sequence[Place], *, stated: bool) -> str:
    ids = [c.geonames for c in found if c.country == code and c.geonames]
    number = p.geonames if p.country == code and p.geonames else ids[0] if ids else None
    told = "" if stated else "told beside that state only: "
    return f"{told}{p.name} lies in {state_name(code)}{f' (GeoNames {number})' if number else ''}"


def _elsewhere(
    told: Told, p: PlaceMention, stated: StateTold, lies: Sequence[str], spans: Sequence[tuple[int, int]]
) -> Check:
    claims = [
        t
        for t in told.base.territories
        if stated.code in (*t.claimed_by, *t.controlled_by) and set(lies) & {*t.claimed_by, *t.controlled_by}
        and held(t, told.on) is not Holds.NO and any(n in (t.name, *t.aliases) or t.name.startswith(f"{n} ") for n in (p.name, *map(state_name, lies)))
    ]  # fmt: skip
    where = f"{p.name} lies in {listed(lies)} by GeoNames"
    if claims:
        t = claims[0]
        sentence = f"{where}; {t.name} is claimed by {listed(t.claimed_by)} and held by {listed(t.controlled_by)} ({span(t.from_, t.to)})"
        return told.check("place", "imprecise", spans, sentence, [(f"territory:{t.id}", t)])
    return told.check("place", "contradicted", spans, f"{where}, not in {state_name(stated.code)}")


def _held(told: Told, s: Sentence, n: Named) -> Iterator[Check]:
    """Yield the check of "T, held by S", "S-held T" and "S controls T"."""
    for x in told.states(s):
        before, after = told.text[x.word.end : n.start], told.text[n.end : x.word.start]
        told_of = (x.word.end <= n.start and (_STATE_HELD.fullmatch(before) or _HOLDS.fullmatch(before))) or (
            n.end <= x.word.start < n.end + 50
            and _HELD_BY.search(after)
            and after.rstrip().lower().endswith(("by", "by the"))
        )
        if told_of:
            yield _controlled(told, n, x)
            return


def _controlled(told: Told, n: Named, x: StateTold) -> Check:
    spells: Sequence[Territory] = n.entity.facts
    now = [t for t in spells if held(t, told.on) is not Holds.NO]
    spans = [(n.start, n.end), (x.word.start, x.word.end)]
    facts = [(n.entity.id, t) for t in now or spells]
    if not now:
        return told.check("control", "unknown", spans, f"who held {n.entity.name} on {told.on} is not known", facts)
    told_as = "; ".join(
        f"{n.entity.name} held by {listed(t.controlled_by) or 'nobody named'}, {span(t.from_, t.to)}{f' ({t.status})' if t.status else ''}"
        for t in now
    )
    if any(t.controlled_by == (x.code,) for t in now):
        return told.check("control", "supported", spans, told_as, facts)
    part = any(x.code in t.controlled_by for t in now)
    return told.check("control", "imprecise" if part else "contradicted", spans, told_as, facts)
