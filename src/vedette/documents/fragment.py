"""Text out of a piece of markup that is an article already, as a feed carries it: nothing is left out for furniture."""

import re
from collections.abc import Iterator
from typing import Any

from vedette.documents.clean import tree_of
from vedette.errors import SkipError

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(
    "audio button canvas embed head iframe input math noscript object script select style svg template textarea video".split()
)
_BLANKS = re.compile(r"\s+")
_MARKED = re.compile(r"<[a-zA-Z!/]|&[#a-zA-Z]")


def clean_fragment(markup: str, *, item: str) -> str:
    """Return the text of `markup`, its blocks with an empty line between them; what is no markup is returned as it is.

    Raises SkipError, named for `item`, where it has no words or is built to overwhelm a parser.
    """
    if not _MARKED.search(markup):
        text = markup.strip()
    else:
        tree = tree_of(f"<html><body>{markup}</body></html>", item)
        text = "\n\n".join(_blocks(tree))
    if not text:
        raise SkipError(item, "carries no words", "give the address of its page")
    return text


def _blocks(tree: Any) -> Iterator[str]:
    pieces: list[str] = []
    for words, ends in _pieces(tree):
        pieces.append(words)
        if ends and (block := _BLANKS.sub(" ", "".join(pieces)).strip()):
            yield block
        if ends:
            pieces.clear()
    if block := _BLANKS.sub(" ", "".join(pieces)).strip():
        yield block


def _pieces(tree: Any) -> Iterator[tuple[str, bool]]:
    """Yield words in order, and with each whether a block ends there."""
    from lxml import etree  # noqa: PLC0415 - reading plain text needs none of it

    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else "script"
        if tag in _BLOCKS:
            yield "", True
        if event == "start":
            silent += tag in _SILENT
            words = node.text
        else:
            silent -= tag in _SILENT
            words = node.tail
        if words and not silent:
            yield words, False
