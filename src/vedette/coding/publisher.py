"""Whose text a document is: by its source's name, its address, its letterhead, or its dateline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from vedette.coding.letterhead import letterhead
from vedette.knowledge.names import load_names
from vedette.knowledge.states import load_states
from vedette.records.document import Document
from vedette.records.reading import PlaceMention

_SPLIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Home:
    """Whose text this is: the publisher's state and sector ("we", "the government"), or the dateline's state."""

    code: str | None = None
    sector: str | None = None
    name: str | None = None
    speaks: bool = False


def home_of(document: Document, places: Sequence[PlaceMention]) -> Home:
    """Return whose text `document` is: by its source's name, its address, or its dateline."""
    by_source = _home_by_source(document.source or "")
    if by_source:
        return by_source
    by_url = _home_by_address(document.url)
    if by_url:
        return by_url
    head = letterhead(document.text)
    if head:
        return Home(head.code, head.sector, head.name, speaks=True)
    for passage in document.passages:
        if passage.kind == "dateline":
            for p in places:
                if passage.start <= p.start < passage.end and p.country:
                    return Home(p.country, None, None)
    return Home()


@lru_cache(maxsize=1_000)
def _home_by_source(source: str) -> Home | None:
    """Return the home of a publisher that is a state, force or organisation by its name; a run's sources are few."""
    words = [w for w in _SPLIT.split(source) if w]
    for hit in load_names().hits([*words, *(w.upper() for w in words)], None):
        n = hit.name
        if n.code and n.kind in ("organisation", "force", "state", "seat"):
            return Home(n.code, n.sector or "GOV", n.name, speaks=True)
    return None


def home_country(document: Document) -> str | None:
    """Return the state for which the publisher of `document` speaks, or None."""
    return home_of(document, ()).code


def _home_by_address(url: str | None) -> Home | None:
    """Return the home that an official address tells: .gov and .mil are the United States', gov.XX is XX's."""
    labels = (urlsplit(url).hostname or "").split(".") if url else []
    if len(labels) < 2:
        return None
    if labels[-1] in ("gov", "mil"):
        return Home("USA", "MIL" if labels[-1] == "mil" else "GOV", None, speaks=True)
    if labels[-1] == "int":
        return None
    country = {"uk": "gb", "eu": ""}.get(labels[-1], labels[-1])
    code = _by_iso2().get(country.upper())
    if code and {"gov", "gob", "gouv", "gub", "mil", "mfa", "mod", "government"} & set(labels[:-1]):
        return Home(code, "MIL" if {"mil", "mod"} & set(labels[:-1]) else "GOV", None, speaks=True)
    return None


def _by_iso2() -> dict[str, str]:
    return {s.iso2: s.code for s in load_states().values() if s.iso2}
