"""What all readers of listings share: plain titles, prints, languages, and a Listing of distinct items within bounds."""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from vedette.records.listing import Item, Listing
from vedette.sources.listings.times import when

MOST = 2_000
"""Items of one listing; where there are more, the newest are kept."""

LONGEST_TITLE = 1_000
LONGEST_BYLINE = 400
"""Characters; what is longer is no title or byline, and left out."""

WHOLE = 500
"""Characters of the shortest content that is taken for a whole text; teasers are shorter as a rule."""

LONGEST_KEY = 1_500
"""Characters of a key, those beyond ASCII escaped; PostgreSQL's indexes take some 2,700 bytes."""

PROBLEMS = 20
"""Problems of one listing that are told in full; of the others, how many."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!\[CDATA\[|\]\]>")
_APART = re.compile(r"<(?:br|/?(?:p|div|li|td|h[1-6]|title))\b[^<>]{0,2000}>", re.IGNORECASE)
# Among them what commands a terminal in one byte, and what turns the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_BROKEN_OFF = re.compile(
    r"(?:\.\.\.|…)[\])]?$|\b(?:read (?:more|on)|continue reading|more)\s*(?:\.\.\.|…|»|→|>)*$", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def plain(told: object, longest: int, *, marked: bool = True) -> str | None:
    """Return a title or a name as plain text on one line, None where it is empty or longer than `longest` characters.

    Markup and entities are taken off, but for texts that are told to be without (`marked` false).
    """
    if not isinstance(told, str) or len(told) > 20 * longest:
        return None
    text = html.unescape(_TAG.sub("", _APART.sub(" ", _without_comments(told)))) if marked else told
    text = " ".join(_UNSEEN.sub("", whole_characters(text)).split())
    return text if 0 < len(text) <= longest else None


def whole_characters(text: str) -> str:
    """Return `text` with half characters (lone surrogates, which JSON can write) replaced: it can then be stored."""
    return text.encode("utf-8", "replace").decode("utf-8")


def language_of(told: object) -> str | None:
    """Return the ISO 639-1 code of a language tag (RFC 5646) such as "en-GB", None for any other."""
    found = _LANGUAGE.fullmatch(told.strip()) if isinstance(told, str) else None
    return found[1].lower() if found else None


def paragraphs(text: str) -> str:
    """Return plain text as HTML: what blank lines part are paragraphs, line breaks stay."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part)


def is_whole(content: str, summary: str | None) -> bool:
    """Tell whether a listing's content is the whole text: of a paragraph at least, longer than its summary, and not broken off."""
    text = seen(content)
    return len(text) >= WHOLE and len(text) > len(seen(summary or "")) and not _BROKEN_OFF.search(text)


def seen(marked: str) -> str:
    """Return what a reader sees of a piece of HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", _without_comments(marked))).split())


def _without_comments(marked: str) -> str:
    # By hand: a pattern would look through all the rest for the end of each comment that has none.
    first, *others = marked.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def print_of(*told: object) -> str:
    """Return the print of what a listing tells of an item: 32 hexadecimal digits of SHA-256 over it as JSON."""
    written = json.dumps(told, ensure_ascii=True, default=str)
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:32]


class Problems:
    """Collects what was wrong with a listing: each kind of it once, with its first example, in order, within a bound."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, str]] = {}

    def add(self, problem: str | None, example: str = "") -> None:
        """Note a problem, with the words that show it; None is none."""
        if problem:
            times, first = self._told.get(problem, (0, example))
            self._told[problem] = times + 1, first

    def when(self, told: object, now: datetime) -> str | None:
        """Return the time that `told` writes (see `times.when`), and note what is wrong with it."""
        if not isinstance(told, str):
            return None
        found, problem = when(told, now=now)
        self.add(problem, repr(told.strip()[:60]))
        return found

    def told(self) -> tuple[str, ...]:
        """Return the problems in words."""
        lines = [_line(problem, times, example) for problem, (times, example) in self._told.items()]
        more = len(lines) - PROBLEMS
        return (*lines[:PROBLEMS], f"and {more} more problems") if more > 0 else tuple(lines)


def _line(problem: str, times: int, example: str) -> str:
    told = ([f"{times} times"] if times > 1 else []) + ([f"such as {example}"] if example else [])
    return f"{problem} ({', '.join(told)})" if told else problem


def listing_of_items(items: Iterable[Item], problems: Problems, frame: Listing | None = None) -> Listing:
    """Return `frame` with `items`: each key once, the newest MOST of them in the order in which they were listed.

    Of several items at one address (a live blog lists each entry, with its own anchor) the newest is kept, and it is not
    whole, for the page holds more than that one entry; its print is taken over all of them, so that any change shows.
    """
    kept = _newest(_distinct(items), problems)
    return replace(frame or Listing(items=()), items=tuple(kept), problems=problems.told())


def _distinct(items: Iterable[Item]) -> list[Item]:
    by_key: dict[str, list[Item]] = {}
    for item in map(_keyed, items):
        by_key.setdefault(item.key, []).append(item)
    return [_merged(same) for same in by_key.values()]


def _keyed(item: Item) -> Item:
    """Return an item with a key that an index takes: one that is longer is known by its print."""
    long = len(json.dumps(item.key)) > LONGEST_KEY
    return replace(item, key=f"long:{print_of(item.key)}") if long else item


def _merged(same: Sequence[Item]) -> Item:
    prints = sorted({item.print for item in same})
    if len(prints) == 1:
        return same[0]
    return replace(max(same, key=_age), print=print_of(*prints), whole=False)


def _newest(items: list[Item], problems: Problems) -> list[Item]:
    if len(items) <= MOST:
        return items
    problems.add(f"lists {len(items):,} items; the newest {MOST:,} are kept")
    order = sorted(range(len(items)), key=lambda i: (_age(items[i]), -i), reverse=True)
    return [items[i] for i in sorted(order[:MOST])]


def _age(item: Item) -> str:
    return item.published or item.updated or ""
