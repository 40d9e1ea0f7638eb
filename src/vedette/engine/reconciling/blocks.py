"""The third stage: profiles that share a key are compared, each pair once, in the partition of the least key that they share."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby, product
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from vedette.engine.reconciling.packing import Profiles
from vedette.engine.reconciling.profiles import LINKS, PartTask, Row
from vedette.engine.reconciling.relations import Remembered
from vedette.engine.reconciling.spill import Spill, read_part
from vedette.engine.tables import load_pyarrow
from vedette.incidents.compare import compare
from vedette.incidents.linking import looseness
from vedette.records.incident import Link, Telling

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHOICES = {"chooser": "int64", "wide": "int8", "last": "string", **LINKS}


class Group(NamedTuple):
    """A profile in a block: its heads as tellings, how loosely its days are told, its days, and its keys."""

    number: int
    heads: tuple[Telling, ...]
    rows: tuple[Row, ...]
    loose: int
    span: tuple[str, str]
    keys: tuple[int, ...]
    key_set: frozenset[int]


def compare_blocks(task: PartTask) -> Mapping[str, int]:
    """Compare the profiles of each block of a partition; links of like with like are kept, the rest is chosen from later."""
    links, choices = Spill(LINKS, 1), Spill(CHOICES, task.partitions)
    by, blocks, compared = Remembered(), 0, 0
    for key, groups in _blocks(task):
        blocks += 1
        for one, two in _pairs(groups):
            if _least(one, two) != key:
                continue
            compared += 1
            if by.apart(one.heads[0], two.heads[0]):
                continue
            link = between(one, two, by)
            if link is None:
                continue
            left, right, score, evidence = _numbered(link, one, two)
            if one.loose == two.loose:
                links.put(0, left, right, score, evidence)
            else:
                days = one.heads[0].days
                wide = int(days is not None and days.wide)
                choices.put(one.number % task.partitions, one.number, wide, two.span[1], left, right, score, evidence)
    count = links.write(task.out["alike"])
    choices.write(task.out["choices"])
    return {"blocks": blocks, "pairs": compared, "links": count}


def _blocks(task: PartTask) -> Iterator[tuple[int, list[Group]]]:
    """Yield the keys under which several profiles may be compared, each with these profiles."""
    pa, _ = load_pyarrow()
    batches = [b for _, b in read_part(task.read["blocks"], task.number)]
    if not batches:
        return
    table = pa.Table.from_batches(batches)
    keys = table["key"].to_numpy()
    shared = _comparable(keys, table["days"].to_numpy(), table["loose"].to_numpy())
    texts = table["profile"].take(pa.array(shared)).to_pylist()
    known: dict[str, Group] = {}
    profiles = Profiles()
    for key, same in groupby(zip(keys[shared].tolist(), texts, strict=True), key=itemgetter(0)):
        yield key, [_known(text, known, profiles) for _, text in same]


def _comparable(keys: "NDArray[Any]", days: "NDArray[Any]", loose: "NDArray[Any]") -> "NDArray[Any]":
    """Return which rows have another of their key that is as loose and of the same days, or is not as loose; sorted by key.

    All others need not be unpacked: nothing of them is compared (`_pairs`).
    """
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    order = np.lexsort((days, loose, keys))
    keys, days, loose = keys[order], days[order], loose[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    # Rows of a key stand by looseness, so that its first and last tell whether there are several.
    mixed = np.repeat(loose[starts] != loose[starts + sizes - 1], sizes)
    alike = (keys[1:] == keys[:-1]) & (days[1:] == days[:-1]) & (loose[1:] == loose[:-1])
    found: NDArray[Any] = order[mixed | np.r_[alike, False] | np.r_[False, alike]]
    return found


def _known(text: str, known: dict[str, Group], profiles: Profiles) -> Group:
    found = known.get(text)
    if found is None:
        found = known[text] = _group(text, profiles)
    return found


def _group(text: str, profiles: Profiles) -> Group:
    told = json.loads(text)
    rows = tuple(Row(*r) for r in told[8])
    heads = tuple(profiles.telling(told, id_=r.id, document=str(r.document)) for r in rows)
    days = heads[0].days
    span = (days.first, days.last) if days else ("", "")
    return Group(rows[0].telling, heads, rows, looseness(heads[0]), span, tuple(told[9]), frozenset(told[9]))


def _pairs(groups: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Yield the pairs of which something may be linked: as loose and of the same days, or the looser with the stricter."""
    ordered = sorted(groups, key=lambda g: (g.loose, g.span, g.number))
    by_loose = {n: list(found) for n, found in groupby(ordered, key=lambda g: g.loose)}
    for found in by_loose.values():
        for _, same in groupby(found, key=lambda g: g.span):
            yield from combinations(list(same), 2)
    for loose, strict in ((1, 0), (2, 0), (2, 1)):
        yield from product(by_loose.get(loose, ()), by_loose.get(strict, ()))


def _least(one: Group, two: Group) -> int:
    """Return the least key that two groups share."""
    other = two.key_set
    for k in one.keys:
        if k in other:
            return k
    raise AssertionError("two groups of a block share its key")


def between(one: Group, two: Group, by: Remembered) -> Link | None:
    """Return the link of two profiles: between their first tellings that stand in two documents."""
    a, b = one.heads[0], two.heads[0]
    if a.at.document == b.at.document:
        pairs = [(x, y) for x in one.heads for y in two.heads if x.at.document != y.at.document]
        if not pairs:
            return None
        a, b = min(pairs, key=lambda p: sorted((p[0].id, p[1].id)))
    return compare(a, b, by)


def _numbered(link: Link, one: Group, two: Group) -> tuple[int, int, float, str]:
    numbers = {r.id: r.telling for r in (*one.rows, *two.rows)}
    return numbers[link.left], numbers[link.right], link.score, link.evidence
