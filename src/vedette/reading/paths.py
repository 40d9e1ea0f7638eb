"""How two words of a sentence hang together in its parse, in a few words: "^dobj nsubj" leads from an object to its verb's subject.

The marker learns links by these paths and reads by them, so that each act asks for those to all words of its sentence.
"""

from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 4
"""Steps of a path from which on it is only "far"."""

_JOINING = frozenset({"conj", "appos"})
_SAME = {"agent": "prep", "dative": "iobj", "nmod": "compound", "npadvmod": "obl", "quantmod": "nummod"}


class Climb(NamedTuple):
    """The way up from a word, as far as paths go: the words on it and the step that leads up from each.

    `downs[n]` are the steps that lead to it from the n-th word on its way; `root` is where the whole way ends.
    """

    words: tuple[int, ...]
    steps: tuple[str, ...]
    downs: tuple[str, ...]
    root: int


def paths(heads: Sequence[int], deps: Sequence[str], words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return for each word of a sentence its path in the parse from word `at`: "^dobj v nsubj" is its verb's subject.

    Lists count as their first member; a preposition is told by its word. "far" where the path has more than `LONGEST` steps,
    "apart" where there is none.
    """
    return paths_from(climbs(heads, deps, words), at)


def climbs(heads: Sequence[int], deps: Sequence[str], words: Sequence[str]) -> tuple[Climb, ...]:
    """Return the way up from each word of a sentence; many paths of one sentence are made of them."""
    first = [_first(heads, deps, i) for i in range(len(heads))]
    known: dict[int, Climb] = {}
    for i in first:
        way = dict[int, None]()
        while i not in known and i not in way:
            way[i] = None
            i = first[heads[i]]  # noqa: PLW2901 - climbs
        for k in reversed(way):
            step = _SAME.get(deps[k], deps[k])
            known[k] = _climb(k, f"{step} {words[k]}" if step == "prep" else step, known.get(first[heads[k]]))
    return tuple(known[i] for i in first)


def _first(heads: Sequence[int], deps: Sequence[str], i: int) -> int:
    """Return the first member of the list that word `i` is a member of, else itself."""
    seen = {i}
    while deps[i] in _JOINING and heads[i] not in seen:
        i = heads[i]
        seen.add(i)
    return i


def _climb(i: int, step: str, above: Climb | None) -> Climb:
    if above is None:
        return Climb((i,), (step,), ("",), i)
    downs = ("", *(f"{d} {step}" if d else step for d in above.downs[:LONGEST]))
    return Climb((i, *above.words[:LONGEST]), (step, *above.steps[:LONGEST]), downs, above.root)


def paths_from(ways: Sequence[Climb], at: int) -> tuple[str, ...]:
    """Return what `paths` does, by the ways up from every word."""
    above = ways[at]
    place = {k: n for n, k in enumerate(above.words)}
    ups = [""]
    for step in above.steps:
        ups.append(f"{ups[-1]} ^{step}" if ups[-1] else f"^{step}")
    return tuple([_path(way, ups, place, above.root) for way in ways])


def _path(way: Climb, ups: Sequence[str], place: dict[int, int], root: int) -> str:
    for n, k in enumerate(way.words):
        steps = place.get(k)
        if steps is not None:
            if steps + n > LONGEST:
                return "far"
            up, down = ups[steps], way.downs[n]
            return f"{up} {down}" if up and down else up or down or "self"
    return "far" if way.root == root else "apart"
