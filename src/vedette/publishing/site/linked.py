"""What machines read of a story: schema.org's NewsArticle, and a ClaimReview for each statement that was compared. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.model import Item
from vedette.publishing.story_marks import is_safe_link
from vedette.publishing.story_text import shown
from vedette.records.story import Citation, Content

RATINGS = {"contradicted": (1, "Contradicted"), "imprecise": (3, "Imprecise"), "supported": (5, "Supported")}
"""Verdicts of a check that are told as a review, on a scale of 1 to 5; what is not known is no verdict on a claim."""

Compared = Sequence[Mapping[str, Any]]
"""Checks as JSON objects, with the citation's id in `citation`."""


def linked_data(site: SiteConfig, item: Item, content: Content, compared: Compared, *, image: str = "") -> Markup:
    """Return the data of a story's page as JSON-LD that cannot end its script element."""
    graph = [_article(site, item, content, image), *_reviews(site, item, content, compared)]
    return as_json({"@context": "https://schema.org", "@graph": graph})


def as_json(told: Any) -> Markup:
    """Return JSON that may stand in a script element."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can be read as HTML any more


def _article(site: SiteConfig, item: Item, content: Content, image: str) -> dict[str, Any]:
    publisher: dict[str, Any] = {"@type": "Organization", "name": site.title}
    if site.address:
        publisher["url"] = site.address
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": item.title[:300],
        "datePublished": item.first,
        "dateModified": item.since,
        "author": {"@type": "Person", "name": item.author},
        "publisher": publisher,
        "articleSection": item.card.category,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "description": item.card.summary,
        "contentLocation": {"@type": "Place", "name": item.card.place} if item.card.place else None,
        "mainEntityOfPage": f"{site.address}{item.path}" if site.address else None,
        "image": image or None,
        "correction": [{"@type": "CorrectionComment", "text": n.text, "datePublished": n.at} for n in item.notes],
        "citation": [] if item.gated or item.retracted else list(_cited(content.citations)),
    }
    return {k: v for k, v in told.items() if v not in (None, "", [])}


def _cited(citations: Sequence[Citation]) -> Iterator[dict[str, Any]]:
    seen = set()
    for c in citations:
        key = c.document or c.url or c.id
        if key in seen:
            continue
        seen.add(key)
        told = {
            "@type": "CreativeWork",
            "name": shown(c.title or c.source or c.text)[:200],
            "url": c.url if c.url and is_safe_link(c.url) else None,
            "publisher": {"@type": "Organization", "name": shown(c.source)} if c.source else None,
            "datePublished": c.published,
        }
        yield {k: v for k, v in told.items() if v}


def _reviews(site: SiteConfig, item: Item, content: Content, compared: Compared) -> Iterator[dict[str, Any]]:
    cited = {c.id: c for c in content.citations}
    for check in compared:
        c = cited.get(str(check["citation"]))
        if check["verdict"] not in RATINGS or c is None or item.gated:
            continue
        value, word = RATINGS[check["verdict"]]
        who = shown(", ".join(c.claimants) or c.source or "not told")
        claim: dict[str, Any] = {"@type": "Claim", "author": {"@type": "Organization", "name": who}}
        if c.published:
            claim["datePublished"] = c.published
        if c.url and is_safe_link(c.url):
            claim["appearance"] = {"@type": "CreativeWork", "url": c.url}
        yield {
            "@type": "ClaimReview",
            "claimReviewed": shown(" … ".join(r["text"] for r in check["receipts"])),
            "itemReviewed": claim,
            "author": {"@type": "Organization", "name": site.title},
            "datePublished": item.since,
            "url": f"{site.address}{item.path}#{c.id}",
            "reviewBody": shown(check["sentence"]),
            "reviewRating": {
                "@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, "alternateName": word,
            },
        }  # fmt: skip
