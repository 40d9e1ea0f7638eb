"""How well mentions are put together: B-cubed precision, recall and F1. Pure.

B-cubed after Bagga and Baldwin (1998): for each mention, how much of its incident is right and how much of its true
incident is there. Mentions that only one side has are treated after Cai and Strube (2010): a mention that was missed
stands alone among what was found; one that was invented stands alone in the key, and is left out where it stands alone
in both, so that inventing lonely mentions does not help.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.incidents.families import family
from vedette.records.incident import Mention


@dataclass(frozen=True, slots=True)
class BCubed:
    """Sums over mentions, so that dossiers can be added up; `mentions` weighs each dossier by its mentions."""

    precision_sum: float = 0.0
    recall_sum: float = 0.0
    found: int = 0
    keyed: int = 0

    def __add__(self, other: "BCubed") -> "BCubed":
        return BCubed(
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.found + other.found,
            self.keyed + other.keyed,
        )

    @property
    def precision(self) -> float:
        """Return the mean share of each mention's incident that belongs to it."""
        return self.precision_sum / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the mean share of each mention's true incident that is with it."""
        return self.recall_sum / self.keyed if self.keyed else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def b_cubed(found: Mapping[str, str], key: Mapping[str, str]) -> BCubed:
    """Return B-cubed of `found` (mention to incident) against `key` (mention to true incident)."""
    size = _counts(found.values())
    invented = {m for m, i in found.items() if m not in key and size[i] > 1}
    system = {m: i for m, i in found.items() if m in key or m in invented}
    truth = dict(key) | {m: f"alone: {m}" for m in invented}
    complete = system | {m: f"missed: {m}" for m in key if m not in system}
    both = _counts((complete[m], truth[m]) for m in truth)
    of_system, of_truth = _counts(system.values()), _counts(key.values())
    return BCubed(
        precision_sum=sum(both[(complete[m], truth[m])] / of_system[system[m]] for m in system),
        recall_sum=sum(both[(complete[m], truth[m])] / of_truth[key[m]] for m in key),
        found=len(system),
        keyed=len(key),
    )


def _counts(values: Iterable[Hashable]) -> dict[Hashable, int]:
    out: dict[Hashable, int] = {}
    for value in values:
        out[value] = out.get(value, 0) + 1
    return out


def aligned(read: Sequence[Mention], key: Sequence[Mention]) -> dict[str, str]:
    """Return which mention of the key each read mention is (id to id), of one document's, each taken once.

    They are one where they are of one family and their words overlap, or, failing that, stand in one sentence.
    """
    out: dict[str, str] = {}
    for near in (_overlap, _same_sentence):
        for k in key:
            if k.id in out.values():
                continue
            hit = next((m for m in read if m.id not in out and family(m.event) == family(k.event) and near(m, k)), None)
            if hit:
                out[hit.id] = k.id
    return out


def _overlap(a: Mention, b: Mention) -> bool:
    one, two = a.event.trigger, b.event.trigger
    return one.start < two.end and two.start < one.end


def _same_sentence(a: Mention, b: Mention) -> bool:
    return a.event.sentence[0] < b.event.trigger.end and b.event.trigger.start < a.event.sentence[1]
