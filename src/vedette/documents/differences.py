"""What differs between two versions of a text: quiet corrections are news."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vedette.records.document import Span

LONGEST = 20_000
"""Words of a version up to which single words are compared; longer ones are compared line by line."""

_WORD = re.compile(r"\w+(?:['’.,:-]\w+)*|[^\w\s]")
_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that stand in one version and not in the other: `before` and `after` are spans of the two texts.

    One of them is empty (start == end) where words were only added or only taken out.
    """

    before: Span
    after: Span


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Return what differs between two texts, in order, word by word; white space makes no difference.

    Differences with at most two equal words between them are told as one, since they are read as one.
    """
    pattern = _WORD if max(len(before), len(after)) < LONGEST * 6 else _LINE
    left, right = (list(pattern.finditer(text)) for text in (before, after))
    matcher = SequenceMatcher(a=[m.group() for m in left], b=[m.group() for m in right], autojunk=False)
    blocks = _joined((i, j, k, n) for tag, i, j, k, n in matcher.get_opcodes() if tag != "equal")
    return tuple(Difference(before=_span(left, i, j, before), after=_span(right, k, n, after)) for i, j, k, n in blocks)


def _joined(blocks: Iterator[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    for i, j, k, n in blocks:
        if found and i - found[-1][1] <= 2:
            found[-1] = (found[-1][0], j, found[-1][2], n)
        else:
            found.append((i, j, k, n))
    return found


def _span(words: Sequence[re.Match[str]], first: int, end: int, text: str) -> Span:
    if first < end:
        return Span(words[first].start(), words[end - 1].end())
    at = words[first].start() if first < len(words) else len(text)
    return Span(at, at)
