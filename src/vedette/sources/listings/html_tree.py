"""A web page as lxml's tree, within bounds; nothing in it is followed or run."""

from itertools import islice
from typing import Any

DEEPEST = 200
"""Elements within each other; libxml2 stops at 256, and no page that people read nests deeper than a few dozen."""


def tree_of(text: str) -> Any:
    """Return the root element of a page, None where there is none to be had."""
    from lxml import etree, html  # noqa: PLC0415 - slow to load

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # As bytes, since lxml refuses text that tells an encoding of its own.
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


_BLANKS = 20
"""Characters of markup's own text for one that is seen: pages indent their lines."""

_UNSEEN = frozenset({"script", "style", "noscript", "template"})


def seen_text(tree: Any) -> str:
    """Return on one line the text of a page that a reader sees: without scripts, styles and what stands in for them."""
    from lxml import etree  # noqa: PLC0415 - slow to load

    parts, hidden = [], 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        told = element.text if event == "start" else element.tail
        if element.tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        if told and not hidden:
            parts.append(told)
    return " ".join(" ".join(parts).split())


def text_of(element: Any) -> str:
    """Return the text of an element on one line, with spaces where its parts stand apart."""
    return " ".join(" ".join(element.itertext()).split())


def short_text_of(element: Any, longest: int) -> str | None:
    """Return the text of an element like `text_of`, None where it is longer than `longest`: no more of it is looked at."""
    if next(islice(element.iter(), longest, None), None) is not None:
        return None  # So many elements have no short text, or none that a person would see.
    size = 0
    for part in element.itertext():
        size += len(part)
        if size > _BLANKS * longest:
            return None
    text = text_of(element)
    return text if len(text) <= longest else None
