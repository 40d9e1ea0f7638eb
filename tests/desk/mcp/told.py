"""Walks through an answer: its receipts, and every word in it with the field under which it stands."""

from collections.abc import Iterator
from typing import Any


def receipts(value: Any, document: str | None = None) -> Iterator[tuple[str | None, int, int, str]]:
    """Yield document, start, end and words of every receipt; what stands in one without a document is of its document."""
    if isinstance(value, list):
        for v in value:
            yield from receipts(v, document)
    elif isinstance(value, dict):
        document = value["document"] if isinstance(value.get("document"), str) else document
        if {"start", "end", "text"} <= set(value) and "text" not in value.get("left_out", {}):
            yield document, value["start"], value["end"], value["text"]
        for v in value.values():
            yield from receipts(v, document)


def words(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every field and text of an answer."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, list):
        for v in value:
            yield from words(v, field)
    elif isinstance(value, dict):
        for name, v in value.items():
            yield from words(v, name)
