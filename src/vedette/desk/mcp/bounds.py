"""Answers of a bounded size: long texts and lists are cut where they stand, and pages are made shorter. Pure."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from vedette.errors import StopError

MOST = 40_000
"""Characters of an answer, as JSON and again as text: about ten thousand tokens each."""

STEPS = ((2_000, 50), (2_000, 15), (1_000, 6), (300, 3))
"""Characters of a text and items of a list below the page, from the roomiest to the tightest."""

WHOLE = frozenset({"items", "bound"})
"""Lists that stay whole: the page, which its cursor cuts, and the codes of states that a duty binds."""

Json = dict[str, Any]


def fitted(ask: Callable[[int | None], Json], limit: int | None, size: Callable[[Json], int]) -> Json:
    """Return the answer that `ask` gives for a page of `limit` items at most (None: it has no pages), made to fit.

    Fewer items are asked for before anything of an item is cut. Raises StopError where nothing makes it fit.
    """
    for longest, most in STEPS:
        left = limit
        while True:
            answer = cut(ask(left), longest, most, keep=WHOLE)
            taken = size(answer)
            if taken <= MOST:
                return answer
            if left is None or left == 1:
                break
            left = max(1, min(left - 1, left * MOST // taken))
    raise StopError("answer: is larger than can be sent at once; ask for a smaller part of it")


def cut(answer: Mapping[str, Any], longest: int, most: int, *, keep: frozenset[str] = frozenset()) -> Json:
    """Return an answer with texts of `longest` characters and lists of `most` items at most.

    An object out of which something is left out tells how much in `left_out`: characters and items, by the name of the
    field. Characters of receipts stay those of the whole words. Lists named in `keep` stay whole; what is in them does not.
    """
    made: Json = {}
    left_out: dict[str, int] = {}
    for name, told in answer.items():
        if name in keep and isinstance(told, list | tuple):
            parts = [_inside(v, longest, most, keep) for v in told]
            made[name], left = [part for part, _ in parts], sum(gone for _, gone in parts)
        else:
            made[name], left = _inside(told, longest, most, keep)
        if left:
            left_out[name] = left
    return {**made, "left_out": left_out} if left_out else made


def _inside(told: Any, longest: int, most: int, keep: frozenset[str]) -> tuple[Any, int]:
    """Return a value as it is cut, and how much of it no object of its own tells to be left out."""
    if isinstance(told, Mapping):
        return cut(told, longest, most, keep=keep), 0
    if isinstance(told, str):
        return told[:longest], max(0, len(told) - longest)
    if not isinstance(told, list | tuple):
        return told, 0
    parts = [_inside(v, longest, most, keep) for v in told[:most]]
    return [made for made, _ in parts], max(0, len(told) - most) + sum(left for _, left in parts)


def length(answer: Json) -> int:
    """Return the characters of an answer as JSON."""
    return len(json.dumps(answer, ensure_ascii=False))
