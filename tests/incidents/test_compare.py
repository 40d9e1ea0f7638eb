"""Two documents, one thing or two: evidence in a sentence, and what never decides."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from make_mentions import mention, place, source, time

from vedette.incidents.compare import compare, conflict, told_alike
from vedette.incidents.places import relation, surely_apart
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.reading import PlaceMention

PRECISIONS = ["settlement", "facility", "district", "region", "country", "border", "area", "unknown"]


def _telling(document="a", published="2022-09-13", **more):
    return tellings([mention(at=source(document, published), **more)])[0]


ONE = {"who": ["AZE"], "whom": ["ARM"], "where": "Sotk", "when": "2022-09-13"}


def test_a_link_says_why():
    link = compare(_telling("a", **ONE), _telling("b", **ONE))
    assert link.evidence == "both tell of force: both at Sotk; the same sides; both on 2022-09-13"
    assert link.score == 7 / 8


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"where": "Jermuk"}, "Jermuk and Sotk are 44 km apart"),
        ({"when": "2022-09-14"}, "2022-09-13 and 2022-09-14 are different days"),
        ({"type_": "CONSULT"}, "one tells of force, the other of talks"),
        ({"total": True}, "one tells of a whole period, the other of one occasion"),
    ],
)
def test_conflicts_say_why(other, why):
    assert conflict(_telling("a", **ONE), _telling("b", **{**ONE, **other})) == why


def test_a_reversal_at_one_place_is_one_clash_with_two_versions():
    assert compare(_telling("a", **ONE), _telling("b", **{**ONE, "who": ["ARM"], "whom": ["AZE"]}))


def test_two_acts_of_one_day_in_one_province_are_told_apart_by_how():
    bomb = _telling("a", whom=["PAK"], where="Syunik Province", when="2022-09-13", mode="explosives")
    shots = _telling("b", whom=["PAK"], where="Syunik Province", when="2022-09-13", mode="firearms")
    assert compare(bomb, shots) is None
    assert compare(bomb, replace(shots, mode=None))


def test_a_report_without_a_place_is_not_given_one():
    assert compare(_telling("a", **ONE), _telling("b", **{**ONE, "where": None})) is None


def test_a_village_may_lie_in_the_province_where_the_day_is_told():
    within = {**ONE, "where": "Syunik Province"}
    assert compare(_telling("a", **{**ONE, "where": "Jermuk"}), _telling("b", **within))
    assert compare(_telling("a", **{**ONE, "where": "Jermuk"}), _telling("b", **{**within, "when": None})) is None


def test_two_ceasefires_of_one_day_are_two_by_the_clock():
    def truce(document, hour):
        at = time(f"2022-09-13T{hour:02d}:00:00+04:00", None, "clock")
        return _telling(document, type_="RETREAT", mode="ceasefire", who=["ARM", "AZE"], when=at)

    assert compare(truce("a", 9), truce("b", 10))
    assert compare(truce("a", 9), truce("b", 20)) is None


def test_a_ceasefire_that_holds_is_the_one_that_began_before():
    def truce(document, day, trigger, type_="RETREAT"):
        return _telling(document, day, type_=type_, mode="ceasefire", who=["ARM", "AZE"], when=day, trigger=trigger)

    first, second = truce("a", "2022-09-13", "agreed", "AGREE"), truce("b", "2022-09-20", "agreed", "AGREE")
    holds, another = truce("c", "2022-09-15", "held"), truce("d", "2022-09-15", "ceasefire")
    assert {frozenset(i.tellings) for i in batch([first, second, holds])} == {
        frozenset({first.id, holds.id}),
        frozenset({second.id}),
    }
    assert [len(i.tellings) for i in batch([first, second, another])] == [1, 1, 1]


def test_a_follow_up_without_a_day_goes_to_the_last_day_and_an_anniversary_to_its_year():
    old, new = _telling("a", "2022-09-13", **ONE), _telling("b", "2022-09-20", **{**ONE, "when": "2022-09-19"})
    follow = _telling("c", "2022-09-21", **{**ONE, "when": None})
    year = _telling("d", "2023-09-13", **ONE)
    groups = [set(i.tellings) for i in batch([old, new, follow, year])]
    assert {new.id, follow.id} in groups
    assert {old.id, year.id} in groups


def test_word_for_word_is_one_thing_though_no_place_is_told():
    a = _telling("a", whom=["ARM"], words="w")
    copy, other = _telling("b", whom=["ARM"], words="w"), _telling("c", whom=["ARM"], words="v")
    assert told_alike(a, copy).evidence.startswith("told word for word")
    assert told_alike(a, other) is None
    assert [len(i.tellings) for i in batch([a, copy, other])] == [2, 1]


def test_what_is_denied_is_compared_like_what_is_said():
    said, denied = _telling("a", **ONE), _telling("b", **ONE, status="negated")
    assert compare(said, denied).score == compare(said, _telling("c", **ONE)).score


@settings(max_examples=500, deadline=None)
@given(
    *[
        st.tuples(
            st.floats(-90, 90) | st.none(), st.floats(-180, 180), st.sampled_from(PRECISIONS), st.sampled_from("ab")
        )
    ]
    * 2
)
@example((40.0, 45.0, "settlement", "a"), (40.0721, 45.0, "settlement", "b"))
def test_what_is_surely_apart_is_apart_by_a_closer_look(one, two):
    a, b = (PlaceMention(0, 0, name, name, None, lat, lon, precision) for lat, lon, precision, name in (one, two))
    assert not surely_apart(a, b) or relation(a, b).apart


def test_far_places_are_found_apart_quickly_and_near_or_wide_ones_are_not():
    assert surely_apart(place("Sotk"), place("Jermuk"))
    assert not surely_apart(place("Sotk"), place("Vardenis"))
    assert not surely_apart(place("Sotk"), place("Armenia"))
    assert not surely_apart(place("Sotk"), place("Sotk"))
