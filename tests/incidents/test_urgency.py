"""How urgent an incident is: each rule, and what keeps it from holding."""

from dataclasses import replace

import pytest

from vedette.incidents.urgency import urgency
from vedette.records.incident import Days, Incident
from vedette.records.reading import PlaceMention
from vedette.records.record import Casualty, Event, Receipt

GORIS = PlaceMention(0, 5, "Goris", "Goris", "ARM", 39.5, 46.3, "settlement")
SHELLING = Incident(
    id="i", family="force", tellings=("t",), mentions=("m",), documents=("d",), origins=1,
    doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}), place=GORIS, days=Days(first="2022-09-13", last="2022-09-13"),
)  # fmt: skip
TOLD = Event(id="m", type="ASSAULT", mode=None, status="actual", trigger=Receipt(0, 7, "shelled"), sentence=(0, 9))


def hurt(low=None, high=None, kind="killed", scope="incident"):
    return Casualty(
        id="c", event="m", start=0, end=2, text="49", kind=kind, low=low, high=high, approx=False, who="military", side="ARM", scope=scope
    )  # fmt: skip


def tier(incident=SHELLING, figures=(), events=(TOLD,), *, defended=False, begins_flareup=False):
    found = urgency(incident, events, figures, defended=defended, begins_flareup=begins_flareup)
    return found.tier, found.rule


def test_force_against_a_state_that_a_third_defends_is_flash():
    assert tier(defended=True) == ("FLASH", "defence")


@pytest.mark.parametrize(
    "other",
    [
        {"place": None},
        {"place": replace(GORIS, precision="country")},
        {"place": replace(GORIS, precision="border")},
        {"days": None},
        {"days": Days(first="2022-09-13", last="2022-09-13", told=False)},
        {"days": Days(first="2022-09-01", last="2022-09-30", wide=True)},
        {"doers": frozenset()},
        {"doers": frozenset({"ARM"})},
        {"doers": frozenset({"IGO:osce"})},
    ],
)
def test_without_a_narrow_day_and_place_and_two_states_it_is_not(other):
    assert tier(replace(SHELLING, **other), defended=True) == ("ROUTINE", "else")


def test_ten_killed_by_one_claimant_are_flash_and_the_figure_is_handed_out():
    assert tier(figures=[hurt(10, 10)]) == ("FLASH", "killed")
    assert urgency(SHELLING, [TOLD], [hurt(3, 3), hurt(49)], defended=False).figure == hurt(49)


def test_fewer_or_up_to_or_wounded_are_priority():
    for figure in (hurt(9, 9), hurt(None, 12), hurt(30, 30, "injured"), hurt(), hurt(2, 2, "captured")):
        assert tier(figures=[figure]) == ("PRIORITY", "hurt")


def test_a_campaigns_figure_makes_nothing_flash():
    assert tier(figures=[hurt(105, 105, scope="total")]) == ("PRIORITY", "hurt")
    assert tier(replace(SHELLING, place=None), [hurt(105, 105)]) == ("PRIORITY", "hurt")


def test_nobody_hurt_is_no_figure_of_people_hurt():
    assert tier(figures=[hurt(0, 0)]) == ("ROUTINE", "else")
    assert tier(figures=[hurt(40, 40, "displaced")]) == ("ROUTINE", "else")


def test_a_flareup_and_a_second_origin():
    assert tier(begins_flareup=True) == ("FLASH", "flare-up")
    assert tier(replace(SHELLING, origins=2)) == ("PRIORITY", "origins")


@pytest.mark.parametrize("status", ["negated", "future", "hypothetical", "historical"])
def test_what_is_not_told_as_actual_is_routine(status):
    assert tier(figures=[hurt(50, 50)], events=[replace(TOLD, status=status)], defended=True) == ("ROUTINE", "else")


def test_other_families():
    assert tier(replace(SHELLING, family="deployment")) == ("PRIORITY", "deployment")
    assert tier(replace(SHELLING, family="threat")) == ("PRIORITY", "threat")
    assert tier(replace(SHELLING, family="threat", sufferers=frozenset())) == ("ROUTINE", "else")
    assert tier(replace(SHELLING, family="settlement")) == ("PRIORITY", "settlement")
    assert tier(replace(SHELLING, family="talks")) == ("ROUTINE", "else")
