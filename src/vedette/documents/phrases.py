"""The phrase lists of this package's data files, loaded once and compiled."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml

from vedette.errors import StopError


@cache
def phrase_file(name: str) -> dict[str, Any]:
    """Return the phrase lists of `data/NAME.yaml`; raises StopError where the installed file is missing or broken."""
    path = resources.files("vedette.documents") / "data" / f"{name}.yaml"
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise StopError(f"phrase list {name}.yaml: cannot be read ({error}); install vedette again") from error
    if not isinstance(found, dict):
        raise StopError(f"phrase list {name}.yaml: holds no lists; install vedette again")
    return found


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern that matches any of `phrases`, the longest first."""
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
