"""Casus foederis: given an attack by one state on another on a day, what the treaties provide, for whom, by which article.

Never a legal verdict. The treaties' texts say who is to do what when a party is attacked; whether the case has arisen is
for the parties to say. Where dates differ by their basis, or are told too widely, the doubt is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vedette.knowledge.base import Knowledge
from vedette.knowledge.dates import Holds, first_day, holds, last_day
from vedette.knowledge.facts import Alliance, Membership, Obligation

HELP = ("defence", "assistance", "consultation")
"""What a party may be asked to do for another that is attacked, the strongest first."""

RESTRAINT = ("non-aggression", "neutrality")
"""What a party may not do to another."""

_LATER = ("in force", "ratified", "entered", "deposit", "effective")
_ENDING = (
    "ended",
    "end of",
    "left",
    "notice",
    "note",
    "denounced",
    "withdrawal",
    "council decision",
    "expired",
    "lapsed",
    "term",
)
_OF_FORCE = re.compile(
    r"\b(?:attack\w*|aggression|threat\w*|armed|force|war|security|peace|invasion|hostilities|territor\w+|sovereignty|integrity"
    r"|self-defen[cs]e|defen[cs]e of)\b"
)
"""Words of a trigger that speaks of force; duties of trade and law bind nobody when a state is attacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party to an alliance on a day: its spell, and what is in doubt about it."""

    spell: Membership
    certain: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What `bound` is to do for `towards`, or not to do to it, by an article of an alliance.

    `since` is when both were parties, "" where not known. `certain` is false where the dates leave open whether it held
    on the day; `doubts` are sentences on that, `unchecked` the parties whose dates were not checked against a public
    text. `conflicts` name what binds `bound` to the other side as well.
    """

    bound: str
    towards: str
    alliance: str
    name: str
    article: str
    obligation: str
    trigger: str
    steps: tuple[str, ...]
    limits: tuple[str, ...]
    paraphrase: str
    since: str
    certain: bool
    doubts: tuple[str, ...]
    unchecked: tuple[str, ...]
    conflicts: tuple[str, ...]
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """Everything that the known treaties provide in an attack of `attacker` on `attacked` on the day `on`.

    `for_attacked` and `for_attacker` are duties of third parties; `between` is what binds the attacker not to attack;
    `lapsed` tells, in sentences, what once bound and no longer did, or not yet.
    """

    attacker: str
    attacked: str
    on: str
    for_attacked: tuple[Duty, ...]
    for_attacker: tuple[Duty, ...]
    between: tuple[Duty, ...]
    lapsed: tuple[str, ...]

    def found(self) -> bool:
        """Tell whether any duty was found."""
        return bool(self.for_attacked or self.for_attacker or self.between)


def obligations(attacker: str, attacked: str, on: str, base: Knowledge) -> Obligations:
    """Return what the treaties of `base` provide where `attacker` attacks `attacked` (ISO codes) on the ISO day `on`."""
    defence = _duties(attacked, attacker, on, base, HELP)
    support = _duties(attacker, attacked, on, base, HELP)
    every = HELP + RESTRAINT
    to_attacker, to_attacked = (
        _duties(attacker, attacked, on, base, every),
        _duties(attacked, attacker, on, base, every),
    )
    return Obligations(
        attacker=attacker,
        attacked=attacked,
        on=on,
        for_attacked=tuple(_against(d, attacker, to_attacker) for d in defence),
        for_attacker=tuple(_against(d, attacked, to_attacked) for d in support),
        between=tuple(_between(attacker, attacked, on, base)),
        lapsed=tuple(_lapsed(attacker, attacked, on, base)),
    )


def parties(alliance: str, on: str, base: Knowledge) -> tuple[Party, ...]:
    """Return the parties to `alliance` on the ISO day `on`, each once, with what is in doubt."""
    a = base.alliances.get(alliance)
    spells = base.members.get(alliance, ())
    if a is None or holds(a.signed, a.ended, on) is Holds.NO:
        return ()
    frozen = {m.party: m for m in spells if m.event == "frozen" and m.from_ and first_day(m.from_) <= on}
    found: dict[str, Party] = {}
    for m in spells:
        if m.event == "frozen" and not m.to and m.party in {x.party for x in spells if x.event != "frozen"}:
            continue
        state = holds(m.from_, m.to, on)
        if state is Holds.NO:
            continue
        doubts = (*_of_alliance(a, on), *_of_spell(m, on, state), *_of_freeze(frozen.get(m.party)))
        party = Party(spell=m, certain=state is Holds.YES and not _is_pending(a, on), doubts=doubts)
        if m.party not in found or (party.certain and not found[m.party].certain):
            found[m.party] = party
    return tuple(found.values())


def _is_pending(a: Alliance, on: str) -> bool:
    """Tell an alliance that was signed and not yet in force on that day."""
    return bool(a.in_force) and on < first_day(a.in_force)


def _of_alliance(a: Alliance, on: str) -> Iterator[str]:
    if _is_pending(a, on):
        yield f"{a.name} was signed on {a.signed} and came into force only on {a.in_force}"
    elif not a.in_force:
        yield f"the day on which {a.name} came into force is not in the knowledge base"
    if a.ended and holds("", a.ended, on) is Holds.PERHAPS:
        yield f"{a.name} {a.end_kind or 'ended'} in {a.ended}; the day is not known"


def _of_spell(m: Membership, on: str, state: Holds) -> Iterator[str]:
    if state is Holds.PERHAPS:
        yield f"the dates of {m.party}'s membership, {_span(m)}, are not told to the day"
    for label, day in m.others():
        begins = label.lower().startswith(_LATER)
        ends = not begins and label.lower().startswith(_ENDING)
        if begins and on < first_day(day):
            yield f"{m.party} is a party by {m.basis or 'another date'}; by the date '{label}' only from {day}"
        elif ends and on > last_day(day):
            yield f"{m.party}'s membership had ended by the date '{label}', {day}"


def _of_freeze(m: Membership | None) -> Iterator[str]:
    if m is not None:
        yield f"{m.party} has said since {m.from_} that it does not take part (frozen; it had not left)"


def _span(m: Membership) -> str:
    return f"{m.from_ or 'an unknown day'} to {m.to or 'now'}"


def _duties(helped: str, other: str, on: str, base: Knowledge, kinds: tuple[str, ...]) -> tuple[Duty, ...]:
    """Return what third parties owe `helped`, of these kinds, in their order, when it is at war with `other`."""
    out = []
    for alliance in (base.alliances[a] for a in base.alliances_of.get(helped, ())):
        found = parties(alliance.id, on, base)
        mine = next((p for p in found if p.spell.party == helped), None)
        if mine is None:
            continue
        for o in base.obligations.get(alliance.id, ()):
            if o.obligation in kinds and (o.obligation in RESTRAINT or _OF_FORCE.search(o.trigger.lower())):
                out += [_duty(alliance, o, p, mine) for p in found if p is not mine and _binds(o, p, helped, other)]
    return tuple(sorted(out, key=lambda d: (kinds.index(d.obligation), d.alliance, d.bound)))


def _binds(o: Obligation, p: Party, helped: str, other: str) -> bool:
    only, towards = _named(o, "only "), _named(o, "for ")
    mine = not only or p.spell.party in only
    return p.spell.party != other and mine and (not towards or helped in towards)


def _named(o: Obligation, word: str) -> set[str]:
    """Return the parties that a limit "only USA" or "for UKR" names; () where it names none."""
    found = (limit.removeprefix(word).replace(",", " ").split() for limit in o.limits if limit.startswith(word))
    return {w for words in found if all(len(w) == 3 and w.isupper() for w in words) for w in words}


def _duty(a: Alliance, o: Obligation, bound: Party, towards: Party) -> Duty:
    since = max((p.spell.from_ for p in (bound, towards) if p.spell.from_), key=first_day, default="")
    doubts = tuple(dict.fromkeys((*bound.doubts, *towards.doubts)))
    return Duty(
        bound=bound.spell.party,
        towards=towards.spell.party,
        alliance=a.id,
        name=a.name,
        article=o.article,
        obligation=o.obligation,
        trigger=o.trigger,
        steps=o.steps,
        limits=o.limits,
        paraphrase=o.paraphrase,
        since=since,
        certain=bound.certain and towards.certain,
        doubts=doubts,
        unchecked=tuple(p.spell.party for p in (bound, towards) if not p.spell.checked),
        conflicts=(),
        source=o.source or a.source,
        checked=o.checked,
    )


def _against(d: Duty, other: str, others: Sequence[Duty]) -> Duty:
    """Return duty `d` with what binds its party to the other side too; who only consults may do so with both."""
    if d.obligation == "consultation":
        return d
    told = [f"{x.name}, {_article(x)} ({x.obligation})" for x in others if x.bound == d.bound]
    also = (f"{d.bound} is also bound to {other}: {'; '.join(dict.fromkeys(told))}",) if told else ()
    return replace(d, conflicts=also)


def _article(d: Duty) -> str:
    return f"Article {d.article}" if d.article else "article not known"


def _between(attacker: str, attacked: str, on: str, base: Knowledge) -> Iterator[Duty]:
    """Yield what binds the attacker itself not to attack."""
    for alliance in (base.alliances[a] for a in base.alliances_of.get(attacker, ())):
        found = {p.spell.party: p for p in parties(alliance.id, on, base)}
        if attacker in found and attacked in found:
            for o in base.obligations.get(alliance.id, ()):
                if o.obligation in RESTRAINT:
                    yield _duty(alliance, o, found[attacker], found[attacked])


def _lapsed(attacker: str, attacked: str, on: str, base: Knowledge) -> Iterator[str]:
    """Yield sentences on memberships of the two sides, and of those once bound to them, that do not hold on the day."""
    both = dict.fromkeys((*base.alliances_of.get(attacker, ()), *base.alliances_of.get(attacked, ())))
    for a in (base.alliances[x] for x in both):
        now = {p.spell.party for p in parties(a.id, on, base)}
        spells = base.members.get(a.id, ())
        if a.ended and last_day(a.ended) < on:
            yield f"{a.name} {a.end_kind or 'ended'} on {a.ended}"
            continue
        for m in spells:
            if m.party not in now and m.to and last_day(m.to) < on and m.event != "frozen":
                yield f"{m.party} was a party to {a.name} until {m.to}: {_ended(m)}"


def _ended(m: Membership) -> str:
    words = {"left": "it left", "suspended": "it suspended its membership", "not-renewed": "it did not renew"}
    told = words.get(m.event, "it was expelled" if m.event == "expelled" else "its membership ended")
    others = "; ".join(f"{label} {day}" for label, day in m.others())
    return f"{told}{f' ({m.basis})' if m.basis else ''}{f'; other dates: {others}' if others else ''}"
