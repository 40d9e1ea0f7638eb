"""Whose statement a text is by its first lines: "Ministry of Foreign Affairs of Georgia", "The White House"."""

import re
import unicodedata
from typing import NamedTuple

from vedette.knowledge.names import NameHit, load_names, tokens_of
from vedette.records.codebook.loader import load_codebook

LINES = 3
"""First lines of a text among which its publisher stands."""

LONGEST = 14
"""Words of the longest line that still names a publisher."""

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SMALL = frozenset("of the and for by to in at de del da do dos das la le les du des et y e on".split())
_CIVIL = frozenset(
    """ministry ministério ministerio ministère ministerium ministry's department departamento office secretariat secretaría secretaria
    presidency president premier minister government cabinet embassy mission commission parliament spokesperson spokesman spokeswoman
    council assembly secretary-general commissioner commissioner-general elysée élysée kremlin state commonwealth readout statement
    press briefing communiqué""".split()
)
_ARMED = frozenset("army navy forces command military staff guard relations pentagon corps".split())
_WORLD = frozenset({"secretary-general", "secretary-general's", "secretary-general’s"})
_OF_THE_UN = (
    "security council",
    "general assembly",
    "human rights council",
    "statement by the president of the security council",
)
_KINDS = ("organisation", "force", "seat", "state", "demonym", "capital")


class Letterhead(NamedTuple):
    """The publisher that a text's first lines name: its country, sector and usual name."""

    code: str
    sector: str
    name: str | None


def letterhead(text: str) -> Letterhead | None:
    """Return the publisher named in the first lines of `text`, or None: a headline or a first sentence is none."""
    lines = [x.strip() for x in text[:2000].splitlines() if x.strip()][:LINES]
    for n, line in enumerate(lines[:2]):
        words = [w.rstrip(".") for w in _WORD.findall(line)]
        if not words or not _is_a_name(line, words):
            continue
        below = lines[n + 1] if n + 1 < len(lines) and len(lines[n + 1].split()) <= 6 else ""
        found = _publisher(line, words) or (_publisher(f"{line}, {below}", words) if below else None)
        if found:
            return found
    return None


def _is_a_name(line: str, words: list[str]) -> bool:
    """Tell a line of names and titles from a headline or a sentence, which have a verb or end with a full stop."""
    if (
        len(words) > LONGEST
        or line[-1] in ".!?;"
        or words[0].lower().startswith(("readout", "visit", "telephone", "call"))
    ):
        return False
    capital = [w for w in words if w[0].isupper()]
    loose = [
        w
        for w in words
        if not w[0].isupper() and w.lower() not in _SMALL | {"briefing", "conference", "press", "regular", "noon"}
    ]
    told = {w.lower().strip("’'s") for w in words} | {w.lower() for w in words}
    return bool(capital) and len(loose) <= 1 and bool(told & (_CIVIL | _ARMED) or _hits(line)) and not _has_verb(words)


def _has_verb(words: list[str]) -> bool:
    book = load_codebook()
    for w in words[1:]:
        stem = w.lower()
        if (
            len(stem) > 4
            and stem.endswith("s")
            and (stem[:-1] in book.verbs or stem[:-1] in book.reporting or stem[:-2] in book.verbs)
        ):
            return stem not in (
                "affairs",
                "nations",
                "states",
                "relations",
                "operations",
                "forces",
                "supplies",
                "services",
            )
    return False


def _hits(line: str) -> list[NameHit]:
    line = "".join(c for c in unicodedata.normalize("NFKD", line) if not unicodedata.combining(c))
    tokens = [t for part in re.split(r"[\s,:–—/]+", line) for t in tokens_of(part)] if line else []
    upper = [t.title() if t.isupper() and len(t) > 4 else t for t in tokens]
    return [h for h in load_names().hits(upper, None) if h.name.code and h.name.kind in _KINDS]


def _publisher(line: str, words: list[str]) -> Letterhead | None:
    told = {w.lower() for w in words}
    hits = _hits(line)
    bodies = [h for h in hits if h.name.kind in ("organisation", "force", "seat")]
    if bodies and (bodies[0].first == 0 or told & (_CIVIL | _ARMED) or len(words) <= 5):
        name = bodies[0].name
        return Letterhead(name.code or "", name.sector or "GOV", name.name)
    if told & _WORLD or line.lower().replace("the ", "").startswith(_OF_THE_UN):
        return Letterhead("UNO", "GOV", "United Nations")
    armed = bool(told & _ARMED) and not told & {"ministry", "department"}
    states = [h for h in hits if h.name.kind in ("state", "demonym") or (h.name.kind == "capital" and not armed)]
    if states and told & (_CIVIL | _ARMED):
        return Letterhead(states[0].name.code or "", "MIL" if armed else "GOV", None)
    return None
