"""A changed article as lines for people: the words that went and came, with the words around them."""

from collections.abc import Iterator
from typing import Any

from vedette.documents.differences import Difference, differences
from vedette.records.document import Document, Span

AROUND = 60
"""Characters shown on each side of a difference."""


def difference_lines(before: Document, after: Document) -> Iterator[str]:
    """Yield one line a difference: `… killing [-nine-] {+eleven+} soldiers …`; that nothing differs in words is told."""
    found = differences(before.text, after.text)
    for d in found:
        yield f"    {_line(d, before.text, after.text)}"
    if before.title != after.title:
        yield f"    title: [-{before.title or ''}-] {{+{after.title or ''}+}}"
    if not found and before.title == after.title:
        yield "    only layout differs"


def difference_json(before: Document, after: Document) -> list[dict[str, Any]]:
    """Return the differences with their offsets in both texts."""
    return [
        {
            "before": _span(d.before, before.text),
            "after": _span(d.after, after.text),
        }
        for d in differences(before.text, after.text)
    ]


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.slice(text)}


def _line(d: Difference, before: str, after: str) -> str:
    left = after[max(0, d.after.start - AROUND) : d.after.start]
    right = after[d.after.end : d.after.end + AROUND]
    went = f"[-{_flat(d.before.slice(before))}-]" if d.before.start < d.before.end else ""
    came = f"{{+{_flat(d.after.slice(after))}+}}" if d.after.start < d.after.end else ""
    opening = "… " if d.after.start > AROUND else ""
    closing = " …" if d.after.end + AROUND < len(after) else ""
    return " ".join(f"{opening}{_flat(left)} {went} {came} {_flat(right)}{closing}".split())


def _flat(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
