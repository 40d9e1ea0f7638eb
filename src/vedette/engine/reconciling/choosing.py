"""The fourth stage: a profile without an exact day goes to the day that fits best (`incidents.linking._best`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from vedette.engine.reconciling.profiles import LINKS, PartTask
from vedette.engine.reconciling.spill import Spill, read_part

_Choice = tuple[int, str, int, int, float, str]


def choose(task: PartTask) -> Mapping[str, int]:
    """Choose for each profile of a partition among the stricter ones with which it could be linked."""
    found: dict[int, list[_Choice]] = {}
    for _, batch in read_part(task.read["choices"], task.number):
        columns: list[list[Any]] = [c.to_pylist() for c in batch.columns]
        for chooser, *rest in zip(*columns, strict=True):
            found.setdefault(chooser, []).append(tuple(rest))
    links = Spill(LINKS, 1)
    for chooser in sorted(found):
        for _, _, left, right, score, evidence in best(found[chooser]):
            links.put(0, left, right, score, evidence)
    return {"choosers": len(found), "links": links.write(task.out["chosen"])}


def best(choices: Sequence[_Choice]) -> list[_Choice]:
    """Return the choices of the day that fits best; over a month with several such days nothing is chosen.

    A choice is whether the chooser's days are wide, the last day of what is chosen, left, right, score and evidence.
    """
    top = max(c[4] for c in choices)
    days = {c[1] for c in choices if c[4] == top}
    if len(days) > 1 and choices[0][0]:
        return []
    return sorted(c for c in choices if c[1] == max(days))
