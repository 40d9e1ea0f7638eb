"""Whether two tellings are of one thing: hard conflicts first, then points of evidence, and a sentence that says them.

Figures and polarity are never looked at: reports that disagree on the dead, or on whether it happened at all, are just
what a ledger has to put side by side.
"""

from typing import NamedTuple

from vedette.incidents import days, places
from vedette.incidents.families import MUTUAL, ON_THE_GROUND, modes_differ, modes_part
from vedette.incidents.parties import meet, shared
from vedette.records.incident import Link, Telling

MOST = 8.0
"""Points of two tellings that agree in everything: place 3, days 2, sides 2, mode 1."""

ENOUGH = {"ground": 4.0, "words": 3.0, "mutual": 3.0}
"""Points from which two tellings are one: acts with a place need more, for theirs can be told more exactly."""

OTHER_MODE = -2.5
WORD_FOR_WORD = 0.99
_NAMES = -1.5


class Sides(NamedTuple):
    """`apart`: cannot be the same sides; else `points` of evidence and the words for it."""

    apart: bool
    points: float
    words: str


class Relations:
    """How days, places and sides of two tellings stand to each other; whoever compares much may remember them."""

    def when(self, a: Telling, b: Telling) -> days.Relation:
        """Return how their days stand to each other."""
        return days.relation(a.days, b.days)

    def where(self, a: Telling, b: Telling) -> places.Relation:
        """Return how their places stand to each other."""
        return places.relation(a.place, b.place)

    def who(self, a: Telling, b: Telling) -> Sides:
        """Return how their sides stand to each other."""
        return sides(a, b)


_ANEW = Relations()


def kind(family: str) -> str:
    """Return whether acts of `family` are told by their place ("ground"), by their company ("mutual") or as "words"."""
    return "ground" if family in ON_THE_GROUND else "mutual" if family in MUTUAL else "words"


def conflict(a: Telling, b: Telling, by: Relations = _ANEW) -> str | None:
    """Return in a sentence why `a` and `b` cannot be of one thing, or None where nothing forbids it."""
    if a.family != b.family:
        return f"one tells of {a.family}, the other of {b.family}"
    if a.total != b.total:
        return "one tells of a whole period, the other of one occasion"
    when = by.when(a, b)
    if when.apart:
        return when.words
    if kind(a.family) == "ground" and (where := by.where(a, b)).apart:
        return where.words
    if modes_part(a.family, a.mode, b.mode):
        return f"{a.mode} is not {b.mode}"
    who = by.who(a, b)
    return who.words if who.apart else None


def compare(a: Telling, b: Telling, by: Relations = _ANEW) -> Link | None:
    """Return the link between two tellings of different documents, None where the evidence is not enough.

    The score is the share of the points that could be had (0 to 1); the evidence names each part. Symmetrical. The
    words of the two are not looked at: see `told_alike`.
    """
    if b.id < a.id:
        a, b = b, a  # the sentence of evidence names them in the same order whoever asks
    if a.at.document == b.at.document or conflict(a, b, by):
        return None
    if kind(a.family) != "ground" and by.who(a, b).points <= 0:
        return None
    if kind(a.family) == "ground" and by.where(a, b).inside and not (_exact(a) and _exact(b)):
        return None
    parts = _parts(a, b, by)
    points = sum(p for p, _ in parts)
    if points < ENOUGH[kind(a.family)]:
        return None
    words = "; ".join(w for _, w in parts if w)
    return Link(a.id, b.id, round(min(points / MOST, 0.98), 4), f"both tell of {a.family}: {words}")


def told_alike(a: Telling, b: Telling) -> Link | None:
    """Return the link between two tellings of different documents that share a sentence word for word, or None."""
    if b.id < a.id:
        a, b = b, a
    if a.at.document == b.at.document or not a.words & b.words or conflict(a, b):
        return None
    if days.relation(a.days, b.days).points <= 0:
        return None
    return Link(a.id, b.id, WORD_FOR_WORD, "told word for word in the same sentence")


def sides(a: Telling, b: Telling) -> Sides:
    """Return how the sides of two tellings stand to each other."""
    by = kind(a.family)
    return _company(a, b) if by == "mutual" else _speakers(a, b) if by == "words" else _combatants(a, b)


def _exact(t: Telling) -> bool:
    return t.days is not None and t.days.told and not t.days.wide


def _parts(a: Telling, b: Telling, by: Relations) -> list[tuple[float, str]]:
    who, when = by.who(a, b), by.when(a, b)
    parts = [(who.points, who.words), (when.points, when.words)]
    if kind(a.family) == "ground":
        where = by.where(a, b)
        parts.insert(0, (where.points, where.words))
    if a.mode and a.mode == b.mode:
        parts.append((1.0, f"both {a.mode}"))
    elif modes_differ(a.mode, b.mode):
        parts.append((OTHER_MODE, f"{a.mode} in one and {b.mode} in the other"))
    if kind(a.family) != "ground" and a.names and b.names and not a.names & b.names:
        parts.append((_NAMES, "other persons are named"))
    return parts


def _combatants(a: Telling, b: Telling) -> Sides:
    """Compare doers and sufferers; who did it is often what is disputed, so a reversal is no conflict at one place."""
    straight = _pair(a.doers, b.doers) + _pair(a.sufferers, b.sufferers)
    crossed = _pair(a.doers, b.sufferers) + _pair(a.sufferers, b.doers)
    if straight >= 1:
        words = "the same sides" if straight == 2 else "one side the same"
        return Sides(False, float(straight), words)
    if crossed >= 1:
        return Sides(False, 0.5, "the same parties, each blaming the other")
    if straight < 0 and not meet(a.doers | a.sufferers, b.doers | b.sufferers):
        # Somebody else is named: one victim or doer in common would be needed to take it for a disputed account.
        return Sides(a.place is None or b.place is None, -1.0, "other sides are named")
    return Sides(False, 0.0, "a side is not told in one of them")


def _pair(a: frozenset[str], b: frozenset[str]) -> int:
    return 0 if not a or not b else 1 if meet(a, b) else -1


def _speakers(a: Telling, b: Telling) -> Sides:
    who, whom = _pair(a.doers, b.doers), _pair(a.sufferers, b.sufferers)
    if who < 0 or whom < 0:
        return Sides(True, 0.0, "others speak, or to others")
    return Sides(False, float(who + whom), "the same speaker and addressee" if who + whom == 2 else "one side the same")


def _company(a: Telling, b: Telling) -> Sides:
    one, two = a.doers | a.sufferers, b.doers | b.sufferers
    if not one or not two:
        return Sides(False, 0.5 if one or two else 0.0, "one without its parties")
    n = max(shared(one, two), shared(two, one))
    if n >= 2:
        return Sides(False, 2.0, "the same company")
    if n == 0 or (len(one) > 1 and len(two) > 1):
        return Sides(True, 0.0, "others take part")
    return Sides(False, 1.0, "one party the same, the others untold in one of them")
