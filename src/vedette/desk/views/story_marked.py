"""A story's body as HTML in which what needs an editor's eye is marked. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from markupsafe import Markup

from vedette.publishing.story_html import body_html
from vedette.records.story import Content

# Private signs that the body cannot hold carry where a mark begins and ends through Markdown; they stand between letters, so
# that they change no meaning of a sign beside them.
_OPEN, _CLOSE = 0xF0000, 0x100000
_SIGN = re.compile("[\U000f0000-\U0010ffff]")
_IN_ADDRESS = re.compile("(?:%F[34]%[0-9A-F]{2}%[0-9A-F]{2}%[0-9A-F]{2})|[\U000f0000-\U0010ffff]")
_TAG = re.compile(r"(<[^>]*>)")

MOST = 500
"""Marks that are shown in a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters `start` to `end` of a body that are marked, with an id, a kind and the reason; a `grave` one is shown over others."""

    id: str
    start: int
    end: int
    kind: str
    reason: str
    grave: bool


def marked_html(content: Content, marks: Sequence[Mark], *, heading: int = 3) -> Markup:
    """Return the body as HTML with its marks, each with its id where it first stands."""
    kept = [m for m in marks if m.start < m.end][:MOST]
    html = str(body_html(replace(content, body=_signed(content.body, kept)), heading=heading))
    return Markup("".join(_pieces(html, kept)))  # noqa: S704 - made by `body_html`, which escapes; marks are escaped below


def _signed(body: str, marks: Sequence[Mark]) -> str:
    """Return the body with a sign at each end of each mark."""
    plain = _SIGN.sub("\ufffd", body)
    ends = [(m.end, 0, -m.start, chr(_CLOSE + n)) for n, m in enumerate(marks)]
    starts = [(m.start, 1, -m.end, chr(_OPEN + n)) for n, m in enumerate(marks)]
    out, last = [], 0
    for at, _, _, sign in sorted(ends + starts):
        out += [plain[last:at], sign]
        last = at
    return "".join([*out, plain[last:]])


def _pieces(html: str, marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the HTML with each stretch of text that is marked in an element of its own."""
    on: list[int] = []
    seen: set[int] = set()
    for n, part in enumerate(_TAG.split(html)):
        if n % 2:
            yield _IN_ADDRESS.sub("", part)
            continue
        for piece in re.split("([\U000f0000-\U0010ffff])", part):
            if _SIGN.fullmatch(piece):
                at = ord(piece)
                if at >= _CLOSE and at - _CLOSE in on:
                    on.remove(at - _CLOSE)
                elif _OPEN <= at < _CLOSE:
                    on.append(at - _OPEN)
            elif on and piece.strip():
                shown = next((i for i in reversed(on) if marks[i].grave), on[-1])
                yield _element(piece, marks[shown], first=shown not in seen)
                seen.add(shown)
            else:
                yield piece


def _element(words: str, m: Mark, *, first: bool) -> str:
    own = f' id="{escape(m.id)}"' if first else ""
    return f'<mark class="k-{escape(m.kind)}"{own} title="{escape(m.reason)}">{words}</mark>'
