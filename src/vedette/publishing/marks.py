"""The text of a document cut where receipts begin and end, so that lines and words can point at each other. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vedette.publishing.model import Brief, Ref
from vedette.records.document import UNREAD, Passage

LONGEST_TEXT = 400_000
"""Characters of one document that a page shows; what lies behind is told as left out."""

CORE = frozenset({"act", "figure", "quotation", "in doubt", "stated", "name"})
"""The receipts that state a line itself; the others tell its sides, place, time and source."""

# A lone surrogate cannot be written in UTF-8, and a page may hold no control characters; one stands for one, so that
# characters still count the same.
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(55296, 57344)), "�")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text.

    `lines` are the ids of the lines that rest on it, `core` those that it states itself, `begins` those whose first
    receipt begins here; `kind` is act, part or quotation (nothing but words of a longer quotation), or "" where no line
    rests on it. `unread` is why it was not read, or None.
    """

    text: str
    start: int
    lines: tuple[str, ...]
    core: tuple[str, ...]
    begins: tuple[str, ...]
    kind: str
    unread: str | None


def pieces(brief: Brief, n: int) -> Iterator[Piece]:
    """Yield the text of document `n` cut wherever a receipt or an unread passage begins or ends."""
    d = brief.documents[n]
    end = min(len(d.text), LONGEST_TEXT)
    spans = [(id_, r) for id_, receipts in _items(brief) for r in receipts if r.document == n and r.start < end]
    unread = sorted(p for p in d.passages if p.kind in UNREAD and p.start < end)
    opening: dict[int, list[tuple[str, Ref]]] = {}
    closing: dict[int, list[tuple[str, Ref]]] = {}
    for item in spans:
        opening.setdefault(item[1].start, []).append(item)
        closing.setdefault(min(item[1].end, end), []).append(item)
    begins = _begins(brief, n)
    starts = [p.start for p in unread]
    cuts = sorted({0, end, *opening, *closing, *(min(x, end) for p in unread for x in (p.start, p.end))})
    active: dict[tuple[str, Ref], None] = {}
    for a, b in pairwise(cuts):
        for item in closing.get(a, ()):
            active.pop(item, None)
        active.update(dict.fromkeys(opening.get(a, ())))
        yield _piece(d.text[a:b], a, tuple(active), begins.get(a, ()), _why(unread, starts, a))


def _piece(text: str, start: int, active: Sequence[tuple[str, Ref]], begins: Sequence[str], why: str | None) -> Piece:
    roles = {r.role for _, r in active}
    kind = "act" if roles & {"act", "figure"} else "quotation" if roles == {"quotation"} else "part" if roles else ""
    return Piece(
        text=text.translate(_UNWRITABLE),
        start=start,
        lines=tuple(dict.fromkeys(i for i, _ in active)),
        core=tuple(dict.fromkeys(i for i, r in active if r.role in CORE)),
        begins=tuple(begins),
        kind=kind,
        unread=why,
    )


def _items(brief: Brief) -> Iterator[tuple[str, Sequence[Ref]]]:
    for group in (brief.lines(), brief.figures, brief.quotes, brief.spots, brief.doubts, brief.stated, brief.named):
        for item in group:
            yield item.id, [r for r in item.receipts if r.end > r.start]


def _begins(brief: Brief, n: int) -> dict[int, list[str]]:
    """Return by offset the ids whose first receipt stands there, in document `n`."""
    out: dict[int, list[str]] = {}
    for id_, receipts in _items(brief):
        if receipts and receipts[0].document == n:
            out.setdefault(receipts[0].start, []).append(id_)
    return out


def _why(unread: Sequence[Passage], starts: Sequence[int], at: int) -> str | None:
    """Return why the text at an offset was not read; `unread` stands in the order of the text."""
    k = bisect_right(starts, at) - 1
    return unread[k].reason if k >= 0 and at < unread[k].end else None
