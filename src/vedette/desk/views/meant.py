"""What words typed into the palette mean: a page, parties, a period, and what is left of them; pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from vedette.desk.views.spoken import Period, period_in
from vedette.knowledge.states import load_states
from vedette.store.dialects import fold

MOST_BEGUN = 4
"""Parties that are offered for the beginning of a name."""

LEAST = 2
"""Letters of a name from which on parties are offered for it."""

_NOISE = frozenset(
    "a all an and at between by for from go in of on open show store the their to vs versus what who with".split()
)
"""Words that are passed over beside others."""

_PAGES = {
    "calls": "/contacts",
    "duties": "/obligations",
    "figures": "/ledger",
    "incidents": "/",
    "meetings": "/contacts",
    "stances": "/positions",
    "treaties": "/obligations",
    "visits": "/contacts",
}
"""What people call a page whose name is another."""

_WORD = re.compile(r"[^\W_]+")
_PAIR = re.compile(r"\b([A-Za-z]{3})\s*[-–]\s*([A-Za-z]{3})\b")
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What words mean: the path of a page, codes of `parties` told in full, those whose name is `begun`, a period.

    `rest` are the words that mean none of these.
    """

    page: str | None
    parties: tuple[str, ...]
    begun: tuple[str, ...]
    period: Period | None
    rest: tuple[str, ...]


def meant_by(words: str, pages: Mapping[str, str], newest: date | None, known: Collection[str] = ()) -> Meant:
    """Return what `words` mean; `pages` are paths by name, `known` the parties that the store tells of, which go first."""
    period, left = period_in(words, newest)
    pairs, left = _pair_in(left)
    tokens = list(_WORD.findall(fold(left).lower()))
    page, tokens = _page_in(tokens, pages)
    told, tokens = _parties_in(tokens)
    rest = [w for w in tokens if w not in _NOISE]
    begun = _begun(" ".join(rest), {*pairs, *told}, known) if rest else ()
    return Meant(
        page=page,
        parties=tuple(dict.fromkeys([*pairs, *told]))[:2],
        begun=begun,
        period=period,
        rest=tuple(rest),
    )


def _pair_in(words: str) -> tuple[tuple[str, ...], str]:
    found = _PAIR.search(words)
    if not found:
        return (), words
    codes = (found[1].upper(), found[2].upper())
    if codes[0] == codes[1] or not set(codes) <= set(load_states()):
        return (), words
    return codes, f"{words[: found.start()]} {words[found.end() :]}"


def _page_in(tokens: list[str], pages: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """Return the page that a word names, beside others also by its beginning, and the words without it."""
    named = {**{fold(n).lower(): path for n, path in pages.items()}, **_PAGES}
    for n, word in enumerate(tokens):
        if word in named:
            return named[word], tokens[:n] + tokens[n + 1 :]
    if len(tokens) > 1:
        for n, word in enumerate(tokens):
            found = {path for name, path in named.items() if len(word) > 3 and name.startswith(word)}
            if len(found) == 1:
                return found.pop(), tokens[:n] + tokens[n + 1 :]
    return None, tokens


def _parties_in(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Return the codes of the parties that words name in full, the longest name first, and the words without them."""
    found: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            code = _named().get(" ".join(tokens[at : at + size]))
            if code:
                found.append(code)
                at += size
                break
        else:
            rest.append(tokens[at])
            at += 1
    return found, rest


def _begun(words: str, told: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the parties whose name begins so, or has a word that does; those of the store first, then by name."""
    if len(words) < LEAST:
        return ()
    found: dict[str, tuple[bool, bool, str]] = {}
    for name, code in _names():
        if code in told:
            continue
        if name.startswith(words) or f" {words}" in name:
            found.setdefault(code, (code not in known, not name.startswith(words), name))
    return tuple(sorted(found, key=found.__getitem__))[:MOST_BEGUN]


@cache
def _named() -> dict[str, str]:
    """Return the codes of parties by what they are called in full: a name, a people, or the code itself."""
    out: dict[str, str] = {}
    for code, s in load_states().items():
        for name in (code, s.name, *s.names, *s.demonyms):
            out.setdefault(_plain(name), code)
    return out


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return the names of states with their codes, each state's usual name first."""
    told: Iterable[tuple[str, str]] = (
        (_plain(name), code) for code, s in load_states().items() for name in (s.name, *s.names, *s.demonyms, code)
    )
    return tuple(dict.fromkeys(told))


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(fold(name).lower()))
