"""People who may work at the desk: what each may do, what a name may be, and how long their ways in hold.

A role may do what those before it may. Names stand under judgements, corrections and the audit log, so that they are never
changed and never look like another's.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from vedette.errors import StopError

ROLES = ("reader", "analyst", "editor", "administrator")
"""Each may do what those before it may."""

NOBODY = "nobody"
"""Who stands in the audit log where nobody was signed in."""

LONGEST_NAME = 80
"""Characters of a person's name."""

UNUSED = timedelta(hours=12)
"""After so long unused a session has ended."""
AT_MOST = timedelta(days=30)
"""So long a session lasts, however often it is used."""
TO_TAKE_UP = timedelta(hours=48)
"""So long an invitation holds."""

_RESERVED = frozenset({NOBODY, "rules"})
_NAME = re.compile(r"[^\W_](?:[\w.'’@\- ]*[\w.])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may work at the desk. `at` is when the person was invited; `ready` tells that there is a password."""

    name: str
    role: str
    active: bool
    at: str
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session of a person: `id` is the beginning of its hash, times are ISO, UTC, `agent` what the browser calls itself."""

    id: str
    at: str
    used: str
    ends: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token by which a program of a person comes in; `ends` is None where it has no end, `used` where it never was."""

    serial: int
    called: str
    role: str
    at: str
    used: str | None
    ends: str | None
    revoked: str | None


def may(role: str, needed: str) -> bool:
    """Tell whether `role` may do what needs the role `needed`. A role that is none may do nothing."""
    return _rank(role) >= ROLES.index(needed)


def lesser(a: str, b: str) -> str:
    """Return the role of the two that may do less."""
    return min(a, b, key=_rank)


def session_holds(used: str, ends: str, now: datetime) -> bool:
    """Tell whether a session that was last used at `used` and ends at `ends` (ISO, UTC) still holds."""
    return now < datetime.fromisoformat(ends) and now < datetime.fromisoformat(used) + UNUSED


def checked_role(role: str) -> str:
    """Return the role; StopError where it is none."""
    if role not in ROLES:
        raise StopError(f"role {role!r}: is none; take one of {', '.join(ROLES)}")
    return role


def checked_name(told: str) -> str:
    """Return a name as it is kept (NFC); StopError where it may be none.

    Letters, digits, marks, and `. ' ’ @ - _` with single blanks: nothing that could not be seen or would look like a rule.
    """
    name = unicodedata.normalize("NFC", told.strip())
    if not name or len(name) > LONGEST_NAME:
        raise StopError(f"name {told[:LONGEST_NAME]!r}: has {len(name)} characters; take 1 to {LONGEST_NAME}")
    if not _NAME.fullmatch(name) or "  " in name:
        raise StopError(f"name {name!r}: take letters, digits, single blanks and . ' @ - _, a letter or digit first")
    if name.casefold() in _RESERVED or name.casefold().startswith("rules "):
        raise StopError(f"name {name!r}: is kept for the program itself; take another")
    return name


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else -1
