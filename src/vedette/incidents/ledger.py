"""The ledger: who says what figure, over time, claimant by claimant, never mixed and never added up.

The rules by name (docs/incidents.md says them for readers):

own voice       a text that names nobody speaks for its publisher
headline        a figure that a text gives in its own voice and attributes elsewhere is that claimant's, not the publisher's
campaign        a running total, or a figure of fighting without a place, never counts for one incident, nor the reverse
told twice      the same figure of the same claimant in one text, or in its copies, is one entry with several receipts
an increase     "two more died" is shown and is no count of its own
"""

from collections.abc import Iterable, Iterator, Sequence

from vedette.incidents.standing import UNTOLD, same_people, standing
from vedette.incidents.voices import Voices, voice
from vedette.records.ledger import Figure, Ledger, Line, Standing, Step

CAMPAIGN = "campaign"

_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "who"})
_Key = tuple[str, str | None, str, str, bool]


def ledger(figures: Iterable[Figure], *, dyad: Iterable[str] = ()) -> Ledger:
    """Return the ledger of `figures`: of an incident, of a campaign, or of a dyad over a period, as they were chosen.

    `dyad` are the parties that could speak (countries suffice): those of them that give no figure are named as silent.
    """
    by_line: dict[_Key, list[Figure]] = {}
    ordered = sorted(figures, key=_order)
    if not ordered:
        return Ledger()
    voices = Voices(f.at for f in ordered)
    attributed = _attributed(ordered, voices)
    for f in ordered:
        for who, own in attributed.get(_same_figure(f), ()) or voices.of_figure(f):
            by_line.setdefault((reach(f), f.casualty.side, f.casualty.kind, who, own), []).append(f)
    lines = tuple(_line(key, found) for key, found in sorted(by_line.items(), key=lambda kv: _line_order(kv[0])))
    return Ledger(lines=lines, standings=_standings(lines, tuple(dyad)))


def reach(f: Figure) -> str:
    """Return what the figure counts: "campaign", or the id of its incident."""
    return CAMPAIGN if f.campaign or f.incident is None else f.incident


def _same_figure(f: Figure) -> tuple[object, ...] | None:
    """Return what makes a figure in its text's own voice the same as an attributed one; None where it is attributed itself."""
    c = f.casualty
    return None if c.claimants else (f.at.document, c.side, c.kind, c.low, c.high)


def _attributed(
    figures: Iterable[Figure], voices: Voices
) -> dict[tuple[object, ...] | None, tuple[tuple[str, bool], ...]]:
    """Return who is named for a figure anywhere in its text, so that a headline does not count as another voice."""
    out: dict[tuple[object, ...] | None, tuple[tuple[str, bool], ...]] = {}
    for f in figures:
        c = f.casualty
        if c.claimants:
            out.setdefault((f.at.document, c.side, c.kind, c.low, c.high), voices.of_figure(f))
    return out


def told_once(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return `figures` without those that the same text, or a copy of it, gives again; the fullest receipt stays."""
    seen: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        c = f.casualty
        seen.setdefault((f.at.first, c.low, c.high, c.approx, f.increase), f)
    return tuple(seen.values())


def _line(key: _Key, figures: Sequence[Figure]) -> Line:
    of, side, kind, who, own = key
    counts = [f for f in told_once(figures) if f.counts]
    words = dict.fromkeys(a.name or a.text for f in figures for a in f.casualty.claimants if voice(a) == who)
    return Line(
        reach=of,
        side=side,
        kind=kind,
        party=who,
        own_voice=own,
        who=tuple(w for w in words if w.lower() not in _PRONOUNS) or tuple(words),
        figures=tuple(figures),
        steps=tuple(_steps(counts)),
    )


def _steps(counts: Sequence[Figure]) -> Iterator[Step]:
    """Yield each figure's step from the last one before it that counts the same people."""
    for n, after in enumerate(counts):
        before = next((f for f in reversed(counts[:n]) if same_people(f, after)), None)
        if before:
            yield Step(change=_change(before, after), before=before, after=after)


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


def latest(line: Line) -> tuple[Figure, ...]:
    """Return the newest figures of a line that say a number: one, or one for each of the people that it counts apart."""
    counts = [f for f in line.figures if f.counts]
    return tuple(f for n, f in enumerate(counts) if not any(same_people(f, later) for later in counts[n + 1 :]))


def _standings(lines: Sequence[Line], dyad: Sequence[str]) -> tuple[Standing, ...]:
    by: dict[tuple[str, str | None, str], list[Line]] = {}
    for line in lines:
        by.setdefault((line.reach, line.side, line.kind), []).append(line)
    return tuple(s for key, found in by.items() for s in _of_people(key, found, dyad))


def _of_people(key: tuple[str, str | None, str], lines: Sequence[Line], dyad: Sequence[str]) -> Iterator[Standing]:
    """Yield a standing for each class of people that is counted apart; with one class alone, the untold go with it."""
    newest = [(line, f) for line in lines for f in latest(line)]
    told = sorted({f.casualty.who for _, f in newest} - {UNTOLD})
    if len(told) < 2:
        yield standing(*key, told[0] if told else UNTOLD, _with_silent(lines, newest), dyad)
        return
    for people in [*told, *([UNTOLD] if any(f.casualty.who == UNTOLD for _, f in newest) else [])]:
        yield standing(*key, people, [(line, f) for line, f in newest if f.casualty.who == people], dyad)


def _with_silent(lines: Sequence[Line], newest: Sequence[tuple[Line, Figure]]) -> list[tuple[Line, Figure | None]]:
    speaking = {id(line) for line, _ in newest}
    return [*newest, *((line, None) for line in lines if id(line) not in speaking)]


def _order(f: Figure) -> tuple[str, str, str, int, str]:
    """Put figures in the order in which they were said: by day of publication, day they hold for, place in the text."""
    return ((f.at.published or "9999")[:10], f.as_of or "", f.at.published or "", f.casualty.start, f.id)


def _line_order(key: _Key) -> tuple[bool, str, str, str, bool, str]:
    of, side, kind, who, own = key
    return (of != CAMPAIGN, of, side or "~", kind, own, who)
