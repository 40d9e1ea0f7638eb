"""Texts and JSON as the databases take them.

PostgreSQL refuses U+0000, and no database encodes half a surrogate pair; both survive in broken feeds, and a text is kept
verbatim. Such a text (or one that begins with the mark) is stored as JSON in ASCII behind a mark.
"""

import json
import re
from typing import Any

MARK = "\uf8ff"
"""Stands before what is stored as JSON."""
_HARD = re.compile("[\x00\ud800-\udfff]")


def stored(text: str | None) -> str | None:
    """Return `text` as it is stored."""
    if text is None or not (text.startswith(MARK) or _HARD.search(text)):
        return text
    return MARK + json.dumps(text)


def told(text: str | None) -> str | None:
    """Return the text that was stored as `text`."""
    if text is None or not text.startswith(MARK):
        return text
    return str(json.loads(text[1:]))


def packed(value: Any) -> str:
    """Return `value` as compact JSON that every database takes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return json.dumps(value, separators=(",", ":"), sort_keys=True) if _HARD.search(text) else text
