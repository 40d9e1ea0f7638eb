"""The ledger: who says what figure, over time, claimant by claimant, never mixed and never added up.

The rules by name (docs/incidents.md says them for readers):

own voice       a text that names nobody speaks for its publisher
headline        a figure that a text gives in its own voice and attributes elsewhere is that claimant's, not the publisher's
campaign        a running total, or a figure of fighting without a place, never counts for one incident, nor the reverse
told twice      the same figure of the same claimant in one text, or in its copies, is one entry with several receipts
an increase     "two more died" is shown and is no count of its own
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from vedette.incidents.parties import country_of, party
from vedette.incidents.standing import standing
from vedette.records.ledger import Figure, Ledger, Line, Standing, Step

CAMPAIGN = "campaign"

_Key = tuple[str, str | None, str, str, bool]


def ledger(figures: Iterable[Figure], *, dyad: Iterable[str] = ()) -> Ledger:
    """Return the ledger of `figures`: of an incident, of a campaign, or of a dyad over a period, as they were chosen.

    `dyad` are the parties that could speak (countries suffice): those of them that give no figure are named as silent.
    """
    by_line: dict[_Key, list[Figure]] = {}
    ordered = sorted(figures, key=_order)
    attributed = _attributed(ordered)
    for f in ordered:
        for who, own in attributed.get(_same_figure(f), ()) or speakers(f):
            by_line.setdefault((reach(f), f.casualty.side, f.casualty.kind, who, own), []).append(f)
    lines = tuple(_line(key, found) for key, found in sorted(by_line.items(), key=lambda kv: _line_order(kv[0])))
    return Ledger(lines=lines, standings=_standings(lines, tuple(dyad)))


def reach(f: Figure) -> str:
    """Return what the figure counts: "campaign", or the id of its incident."""
    return CAMPAIGN if f.campaign or f.incident is None else f.incident


def speakers(f: Figure) -> tuple[tuple[str, bool], ...]:
    """Return the parties that give the figure, and whether it is the publisher in its own voice.

    A claimant without country or name (unknown officials) counts by his words.
    """
    told = {(country_of_claimant(party(a)) or a.text.lower(), False) for a in f.casualty.claimants}
    return tuple(sorted(told)) or ((f.at.source or f.at.first, True),)


def _same_figure(f: Figure) -> tuple[object, ...] | None:
    """Return what makes a figure in its text's own voice the same as an attributed one; None where it is attributed itself."""
    c = f.casualty
    return None if c.claimants else (f.at.document, c.side, c.kind, c.low, c.high)


def _attributed(figures: Iterable[Figure]) -> dict[tuple[object, ...] | None, tuple[tuple[str, bool], ...]]:
    """Return who is named for a figure anywhere in its text, so that a headline does not count as another voice."""
    out: dict[tuple[object, ...] | None, tuple[tuple[str, bool], ...]] = {}
    for f in figures:
        c = f.casualty
        if c.claimants:
            out.setdefault((f.at.document, c.side, c.kind, c.low, c.high), speakers(f))
    return out


def country_of_claimant(name: str | None) -> str | None:
    """Return the party as which somebody speaks: a state's offices and forces are one voice, an armed group its own."""
    return name if name is None or "/" in name or ":" in name else country_of(name)


def told_once(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return `figures` without those that the same text, or a copy of it, gives again; the fullest receipt stays."""
    seen: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        c = f.casualty
        seen.setdefault((f.at.first, c.low, c.high, c.approx, f.increase), f)
    return tuple(seen.values())


def _line(key: _Key, figures: Sequence[Figure]) -> Line:
    of, side, kind, who, own = key
    counts = [f for f in told_once(figures) if not f.increase and not _untold(f)]
    words = tuple(dict.fromkeys(a.text for f in figures for a in f.casualty.claimants if _is(party(a), a.text, who)))
    return Line(
        reach=of,
        side=side,
        kind=kind,
        party=who,
        own_voice=own,
        who=words,
        figures=tuple(figures),
        steps=tuple(Step(change=_change(a, b), before=a, after=b) for a, b in pairwise(counts)),
    )


def _is(name: str | None, text: str, who: str) -> bool:
    return (country_of_claimant(name) or text.lower()) == who


def _change(a: Figure, b: Figure) -> str:
    """Return how `b` stands to `a`: up or down where a bound moved that way and none the other, same, or wider."""
    low = _sign(a.casualty.low, b.casualty.low)
    high = _sign(a.casualty.high, b.casualty.high)
    moved = {low, high} - {0}
    if not moved:
        return "same" if (a.casualty.low, a.casualty.high) == (b.casualty.low, b.casualty.high) else "wider"
    return "wider" if len(moved) > 1 else "up" if moved == {1} else "down"


def _sign(a: int | None, b: int | None) -> int:
    return 0 if a is None or b is None else (b > a) - (b < a)


def _untold(f: Figure) -> bool:
    return f.casualty.low is None and f.casualty.high is None


def latest(line: Line) -> Figure | None:
    """Return the newest figure of a line that says a number, or None where it never does."""
    return next((f for f in reversed(line.figures) if not f.increase and not _untold(f)), None)


def _standings(lines: Sequence[Line], dyad: Sequence[str]) -> tuple[Standing, ...]:
    by: dict[tuple[str, str | None, str], list[tuple[Line, Figure | None]]] = {}
    for line in lines:
        by.setdefault((line.reach, line.side, line.kind), []).append((line, latest(line)))
    return tuple(standing(*key, found, dyad) for key, found in by.items())


def _order(f: Figure) -> tuple[str, str, str, int, str]:
    """Put figures in the order in which they were said: by day of publication, day they hold for, place in the text."""
    return ((f.at.published or "9999")[:10], f.as_of or "", f.at.published or "", f.casualty.start, f.id)


def _line_order(key: _Key) -> tuple[bool, str, str, str, bool, str]:
    of, side, kind, who, own = key
    return (of != CAMPAIGN, of, side or "~", kind, own, who)
