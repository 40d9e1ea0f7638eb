"""A page of links (a ministry's press releases, a newspaper's section) as a listing of the articles it links to.

With a pattern, the articles are the links of the same site whose address it finds. Without one, links are put into groups by
the shape of their path, and the group with the most links that read like headlines is taken. Left aside are links in menus,
headers, footers and forms, to other sites, to files that are no documents, and to the page itself. The same page always
gives the same listing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from vedette.documents.dates import full_dates, parse_published
from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.sources.listings.html_tree import short_text_of, text_of, tree_of
from vedette.sources.listings.links import canonical, site_of
from vedette.sources.listings.listed import LONGEST_TITLE, Problems, language_of, listing_of_items, plain, print_of
from vedette.sources.listings.xml_text import markup

FEWEST = 3
"""Links that read like headlines which a group needs, so that it is taken for a list of articles."""

HEADLINE = 20
"""Characters of the shortest text that reads like a headline; a character of Chinese, Japanese or Korean counts as three."""

LINKS = 5_000
"""Links of one page that are looked at."""

MATCHED = 500
"""Characters of the longest address that a pattern may find: the time of the worst pattern grows with their third power."""

AROUND = 6
"""Elements around a link in which its date is looked for, each within the next."""

TEASER = 600
"""Characters that may stand beside a headline in an item's own part of the page; more is a text, with days of its own."""

_CARD = 300
"""Characters of a link's text from which on it is a whole card (picture, headline, teaser), not a headline."""

_ASIDE = frozenset({"nav", "footer", "form", "aside", "template", "noscript"})
_ROLES = frozenset({"navigation", "menu", "menubar", "banner", "contentinfo", "search"})
_RELS = frozenset({"tag", "author", "next", "prev", "license", "search", "nofollow"})
_ARTICLES = frozenset({"article", "main", "li", "section"})
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js|json|xml|rss|zip|rar|7z|mp3|mp4|avi|mov|webm|xlsx?|csv|pptx?|exe)$",
    re.IGNORECASE,
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MORE = re.compile(
    r"(?:read|see|show|view|find out|learn|continue|continue reading|details|full text|open|more|here|click here)\b.{0,12}",
    re.IGNORECASE,
)
_NAIVE = re.compile(r"^(\d{4}-\d\d-\d\d)[T ][\d:.]+$")
_NUMERIC_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?![\d.])")


@dataclass(slots=True)
class _Target:
    """One address that the page links to, with the links that lead there."""

    address: str
    anchors: list[Any] = field(default_factory=list)
    title: str | None = None


def read_links(data: bytes, *, url: str, pattern: str = "", charset: str | None = None, now: datetime) -> Listing:
    """Return the articles that a page links to, in its order, each with its headline and the day written beside it.

    Raises SkipError where it is no page, or where `pattern` is no regular expression.
    """
    matches = matcher(pattern, url)
    tree = tree_of(markup(data, url, charset=charset))
    if tree is None or tree.find(".//a") is None:
        raise SkipError(url, "is no page with links", "look at the address in a browser")
    problems = Problems()
    targets = _targets(tree, url)
    if len(tree.xpath("//a")) > LINKS:
        problems.add(f"holds more than {LINKS:,} links; the others are left out")
    if pattern:
        found = [target for target in targets if matches(target.address)]
        problems.add(
            None if found else f"none of its {len(targets)} links to its own site matches the pattern {pattern!r}"
        )
    else:
        found = _articles(targets)
        problems.add(None if found else "no group of its links reads like headlines; give the address a pattern")
    own = _surroundings(found)
    items = [_item(target, own, problems, now) for target in found]
    title = plain(tree.findtext(".//title"), LONGEST_TITLE)
    return listing_of_items(items, problems, Listing(items=(), title=title, language=language_of(tree.get("lang"))))


def matcher(pattern: str, item: str) -> Callable[[str], bool]:
    """Return a test of addresses (of up to MATCHED characters) by a regular expression that may match anywhere.

    Raises SkipError where it is none.
    """
    try:
        found = re.compile(pattern)
    except re.error as e:
        raise SkipError(item, f"has a pattern that is no regular expression ({e})", "mend the pattern") from e
    return lambda address: len(address) <= MATCHED and bool(found.search(address))


def _targets(tree: Any, url: str) -> list[_Target]:
    base = tree.find(".//base[@href]")
    base_url = (canonical(base.get("href"), url) if base is not None else None) or url
    site, here = site_of(url), canonical(url)
    targets: dict[str, _Target] = {}
    for anchor in list(tree.iter("a"))[:LINKS]:
        address = canonical(anchor.get("href") or "", base_url)
        if address is None or address == here or site_of(address) != site or not _leads_on(address):
            continue
        if _aside(anchor):
            continue
        targets.setdefault(address, _Target(address)).anchors.append(anchor)
    for target in targets.values():
        target.title = _title(target.anchors)
    return list(targets.values())


def _leads_on(address: str) -> bool:
    parts = urlsplit(address)
    return (parts.path != "/" or bool(parts.query)) and not _FILES.search(parts.path)


def _aside(anchor: Any) -> bool:
    if _RELS & set((anchor.get("rel") or "").lower().split()):
        return True
    inside = False
    for around in anchor.iterancestors():
        if around.tag in _ASIDE or (around.get("role") or "").lower() in _ROLES:
            return True
        # The header of an article holds its headline, the header of a page its menu.
        inside = inside or around.tag in _ARTICLES
        if around.tag == "header" and not inside and not _in_article(around):
            return True
    return False


def _in_article(element: Any) -> bool:
    return any(around.tag in ("article", "main") for around in element.iterancestors())


def _title(anchors: Sequence[Any]) -> str | None:
    told = [text for text in map(_text, anchors) if text and not _MORE.fullmatch(text)]
    return max(told, key=len, default=None)


def _text(anchor: Any) -> str | None:
    heading = next((e for e in anchor.iter("h1", "h2", "h3", "h4", "h5", "h6")), None)
    text = plain(text_of(anchor if heading is None else heading), LONGEST_TITLE, marked=False)
    if text and (len(text) <= _CARD or heading is not None):
        return text
    return plain(anchor.get("title") or anchor.get("aria-label"), LONGEST_TITLE)


def _articles(targets: Sequence[_Target]) -> list[_Target]:
    """Return the group of links of one shape with the most headlines; of several, the one with the longer ones."""
    groups: dict[tuple[str, ...], list[_Target]] = {}
    for target in targets:
        groups.setdefault(shape_of(target.address), []).append(target)
    best = max(groups.values(), key=_headlines, default=[])
    return [t for t in best if t.title] if _headlines(best)[0] >= FEWEST else []


def _headlines(group: Sequence[_Target]) -> tuple[int, int]:
    lengths = [n for n in (_length(t.title or "") for t in group) if n >= HEADLINE]
    return len(lengths), sum(lengths)


def _length(title: str) -> int:
    return len(title) + 2 * len(_WIDE.findall(title))


def shape_of(address: str) -> tuple[str, ...]:
    """Return the shape of an address: its folders by name, numbers as "0", what names an article as "*", and its parameters."""
    parts = urlsplit(address)
    segments = [s for s in parts.path.split("/") if s]
    last = [_segment(segments[-1], last=True)] if segments else []
    query = [f"?{name}" for name, _ in sorted(parse_qsl(parts.query, keep_blank_values=True))]
    return (*(_segment(s, last=False) for s in segments[:-1]), *last, *query)


def _segment(told: str, *, last: bool) -> str:
    stem = re.sub(r"\.[a-z]{2,5}$", "", told.lower())
    if re.fullmatch(r"[\d._-]+", stem):
        return "0"
    if last and (len(re.split(r"[-_]|%20", stem)) >= 3 or len(stem) >= 25 or re.search(r"\d{3}", stem)):
        return "*"
    return stem


def _surroundings(targets: Sequence[_Target]) -> Mapping[Any, set[str]]:
    """Return which addresses each element around the links leads to, so that a date is looked for in an item's own part."""
    around: dict[Any, set[str]] = {}
    for target in targets:
        for anchor in target.anchors:
            for element in [anchor, *_outwards(anchor)]:
                around.setdefault(element, set()).add(target.address)
    return around


def _outwards(anchor: Any) -> list[Any]:
    found: list[Any] = []
    for element in anchor.iterancestors():
        if len(found) >= AROUND or element.tag in ("body", "html"):
            break
        found.append(element)
    return found


def _item(target: _Target, own: Mapping[Any, set[str]], problems: Problems, now: datetime) -> Item:
    told = next((day for anchor in target.anchors if (day := _date(anchor, target, own))), None)
    return Item(
        key=target.address,
        url=target.address,
        print=print_of(target.title, told),
        title=target.title,
        published=problems.when(told, now),
    )


def _date(anchor: Any, target: _Target, own: Mapping[Any, set[str]]) -> str | None:
    """Return the one full date in the smallest element around a link that tells any and leads nowhere else; else None."""
    for element in [anchor, *_outwards(anchor)]:
        if own.get(element) != {target.address}:
            return None
        text = short_text_of(element, len(target.title or "") + TEASER)
        if text is None:
            return None
        # A time without a zone tells its day all the same.
        times = {_NAIVE.sub(r"\1", t.get("datetime").strip()) for t in element.iter("time") if t.get("datetime")}
        found = times or _days(text.replace(target.title or "\0", " "))
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _days(text: str) -> set[str]:
    numeric = {parse_published(m[0]) for m in _NUMERIC_DATE.finditer(text)}
    return {found.day.isoformat() for found in full_dates(text)} | {day for day in numeric if day}
