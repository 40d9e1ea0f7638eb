"""Stretches of direct speech: between marks, in whole paragraphs, and unmarked behind "X said:"."""

import re
from collections.abc import Iterator, Sequence

from vedette.records.document import Span
from vedette.records.reading import Quotation

SHORTEST_BLOCK = 25
"""Characters from which an unmarked paragraph behind "X said:" counts as speech."""

LONGEST_BLOCK = 12
"""Paragraphs that an unmarked statement may run over."""

_PAIRS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’", "'": "'"}
_OPENING = re.compile(r"[“„«\"‘']")
_PARAGRAPH = re.compile(r"[^\n]+")
_INTRODUCES = re.compile(
    r"(?:\b(?:said|says|saying|stated|states|added|adds|wrote|writes|commented|remarked|declared|announced|told|reads?"
    r"|explained|tweeted|posted|statement|message|remarks|comments?|following|announcements)\b[^\n:]{0,160})[:;]\s*$",
    re.IGNORECASE,
)
_LABEL_WORD = r"(?:[A-ZÀ-Ý][\w’'.&-]*|of|for|the|and|de|van|bin|al)"
_NAME = rf"{_LABEL_WORD}(?: {_LABEL_WORD}){{0,6}}(?: ?\([^()\n]{{1,40}}\))?"
_LABEL = re.compile(rf"{_NAME}:")
_TURN = re.compile(rf"(?P<label>{_NAME}): +(?=\S)")
_ANY_TURN = re.compile(_TURN.pattern.replace("(?P<label>", "^(?P<label>", 1), re.MULTILINE)
_ASKS = re.compile(
    r"^(?:q|question|journalist|reporter|correspondent|press|media|moderator|interviewer|host|presenter|anchor)\b",
    re.IGNORECASE,
)
_RECORDING = re.compile(
    r"\[begin (?P<who>[^\]\n]{2,60}?) recording\](?P<said>.*?)(?:\[end recording\]|\n\s*\n|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON_MARKED = re.compile(r"\s*\n\s*[“\"]")
_NAMED = re.compile(
    r"(?:\b(?:operation|exercise|code-?named|called|nicknamed|named|dubbed|titled|entitled|known as|alias|film|movie|book"
    r"|novel|newspaper|magazine|album|song|programme|program|brigade|battalion|ship|vessel)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"^(?:background|notes? (?:to|for) editors?|further information|follow\b|the text of|read\b|contact|media enquiries"
    r"|on \d|later|meanwhile|earlier|speaking\b|following the|during the|according to)\b|\b(?:said|added|told)\b[^.]{0,60}[:.]\s*$",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(r"\b(?:I|we|our|my|us|I['’]m|we['’]re|we['’]ve|I['’]ve)\b")


def find_quotations(text: str, *, unread: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """Return the direct speech in `text`, in order, outside the `unread` spans; the marks are not part of it."""
    found: list[Quotation] = []
    transcript = is_transcript(text)
    block: tuple[int, int] | None = None
    reach = 0
    for m in _PARAGRAPH.finditer(text):
        start, end = _trimmed(text, m.start(), m.end())
        if start >= end or any(u.start <= start < u.end for u in unread):
            continue
        turn = _TURN.match(text, start, end) if transcript else None
        marked = [] if turn else list(_marked(text, start, end))
        if turn and turn.end() < end:
            found.append(Quotation(turn.end(), end, "block", (start, turn.end())))
            block, reach = (start, turn.end()), 1
        elif marked:
            found.extend(_with_introduction(q, block) for q in marked)
            if not (marked[-1].form == "paragraph" and marked[-1].end == end):
                block, reach = None, 0
        elif block and reach < LONGEST_BLOCK and _goes_on(text[start:end], first=reach == 0):
            found.append(Quotation(start, end, "block", block))
            reach += 1
        else:
            block, reach = None, 0
        if _INTRODUCES.search(text, max(start, end - 260), end):
            block, reach = (_last_sentence(text, start, end), end), 0
        elif reach == 0 and not marked:
            block = None
    recorded = list(_recordings(text))
    kept = [q for q in found if not any(r.start < q.end and q.start < r.end for r in recorded)]
    return tuple(sorted((*kept, *recorded), key=lambda q: q.start))


def is_transcript(text: str) -> bool:
    """Tell a text of turns that open with their speakers: several who speak or ask, or a name of several words in capitals.

    Questions with an "Answer:" are written and answered by the publisher itself: nobody's direct speech.
    """
    labels = [m["label"] for m in _ANY_TURN.finditer(text)]
    if any(x.lower() == "answer" for x in labels):
        return False
    several = len(set(labels)) > 1
    if several and (len(set(labels)) < len(labels) or any(_ASKS.match(x) for x in labels)):
        return True
    return any(" " in x and x == x.upper() for x in labels)


def is_label(words: str) -> bool:
    """Tell whether `words` are a speaker's label as it opens a turn ("MS. PSAKI:"), and no sentence that ends in a colon."""
    return bool(_LABEL.fullmatch(words.strip()))


def _recordings(text: str) -> Iterator[Quotation]:
    """Yield the speech between "[begin X recording]" and "[end recording]", as monitors of broadcasts mark it."""
    for m in _RECORDING.finditer(text):
        start, end = _trimmed(text, *m.span("said"))
        if start < end:
            yield Quotation(start, end, "block", m.span("who"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _goes_on(paragraph: str, *, first: bool) -> bool:
    """Tell whether an unmarked paragraph goes on with the speech that was introduced before it."""
    if len(paragraph) < SHORTEST_BLOCK or _RETURNS.search(paragraph) or paragraph[0] in "-*•·–":
        return False
    return first or bool(_OWN_VOICE.search(paragraph)) or paragraph[-1] in '.!?”"'


def _with_introduction(q: Quotation, block: tuple[int, int] | None) -> Quotation:
    return Quotation(q.start, q.end, q.form, block) if block and q.form == "paragraph" else q


def _last_sentence(text: str, start: int, end: int) -> int:
    cut = max(text.rfind(". ", start, end - 1), text.rfind("! ", start, end - 1), text.rfind("? ", start, end - 1))
    return cut + 2 if cut >= start else start


def _marked(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield the quotations between marks in the paragraph `start` to `end`; none runs past its paragraph."""
    at = start
    while m := _OPENING.search(text, at, end):
        mark = m.group()
        if not _opens(text, m.start(), start, mark):
            at = m.end()
            continue
        close = _closing(text, m.end(), end, mark)
        if close is None:
            if mark in "'‘" or (m.start() > start + 2 and not _GOES_ON_MARKED.match(text, end)):
                at = m.end()
                continue
            # A speech over several paragraphs opens each with a mark and closes only the last.
            close = end
        if _is_speech(text, m.start(), m.end(), close):
            whole = m.start() <= start + 1 and close >= end - 2
            yield Quotation(m.end(), close, "paragraph" if whole else "inline")
        at = min(close + 1, end)


def _opens(text: str, i: int, start: int, mark: str) -> bool:
    """Tell whether the mark at `i` can open: at the start or behind a space, dash or bracket, before a word."""
    before = text[i - 1] if i > start else " "
    after = text[i + 1 : i + 2]
    if mark in "“„«":
        return bool(after)
    if mark in {"'", "‘"}:
        return (before.isspace() or before in "([—–-:") and (after.isupper() or after.isalpha())
    return (before.isspace() or before in "([—–-:/,") and not after.isspace()


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Return where the quotation that opened with `mark` closes, an apostrophe not taken for a closing mark."""
    want = _PAIRS[mark]
    i = text.find(want, at, end)
    while i != -1:
        after = text[i + 1 : i + 2]
        if want not in "’'" or not after.isalnum():
            if want in "’'" and text[i - 1].isspace():
                i = text.find(want, i + 1, end)
                continue
            return i
        i = text.find(want, i + 1, end)
    if mark == "“":
        straight = text.find('"', at, end)
        return straight if straight != -1 else None
    return None


def _is_speech(text: str, opened: int, start: int, close: int) -> bool:
    """Tell speech from the names of operations, ships and books, and from single letters."""
    inner = text[start:close].strip()
    if len(inner) < 2 or not any(c.isalpha() for c in inner):
        return False
    words = inner.split()
    if text[opened] in "'‘" and len(words) < 2:
        return False
    capitalised = all(
        w[:1].isupper() or w.lower() in ("of", "the", "and", "in", "for") or not w[:1].isalpha() for w in words
    )
    if capitalised and len(words) <= 5 and _NAMED.search(text, max(0, opened - 40), opened):
        return False
    return not (
        len(words) == 1
        and (words[0].isupper() or text[opened - 1 : opened] == "(" or _between_names(text, opened, close))
    )


def _between_names(text: str, opened: int, close: int) -> bool:
    """Tell a nickname: between a given name and a surname ("John “J.D.” Dorrian")."""
    before, after = text[max(0, opened - 12) : opened].split(), text[close + 1 : close + 14].split()
    return bool(before and after) and before[-1][:1].isupper() and before[-1].isalpha() and after[0][:1].isupper()
