"""Ids are hashes of content: the same text read twice gives the same ids."""

import hashlib
import json
from typing import Any

LENGTH = 20
"""Hex digits of an id: 80 bits, so that a billion claims collide with a chance of about one in a million."""


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def content_id(*parts: Any) -> str:
    """Return the id of JSON-like `parts`: 20 hex digits, equal for equal content on every machine."""
    return content_hash(*parts)[:LENGTH]


def content_hash(*parts: Any) -> str:
    """Return the whole SHA-256 of JSON-like `parts`, 64 hex digits, for what must not be forged."""
    text = _encode(parts)
    # A lone surrogate (it survives in some broken feeds) must not stop the hashing of its text.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
