"""Which lines belong to the page and not to the article: navigation, adverts, links, notices."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from vedette.documents.lines import Line
from vedette.documents.phrases import any_of, phrase_file

SHORT = 120
"""Characters up to which a line can be a label or a link."""
NOTICE = 400
"""Characters up to which a line can be a notice (cookies, copyright, newsletter)."""
LINKS = 15
"""How many headlines a box of related articles inside an article may hold."""

_COUNTED = re.compile(
    r"\d{1,4}\s(?:comments?|shares?|views?|likes?|replies|retweets|min(?:ute)?s?(?: read)?)"
    r"|\d{1,2}[- ]min(?:ute)?s? read|(?:reading time|read time|estimated reading time)\b.{0,30}"
    r"|page \d{1,3} of \d{1,3}|\d{1,2} (?:hours?|minutes?|days?) ago"
)


class _Lists(NamedTuple):
    exact: frozenset[str]
    sections: frozenset[str]
    starts: re.Pattern[str]
    notices: re.Pattern[str]
    contains: re.Pattern[str]


@cache
def _lists() -> _Lists:
    data = phrase_file("furniture")
    return _Lists(
        frozenset(data["exact"]),
        frozenset(data["sections"]),
        re.compile(any_of(data["starts"])),
        re.compile(any_of(data["notices"])),
        re.compile(any_of(data["contains"])),
    )


def furniture_reason(line: Line) -> str | None:
    """Return why `line` is the page's and not the article's, or None where it may be the article's."""
    if len(line.text) > NOTICE:
        return None
    lists, key = _lists(), line.key
    if key in lists.exact or not any(map(str.isalnum, line.text)):
        return "a label of the page"
    if key in lists.sections:
        return "a heading over links to other pages"
    if lists.notices.match(key):
        return "a notice of the site"
    if lists.contains.search(key):
        return "a piece of the page's template"
    if len(key) <= SHORT and lists.starts.match(_with_colon(line)) and not (line.ends and line.words > 8):
        return "a link or label of the page"
    return "a count or time of the page" if len(key) <= 40 and _COUNTED.fullmatch(key) else None


def _with_colon(line: Line) -> str:
    # The key has lost its final colon, and "Tags:" alone is still a label.
    return line.key + ":" if line.text.endswith(":") else line.key + " "


def find_furniture(lines: Sequence[Line], taken: frozenset[int] = frozenset()) -> dict[int, str]:
    """Return the indices of the `lines` that are furniture, each with its reason; `taken` lines are never that.

    Links under a heading such as "Related articles" go with it: to the end of the text where no running text follows,
    otherwise only those that stand right under it.
    """
    found = {i: why for i, line in enumerate(lines) if i not in taken and (why := furniture_reason(line))}
    last = last_prose(lines, frozenset(found))
    for i in sorted(found):
        if lines[i].key in _lists().sections:
            for j in _linked(lines, i, last):
                if j not in taken:
                    found.setdefault(j, "a link under a heading of the page")
    return found


def last_prose(lines: Sequence[Line], left_out: frozenset[int]) -> int:
    """Return the index of the last line of running text that is not `left_out`, or -1."""
    return next((i for i in range(len(lines) - 1, -1, -1) if i not in left_out and lines[i].prose), -1)


def _linked(lines: Sequence[Line], at: int, last: int) -> range:
    stop = at + 1
    inside = at < last
    while stop < len(lines) and _is_link(lines[stop]) and (not inside or stop - at <= LINKS):
        # Inside an article an empty line ends the box: what follows may be a heading of the article.
        if inside and lines[stop].gap and stop > at + 1:
            break
        stop += 1
    if inside and stop == at + 2 and lines[at + 1].gap:
        # One line that stands alone after the heading is as likely a heading of the article.
        return range(at + 1, at + 1)
    return range(at + 1, stop)


def _is_link(line: Line) -> bool:
    return len(line.text) <= 2 * SHORT and not line.ends
