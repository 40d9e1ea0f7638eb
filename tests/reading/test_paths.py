"""Paths: how two words hang together, told by few steps up and down the parse."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.reading.paths import LONGEST, climbs, paths, paths_from

TREES = st.integers(1, 25).flatmap(
    lambda n: st.tuples(
        st.tuples(*(st.integers(0, max(0, i - 1)) for i in range(n))),
        st.lists(st.sampled_from(["nsubj", "dobj", "prep", "pobj", "conj", "appos", "ROOT"]), min_size=n, max_size=n),
    )
)
"""Heads that stand before their words, with the first as root, and any labels."""


def test_paths_lead_over_the_parse(parse):
    (s,) = parse("Rebels and soldiers attacked the town near Gao.")
    words = [w.text for w in s.words]
    found = paths(
        [w.head for w in s.words], [w.dep for w in s.words], [w.lower for w in s.words], words.index("attacked")
    )
    way = dict(zip(words, found, strict=True))
    assert way["Rebels"] == way["soldiers"] == "nsubj"
    assert way["town"] == "dobj"
    assert way["attacked"] == "self"
    assert "prep near" in way["Gao"]


def test_a_parse_that_runs_in_a_circle_is_left():
    assert paths([1, 0], ["dep", "dep"], ["a", "b"], 0) == ("self", "^dep")
    assert paths([0, 1], ["ROOT", "ROOT"], ["a", "b"], 0) == ("self", "apart")


@given(TREES)
def test_there_and_back_are_the_same_steps(tree):
    heads, deps = tree
    ways = climbs(heads, deps, ["w"] * len(heads))
    every = [paths_from(ways, k) for k in range(len(heads))]
    for a, there in enumerate(every):
        for b, path in enumerate(there):
            back = every[b][a]
            assert (path in ("far", "self")) == (back in ("far", "self"))
            if path not in ("far", "self"):
                assert path.count("^") + back.count("^") <= LONGEST
                assert len(path.replace("prep w", "prep").split()) == path.count("^") + back.count("^")
