"""What several claimants' figures come to together, in named rules; nothing is averaged.

contested       two claimants' latest figures exclude each other, and time does not explain it
corroborated    the latest figures of at least two independent claimants can be true together
single source   one claimant alone gives a figure
one side only   only parties to the conflict, all of one side, give a figure
"""

from collections.abc import Sequence
from datetime import date

from vedette.records.ledger import Figure, Line, Standing

FRESH = 2
"""Days within which two running totals can be held against each other: a total that grew since is no contradiction."""

_Found = Sequence[tuple[Line, Figure | None]]


UNTOLD = "unknown"


def same_people(a: Figure, b: Figure) -> bool:
    """Tell whether two figures can count the same people: soldiers are not civilians; whom a figure counts may be untold."""
    return a.casualty.who == b.casualty.who or UNTOLD in (a.casualty.who, b.casualty.who)


def standing(reach: str, side: str | None, kind: str, people: str, found: _Found, dyad: Sequence[str]) -> Standing:
    """Return the standing of the lines of one reach, side, kind and people, each with a latest figure that says a number."""
    told = [(line, f) for line, f in found if f]
    voices = {line.party for line, _ in told}
    clash = _clash(told)
    together = _together(told)
    words = []
    if clash:
        words.append("contested")
    if len(together) > 1:
        words.append(f"corroborated by {len(together)} independent origins")
    if len(voices) == 1:
        words.append("single source")
    if len(voices) == 1 and voices <= set(dyad):
        words.append("one side only")
    lows = [f.casualty.low for _, f in told if f.casualty.low is not None]
    highs = [f.casualty.high for _, f in told]
    return Standing(
        reach=reach,
        side=side,
        kind=kind,
        people=people,
        words=tuple(words),
        origins=len(voices),
        low=min(lows, default=None),
        high=None if None in highs else max((h for h in highs if h is not None), default=None),
        silent=tuple(sorted(set(dyad) - {line.party for line, _ in found})),
        reason=clash or _reason(told, together),
    )


def exclude(a: Figure, b: Figure) -> bool:
    """Tell whether no number satisfies both figures. Approximate ones are taken a tenth wider."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return high_a < low_b or high_b < low_a


def contradict(a: Figure, b: Figure) -> bool:
    """Tell whether two claimants' figures exclude each other and time does not explain it.

    Counts grow: an older figure that is lower than a newer one is none against it, unless they were told within two days.
    """
    if not same_people(a, b) or not exclude(a, b):
        return False
    first, then = sorted((a, b), key=lambda f: f.as_of or "")
    grew = _bounds(first)[1] < _bounds(then)[0]
    return not grew or _days(first, then) <= FRESH


def _bounds(f: Figure) -> tuple[float, float]:
    c = f.casualty
    slack = 0.1 if c.approx else 0.0
    low = c.low * (1 - slack) if c.low is not None else 0.0
    return low, c.high * (1 + slack) if c.high is not None else float("inf")


def _clash(told: Sequence[tuple[Line, Figure]]) -> str:
    """Return in a sentence which two figures contradict each other, "" where none do."""
    for n, (one, a) in enumerate(told):
        for two, b in told[n + 1 :]:
            if one.party != two.party and contradict(a, b):
                return f"{one.party} says {said(a)} ({a.as_of}), {two.party} says {said(b)} ({b.as_of})"
    return ""


def _together(told: Sequence[tuple[Line, Figure]]) -> set[str]:
    """Return the largest set of claimants whose figures all can be true with one of them, itself included."""
    found = [{line.party for line, b in told if not exclude(a, b)} for _, a in told]
    return max(found, key=len, default=set())


def _reason(told: Sequence[tuple[Line, Figure]], together: set[str]) -> str:
    if not told:
        return "nobody gives a number"
    if len(together) > 1:
        return f"{', '.join(sorted(together))} give figures that agree"
    return "; ".join(f"{line.party} says {said(f)} ({f.as_of})" for line, f in told)


def said(f: Figure) -> str:
    """Return a figure in words: "49", "at least 49", "up to 12", "5 to 7", with "about" where approximate."""
    low, high = f.casualty.low, f.casualty.high
    about = "about " if f.casualty.approx else ""
    if low is None or high is None:
        return (
            f"{about}at least {low}" if low is not None else f"{about}up to {high}" if high is not None else "no number"
        )
    return f"{about}{low}" if low == high else f"{about}{low} to {high}"


def _days(a: Figure, b: Figure) -> int:
    if not a.as_of or not b.as_of:
        return 0
    return abs((date.fromisoformat(a.as_of) - date.fromisoformat(b.as_of)).days)
