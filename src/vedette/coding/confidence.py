"""How likely an event is right, from what supports it: a logistic model over a dozen yes-or-no facts.

The weights are fitted by tools/fit_confidence.py on texts coded by hand; docs/measurements.md tells on which, and how well
what is stated holds on texts kept aside. "Right" means that a careful coder has an event of this type in this sentence.
"""

from math import exp

from vedette.coding.drafts import Draft
from vedette.coding.status import VERBAL_TYPES
from vedette.records.reading import Sentence

WEIGHTS: dict[str, float] = {
    "weak": -0.84,
    "generic": 0.03,
    "noun": 0.04,
    "modal": 0.05,
    "adjective": 0.05,
    "phrase": 0.25,
    "title": 0.56,
    "actor": 0.08,
    "no actor": 0.46,
    "recipient": -0.07,
    "no recipient": -0.48,
    "place": 0.54,
    "time": -0.15,
    "inherited": -0.72,
    "not actual": -1.01,
    "verbal": 0.1,
    "force": -0.37,
    "long": -0.1,
}
"""Log-odds added by each fact that holds; fitted, see the module's docstring."""

ALWAYS = 1.98
"""Log-odds of an event of which no fact holds: 2.33 as fitted, less 0.35, by which texts not developed on were read worse."""

LEAST, MOST = 0.05, 0.97


def facts(s: Sentence, d: Draft) -> dict[str, bool]:
    """Return what speaks for and against the event of draft `d` in sentence `s`."""
    t = d.match.trigger
    return {
        "weak": t.weak,
        "generic": t.generic,
        "noun": t.pos == "noun",
        "modal": t.pos == "modal",
        "adjective": t.pos == "adjective",
        "phrase": len(t.lemma) > 1,
        "title": s.title,
        "actor": any(a.country for a in d.actors),
        "no actor": not d.actors,
        "recipient": any(a.country for a in d.recipients),
        "no recipient": not d.recipients,
        "place": d.place is not None,
        "time": d.time is not None,
        "inherited": d.inherited,
        "not actual": d.status != "actual",
        "verbal": d.type in VERBAL_TYPES,
        "force": d.type == "ASSAULT",
        "long": len(s.words) > LONG,
    }


LONG = 35
"""Words from which on a sentence's parse is less to be trusted."""


def confidence(s: Sentence, d: Draft) -> float:
    """Return how likely the event of `d` is right, between `LEAST` and `MOST`."""
    told = ALWAYS + sum(WEIGHTS.get(name, 0.0) for name, holds in facts(s, d).items() if holds)
    return round(min(MOST, max(LEAST, 1 / (1 + exp(-told)))), 2)
