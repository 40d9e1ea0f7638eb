"""A story's body as plain text, and untrusted words as they may stand on a page or in a feed."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from vedette.publishing.story_marks import parsed
from vedette.records.story import Content

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_END = re.compile(r"(?<=[.!?…”])\s")


def shown(text: str) -> str:
    """Return `text` so that no page and no feed breaks on it.

    What XML and UTF-8 cannot hold is U+FFFD. Signs that turn the direction of writing are written out ("[U+202E]"), so that
    nobody reads words in another order than they stand in.
    """
    return _TURNING.sub(lambda m: f"[U+{ord(m.group()):04X}]", _CONTROL.sub("\ufffd", text))


def body_text(content: Content) -> str:
    """Return the body as plain text: blocks apart by an empty line, list items behind a dash, without citation marks."""
    return "\n\n".join(_blocks(parsed(shown(content.body), ())))


def lead_text(content: Content) -> str:
    """Return the first words of the body that are no heading, as plain text; "" where there are none."""
    tokens = parsed(shown(content.body), ())
    heads = {n + 1 for n, t in enumerate(tokens) if t.type == "heading_open"}
    told = (" ".join("".join(_words(t.children or [])).split()) for n, t in enumerate(tokens) if n not in heads)
    return next((words for words in told if words), "")


def summary(text: str, longest: int = 280) -> str:
    """Return the first paragraph of a plain text, cut at a sentence's end, or at a word's, within `longest` characters."""
    first = text.partition("\n\n")[0]
    if len(first) <= longest:
        return first
    ends = [m.start() for m in _END.finditer(first, 0, longest + 1)]
    if ends:
        return first[: ends[-1]]
    return f"{first[:longest].rsplit(' ', 1)[0]}…"


def _blocks(tokens: list[Token]) -> Iterator[str]:
    item = False
    for t in tokens:
        if t.type == "list_item_open":
            item = True
        elif t.type == "inline":
            words = "".join(_words(t.children or []))
            if words.strip():
                yield f"{'- ' if item else ''}{' '.join(words.split())}"
            item = False
        elif t.type in ("fence", "code_block") and t.content.strip():
            yield t.content.strip()


def _words(tokens: list[Token]) -> Iterator[str]:
    for t in tokens:
        if t.type in ("text", "code_inline", "text_special"):
            yield t.content
        elif t.type in ("softbreak", "hardbreak"):
            yield " "
