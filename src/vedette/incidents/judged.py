"""What people have judged, as it holds now: the newest word on a pair of mentions counts, and nothing is erased."""

from collections.abc import Iterable, Mapping

from vedette.records.incident import DIFFERENT, SAME, UNDONE, Judgement, Telling


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that nobody has taken back, oldest first; an undo can itself be undone.

    What is taken back is told by the chain of undos alone: clocks may be coarse, and an undo is later than its target.
    """
    everything = sorted(judgements, key=lambda j: (j.at, j.id))
    undos: dict[str, list[str]] = {}
    for j in everything:
        if j.verdict == UNDONE and j.supersedes:
            undos.setdefault(j.supersedes, []).append(j.id)
    stands: dict[str, bool] = {}
    for j in everything:
        _settle(j.id, undos, stands)
    return tuple(j for j in everything if j.verdict != UNDONE and stands[j.id])


def _settle(judgement: str, undos: Mapping[str, list[str]], stands: dict[str, bool]) -> None:
    """Note in `stands` whether `judgement` stands: it does unless an undo of it stands."""
    waiting = [judgement]
    while waiting:
        top = waiting[-1]
        open_ = [u for u in undos.get(top, ()) if u not in stands]
        if open_:
            waiting.extend(open_)
        else:
            stands[waiting.pop()] = not any(stands[u] for u in undos.get(top, ()))


class Judged:
    """People's judgements over pairs of mentions; judgements of rules are left out, for rules judge anew each time."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.judgements = tuple(j for j in in_force(judgements) if j.by_person)
        self._of: dict[str, list[int]] = {}
        for n, j in enumerate(self.judgements):
            for mention in {*j.left, *j.right}:
                self._of.setdefault(mention, []).append(n)

    def word(self, a: str, b: str) -> Judgement | None:
        """Return the newest judgement on the mentions `a` and `b`, or None."""
        common = set(self._of.get(a, ())) & set(self._of.get(b, ()))
        said = [self.judgements[n] for n in sorted(common, reverse=True)]
        return next((j for j in said if _speaks(j, a, b)), None)

    def over(self, one: Iterable[str], two: Iterable[str]) -> Judgement | None:
        """Return a judgement that keeps any mention of `one` from any of `two`, or None."""
        known = [m for m in two if m in self._of]
        for a in one:
            for b in known if a in self._of else ():
                if (j := self.word(a, b)) and j.verdict == DIFFERENT:
                    return j
        return None

    def splits(self, mentions: Iterable[str]) -> bool:
        """Tell whether a judgement keeps any of `mentions` apart from something."""
        return any(self.judgements[n].verdict == DIFFERENT for m in mentions for n in self._of.get(m, ()))

    def apart(self, a: Telling, b: Telling) -> bool:
        """Tell whether somebody judged that mentions of `a` and `b` are of different things."""
        return self.over(a.members, b.members) is not None

    def same(self) -> tuple[Judgement, ...]:
        """Return the judgements that put mentions together, newest first."""
        return tuple(j for j in reversed(self.judgements) if j.verdict == SAME)

    def together(self, mention: str) -> tuple[Judgement, ...]:
        """Return the judgements that put `mention` together with others."""
        return tuple(j for n in self._of.get(mention, ()) if (j := self.judgements[n]).verdict == SAME)


def _speaks(j: Judgement, a: str, b: str) -> bool:
    if j.verdict == SAME:
        return True
    return (a in j.left and b in j.right) or (a in j.right and b in j.left)


def telling_of(tellings: Iterable[Telling]) -> Mapping[str, Telling]:
    """Return the telling of each mention."""
    return {m: t for t in tellings for m in t.members}
