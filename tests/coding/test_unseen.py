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


def test_a_capital_that_denies_is_not_where(read):
    assert not any(e.place for e in read("Tehran denied any role in the attack.").events)


def test_a_governor_told_by_name_is_of_where_it_was(one_event):
    event = one_event(
        "Russian missiles killed six people in Zaporizhzhia, the regional governor Ivan Fedorov said.", "ASSAULT"
    )
    assert countries(event.claimants) == ["UKR"]


def test_peacekeepers_of_a_un_mission_are_the_uns(one_event):
    event = one_event(
        "Ten peacekeepers were wounded when a roadside bomb hit their convoy in Mali, the UN mission said.", "ASSAULT"
    )
    assert countries(event.recipients) == ["UNO"]


def test_a_health_ministrys_toll_is_of_its_own_people(read):
    (figure,) = read(
        "Gaza's health ministry put the death toll at 61,000, while Israel disputes the figure."
    ).casualties
    assert figure.side == "PSE"


def test_militant_hideouts_are_the_militants(read):
    events = read(
        "Taliban officials said Pakistani jets bombed three houses in Paktika; Islamabad said it hit militant hideouts."
    ).events
    assert [(a.country, a.sector) for a in events[-1].recipients] == [("AFG", "REB")]


def test_trucks_are_whose_the_text_says(one_event):
    event = one_event("The World Food Programme suspended aid deliveries after its trucks were looted.", "COERCE")
    assert countries(event.recipients) == ["UNO"]
