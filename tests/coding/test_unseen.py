"""Faults that sentences nobody had seen brought to light, each with the rule that mends it."""

import pytest


def countries(actors):
    return [a.country for a in actors]


def test_a_state_whose_ministry_speaks_is_not_where_the_region_lies(one_event):
    event = one_event(
        "Gunmen on motorcycles killed at least 30 villagers in Tillaberi region, Niger's interior ministry said.",
        "ASSAULT",
    )
    assert (countries(event.claimants), event.place.country, countries(event.recipients)) == (["NER"], "NER", ["NER"])


def test_waters_stay_nobodys_before_a_states_military_that_speaks(one_event):
    event = one_event(
        "North Korea fired a ballistic missile towards the Sea of Japan, South Korea's military said.", "ASSAULT"
    )
    assert (event.recipients, event.place.country, countries(event.claimants)) == ((), None, ["KOR"])


def test_medics_are_those_of_where_the_strike_was(one_event):
    event = one_event("Israeli strikes kill 12 in Gaza City, medics say", "ASSAULT")
    assert countries(event.claimants) == ["PSE"]


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        ("Thailand's army said three of its soldiers were injured by a landmine and blamed Cambodia.", "ACCUSE", "THA"),
        (
            "China's foreign ministry said the Philippine boat had entered its waters and rejected the accusation.",
            "REJECT",
            "CHN",
        ),
    ],
)
def test_what_is_joined_to_a_report_by_its_tense_is_its_speakers(one_event, text, type_, actor):
    assert countries(one_event(text, type_).actors) == [actor]


def test_a_demand_of_a_state_is_not_made_to_it(one_event):
    assert one_event("Iran rejects U.S. demand to halt enrichment", "REQUEST").recipients == ()


def test_we_will_not_accept_refuses(one_event):
    assert (
        one_event(
            '"We will not accept any settlement," Ukrainian President Volodymyr Zelenskiy told reporters.', "REJECT"
        ).status
        == "actual"
    )


def test_two_of_whom_no_state_is_known_are_two(one_event):
    event = one_event("The Druze leader called on the government to withdraw its forces from Sweida.", "REQUEST")
    assert [a.text for a in event.recipients] == ["the government"]


def test_whose_airspace_is_violated_is_who_answers(read):
    events = read("Poland scrambled fighter jets after Russian drones violated its airspace.").events
    assert [(countries(e.actors), countries(e.recipients)) for e in events] == [(["POL"], []), (["RUS"], ["POL"])]


def test_a_capital_that_confirms_is_not_where(one_event):
    event = one_event("Azerbaijan returned four Armenian prisoners of war on Monday, Yerevan confirmed.", "RETREAT")
    assert (event.place, countries(event.claimants)) == (None, ["ARM"])
