"""Persons told with a title: before the name, behind it ("X, the Y of Z,"), or before a comma ("Z's Y, X,")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.checking.told import Told
from vedette.knowledge.offices import holders
from vedette.knowledge.titles import OFFICE_WORDS, title_words
from vedette.records.reading import Mention, Sentence, Word

LONGEST = 12
"""Words that a title behind a comma may have."""

_ENDS = frozenset(',.;:()[]—–-“”"!?')


@dataclass(frozen=True, slots=True)
class Titled:
    """A person's `name` with the `title` that characters `start` to `end` tell of them; `code` is whose office it is."""

    start: int
    end: int
    name: str
    title: str
    code: str | None


def titled_persons(told: Told, s: Sentence) -> Iterator[Titled]:
    """Yield every person of `s` with each title that the sentence tells of them."""
    for m in s.mentions:
        if m.kind == "person":
            w = s.words[m.first]
            yield Titled(w.start, w.end, m.name, _before_name(told.text[w.start : w.end], m.name), m.code)
    for first, last in _names(s):
        yield from _behind(told, s, first, last)
        yield from _ahead(told, s, first, last)


def _before_name(words: str, name: str) -> str:
    at = words.rfind(name.split(maxsplit=1)[0])
    return words[:at].strip() if at > 0 else ""


def _names(s: Sentence) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each run of capitalised words that stands beside a comma and names an office holder."""
    taken = {k for m in s.mentions for k in range(m.first, m.last)}
    k = 0
    while k < len(s.words):
        last = k
        while last < len(s.words) and _is_name(s.words[last]) and last not in taken:
            last += 1
        if 2 <= last - k <= 4 and (_is_comma(s, last) or _is_comma(s, k - 1)):
            words = [w.text for w in s.words[k:last]]
            if holders(words[-1], on=None, given=words[0], ever=True) or holders(
                " ".join(words[-2:]), on=None, given=words[0], ever=True
            ):
                yield k, last - 1
        k = max(last, k + 1)


def _is_name(w: Word) -> bool:
    return w.text[:1].isupper() and w.text[:1].isalpha() and w.pos in ("PROPN", "NOUN", "ADJ", "X")


def _is_comma(s: Sentence, k: int) -> bool:
    return 0 <= k < len(s.words) and s.words[k].text == ","


def _behind(told: Told, s: Sentence, first: int, last: int) -> Iterator[Titled]:
    """Yield the title of "Hulusi Akar, Turkey's defence minister, spoke"."""
    if not _is_comma(s, last + 1):
        return
    part: list[Word] = []
    for w in s.words[last + 2 : last + 2 + LONGEST]:
        if w.text in _ENDS or w.pos in ("VERB", "AUX"):
            break
        part.append(w)
    # A title behind a name ends in a comma, or with its sentence: "Akar, defence ministers and generals" is a list.
    end = part[-1].i + 1 if part else 0
    if part and (end >= len(s.words) or s.words[end].text in _ENDS):
        yield from _titled(told, s, part, (first, last))


def _ahead(told: Told, s: Sentence, first: int, last: int) -> Iterator[Titled]:
    """Yield the title of "Turkey's defence minister, Hulusi Akar, spoke"."""
    if not (_is_comma(s, first - 1) and (_is_comma(s, last + 1) or last + 1 >= len(s.words) - 1)):
        return
    part: list[Word] = []
    for w in reversed(s.words[max(0, first - 1 - LONGEST) : first - 1]):
        if w.text in _ENDS or w.pos in ("VERB", "AUX", "SCONJ"):
            break
        part.insert(0, w)
    if part:
        yield from _titled(told, s, part, (first, last))


def _titled(told: Told, s: Sentence, part: Sequence[Word], name: tuple[int, int]) -> Iterator[Titled]:
    """Yield the person where `part` tells one office of a state or body: "Turkey's defence minister"."""
    title = told.text[part[0].start : part[-1].end]
    whose = [m for m in s.mentions if part[0].i <= m.first <= part[-1].i and m.code and m.kind in _OWNERS]
    words = title_words(title)
    if not set(words) & OFFICE_WORDS or any(w.lower in ("and", "or") for w in part) or not whose:
        return
    start = min(part[0].start, s.words[name[0]].start)
    end = max(part[-1].end, s.words[name[1]].end)
    own = told.text[s.words[name[0]].start : s.words[name[1]].end]
    yield Titled(start, end, own, title, _code(whose))


_OWNERS = frozenset({"state", "demonym", "organisation"})


def _code(whose: Sequence[Mention]) -> str | None:
    return whose[0].code
