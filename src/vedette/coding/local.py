"""Countries of people told without one: in a text about one state, "the residents" and "three gunmen" are that state's.

A codebook's careful coder fills them where no reader doubts it (choice 3). What is taken here stands on a place of the same
sentence, or on the dateline, or on the one state that all the text's places lie in; where these disagree nothing is taken.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vedette.coding.cast import Cast
from vedette.knowledge.states import load_states
from vedette.records.reading import PlaceMention
from vedette.records.record import Actor

MOSTLY = 0.6
"""Share of a text's places that one state must hold for its people to be taken for that state's."""

_FOREIGN = frozenset(
    "foreign foreigner foreigners international expatriate expatriates counterpart counterparts".split()
)
_ANYBODY = frozenset("those anyone anybody whoever everyone all".split())
_RELATIVE = frozenset("enemy adversary foe family families friends relatives teammates ones".split())
"""Words for people who are somebody's, of whatever state that is."""

_VESSELS = frozenset(
    "ship ships vessel vessels tanker tankers boat boats freighter freighters cargo plane planes aircraft drone drones".split()
)
"""Things that fly a flag of their own: the waters or land that they are met in do not tell whose."""


def local_state(
    cast: Cast, start: int, end: int, place: PlaceMention | None = None, sides: Sequence[Actor] = ()
) -> str | None:
    """Return the state whose people a sentence (characters `start` to `end`) means by people told without a state.

    A state named as one of the `sides` is who acts, not where.
    """
    if place is not None and place.country in load_states():
        return place.country
    inside = (p for p in cast.places.values() if start <= p.start < end and p.country)
    told = {
        p.country
        for p in inside
        if p.precision != "country" or not any(a.start <= p.start and p.end <= a.end for a in sides)
    }
    if len(told) == 1:
        return next(iter(told))
    if cast.home.code in load_states() and not cast.home.speaks:
        return cast.home.code
    return cast.dominant if cast.dominant in load_states() else _of_names(cast)


def _of_names(cast: Cast) -> str | None:
    """Return the state that holds most of the text's places and is named most, if no other comes near."""
    told = Counter(p.country for p in cast.places.values() if p.country) + cast.codes
    ranked = [(code, n) for code, n in told.most_common() if code in load_states() and code != cast.home.code]
    if not ranked or ranked[0][1] < MOSTLY * sum(n for _, n in ranked):
        return None
    return ranked[0][0]


def is_relative(a: Actor) -> bool:
    """Tell people who are somebody's: "the family", "the enemy", "friends and loved ones"."""
    return bool(set(a.text.lower().split()) & _RELATIVE)


def has_own_flag(a: Actor) -> bool:
    """Tell a ship or an aircraft."""
    return bool(set(a.text.lower().split()) & _VESSELS)


def at_home(a: Actor, state: str | None, home: str | None = None) -> Actor:
    """Return people told without a country as those of `state`, persons told by name as those of `home`, the dateline's.

    Not foreigners, nor "those" of whom nothing is told.
    """
    if a.country is not None or not a.text or has_own_flag(a):
        return a
    if a.name and a.name in a.text and a.sector in ("GOV", "LEG", "PTY", "OPP", "ELI"):
        # An office holder told by name may be anybody's who is on a visit.
        state = home
    if state is None:
        return a
    words = a.text.lower().split()
    if a.sector in ("UNK", "UAF") or set(words) & _FOREIGN or is_relative(a) or words[0] in _ANYBODY:
        return a
    return replace(a, country=state)
