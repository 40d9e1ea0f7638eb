"""Reads a story's Markdown: headings, paragraphs, lists, links, and citation marks; no HTML, no pictures, no references."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITE = "cite"
"""The kind of token that a mark becomes; its `content` is the citation's id."""

_MARK = re.compile(r"\[\^([\w-]{1,40})\]")
_SCHEMES = frozenset({"http", "https", "mailto"})


def parsed(body: str, known: Collection[str]) -> list[Token]:
    """Return the tokens of a body. Marks of citations that are not `known` stay words, or go where `known` is empty."""
    return reader().parse(body, {"known": frozenset(known)})


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - its base's name
        return is_safe_link(url)


@cache
def reader() -> MarkdownIt:
    """Return the reader of Markdown."""
    made = _Reader("commonmark", {"html": False, "linkify": False, "typographer": False})
    # A picture would be fetched from elsewhere, and a reference could turn a mark into a link.
    made.disable(["image", "reference", "html_block", "html_inline"])
    made.inline.ruler.before("link", CITE, _mark)
    return made


def is_safe_link(address: str) -> bool:
    """Tell whether an address may be linked to: whole, of the web or of mail."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _mark(state: StateInline, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos)
    if found is None:
        return False
    known: Any = state.env.get("known", frozenset())
    if known and found[1] not in known:
        return False
    if not silent and known:
        state.push(CITE, "", 0).content = found[1]
    state.pos = found.end()
    return True
