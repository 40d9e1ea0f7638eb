"""People at a desk of the tests, and what their answers lay."""

import re
from typing import Any

PASSWORD = "quiet heron over slow water"  # noqa: S105 - of these tests
NAMES = {"reader": "Rita", "analyst": "Anahit", "editor": "Emil", "administrator": "Ada"}


def word_of(answer: Any) -> str:
    """Return the session's word that an answer lays."""
    return re.search(r"vedette-session=([\w-]+)", answer.headers["set-cookie"])[1]
