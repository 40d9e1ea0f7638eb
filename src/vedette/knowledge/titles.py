"""Titles compared with offices: is "Defense Minister" what the files call "Minister of National Defence"?"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from vedette.knowledge.entities import words_of
from vedette.knowledge.offices import Holding
from vedette.knowledge.states import load_states

GRADES = frozenset(
    """assistant deputy under vice acting former interim permanent shadow honorary first second associate
    ex then""".split()
)
"""Words that make another office of one: an Assistant Secretary is no Secretary."""

OFFICE_WORDS = frozenset(
    """president minister secretary chancellor premier king queen emir sultan prime foreign defense defence state chief
    general commander ambassador governor director head chair chairman representative high security policy affairs
    external interior finance justice commissioner spokesman spokesperson leader supreme vice""".split()
)
"""Words of which titles are made."""

_EMPTY = frozenset("the of for and to in on at a affairs republic federal national general s mr mrs ms dr".split())
_SAME = {
    "defence": "defense",
    "premier": "prime minister",
    "secy": "secretary",
    "chairwoman": "chair",
    "chairman": "chair",
    "chairperson": "chair",
    "commander-in-chief": "commander",
    "sec": "secretary",
    "gen": "general",
}
_RANKS = {
    "head-of-state": ("president", "king", "queen", "emir", "sultan", "supreme leader", "grand duke", "monarch", "emperor", "pope"),
    "head-of-government": ("prime minister", "chancellor", "taoiseach", "head government", "chair council ministers"),
    "foreign-minister": ("foreign minister", "minister foreign", "foreign secretary", "minister external", "external minister"),
    "defence-minister": ("defense minister", "minister defense", "defense secretary", "secretary defense", "minister armed forces", "armed forces minister", "minister war"),
}  # fmt: skip


class Fit(StrEnum):
    """How a told title fits an office: it is it, it is a part of it, or it is another."""

    SAME = "same"
    PART = "part"
    OTHER = "other"


@lru_cache(4096)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words that tell an office apart, in order, without states, articles and joints."""
    words = [_SAME.get(w, w) for w, _, _ in words_of(_without_states(title))]
    return tuple(x for w in words for x in w.split() if x not in _EMPTY or (w == "general" and "secretary" in words))


def rank_of(title: str, country: str | None = None) -> str | None:
    """Return the rank that a title tells ("foreign-minister"), or None; the United States' Secretary of State is one."""
    words = title_words(title)
    if set(words) & GRADES:
        return None
    told = " ".join(words)
    if country == "USA" and told == "secretary state":
        return "foreign-minister"
    # "Minister of Europe and Foreign Affairs" and "Minister of National Defence" are told by less than all their words.
    more = " ".join(
        w for w in words if w not in {"national", "europe", "european", "external", "cooperation", "international"}
    )
    return next((rank for rank, titles in _RANKS.items() if told in titles or more in titles), None)


def fit(title: str, held: Holding) -> Fit:
    """Tell how `title`, as a text tells it, fits the office held."""
    told, office = set(title_words(title)), set(title_words(held.office))
    rank = rank_of(title, held.country)
    if rank and rank in (held.rank, rank_of(held.office, held.country)):
        # A king is no president, though both are heads of state.
        return Fit.SAME if rank != "head-of-state" or told & office else Fit.OTHER
    if told == office or not told:
        return Fit.SAME if told else Fit.PART
    if (told ^ office) & GRADES:
        return Fit.OTHER
    shared = len(told & office) / len(told | office)
    if told <= office or office <= told:
        return Fit.PART if shared < 0.75 else Fit.SAME
    return Fit.PART if shared >= 0.6 else Fit.OTHER


def best(title: str, found: Iterable[Holding]) -> tuple[Fit, Holding] | None:
    """Return the office that fits `title` best, with how it fits; None where there is none."""
    order = (Fit.SAME, Fit.PART, Fit.OTHER)
    return min(((fit(title, h), h) for h in found), key=lambda x: order.index(x[0]), default=None)


def _without_states(title: str) -> str:
    for name in _state_words():
        if name in title:
            title = title.replace(name, " ")
    return title


@cache
def _state_words() -> tuple[str, ...]:
    """Return the names of states and peoples, longest first, as they stand in titles."""
    names = {n for s in load_states().values() for n in (s.name, *s.names, *s.demonyms) if len(n) > 2}
    return tuple(
        sorted(
            names | {"U.S.", "US", "EU", "E.U.", "European Union", "UN", "U.N.", "United Nations"},
            key=len,
            reverse=True,
        )
    )
