"""A story's body as HTML, for every page that shows one. No HTML of the body is interpreted."""

import re
from html import escape

from markdown_it.token import Token
from markupsafe import Markup

from vedette.publishing.story_marks import CITE, parsed, reader
from vedette.publishing.story_text import shown
from vedette.records.story import Content

_NUMBERED = re.compile(r"c(\d{1,6})")
_DEEPEST = 6


def body_html(content: Content, *, heading: int = 2) -> Markup:
    """Return the body as HTML. `heading` is the level of `##`; a mark leads to `#c3`, and has the id `from-c3` the first time.

    Links lead to http, https and mailto alone, with rel="noopener nofollow".
    """
    tokens = parsed(shown(content.body), [c.id for c in content.citations])
    numbers = {c.id: number_of(c.id, n) for n, c in enumerate(content.citations, 1)}
    seen: set[str] = set()
    for t in tokens:
        if t.type in ("heading_open", "heading_close"):
            t.tag = f"h{min(_DEEPEST, max(2, int(t.tag[1])) - 2 + heading)}"
        for child in t.children or []:
            _finished(child, numbers, seen)
    return Markup(reader().renderer.render(tokens, reader().options, {}))  # noqa: S704 - the reader escapes all that is text


def number_of(name: str, place: int) -> str:
    """Return what a citation is called: 3 for "c3", else its place in the list."""
    found = _NUMBERED.fullmatch(name)
    return found[1] if found else str(place)


def _finished(token: Token, numbers: dict[str, str], seen: set[str]) -> None:
    """Make a mark a link to its citation, and a link one that tells nobody where it was followed."""
    if token.type == "link_open":
        token.attrSet("rel", "noopener nofollow")
    elif token.type == CITE:
        name, number = escape(token.content), numbers[token.content]
        own = "" if token.content in seen else f' id="from-{name}"'
        seen.add(token.content)
        token.type = "html_inline"
        token.content = f'<sup class="cite"{own}><a href="#{name}" role="doc-noteref" aria-label="Source {number}">{number}</a></sup>'
