"""A document: cleaned text with what is known of it, and which passages are not the article."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from vedette.records.ids import content_id


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document's text, in Unicode code points."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the characters themselves."""
        return text[self.start : self.end]

    def holds(self, at: int) -> bool:
        """Tell whether the character at offset `at` lies inside."""
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of the text that is told apart from the article, and why.

    `kind` is "title" (read, and marked as title), "repeated" (a title or paragraph that stands there again),
    "furniture" (navigation, adverts, links), "author" (a note on the author), or "dateline" (read, and kept for time
    and place).
    """

    start: int
    end: int
    kind: str
    reason: str


UNREAD = frozenset({"repeated", "furniture", "author"})
"""The kinds of passage out of which nothing is coded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to read.

    `text` is kept verbatim for plain text and is the cleaned text for HTML; every offset in every record counts code
    points in it. `published` is an ISO date or date-time, or None. `warnings` are lower-case words ("graphic").
    """

    id: str
    text: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = field(default=())

    @classmethod
    def of(cls, text: str, **known: Any) -> Self:
        """Return a document of `text` with whatever is known; its id is the hash of text, URL and source."""
        given = known.pop("id", None)
        found = given or content_id(text, known.get("url"), known.get("source"))
        return cls(id=str(found), text=text, **known)

    def unread(self) -> tuple[Passage, ...]:
        """Return the passages that are not the article."""
        return tuple(p for p in self.passages if p.kind in UNREAD)

    def to_json(self) -> dict[str, Any]:
        """Return the document as the JSON object of the record format."""
        out: dict[str, Any] = {
            name: getattr(self, name) for name in ("id", "url", "source", "title", "byline", "published", "language")
        }
        out["warnings"] = list(self.warnings)
        out["passages"] = [{"start": p.start, "end": p.end, "kind": p.kind, "reason": p.reason} for p in self.passages]
        out["text"] = self.text
        return out


def passages_of(items: Iterable[dict[str, Any]]) -> tuple[Passage, ...]:
    """Return passages from their JSON objects."""
    return tuple(Passage(int(p["start"]), int(p["end"]), str(p["kind"]), str(p["reason"])) for p in items)
