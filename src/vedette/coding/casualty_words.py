"""The casualty words of the codebook, loaded once and checked."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from vedette.errors import StopError
from vedette.records.record import CASUALTY_KINDS


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """Lemmas by casualty kind, for verbs done to victims, verbs of dying, nouns, states and expressions."""

    verbs: dict[str, str]
    dying: dict[str, str]
    nouns: dict[str, str]
    states: dict[str, str]
    suffering: dict[str, tuple[tuple[str, str], ...]]
    totals: frozenset[str]
    unknown: frozenset[str]
    not_people: frozenset[str]
    all: frozenset[str]


@cache
def casualty_words() -> CasualtyWords:
    """Return the words of casualties.yaml; raises StopError that names the section where one is malformed."""
    text = resources.files("vedette.records.codebook").joinpath("casualties.yaml").read_text("utf-8")
    told: Any = yaml.safe_load(text)
    sections = {name: _by_lemma(told, name) for name in ("verbs", "dying", "nouns", "states")}
    suffering: dict[str, list[tuple[str, str]]] = {}
    for kind, phrases in told["suffering"].items():
        for phrase in phrases:
            verb, _, word = phrase.partition(" ")
            suffering.setdefault(verb, []).append((word, kind))
    every = {w for s in sections.values() for w in s} | set(suffering)
    return CasualtyWords(
        **sections,
        suffering={k: tuple(v) for k, v in suffering.items()},
        totals=frozenset(told["totals"]),
        unknown=frozenset(told["who"]["unknown"]),
        not_people=frozenset(told["not_people"]),
        all=frozenset(every),
    )


def _by_lemma(told: Any, section: str) -> dict[str, str]:
    out = {}
    for kind, lemmas in (told.get(section) or {}).items():
        if kind not in CASUALTY_KINDS:
            raise StopError(
                f"casualties.yaml, {section}: kind {kind!r} is not known; use one of {', '.join(CASUALTY_KINDS)}"
            )
        out.update(dict.fromkeys(lemmas, kind))
    return out
