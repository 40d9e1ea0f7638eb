"""Standing facts that a report states, held against what is known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.publishing import wording
from vedette.publishing.brief import PLAIN
from vedette.records.check import VERDICTS, Check


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """One stated fact: how it stands to what is known, its words in the text with their places, and what is known.

    `source` is where what is known stands, `checked` the public text against which that was checked ("" where none).
    """

    verdict: str
    about: str
    words: tuple[tuple[int, int, str], ...]
    sentence: str
    source: str
    checked: str


def stated_lines(checks: Sequence[Check]) -> tuple[tuple[StatedLine, ...], int]:
    """Return what needs a reader's eye, worst first, and how many plain facts are simply so and not shown."""
    told = [c for c in checks if c.verdict != "supported" or c.about not in PLAIN]
    lines = tuple(
        StatedLine(
            verdict=c.verdict,
            about=c.about,
            words=tuple((r.start, r.end, wording.clean(r.text)) for r in c.receipts),
            sentence=wording.clean(c.sentence),
            source=c.source,
            checked=c.checked,
        )
        for c in sorted(told, key=lambda c: VERDICTS.index(c.verdict))
    )
    return lines, len(checks) - len(told)
