"""People and what they did, in words; pure."""

import re
from collections.abc import Mapping
from typing import Any

from vedette.desk import words

_PROGRAMS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
"""What stands in a browser's own words, and its name; most call themselves by others' names too, so that order counts."""

_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


def browser_of(agent: str) -> str:
    """Return what a browser is called, by what it says of itself: "Firefox on Windows". A guess; the page has all of it as title."""
    program = next((name for sign, name in _PROGRAMS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if not program:
        return agent[:60] or "a browser that does not say its name"
    return f"{program} on {system}" if system else program


def told_words(told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what an entry of the audit log tells besides, name and value, as a reader says it."""
    return tuple((name.replace("_", " "), _said(value)) for name, value in told.items())


def _said(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    text = str(value)
    return words.minute(text) if _MOMENT.fullmatch(text) else text
