"""Which stretches of a text are not the article: its title again, the page's furniture, the note on the author.

What is told apart is marked, never cut out: offsets hold against the text as it was handed in. In doubt a line is read,
for an event in a line that goes unread is lost.
"""

from collections.abc import Sequence
from typing import NamedTuple

from vedette.documents.authors import byline_of, closing_credit, find_author_notes
from vedette.documents.datelines import dateline_at
from vedette.documents.furniture import find_furniture, furniture_reason, last_prose
from vedette.documents.lines import Line, key_of, split_lines
from vedette.records.document import Passage

OPENING = 10
"""Lines at the beginning among which the title can stand."""
REPEATED = 40
"""Characters from which a line that stands there again is a repetition and not a label or a cry."""
_QUESTION = ("question:", "answer:", "q:", "a:", "q.", "a.")
_SEPARATORS = ("|", "-", "–", "—", ":", "•", "·", "«", "»")


class _Title(NamedTuple):
    """Lines `first` to `last` (exclusive) are the title; `key` is how it compares."""

    first: int
    last: int
    key: str
    reason: str


def find_passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """Return the passages of `text` that are told apart from the article, in order, without overlap.

    `title` is the document's title where it is known. Linear in the length of the text.
    """
    return passages_in(text, split_lines(text), title)


def passages_in(text: str, lines: Sequence[Line], title: str | None) -> tuple[Passage, ...]:
    """Return the passages of `text`, given its `lines`; see find_passages."""
    heading = title_lines(lines, title)
    marks: dict[int, tuple[str, str]] = {}
    if heading:
        marks.update(dict.fromkeys(range(heading.first, heading.last), ("title", heading.reason)))
    marks.update({i: ("repeated", why) for i, why in _repeated(lines, heading).items() if i not in marks})
    opening = _dateline(text, lines, marks)
    taken = frozenset(marks) | ({opening[0]} if opening else frozenset())
    furniture = find_furniture(lines, taken)
    notes = find_author_notes(lines, frozenset(furniture), taken)
    marks.update({i: ("furniture", why) for i, why in furniture.items()})
    marks.update({i: ("author", why) for i, why in notes.items()})
    if notes and max(notes) > 0:
        marks.update({i: ("furniture", why) for i, why in _after_note(lines, marks, max(notes)).items()})
    found = [Passage(lines[i].start, lines[i].end, kind, why) for i, (kind, why) in marks.items()]
    if opening:
        found.append(opening[1])
    return tuple(sorted([*found, *_credit(text, found)]))


def title_of(lines: Sequence[Line], title: str | None = None) -> str | None:
    """Return the title that stands at the beginning of a text's `lines` as it is written there, or None."""
    found = title_lines(lines, title)
    return " ".join(line.text for line in lines[found.first : found.last]) if found else None


def title_lines(lines: Sequence[Line], title: str | None) -> _Title | None:
    """Return which of the first lines are the title: those that read as `title` does, or a line shaped like one."""
    if title and (known := _known_title(lines, key_of(title))):
        return known
    for i, line in enumerate(lines[:OPENING]):
        if furniture_reason(line):
            continue
        return _Title(i, i + 1, line.key, "a heading before the text") if _headed(lines, i) else None
    return None


def _known_title(lines: Sequence[Line], key: str) -> _Title | None:
    for i, line in enumerate(lines[:OPENING]):
        joined = line.key
        for last in range(i + 1, min(i + 5, len(lines) + 1)):
            if key and (joined == key or (last == i + 1 and _same_but_site(key, joined))):
                return _Title(i, last, joined, "the document's title")
            if last >= len(lines) or not key.startswith(joined):
                break
            joined = f"{joined} {lines[last].key}"
        if line.prose:
            return None
    return None


def _same_but_site(longer: str, shorter: str) -> bool:
    """Tell whether `longer` is `shorter` with the name of a site after it ("Clashes on the border | The Gazette")."""
    rest = longer[len(shorter) :].strip()
    return (
        len(shorter) >= 10
        and longer.startswith(shorter)
        and rest.startswith(_SEPARATORS)
        and 0 < len(rest[1:].split()) <= 6
        and len(rest) <= 60
    )


def _headed(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the line reads as a headline: short, without a full stop, over running text, apart from it."""
    line = lines[at]
    if at + 1 >= len(lines) or not 2 <= line.words <= 30 or len(line.text) > 220:
        return False
    text, after = line.text, lines[at + 1]
    stops = line.ends and text[-1] not in "?!" and not text.endswith(("U.S.", "U.N.", "U.K.", "D.C."))
    if stops or text[-1] in ",;:" or text[0].islower() or line.key.startswith(_QUESTION):
        return False
    if dateline_at(text, 0) or (byline_of([line]) is not None):
        return False
    apart = after.gap > 0 or after.prose
    return apart and any(other.prose for other in lines[at + 1 :])


def _repeated(lines: Sequence[Line], heading: _Title | None) -> dict[int, str]:
    found: dict[int, str] = {}
    seen: set[str] = set()
    for i, line in enumerate(lines):
        if heading and heading.first <= i < heading.last:
            continue
        if heading and (line.key == heading.key or _same_but_site(line.key, heading.key)):
            found[i] = "the title again"
        elif len(line.text) >= REPEATED and not line.text[0].islower() and _whole(lines, i):
            if line.key in seen:
                found[i] = "a paragraph that stands there before"
            seen.add(line.key)
    return found


def _whole(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a paragraph of its own and not a row of hard-wrapped text."""
    before = at == 0 or lines[at].gap > 0 or lines[at - 1].ends
    after = at + 1 >= len(lines) or lines[at + 1].gap > 0 or lines[at].ends
    return before and after


def _dateline(text: str, lines: Sequence[Line], marks: dict[int, tuple[str, str]]) -> tuple[int, Passage] | None:
    unmarked = [i for i in range(min(len(lines), OPENING)) if i not in marks][:5]
    for i in unmarked:
        found = dateline_at(text, lines[i].start)
        if found and found.end <= lines[i].end:
            return i, Passage(
                found.start, found.end, "dateline", f"place, date or agency before the text ({found.place})"
            )
        if lines[i].prose:
            return None
    return None


def _after_note(lines: Sequence[Line], marks: dict[int, tuple[str, str]], note: int) -> dict[int, str]:
    """Return the lines after the closing note on the author that are no running text: the article is over there."""
    last = last_prose(lines, frozenset(marks))
    if note < last:
        return {}
    return {i: "after the article's end" for i in range(note + 1, len(lines)) if i not in marks and not lines[i].prose}


def _credit(text: str, found: Sequence[Passage]) -> tuple[Passage, ...]:
    span = closing_credit(text)
    if span is None or any(p.start < span[1] and span[0] < p.end for p in found):
        return ()
    return (Passage(*span, "author", "a credit to those who made the report"),)
