"""What the palette offers for words typed into it, the likeliest first; pure.

What explains every word goes before what explains some; a page that is named goes before those that would fit as well.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from vedette.desk.views.meant import LEAST, Meant, meant_by
from vedette.desk.views.spoken import Period
from vedette.publishing.parties import name, names
from vedette.store.dialects import fold

T = TypeVar("T")

MOST = 12
"""Suggestions at most."""

MOST_OF_A_KIND = 4
MOST_COMPOSED = 8

OF_PARTY = {
    "/": "Incidents",
    "/ledger": "Ledger",
    "/contacts": "Contacts",
    "/positions": "Positions",
    "/timeline": "Timeline",
    "/map": "Map",
}
"""Pages that can be asked of one party or two, with how the suggestion calls them, the likeliest first."""

OF_PERIOD = {
    "/": "Incidents",
    "/timeline": "Timeline",
    "/map": "Map",
    "/contacts": "Contacts",
    "/positions": "Positions",
}
"""Pages that can be asked of a period alone."""

_PLAIN = frozenset({"/sources", "/search", "/obligations"})
"""Pages whose own question takes neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Where one can go: what kind of thing it is, what it is called, what tells it from others, and its address.

    `kind` is page, party, dyad, period, incident, report, source, publisher or words; `key` is what goes to a page after `g`.
    """

    kind: str
    label: str
    detail: str
    href: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What can be suggested: pages (name, path, key), sources (id, name), publishers, the parties that the store tells of.

    `others` are pages outside of the menu (name, path).
    `newest` is the day of the newest report; `named` are incidents and reports whose id begins so, `found` those that the words
    stand in.
    """

    pages: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    publishers: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    newest: date | None = None
    named: tuple[Suggestion, ...] = ()
    found: tuple[Suggestion, ...] = ()


def suggestions(words: str, ground: Ground, most: int = MOST) -> tuple[Suggestion, ...]:
    """Return what `words` can mean, the likeliest first, at most `most` of them; for no words, the pages."""
    plain = " ".join(words.split())
    if not plain:
        return tuple(_pages(ground, ""))[:most]
    meant = meant_by(plain, {n: path for n, path, _ in ground.pages}, ground.newest, ground.known)
    last = [_search(plain)] if any(c.isalnum() for c in plain) else []
    everything = [
        *ground.named,
        *_pages(ground, plain),
        *_composed(meant),
        *_sources(ground, plain),
        *_publishers(ground, plain),
        *ground.found,
    ]
    kept = list(dict.fromkeys(everything))[: most - len(last)]
    return (*kept, *last)


def _pages(ground: Ground, words: str) -> Iterator[Suggestion]:
    wanted = fold(words).lower()
    for called, path, key in ground.pages:
        if fold(called).lower().startswith(wanted):
            yield Suggestion(kind="page", label=called, detail="page", href=path, key=key)
    for called, path in ground.others if wanted else ():
        if fold(called).lower().startswith(wanted):
            yield Suggestion(kind="page", label=called, detail="page", href=path)


def _composed(meant: Meant) -> list[Suggestion]:
    """Return the pages for the parties and the period that are meant; what leaves words unexplained goes behind."""
    companies = _companies(meant)
    out: list[Suggestion] = []
    for n, company in enumerate(companies):
        # Of a name that is only begun, one page each will do behind the first.
        out += _of(company, meant, 2 if len(companies) > 2 and n else None if not n else 3)
    if not companies and meant.period and not meant.rest:
        out += _of((), meant, None)
    return out[:MOST_COMPOSED]


def _companies(meant: Meant) -> list[tuple[str, ...]]:
    if len(meant.parties) == 2 or (meant.parties and not meant.begun and not meant.rest):
        return [meant.parties]
    if meant.parties:
        return [(*meant.parties, b) for b in meant.begun] or [meant.parties]
    return [(b,) for b in meant.begun]


def _of(company: tuple[str, ...], meant: Meant, most: int | None) -> list[Suggestion]:
    pages = OF_PARTY if company else OF_PERIOD
    if meant.page == "/obligations" and len(company) == 2:
        return [_obligations(company, meant.period)]
    paths = [meant.page] if meant.page in pages else [] if meant.page in _PLAIN else list(pages)
    if len(company) == 2 and meant.page is None:
        # Two parties are asked about for their figures first.
        paths = ["/ledger", *(p for p in paths if p != "/ledger")]
    if meant.page in pages:
        paths += [p for p in pages if p != meant.page][:2]
    return [_one(path, pages[path], company, meant.period) for path in paths if path][:most]


def _one(path: str, called: str, company: Sequence[str], period: Period | None) -> Suggestion:
    asked: dict[str, str] = {}
    if period:
        asked |= {"from": period.since, "to": period.until}
    if len(company) == 2:
        asked["dyad"] = "-".join(company)
        label = f"{called}: {names(company)}"
    elif company:
        asked["actor"] = company[0]
        label = f"{called} of {name(company[0])}"
    else:
        label = f"{called} of {period.told}" if period else called
    detail = period.told if period and company else "-".join(company) if len(company) == 2 else "".join(company[:1])
    kind = "dyad" if len(company) == 2 else "party" if company else "period"
    return Suggestion(kind=kind, label=label, detail=detail or "period", href=f"{path}?{urlencode(asked)}")


def _obligations(company: Sequence[str], period: Period | None) -> Suggestion:
    asked = {"attacker": company[0], "attacked": company[1], **({"on": period.since} if period else {})}
    label = f"Who is bound if {name(company[0])} attacked {name(company[1])}?"
    return Suggestion(
        kind="dyad",
        label=label,
        detail=period.told if period else "name a day",
        href=f"/obligations?{urlencode(asked)}",
    )


def _sources(ground: Ground, words: str) -> Iterator[Suggestion]:
    for id_, called in _begin(words, ground.sources, key=lambda s: (s[1], s[0])):
        yield Suggestion(kind="source", label=called, detail="source", href=f"/sources/{id_}")


def _publishers(ground: Ground, words: str) -> Iterator[Suggestion]:
    for called in _begin(words, ground.publishers, key=lambda p: (p,)):
        href = f"/?{urlencode({'source': called}, errors='replace')}"
        yield Suggestion(kind="publisher", label=f"Incidents told by {called}", detail="publisher", href=href)


def _begin(words: str, things: Iterable[T], key: Callable[[T], tuple[str, ...]]) -> list[T]:
    """Return the first things of which a name begins with `words`, then those of which a word in a name does."""
    wanted = fold(words).lower()
    if len(wanted) < LEAST:
        return []
    ranked: list[tuple[int, T]] = []
    for thing in things:
        told = [fold(n).lower() for n in key(thing)]
        if any(n.startswith(wanted) for n in told):
            ranked.append((0, thing))
        elif any(f" {wanted}" in n for n in told):
            ranked.append((1, thing))
    ranked.sort(key=lambda r: r[0])
    return [thing for _, thing in ranked[:MOST_OF_A_KIND]]


def _search(words: str) -> Suggestion:
    href = f"/search?{urlencode({'words': words}, errors='replace')}"
    return Suggestion(kind="words", label=f"Sentences with “{words}”", detail="search", href=href)
