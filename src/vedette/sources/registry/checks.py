"""Check the values of a list of sources one by one: each is either as it is kept, or wrong with a cause and a remedy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from vedette.records.source import ADDRESS_KINDS, CONTENTS, SOURCE_KINDS, Address

FIELDS = (
    "id", "name", "country", "kind", "owner", "control", "party_to", "language", "every", "content", "outlet",
    "paused", "note", "addresses",
)  # fmt: skip
"""The fields of an entry."""

LEAST, MOST = 60, 30 * 86_400
"""Bounds of the interval in seconds: more often than once a minute is not polite, less than monthly is not watching."""

LONGEST_PATTERN = 200
"""Characters of a pattern: one for addresses is short, and a long one can be made to run for ever."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_EVERY = re.compile(r"(\d{1,7}) ?(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_CHANNEL = re.compile(r"(?:@|(?:https?://)?t\.me/(?:s/)?)?([A-Za-z][A-Za-z0-9_]{3,31})/?")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_PATTERNED = ("feed", "sitemap", "list", "folder")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*(?:,\d*)?\}|.", re.DOTALL)
_WIDE = re.compile(r"\.|\\[SWD]|\[\^.*", re.DOTALL)
_ENDLESS = re.compile(r"[*+]|\{\d*,\d{0}\}|\{\d*,\d{3,}\}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value and how to mend it; a `warning` leaves it usable."""

    cause: str
    remedy: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry may refer to: codes of countries, ids of wars and of outlets."""

    countries: frozenset[str]
    wars: frozenset[str]
    outlets: frozenset[str]


def checked(key: str, value: str, known: Known) -> Any:
    """Return the value of a field as it is kept, or what is wrong with it."""
    if not value:
        return Wrong(f"{key} is empty", "fill it in, or leave the line out")
    if len(value) > 500 or not value.isprintable():
        return Wrong(
            f"{key} is longer than 500 characters or holds control characters", "write it as plain, short text"
        )
    match key:
        case "every":
            return interval_of(value)
        case "paused":
            fault = Wrong(f"paused {value!r} is neither true nor false", "write true or false")
            return _WORDS.get(value.lower(), fault)
        case "country":
            return value.upper() if value.upper() in known.countries else _no_country(value)
        case "id" | "language" | "kind" | "content" | "war" | "outlet":
            wrong = _word(key, value, known)
            return value if wrong is None else wrong
        case _:
            return value


def _no_country(value: str) -> Wrong:
    return Wrong(
        f"country {value!r} is no known code",
        "write an ISO 3166 alpha-3 code like ARM, or UNO, EUR, IGO, NGO, IMG",
    )


def _word(key: str, value: str, known: Known) -> Wrong | None:
    match key:
        case "id" if not _ID.fullmatch(value):
            return Wrong(f"id {value[:80]!r} is no id", "use small letters, digits, dots and hyphens, at most 64")
        case "language" if not re.fullmatch(r"[a-z]{2,3}", value):
            return Wrong(f"language {value!r} is no code", "write its ISO 639-1 code, like en or uk")
        case "kind" if value not in SOURCE_KINDS:
            return Wrong(f"kind {value!r} is none", f"use one of {', '.join(SOURCE_KINDS)}")
        case "content" if value not in CONTENTS:
            return Wrong(f"content {value!r} is none", f"use one of {', '.join(CONTENTS)}")
        case "war" if value not in known.wars:
            return Wrong(f"party_to {value!r} is no war", "use an id of wars.csv, like ukraine-2022")
        case "outlet" if value not in known.outlets:
            return Wrong(f"outlet {value!r} is none", "use an id of outlets.csv, or leave it out")
    return None


def interval_of(value: str) -> int | Wrong:
    """Return the seconds of an interval written like 15m, 2h or 1d."""
    m = _EVERY.fullmatch(value.lower())
    if m is None:
        return Wrong(f"every {value!r} is no interval", "write it like 15m, 2h or 1d")
    seconds = int(m[1]) * _SECONDS[m[2]]
    if not LEAST <= seconds <= MOST:
        return Wrong(f"every {value!r} lies outside of 1m to 30d", "write an interval between the two")
    return seconds


def interval_text(seconds: int) -> str:
    """Return an interval as it is written in a list: 900 is 15m."""
    unit = next(u for u in ("d", "h", "m", "s") if seconds % _SECONDS[u] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def address_of(told: Mapping[str, str]) -> tuple[Address | None, list[Wrong]]:
    """Return the address that one item of `addresses` tells, or None, with all that is wrong with it."""
    kind = next(k for k in ADDRESS_KINDS if k in told)
    wrongs = [
        Wrong(f"{k!r} is no field of an address", "use pattern beside it") for k in told if k not in (kind, "pattern")
    ]
    url = _target(kind, told[kind])
    if isinstance(url, Wrong):
        return None, [*wrongs, url]
    pattern = told.get("pattern", "")
    if (wrong := _pattern(kind, pattern)) is not None:
        wrongs.append(wrong)
    if wrongs:
        return None, wrongs
    return Address(kind=kind, url=url, pattern=pattern), _with_credentials(kind, url)


def _target(kind: str, value: str) -> str | Wrong:
    if kind == "folder":
        whole = value.startswith(("/", "~")) or re.match(r"[A-Za-z]:[\\/]|\\\\", value)
        return (
            value
            if whole and value.isprintable()
            else Wrong(f"folder {value!r} is no whole path", "begin it with / or ~")
        )
    if kind == "telegram":
        m = _CHANNEL.fullmatch(value)
        return (
            m[1]
            if m
            else Wrong(f"telegram {value[:80]!r} is no channel", "write its public name, like GeneralStaffZSU")
        )
    return _web(kind, value)


def _web(kind: str, value: str) -> str | Wrong:
    fault = Wrong(f"the {kind} is no http or https address", "write it in full, like https://example.org/rss")
    if len(value) > 2000 or not value.isprintable() or " " in value:
        return fault
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return fault
    return value if parts.scheme.lower() in ("http", "https") and parts.hostname else fault


def _with_credentials(kind: str, url: str) -> list[Wrong]:
    if kind in ("telegram", "folder") or "@" not in urlsplit(url).netloc:
        return []
    cause = "its address carries a name or password, which would be kept and logged with it"
    return [Wrong(cause, "take it out of the address", warning=True)]


def _pattern(kind: str, pattern: str) -> Wrong | None:
    if kind == "list" and not pattern:
        return Wrong(
            "a list without a pattern would take every link of its page", "add pattern: with a regular expression"
        )
    if pattern and kind not in _PATTERNED:
        return Wrong(f"a {kind} takes no pattern", f"leave it out; it belongs to {', '.join(_PATTERNED)}")
    if len(pattern) > LONGEST_PATTERN:
        return Wrong(f"the pattern is longer than {LONGEST_PATTERN} characters", "shorten it")
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as e:
        return Wrong(f"the pattern {pattern!r} is no regular expression ({e})", "mend it; a dot is written \\.")
    if runs_away(pattern):
        return Wrong(
            f"the pattern {pattern!r} repeats what repeats, and may run for ever",
            "repeat one thing at a time, like [^/]+ instead of ([^/]+)*",
        )
    return None


def runs_away(pattern: str) -> bool:
    """Tell whether a pattern repeats without end a group that itself repeats or branches, or repeats too many times.

    Such a pattern can take time that doubles with each character of an address (catastrophic backtracking), or grows with a
    high power of their number: more than two times anything (".*"), more than six times something.
    """
    open_groups, closed, repeats, wide = [False], False, 0, 0
    before = ""
    for part in _TOKEN.findall(pattern):
        if part == "(":
            open_groups.append(False)
        elif part == ")":
            closed = len(open_groups) > 1 and open_groups.pop()
            open_groups[-1] |= closed
        elif part == "|":
            open_groups[-1] = True
        elif _ENDLESS.fullmatch(part):
            if before == ")" and closed:
                return True
            open_groups[-1], repeats = True, repeats + 1
            wide += bool(_WIDE.fullmatch(before)) and not before.startswith("[^/")
        before = part
    return repeats > 6 or wide > 2
