"""The lines of a text with their offsets, as telling passages apart sees them."""

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r]+")
STRAIGHT = str.maketrans("‘’‛′“”„‟″\u00a0", '\'\'\'\'""""" ')
"""Turns typographic quotation marks into straight ones, and a no-break space into a space."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_EDGE = " \t-–—•·*>»›|▶►→…:.#=_~+"
_ENDS = frozenset(".!?…")
_CLOSERS = "\"'”’)]»"
KEYED = 400
"""A longer line is compared as it stands: no heading and no notice of a page is that long."""


class Line(NamedTuple):
    """One line that holds something: its offsets without surrounding blanks, and how it compares with others.

    `key` is the line in lower case with straight quotation marks, without bullets and final punctuation. `gap` counts the
    empty lines before it. `ends` tells whether it ends like a sentence, `words` about how many words it has.
    """

    start: int
    end: int
    text: str
    key: str
    gap: int
    ends: bool
    words: int

    @property
    def prose(self) -> bool:
        """Whether the line reads as running text rather than as a heading, a label or a link."""
        return (self.ends and self.words >= 6) or self.words >= 25


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that are not blank, in order; linear in the text's length."""
    lines: list[Line] = []
    before = 0
    for found in _LINE.finditer(text):
        whole = found.group()
        stripped = whole.strip()
        if not stripped:
            continue
        start = found.start() + len(whole) - len(whole.lstrip())
        gap = max(0, text.count("\n", before, start) - 1) if lines else 0
        before = start + len(stripped)
        lines.append(_line(stripped, start, gap))
    return tuple(lines)


def key_of(text: str) -> str:
    """Return `text` as it is compared: lower case, straight quotes, single blanks, no bullets and final points."""
    plain = _INVISIBLE.sub("", text.translate(STRAIGHT).casefold())
    return " ".join(plain.strip(_EDGE).split())


def _line(text: str, start: int, gap: int) -> Line:
    key = key_of(text) if len(text) <= KEYED else text
    bare = text[-4:].rstrip(_CLOSERS)
    return Line(start, start + len(text), text, key, gap, bool(bare) and bare[-1] in _ENDS, text.count(" ") + 1)
