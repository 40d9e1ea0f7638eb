"""Which of a place's names are forms of one name, and which are wholly other ones."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from vedette.knowledge.gazetteer import Place
from vedette.knowledge.gazetteer_names import key_of

ALIKE = 0.75
"""Share of two spellings' letters, in order, from which they are forms of one name ("Sloviansk", "Slovyansk")."""


def is_other_name(asked: str, p: Place, rivals: Sequence[Place]) -> bool:
    """Tell a former or a rare name of `p` that is a form of a rival's usual one: Nikopol was once called Slovyansk."""
    if p.match != "alternate" or p.feature != "settlement" or _is_form(asked, p.name):
        return False
    towns = (r for r in rivals if r.country == p.country and r.match != "spelling" and 2 * r.population >= p.population)
    return any(r.feature == "settlement" and _is_form(asked, r.name) for r in towns)


@lru_cache(10_000)
def _is_form(asked: str, name: str) -> bool:
    """Tell two spellings of one name."""
    a, b = key_of(asked), key_of(name)
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE
