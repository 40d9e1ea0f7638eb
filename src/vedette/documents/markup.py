"""What a web page tells of itself in JSON-LD, meta tags, times and links: title, byline, publisher, day, address."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from vedette.documents.dates import parse_published

SCRIPTS = 20
"""How many JSON-LD scripts of a page are looked at."""
SCRIPT = 500_000
"""Characters of the longest JSON-LD script that is looked at."""
NODES = 5_000
"""How many values of a JSON-LD script are looked at."""
LONGEST = 400
"""Characters of the longest title, byline or publisher; what is longer is none."""

_ARTICLES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "SocialMediaPosting",
    "Report",
    "WebPage",
)
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
)
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
)
_SOURCE_METAS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
_TIMES = (
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//time[@pubdate]/@datetime",
    "//time[contains(@class,'publish') or contains(@class,'posted') or contains(@class,'entry-date')]/@datetime",
    "//article//time/@datetime",
    "//header//time/@datetime",
    "//time/@datetime",
)


class PageFacts(NamedTuple):
    """What a page tells of itself; None where it does not. `published` is an ISO date or date-time."""

    title: str | None
    byline: str | None
    source: str | None
    published: str | None
    canonical: str | None


def page_facts(tree: Any, url: str | None = None) -> PageFacts:
    """Return what the parsed page `tree`, fetched from `url`, tells of itself. JSON-LD goes before meta tags."""
    article, metas = _article(tree), _metas(tree)
    source = _name(article.get("publisher")) or _first(metas, _SOURCE_METAS)
    title = _plain(article.get("headline")) or _first(metas, _TITLE_METAS) or _heading(tree)
    return PageFacts(
        title=_without_site(title, source),
        byline=_name(article.get("author")) or _byline(metas),
        source=source,
        published=_published(article, metas, tree),
        canonical=_canonical(tree, metas, url),
    )


def _article(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD object that describes the page's article, or an empty one."""
    best: dict[str, Any] = {}
    rank = len(_ARTICLES)
    for script in tree.xpath("//script[@type='application/ld+json']")[:SCRIPTS]:
        for found in _objects(script.text or ""):
            types = found.get("@type")
            kinds = types if isinstance(types, list) else [types]
            own = min((_ARTICLES.index(k) for k in kinds if k in _ARTICLES), default=len(_ARTICLES))
            if own < rank:
                best, rank = found, own
    return best


def _objects(script: str) -> Iterator[dict[str, Any]]:
    if len(script) > SCRIPT:
        return
    try:
        # Pages write raw line ends into JSON strings, which `strict` would refuse.
        waiting = [json.loads(script.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(v for v in node.values() if isinstance(v, dict | list))
        elif isinstance(node, list):
            waiting.extend(v for v in node if isinstance(v, dict | list))


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]")[:500]:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name:
            found.setdefault(name.strip().lower(), meta.get("content"))
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((plain for name in names if (plain := _plain(metas.get(name)))), None)


def _byline(metas: dict[str, str]) -> str | None:
    told = (_plain(metas.get(name)) for name in _AUTHOR_METAS)
    found = next((t for t in told if t and "://" not in t and "@" not in t), None)
    return re.sub(r"^[Bb][Yy] ", "", found) if found else None


def _plain(told: Any) -> str | None:
    """Return a short text without markup and entities, or None where it is none."""
    if not isinstance(told, str) or len(told) > 10 * LONGEST:
        return None
    text = " ".join(_MARKUP.sub(" ", html.unescape(_MARKUP.sub(" ", told))).split())
    return text if 0 < len(text) <= LONGEST else None


def _name(told: Any) -> str | None:
    """Return the name or names of a JSON-LD person or organisation, with ", " between them."""
    if isinstance(told, list):
        names = [n for part in told[:20] if (n := _name(part))]
        return ", ".join(dict.fromkeys(names)) or None
    plain = _plain(told.get("name") if isinstance(told, dict) else told)
    return plain if plain and "://" not in plain else None


def _heading(tree: Any) -> str | None:
    heads = tree.xpath("//h1")
    one = _plain(" ".join(heads[0].itertext())) if heads else None
    return one or _plain(tree.findtext(".//title"))


def _without_site(title: str | None, source: str | None) -> str | None:
    """Return `title` without the site's name after it ("Clashes on the border | The Gazette")."""
    if not title:
        return None
    parts = re.split(r"\s+[|»·•]\s+|\s+[-–—]\s+(?=[^-–—|]{1,40}$)", title)
    if len(parts) > 1 and source and parts[-1].casefold() in {source.casefold(), f"the {source}".casefold()}:
        return title[: title.rindex(parts[-1])].rstrip(" |»·•-–—")
    bar = re.fullmatch(r"(?P<title>.{15,}?)\s+[|»]\s+[^|»]{2,40}", title)
    return bar["title"] if bar else title


def _published(article: dict[str, Any], metas: dict[str, str], tree: Any) -> str | None:
    told = [article.get("datePublished"), article.get("dateCreated"), *(metas.get(name) for name in _DATE_METAS)]
    for path in _TIMES:
        told.extend(tree.xpath(path)[:1])
    return next((day for t in told if isinstance(t, str) and (day := parse_published(t))), None)


def _canonical(tree: Any, metas: dict[str, str], url: str | None) -> str | None:
    """Return the page's own address, where it is one of the web and, for a fetched page, of the same host."""
    links = [str(h) for h in tree.xpath("//link[@rel='canonical']/@href")[:1]]
    for told in (*links, metas.get("og:url")):
        if not told or len(told) > 2000:
            continue
        try:
            address = urljoin(url or "", told.strip())
            parts = urlsplit(address)
            same = url is None or _host(address) == _host(url)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and same and not re.search(r"[\s<>\"]", address):
            return address
    return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
