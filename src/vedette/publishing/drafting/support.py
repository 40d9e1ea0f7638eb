"""What an edited story says that its citations do not bear out. Pure; nothing here stops a publication, it marks.

figure    a count that no citation of its sentence gives
bounds    a count that the cited words give with other bounds: "49" where they say "at least 49"
quote     words in quotation marks that stand in none of the cited words
unknown   a footnote mark without its citation
uncited   a sentence without any citation
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.publishing.wording import clean
from vedette.reading.quantities import find_quantities
from vedette.records.reading import Quantity
from vedette.records.story import Citation, Content

FIGURE, BOUNDS, QUOTE, UNKNOWN, UNCITED = KINDS = ("figure", "bounds", "quote", "unknown", "uncited")

GRAVE = frozenset({FIGURE, BOUNDS, QUOTE, UNKNOWN})
"""What an editor must have looked at before a story goes out; an uncited sentence may be his own."""

_MARK = re.compile(r"\[\^(?P<id>[\w-]+)\]")
_END = re.compile(r"[.!?…][”\"')]*(?:\[\^[\w-]+\])*(?=\s+[^\W\d_a-z]|\s+[“\"]|\s*$)")
_QUOTE = re.compile(r"“(?P<words>[^“”]+)”")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]<>#|~!+=.)-])")
_LINE = re.compile(r"[^\n]+")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?:\s?UTC[+−-]\d\d:\d\d)?")
_NO_COUNT = re.compile(r"\s+(?:side|text|party|of|another|by|more)\b", re.IGNORECASE)
_NO_SENTENCE = re.compile(r"\s*(?:#{1,6}\s|>|\||!\[|-{3,}\s*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Characters `start` to `end` of the body that are not borne out: their `text`, the kind of `KINDS`, and a sentence why."""

    start: int
    end: int
    text: str
    kind: str
    reason: str


def faults(content: Content) -> tuple[Fault, ...]:
    """Return what the body of a story says that its citations do not bear out, in the order of the text."""
    known = {c.id: c for c in content.citations}
    found = [f for start, end in sentences(content.body) for f in _in_sentence(content.body, start, end, known)]
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))


def marks_of(body: str) -> list[str]:
    """Return the ids of the citations that a body marks, in order, each as often as it stands there."""
    return [m["id"] for m in _MARK.finditer(body)]


def sentences(body: str) -> Iterator[tuple[int, int]]:
    """Yield the characters of each sentence of a Markdown body, its marks with it; headings, tables and pictures are none."""
    for line in _LINE.finditer(body):
        if _NO_SENTENCE.match(line.group()):
            continue
        start = line.start()
        for end in _END.finditer(body, line.start(), line.end()):
            yield start, end.end()
            start = end.end()
        if body[start : line.end()].strip():
            yield start, line.end()


def _in_sentence(body: str, start: int, end: int, known: dict[str, Citation]) -> Iterator[Fault]:
    told = body[start:end]
    marks = list(_MARK.finditer(told))
    cited = [known[m["id"]] for m in marks if m["id"] in known]
    for m in marks:
        if m["id"] not in known:
            yield _fault(body, start, m.span(), UNKNOWN, "this mark leads to no citation; take it out, or cite anew")
    if not marks and re.search(r"\w", told):
        yield _fault(body, start, _worded(told), UNCITED, "no citation stands behind this sentence")
    words = [clean(c.text) for c in cited]
    # Marks are blanked, not cut out, so that characters keep their places.
    plain = _blank(_MARK, told)
    for q in _QUOTE.finditer(plain):
        if not any(_same(q["words"]) in _same(w) for w in words):
            yield _fault(body, start, q.span(), QUOTE, "these words stand in none of the cited words")
    rest = _blank(_CLOCK, _blank(_QUOTE, plain))
    for found in find_quantities(rest):
        if found.text.casefold() == "one" and _NO_COUNT.match(rest, found.end):
            continue
        if reason := _unsupported(found, cited, words):
            yield _fault(body, start, (found.start, found.end), *reason)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _unsupported(q: Quantity, cited: Sequence[Citation], words: Sequence[str]) -> tuple[str, str] | None:
    """Return the kind and the reason where a count is not borne out, None where it is."""
    if q.low is None and q.high is None:
        return None
    there = [t for w in words for t in find_quantities(w)]
    if any((t.low, t.high) == (q.low, q.high) for t in there):
        return None
    near = next((t for t in there if {t.low, t.high} & ({q.low, q.high} - {None}) or _digits(t) & _digits(q)), None)
    if near is not None:
        return BOUNDS, f"the cited words say “{near.text.strip()}”"
    if any({q.low, q.high} - {None} <= set(c.numbers) for c in cited):
        return None
    return FIGURE, "no citation of this sentence gives this number"


def _digits(q: Quantity) -> set[str]:
    return set(re.findall(r"\d+", q.text))


def _same(words: str) -> str:
    """Return words as they are compared: without escapes, in one case, with one kind of blank and quotation mark."""
    told = re.sub(r"&amp;", "&", _ESCAPE.sub(r"\1", words))
    return re.sub(r"\W+", " ", told.removesuffix("…")).strip().casefold()


def _worded(told: str) -> tuple[int, int]:
    stripped = told.lstrip(" -*")
    return len(told) - len(stripped), len(told.rstrip())


def _fault(body: str, start: int, span: tuple[int, int], kind: str, reason: str) -> Fault:
    a, b = start + span[0], start + span[1]
    return Fault(start=a, end=b, text=body[a:b], kind=kind, reason=reason)
