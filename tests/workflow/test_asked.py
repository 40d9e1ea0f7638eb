"""What people ask for, from their words."""

import pytest

from vedette.errors import StopError
from vedette.store.query import Box
from vedette.workflow.asked import box_of, day_of, pair_of, party_of, type_of, type_or_family


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("ARM", "ARM"),
        ("arm", "ARM"),
        (" Armenia ", "ARM"),
        ("ARM/MIL", "ARM/MIL"),
        ("COD/armed:m23", "COD/armed:m23"),
        ("wikidata:Q1", "wikidata:Q1"),
    ],
)
def test_a_party_is_told_by_code_name_or_id(told, meant):
    assert party_of(told) == meant


@pytest.mark.parametrize("told", ["ARN", "Armenai", "ARN/MIL", "x"])
def test_a_party_that_is_nobody_is_told_with_who_is_near(told):
    with pytest.raises(StopError, match="is no country's code"):
        party_of(told)


def test_days_types_windows_and_pairs():
    assert day_of(" 2022-09-13 ") == "2022-09-13"
    assert type_of("assault") == "ASSAULT"
    assert type_or_family("talks") == (None, "talks")
    assert type_or_family("CONSULT") == ("CONSULT", None)
    assert box_of("39, 45, 41, 47") == Box(39, 45, 41, 47)
    assert pair_of("ARM–AZE") == ("ARM", "AZE")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (day_of, "13.9.2022"),
        (type_of, "FIGHT"),
        (type_or_family, ""),
        (box_of, "1,2"),
        (box_of, "a,b,c,d"),
        (box_of, "nan,0,1,1"),
        (pair_of, "ARM"),
        (pair_of, "ARM-ARM"),
    ],
)
def test_what_means_nothing_is_refused(read, told):
    with pytest.raises(StopError):
        read(told)
