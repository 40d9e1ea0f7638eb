"""What differs between two versions of a story, to be read: the words that went and came, with the text around them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.documents.differences import differences
from vedette.records.story import Content

AROUND = 160
"""Characters that are shown on each side of a difference."""

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
    found = differences(before, after)
    at = 0
    for n, d in enumerate(found):
        yield from _same(after[at : d.after.start], opens=n == 0, closes=False)
        if d.before.start < d.before.end:
            yield Piece(GONE, d.before.slice(before))
        if d.after.start < d.after.end:
            yield Piece(COME, d.after.slice(after))
        at = d.after.end
    if found:
        yield from _same(after[at:], opens=False, closes=True)


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
