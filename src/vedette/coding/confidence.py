"""How likely an event is right, from what supports it: a logistic model over a dozen yes-or-no facts.

The weights are fitted by tools/fit_confidence.py on texts coded by hand; docs/measurements.md tells on which, and how well
what is stated holds on texts kept aside. "Right" means that a careful coder has an event of this type in this sentence.
"""

from math import exp, log

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


WITH_MARKER: dict[str, float] = {
    "weak": -0.16,
    "generic": -0.17,
    "noun": -0.11,
    "modal": 0.1,
    "adjective": -0.43,
    "phrase": 0.45,
    "title": 0.07,
    "actor": 0.2,
    "no actor": -0.35,
    "recipient": 0.38,
    "no recipient": 0.46,
    "place": -0.19,
    "time": 0.14,
    "inherited": -0.44,
    "not actual": 0.72,
    "verbal": -0.29,
    "force": 0.37,
    "long": 0.31,
    "found": -0.5,
    "log-odds": 0.66,
}
"""The same where the marker has read the text too; "log-odds" is multiplied with the log-odds that it gives the type."""

ALWAYS_WITH_MARKER = 0.22


def facts(s: Sentence, d: Draft) -> dict[str, float]:
    """Return what speaks for and against the event of draft `d` in sentence `s`: 1 for what holds, 0 for what does not.

    "log-odds" is what the marker gives the event's type at its word, between -4 and 4.
    """
    t = d.match.trigger
    holds = {
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
        "found": d.found,
    }
    p = min(max(d.mark.likely(d.type), 0.018), 0.982)
    return {name: float(x) for name, x in holds.items()} | {"log-odds": log(p / (1 - p))}


LONG = 35
"""Words from which on a sentence's parse is less to be trusted."""


def confidence(s: Sentence, d: Draft, *, marked: bool) -> float:
    """Return how likely the event of `d` is right, between `LEAST` and `MOST`; `marked` tells that the marker has read too."""
    weights, always = (WITH_MARKER, ALWAYS_WITH_MARKER) if marked else (WEIGHTS, ALWAYS)
    told = always + sum(weights.get(name, 0.0) * x for name, x in facts(s, d).items())
    return round(min(MOST, max(LEAST, 1 / (1 + exp(-told)))), 2)
