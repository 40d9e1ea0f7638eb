"""Which lines tell of the article's author: bylines, credits, and biographical notes at the end."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from vedette.documents.lines import STRAIGHT, Line
from vedette.documents.phrases import any_of, phrase_file

TOP = 8
"""Lines at the beginning among which a byline can stand."""
LONGEST = 900
"""Characters of the longest note on an author."""
NOTES = 4
"""How many lines at the end may be notes on authors."""

_NAME = r"[A-Z][\w'’.\-]{0,30}(?: (?:[A-Z][\w'’.\-]{0,30}|al-[A-Z]\w{0,30}|de|del|van|von|bin|der|la)){0,4}"
_BYLINE = re.compile(
    rf"(?:By|BY|by)[ :]{{1,2}}(?P<names>{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,5}})(?:\s?[|,•/–—-]\s?[^.!?\n]{{0,80}})?"
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Air Sea Land Force Night Day January February March April "
    "June July August September October November December".split()
)
_CLOSING_CREDIT = re.compile(
    r"\((?:Additional |Writing and |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ii]nputs?)(?: and \w{1,20})? (?:by|from) [^()\n]{1,400}\)\s*\Z"
)


_VERB = re.compile(r" (?:is|covers|reports|writes|has|contributed)\b")


class _Words(NamedTuple):
    headings: frozenset[str]
    credits: re.Pattern[str]
    trade: re.Pattern[str]
    hint: re.Pattern[str]
    news: re.Pattern[str]


@cache
def _words() -> _Words:
    data = phrase_file("authors")
    trades, hints, news = any_of(data["trades"]), any_of(data["hints"]), any_of(data["news"])
    return _Words(
        frozenset(data["headings"]),
        re.compile(any_of(data["credits"])),
        re.compile(
            rf"(?:[^.]{{1,80}} is (?:an?|the|our|[\w.]{{1,30}}'s?) (?:[\w,&'/-]{{1,30}} ){{0,7}}(?:{trades})\b"
            rf"|[^.,]{{1,60}} (?:covers|reports (?:on|from)|writes (?:about|on|for|from)|is based in|has covered|has reported)\b"
            rf"|[^.]{{1,80}} contributed (?:to this|reporting)\b)"
        ),
        re.compile(rf"(?<![\w-])(?:{hints})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{news})(?![\w-])"),
    )


def byline_of(lines: Sequence[Line]) -> tuple[int, str] | None:
    """Return the index of a byline among the first lines and the names it tells, or None."""
    for i, line in enumerate(lines[:TOP]):
        if len(line.text) <= 160 and (found := _BYLINE.fullmatch(line.text)):
            names = found["names"]
            if names.split()[0] not in _DAYS and not line.ends:
                return i, names
    return None


def find_author_notes(lines: Sequence[Line], furniture: frozenset[int], taken: frozenset[int]) -> dict[int, str]:
    """Return the indices of the `lines` that tell of the author, each with its reason.

    A note counts only at the end of the article, before nothing but `furniture`, where it tells no news and is not on
    somebody whom the article names. `taken` lines are never notes.
    """
    found: dict[int, str] = {}
    byline = byline_of(lines)
    if byline and byline[0] not in taken:
        found[byline[0]] = "the byline"
    checked = 0
    for i in range(len(lines) - 1, 0, -1):
        if i in furniture:
            continue
        why = None if i in taken or i in found else _note(lines, i, frozenset(found))
        if why is None or checked >= NOTES:
            break
        found[i] = why
        checked += 1
    return found


def _note(lines: Sequence[Line], at: int, known: frozenset[int]) -> str | None:
    line, words = lines[at], _words()
    if line.key in words.headings:
        return "a heading over the note on the author" if at + 1 in known else None
    if len(line.text) > LONGEST or line.key.count('"') > 1:
        return None
    low = line.text.translate(STRAIGHT).lower()
    if words.news.search(low):
        return None
    if words.credits.match(low):
        return "a credit to those who made the report"
    under = lines[at - 1].key in words.headings
    if under:
        return "the note under a heading on the author"
    trade = words.trade.match(low)
    hints = {m.group(): m.start() for m in words.hint.finditer(low)}
    if not trade and len(hints) < 2:
        return None
    cue = min([*hints.values(), *([_verb_at(low)] if trade else [])])
    if _named_before(line.text[:cue], lines[:at], known):
        return None
    return "a note on the author at the end"


def _verb_at(low: str) -> int:
    found = _VERB.search(low)
    return found.start() if found else len(low)


def _named_before(opening: str, lines: Sequence[Line], known: frozenset[int]) -> bool:
    """Tell whether the person named in a note's `opening` stands in the article as well, and so is part of its news."""
    names = [w.strip(".,'’") for w in opening.split() if w[:1].isupper()]
    if not names:
        return False
    last = re.compile(rf"\b{re.escape(names[-1])}\b")
    return any(last.search(line.text) for i, line in enumerate(lines) if i not in known)


def closing_credit(text: str) -> tuple[int, int] | None:
    """Return the span of a credit in brackets that ends the text ("(Reporting by A; Editing by B)"), or None."""
    tail = max(0, len(text) - 500)
    found = _CLOSING_CREDIT.search(text, tail)
    return (found.start(), found.start() + len(found.group().rstrip())) if found else None
