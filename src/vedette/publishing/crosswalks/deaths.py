"""The dead of an incident as one number, by stated rules; with every figure and its claimant beside it; pure.

Vedette adds no figures up; other data sets want one number an event. It is made of terms: the dead of one side and one class
of people (soldiers, civilians), each with the newest figure of every claimant. Terms are added, figures of a term never:

lowest    the least number that any claimant gives; of vague words ("dozens") the number that ACLED gives them
best      where claimants exclude each other, the lowest; else the most that is told, which all of them allow
aside     dead of no class beside classes, and of no side beside sides, may be the same people: they are in no sum
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.incidents.ledger import latest
from vedette.incidents.standing import UNTOLD, contradict, said
from vedette.publishing.crosswalks.mapped import by_word
from vedette.publishing.crosswalks.whole import Whole
from vedette.records.ledger import Figure, Line

_KILLED = "killed"
_Told = tuple[Line, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The dead of one side (a country's code or None) and class of people, as each claimant gives them last."""

    side: str | None
    people: str
    told: tuple[_Told, ...]

    @property
    def contested(self) -> bool:
        """Tell whether two claimants' figures exclude each other."""
        found = self.told
        pairs = ((a, b) for n, a in enumerate(found) for b in found[n + 1 :])
        return any(one.party != two.party and contradict(f, g) for (one, f), (two, g) in pairs)

    @property
    def numbers(self) -> tuple[tuple[int, _Told], ...]:
        """Return the least number of each figure that has one, smallest first."""
        found = [(low, told) for told in self.told if (low := told[1].casualty.low) is not None]
        return tuple(sorted(found, key=lambda n: (n[0], n[1][0].party, n[1][1].id)))

    @property
    def best(self) -> tuple[int, _Told] | None:
        """Return the number told best, with who says it; None where no least number is told."""
        found = self.numbers
        return (found and found[0 if self.contested else -1]) or None

    @property
    def high(self) -> int:
        """Return the highest number that is told."""
        return max(
            (n for _, f in self.told for n in (f.casualty.low, f.casualty.high) if n is not None), default=0
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Tell whether more are allowed by what is told ("at least 49")."""
        return any(f.casualty.high is None for _, f in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """The dead of an incident: the terms that are added, the figures that stand aside, and whether some are uncounted."""

    terms: tuple[Term, ...]
    aside: tuple[_Told, ...] = ()
    uncounted: bool = False


def dead_of(whole: Whole) -> Dead:
    """Return the dead of an incident by its own figures; what counts a campaign or a period is none of them."""
    lines = [line for line in whole.ledger.lines if line.kind == _KILLED and line.reach == whole.incident.id]
    by_side: dict[str | None, list[_Told]] = {}
    for line in lines:
        by_side.setdefault(line.side, []).extend((line, f) for f in latest(line))
    found = {side: told for side, told in by_side.items() if told}
    aside = found.pop(None, []) if len(found) > 1 else []
    terms: list[Term] = []
    for side, told in found.items():
        own, left = _classes(side, told)
        terms += own
        aside += left
    uncounted = any(f.casualty.low is None and f.casualty.high is None for line in lines for f in line.figures)
    return Dead(terms=tuple(terms), aside=tuple(aside), uncounted=uncounted)


def _classes(side: str | None, told: Sequence[_Told]) -> tuple[list[Term], list[_Told]]:
    """Return a term for each class of people; with one class alone, those of no class are taken to be of it."""
    people = sorted({f.casualty.who for _, f in told} - {UNTOLD})
    if len(people) < 2:
        return [Term(side=side, people=people[0] if people else UNTOLD, told=tuple(told))], []
    terms = [Term(side=side, people=p, told=tuple(t for t in told if t[1].casualty.who == p)) for p in people]
    return terms, [t for t in told if t[1].casualty.who == UNTOLD]


def lowest(term: Term) -> tuple[int, _Told] | None:
    """Return the lowest number of a term by ACLED's counting, with who says it; None where no least number is told."""
    found = [(vague(f) or low, told) for low, told in term.numbers for f in (told[1],)]
    return min(found, key=lambda n: (n[0], n[1][0].party, n[1][1].id), default=None)


def vague(figure: Figure) -> int | None:
    """Return ACLED's number for a vague word in a figure ("dozens"); None where it says a number."""
    c = figure.casualty
    if not c.approx or c.low is None:
        return None
    words = by_word("acled_vague", None)
    return next((int(words[w]["fatalities"]) for w in re.findall(r"[a-z]+", c.text.lower()) if w in words), None)


def told_lines(dead: Dead) -> Iterator[str]:
    """Yield every figure with its claimant and receipt: "ARM military: 49, says ARM (report d1, 451-482)"."""
    for term in dead.terms:
        yield from (f"{term.side or '?'} {term.people}: {_line(t)}" for t in term.told)
    for line, f in dead.aside:
        yield f"{line.side or '?'} {f.casualty.who}, in no sum: {_line((line, f))}"


def speakers(found: Sequence[_Told]) -> list[str]:
    """Return who says these figures, each once, in order."""
    return list(dict.fromkeys(line.party for line, _ in found))


def _line(told: _Told) -> str:
    line, f = told
    verb = "own voice of" if line.own_voice else "says"
    return f"{said(f)}, {verb} {line.party} (report {f.at.document}, {f.casualty.start}-{f.casualty.end})"
