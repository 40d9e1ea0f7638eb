"""What differs between two versions of a story, to be read: the words that went and came, with the text around them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.documents.differences import differences
from vedette.records.document import Span
from vedette.records.story import Content

AROUND = 160
"""Characters that are shown on each side of a difference."""

LONGEST = 12_000
"""Characters between the first and the last difference up to which words are compared; what is longer is told as one."""

SAME, GONE, COME, GAP = "same", "gone", "come", "gap"

FIELDS = ("headline", "place", "day", "category", "tier", "warnings")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two versions: words that are the same, that went, that came; a gap stands for words left out here."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one version to the next: fields with before and after, the pieces of the body, citations added."""

    before: int
    after: int
    fields: tuple[tuple[str, str, str], ...]
    body: tuple[Piece, ...]
    cited: int


def changes_of(before: Content, after: Content, numbers: tuple[int, int]) -> Changes:
    """Return what differs between two contents, whose version numbers are `numbers`."""
    told = [(name, _told(before, name), _told(after, name)) for name in FIELDS]
    return Changes(
        before=numbers[0],
        after=numbers[1],
        fields=tuple((name, a, b) for name, a, b in told if a != b),
        body=tuple(_pieces(before.body, after.body)),
        cited=len({c.id for c in after.citations} - {c.id for c in before.citations}),
    )


def _told(content: Content, name: str) -> str:
    value = getattr(content, name)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _pieces(before: str, after: str) -> Iterator[Piece]:
    found = _spans(before, after)
    at = 0
    for n, (gone, come) in enumerate(found):
        yield from _same(after[at : come.start], opens=n == 0, closes=False)
        if gone.start < gone.end:
            yield Piece(GONE, gone.slice(before))
        if come.start < come.end:
            yield Piece(COME, come.slice(after))
        at = come.end
    if found:
        yield from _same(after[at:], opens=False, closes=True)


def _spans(before: str, after: str) -> list[tuple[Span, Span]]:
    """Return what went and what came, in order; looked for between the lines that both begin and end with alone."""
    a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    start = sum(map(len, a[:head]))
    one, two = "".join(a[head : len(a) - tail]), "".join(b[head : len(b) - tail])
    if max(len(one), len(two)) > LONGEST:
        return [(Span(start, start + len(one)), Span(start, start + len(two)))]
    return [(_moved(d.before, start), _moved(d.after, start)) for d in differences(one, two)]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _same(text: str, *, opens: bool, closes: bool) -> Iterator[Piece]:
    """Yield what stands between two differences, its middle left out where it is long."""
    room = AROUND * (1 if opens or closes else 2)
    if len(text) <= room:
        if text:
            yield Piece(SAME, text)
        return
    if not opens:
        yield Piece(SAME, text[:AROUND])
    yield Piece(GAP, "")
    if not closes:
        yield Piece(SAME, text[-AROUND:])
