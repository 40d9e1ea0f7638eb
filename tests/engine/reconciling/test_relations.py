"""What is remembered of two tellings is what is found anew, and what is quickly apart is in conflict."""

import json
from itertools import product

from engine.reconciling.worlds import world
from vedette.engine.reconciling.packing import Profiles, packed_profile
from vedette.engine.reconciling.relations import Remembered
from vedette.incidents.compare import compare, conflict
from vedette.incidents.linking import profile
from vedette.incidents.tellings import tellings
from vedette.records.incident import mentions_of


def _tellings():
    found = {}
    for seed in range(12):
        for r in world(seed, 30):
            for t in tellings(mentions_of(r)):
                found.setdefault(profile(t), t)
    profiles = Profiles()
    return [
        profiles.telling(json.loads(packed_profile(t)), id_=t.id, document=f"{n}") for n, t in enumerate(found.values())
    ]


def test_what_is_remembered_is_what_is_found_anew():
    by, told = Remembered(), _tellings()
    apart = 0
    for a, b in product(told, told):
        assert compare(a, b, by) == compare(a, b)
        if a.family == b.family and a.total == b.total and by.apart(a, b):
            apart += 1
            assert conflict(a, b)
    assert len(told) > 100
    assert apart > 1_000


def test_packed_profiles_are_equal_where_profiles_are():
    told = _tellings()
    assert len({packed_profile(t) for t in told}) == len(told) == len({profile(t) for t in told})
