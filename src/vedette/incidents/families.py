"""Which types of event can tell one thing, and which modes go together.

Reporters, ministries and headlines choose different words for one act, so types are compared by family; modes tell acts
of one family apart where both are told and cannot be the same.
"""

import re

from vedette.records.record import Event

FAMILIES = {
    "ASSAULT": "force",
    "COERCE": "coercion",
    "MOBILIZE": "deployment",
    "CONSULT": "talks",
    "AGREE": "settlement",
    "CONCEDE": "settlement",
    "RETREAT": "settlement",
    "COOPERATE": "help",
    "AID": "help",
    "SUPPORT": "support",
    "ACCUSE": "blame",
    "REQUEST": "demand",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "SANCTION": "measure",
    "PROTEST": "protest",
}
"""Type to family."""

ON_THE_GROUND = frozenset({"force", "coercion", "deployment", "protest", "help"})
"""Families whose acts happen somewhere: the place decides."""

MUTUAL = frozenset({"talks", "settlement"})
"""Families whose sides are one company: who is actor and who recipient is a matter of wording."""

_TOPICS = (
    ("ceasefire", re.compile(r"cease-?fire|truce|armistice|cessation|hostilities", re.IGNORECASE)),
    ("release", re.compile(r"releas|exchang|swap|freed|hand(?:ed|ing)? over", re.IGNORECASE)),
    ("withdraw", re.compile(r"withdr|pull(?:ed|s|ing)?[ -]?(?:back|out)|retreat", re.IGNORECASE)),
)
_COMPANIES = (
    frozenset({"aerial", "drone", "heavy-weapons", "explosives"}),
    frozenset({"suicide-attack", "explosives"}),
    frozenset({"firearms", "crowd-control", "beat"}),
    frozenset({"torture", "beat", "sexual"}),
    frozenset({"phone", "third-party"}),
    frozenset({"visit", "multilateral", "third-party"}),
    frozenset({"restrict", "curfew", "martial-law", "censor"}),
    frozenset({"seize", "arrest", "deport"}),
)
_OPEN = frozenset({"targeted", "destroy", "unconventional", "disapprove", "allege"})
_STRICT = frozenset({"settlement", "talks"})


def family(event: Event) -> str:
    """Return the family of `event`'s type."""
    return FAMILIES[event.type]


def topic(event: Event) -> str | None:
    """Return the mode of `event`, for agreements and concessions what the trigger says they are about."""
    if event.mode or family(event) != "settlement":
        return event.mode
    return next((name for name, words in _TOPICS if words.search(event.trigger.text)), None)


def modes_differ(a: str | None, b: str | None) -> bool:
    """Tell whether two modes can hardly be of one act; untold and unspecific modes go with any."""
    if a is None or b is None or a == b or a in _OPEN or b in _OPEN:
        return False
    return not any(a in c and b in c for c in _COMPANIES)


def modes_distinct(a: str | None, b: str | None) -> bool:
    """Tell whether two modes are told and are two: one text that says "bombs" and "drones" means two acts.

    Two texts may call one weapon by two names, so that `modes_differ` allows what goes together.
    """
    return bool(a and b) and a != b and a not in _OPEN and b not in _OPEN


def modes_part(family_: str, a: str | None, b: str | None) -> bool:
    """Tell whether differing modes alone make two acts of `family_` different ones: a truce is no release."""
    return family_ in _STRICT and modes_differ(a, b)
