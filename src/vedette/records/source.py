"""A source: a publisher, the addresses at which it is watched, and what is known of it. A source is never an actor."""

from dataclasses import dataclass
from typing import Any

ADDRESS_KINDS = ("feed", "sitemap", "list", "page", "telegram", "folder")
"""What stands at an address: an RSS, Atom or JSON feed; a sitemap; a page of links; a single page that changes; a public
Telegram channel; a folder of files on this machine."""

SOURCE_KINDS = ("official", "agency", "newspaper", "broadcaster", "magazine", "ngo", "monitor", "channel", "other")

GRADES = ("A", "B", "C", "D", "E", "F")
"""Reliability of a source after the Admiralty code: A completely reliable, B usually, C fairly, D not usually,
E unreliable, F cannot be judged (NATO AJP-2.1, STANAG 2511)."""

CONTENTS = ("auto", "feed", "page")
"""Where an item's text is taken from: its page, the feed itself, or the feed where it holds the whole text."""

EVERY = 900
"""Seconds between two looks at an address where the registry tells none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address of a source; `pattern` is a regular expression that an item's address must match ("" for all)."""

    kind: str
    url: str
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher of the registry. Countries are ISO 3166 alpha-3 codes, `party_to` ids of wars of the knowledge base.

    `every` is the interval between two looks, in seconds; `content` one of CONTENTS; `language` an ISO 639-1 code or None
    where it must be told for each text; `outlet` the id of the knowledge base's outlet, or None.
    """

    id: str
    name: str
    addresses: tuple[Address, ...]
    kind: str = "other"
    country: str | None = None
    owner: str | None = None
    control: str | None = None
    party_to: tuple[str, ...] = ()
    language: str | None = None
    every: int = EVERY
    content: str = "auto"
    outlet: str | None = None
    paused: bool = False
    note: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        names = (
            "id",
            "name",
            "kind",
            "country",
            "owner",
            "control",
            "language",
            "every",
            "content",
            "outlet",
            "paused",
        )
        told = {name: getattr(self, name) for name in names}
        addresses = [{"kind": a.kind, "url": a.url, "pattern": a.pattern} for a in self.addresses]
        return {**told, "party_to": list(self.party_to), "note": self.note, "addresses": addresses}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What watching has found of one source; times are ISO 8601 in UTC, None where there is none yet.

    `items` is how many items it ever listed, `new_day` how many were new within the last 24 hours, `failures`
    how many tries failed one after another until now, `why` the reason of the last failure, `newest` when an item was
    last new, `gap` the usual time between two new items in seconds (None where too few are known), `gone` whether the
    server said that the address is given up for good.
    """

    source: str
    tried: str | None = None
    succeeded: str | None = None
    items: int = 0
    new_day: int = 0
    failures: int = 0
    why: str | None = None
    next_at: str | None = None
    newest: str | None = None
    gap: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far a person holds a source to be reliable: a letter of GRADES, why, who says so and when (ISO, UTC)."""

    source: str
    grade: str
    why: str
    author: str
    at: str

    def to_json(self) -> dict[str, str]:
        """Return the JSON object."""
        return {"source": self.source, "grade": self.grade, "why": self.why, "author": self.author, "at": self.at}


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One look at an address: when (ISO, UTC), the outcome in one word, why it failed, what was listed and new."""

    source: str
    address: str
    at: str
    outcome: str
    why: str | None = None
    items: int = 0
    new: int = 0
