"""Tokens of a text by spaCy's rules, each stretch without white space cut once and then remembered.

The rules cut what stands between white space by itself: no English exception reaches over a space (a test looks).
"""

import re
from typing import Any

LONGEST = 40_000
"""Stretches that are remembered; then it begins anew, so that memory stays steady."""

_STRETCH = re.compile(r"\S+")
_USUAL = 60
"""Characters of the longest stretch worth remembering."""

Cut = tuple[tuple[int, str], ...]


class Tokens:
    """Cuts texts as the tokenizer of `nlp` does. One a process."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._known: dict[str, Cut] = {}

    def of(self, text: str) -> list[tuple[int, str]]:
        """Return each token with the index of its first character; white space is none."""
        found: list[tuple[int, str]] = []
        for m in _STRETCH.finditer(text):
            start, stretch = m.start(), m.group()
            cut = self._known.get(stretch)
            if cut is None:
                cut = self._cut(stretch)
            if len(cut) == 1:
                found.append((start, stretch))
            else:
                found += [(start + at, token) for at, token in cut]
        return found

    def _cut(self, stretch: str) -> Cut:
        cut = tuple((t.idx, t.text) for t in self._nlp.make_doc(stretch))
        if len(stretch) <= _USUAL:
            if len(self._known) >= LONGEST:
                self._known.clear()
            self._known[stretch] = cut
        return cut
