"""Copies found by partitions of keys are those found by comparing all texts at once."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.engine.reconciling.copying import _ties, origins_in
from vedette.engine.reconciling.prints import UNDATED, Prints
from vedette.engine.reconciling.spill import read_part
from vedette.incidents.copies import DAYS, copies_of, origins, print_of

WORDS = [f"word{n}" for n in range(300)]


def texts(seed, count):
    random = Random(seed)
    wires = [random.choices(WORDS, k=random.choice((3, 8, 25, 60))) for _ in range(3)]
    out = {}
    for n in range(count):
        words = list(random.choice(wires))
        for _ in range(random.randint(0, 3)):
            words.insert(random.randint(0, len(words)), random.choice((*WORDS[:3], "49", "fifty", "two")))
        words = words[: random.choice((len(words), len(words), len(words) * 2 // 3))]
        day = random.choice((None, *(f"2022-09-{d:02d}" for d in (1, 2, 10, 16, 17, 29))))
        out[f"d{n}"] = (" ".join(words), day)
    return out


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 14))
def test_origins_are_those_of_comparing_every_pair(seed, count):
    told = texts(seed, count)
    expected = {i: o for i, o in origins(copies_of(told)).items() if i != o}
    assert origins_in(told) == expected


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 5))
def test_numbers_part_texts_as_the_keys_of_their_prints_do(tmp_path_factory, seed, count, partitions):
    told = [print_of(text) for text, _ in texts(seed, count).values()]
    prints = Prints(partitions)
    for n, p in enumerate(told):
        prints.put(n, UNDATED, p)
    path = tmp_path_factory.mktemp("prints") / "prints.arrow"
    prints.write(path)
    numbers = {n: set() for n in range(count)}
    for part in range(partitions):
        for _, batch in read_part([path], part):
            for key, document in zip(batch["key"].to_pylist(), batch["document"].to_pylist(), strict=True):
                assert key % partitions == part
                numbers[document].add(key)
    for a in range(count):
        assert len(numbers[a]) == len(told[a].keys)
        for b in range(count):
            assert len(numbers[a] & numbers[b]) == len(set(told[a].keys) & set(told[b].keys))


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([UNDATED, 1, 5, 15, 16, 40])), min_size=1, max_size=12))
def test_ties_hold_together_all_that_share_a_key_and_are_near_enough(rows):
    keys, days = (np.array([row[n] for row in rows], np.int64) for n in (0, 1))
    root = list(range(len(rows)))
    for a, b in _ties(keys.astype(np.uint64), np.arange(len(rows)), days):
        old, new = root[a], root[b]
        root = [new if r == old else r for r in root]
    for a in range(len(rows)):
        for b in range(len(rows)):
            near = UNDATED in (days[a], days[b]) or abs(days[a] - days[b]) <= DAYS
            if keys[a] == keys[b] and near:
                assert root[a] == root[b]
            if keys[a] != keys[b]:
                assert root[a] != root[b]
