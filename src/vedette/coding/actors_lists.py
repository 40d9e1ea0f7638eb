"""Whom a list, an apposition or a joined name stands for besides its first word."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.coding.roles import role_at
from vedette.coding.syntax import conjuncts, kids
from vedette.records.reading import Sentence
from vedette.records.record import Actor

if TYPE_CHECKING:
    pass

ARMED = frozenset({"MIL", "REB", "COP", "PRM", "UAF", "SPY"})
"""Sectors whose members carry arms."""


def listed_in(s: Sentence, i: int) -> tuple[int, ...]:
    """Return those of whom a list tells: "nations which have struck there include Jordan and France"."""
    verb = s.words[s.words[i].head]
    if s.words[i].dep != "nsubj" or verb.lemma != "include":
        return ()
    return tuple(x for x in kids(s, verb.i, "dobj") if s.words[x].pos == "PROPN")


def joined_before(s: Sentence, i: int) -> tuple[int, ...]:
    """Return an office that the parser took into the phrase behind it: "the Secretary of State and partners"."""
    for c in kids(s, i, "nmod", "compound"):
        joined = any(s.words[x].dep == "cc" and c < x < i for x in s.children[c])
        if joined and role_at(s, c) and any(m.first <= c for m in s.mentions):
            return (c,)
    return ()


def named_within(s: Sentence, i: int) -> tuple[int, ...]:
    """Return those named out of a group: "the international community, including Russia and Iran"."""
    counted = [a for a in kids(s, i, "appos") if kids(s, a, "nummod") and any(m.first == a for m in s.mentions)]
    if counted:
        # "Four engineers -- two Peruvians and two Frenchmen": of which states they are is told behind them.
        return tuple(k for a in counted for k in conjuncts(s, a))
    preps = [p for p in kids(s, i, "prep") if s.words[p].lower in ("including", "like")]
    return tuple(k for p in preps for x in kids(s, p, "pobj") for k in conjuncts(s, x) if s.words[k].pos == "PROPN")


def in_force(a: Actor) -> Actor:
    """Return a state's bare name as its armed forces, as the codebook has it for acts of force."""
    if a.sector == "GOV" and a.name and a.country and (a.entity or "").startswith("state:"):
        return replace(a, sector="MIL")
    return a


def merged(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return `actors` with each country, sector and name once, in order."""
    out: dict[tuple[str | None, str, str | None], Actor] = {}
    for a in actors:
        out.setdefault((a.country, a.sector, a.name), a)
    return tuple(out.values())
