"""States and bodies by their Russian names: "Украина", "украинский", "украинец", "ВСУ"."""

from collections.abc import Mapping
from functools import cache

from vedette.knowledge.gazetteer_names import cyrillic_key
from vedette.knowledge.tables import parts, rows

SHORT = 4
"""Letters up to which a name in capitals keeps its case: "РК" and "США" are states, "рк" is typing."""


@cache
def _named() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for r in rows("states_ru.csv"):
        for name in (r["name"], *parts(r["aliases"])):
            out.setdefault(_key(name), r["code"])
    return out


@cache
def _described() -> Mapping[str, str]:
    columns = ("adjectives", "people")
    return {_key(w): r["code"] for r in rows("states_ru.csv") for c in columns for w in parts(r[c])}


def _key(name: str) -> str:
    bare = "".join(c for c in name if c.isalpha())
    return bare if len(bare) <= SHORT and bare.isupper() else cyrillic_key(name)


def state_in_russian(name: str) -> str | None:
    """Return the code of the state whose name in its dictionary form is `name`, or None."""
    key = _key(name)
    return _named().get(key) if key else None


def state_of_word(lemma: str) -> str | None:
    """Return the code of the state that an adjective or a people belongs to ("украинский", "украинец"), or None."""
    key = _key(lemma)
    return _described().get(key) if key else None


@cache
def _bodies() -> Mapping[str, tuple[str, str]]:
    return {_key(r["name"]): (r["country"], r["sector"]) for r in rows("bodies_ru.csv")}


def body_in_russian(name: str) -> tuple[str, str] | None:
    """Return country and sector of the body, force, group or outlet whose name is `name`, or None."""
    key = _key(name)
    return _bodies().get(key) if key else None
