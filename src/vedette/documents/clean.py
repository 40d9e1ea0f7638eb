"""Text out of a web page: its article as paragraphs without any markup, with what the page tells of itself."""

import re
from typing import Any

from vedette.documents.lines import key_of, split_lines
from vedette.documents.markup import PageFacts, page_facts
from vedette.documents.metadata import source_of
from vedette.errors import SkipError
from vedette.records.document import Document

TAGS = 200_000
"""Most tags of a page; a long encyclopaedia article has about 50,000."""
DEPTH = 400
"""Deepest nesting of a page; hand-made and generated pages stay below 100, and parsers recurse."""
ATTRIBUTES = 2_000
"""Most attributes of one tag."""
LONGEST_TAG = 200_000
"""Characters between < and > above which a tag's attributes are counted; pictures written into a page are long."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
# Tags that are empty or that another tag of their kind closes: they do not nest, though nothing closes them.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option thead tbody tfoot colgroup".split()
)
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "div", "code", "ab", "fw"})
_BLANKS = re.compile(r"[ \t\xa0\r\f\v\n]+")


def clean_page(markup: str, *, item: str, url: str | None = None) -> Document:
    """Return the article of a page's `markup` as a document, with the metadata that the page tells.

    The text is the title and the article's paragraphs, headings and quotations with an empty line between them. Raises
    SkipError, named for `item`, where the page has no article or is built to overwhelm a parser.
    """
    tree = tree_of(markup, item)
    facts = page_facts(tree, url)
    paragraphs = _paragraphs(tree, item)
    if not any(line.prose for p in paragraphs for line in split_lines(p)):
        raise SkipError(
            item, "is a page without an article", "hand in the article's own page, or its text as a text file"
        )
    if facts.title and key_of(facts.title) not in {key_of(p) for p in paragraphs[:3]}:
        paragraphs = [facts.title, *paragraphs]
    return _document("\n\n".join(paragraphs), facts, url)


def tree_of(markup: str, item: str) -> Any:
    """Return the parsed tree of `markup`; SkipError, named for `item`, where it is built to overwhelm a parser or is none."""
    _guard(markup, item)
    return _parse(markup, item)


def _document(text: str, facts: PageFacts, url: str | None) -> Document:
    address = facts.canonical or url
    return Document.of(
        text,
        url=address,
        source=facts.source or source_of(address),
        title=facts.title,
        byline=facts.byline,
        published=facts.published,
    )


def _guard(markup: str, item: str) -> None:
    """Raise SkipError where the page's tags are too many or nested too deeply to be parsed in bounded time."""
    deep = tags = 0
    for tags, found in enumerate(_TAG.finditer(markup), start=1):
        if found[2].lower() not in _FLAT:
            deep = max(0, deep - 1) if found[1] else deep + 1
        if deep > DEPTH or tags > TAGS:
            break
    crowded = any(
        found.group().count("=") + found.group().count(" ") > ATTRIBUTES for found in _LONG_TAG.finditer(markup)
    )
    if deep > DEPTH or tags > TAGS or crowded:
        cause = "is nested too deeply" if deep > DEPTH else "has too many tags or attributes"
        raise SkipError(item, f"the page {cause} to be an article", "hand in its text as a text file")


def _parse(markup: str, item: str) -> Any:
    # Imported here: the parser takes a moment to load, and reading plain text needs none of it.
    from lxml import etree, html  # noqa: PLC0415

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=False)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SkipError(
            item, f"is a page that cannot be parsed ({error})", "hand in its text as a text file"
        ) from error
    return tree


def _paragraphs(tree: Any, item: str) -> list[str]:
    """Return the article's paragraphs; the more careful settings first, for they leave out the page's furniture."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    careful: dict[str, Any] = {"favor_precision": True, "include_tables": False}
    for settings in (careful, {"include_tables": False}, {"include_tables": True}):
        try:
            found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False, **settings)
        except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
            raise SkipError(
                item, f"is a page that cannot be read ({error})", "hand in its text as a text file"
            ) from error
        paragraphs = _rendered(getattr(found, "body", None)) if found is not None else []
        if paragraphs:
            return paragraphs
    return []


def _rendered(body: Any) -> list[str]:
    """Return the text of the extracted `body`, one string a paragraph, heading, list item or quotation."""
    pieces: list[list[str]] = [[]]
    for event, node in _walk(body):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS or tag == "lb":
            pieces.append([])
        elif tag == "cell":
            pieces[-1].append(" ")
        words = node.text if event == "start" else node.tail
        if words and tag != "graphic":
            pieces[-1].append(words)
    paragraphs = (_BLANKS.sub(" ", "".join(piece)).strip() for piece in pieces)
    return [p for p in paragraphs if p]


def _walk(body: Any) -> Any:
    from lxml import etree  # noqa: PLC0415

    return etree.iterwalk(body, events=("start", "end"))
