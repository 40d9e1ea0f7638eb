"""Who a noun stands for."""

import pytest


def sides(event):
    return [(a.country, a.sector) for a in event.actors], [(a.country, a.sector) for a in event.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("The Turkish foreign minister condemned Armenia.", "ACCUSE", [("TUR", "GOV")], [("ARM", "GOV")]),
        ("The government of Armenia condemned the Armed Forces of Azerbaijan.", "ACCUSE", [("ARM", "GOV")], [("AZE", "MIL")]),
        ("Azerbaijan attacked Armenia.", "ASSAULT", [("AZE", "MIL")], [("ARM", "MIL")]),
        ("Azerbaijani troops attacked Armenian villagers.", "ASSAULT", [("AZE", "MIL")], [("ARM", "CVL")]),
        ("Taliban fighters attacked Afghan police.", "ASSAULT", [("AFG", "REB")], [("AFG", "COP")]),
        ("Armenian villagers were attacked by Azerbaijani troops.", "ASSAULT", [("AZE", "MIL")], [("ARM", "CVL")]),
        ("The European Union and the United Nations condemned Syria.", "ACCUSE", [("EUR", "GOV"), ("UNO", "GOV")], [("SYR", "GOV")]),
        ("Azerbaijani strikes on Armenian villages continued.", "ASSAULT", [("AZE", "MIL")], [("ARM", "CVL")]),
    ],
)  # fmt: skip
def test_sides_of_an_event(one_event, text, type_, actors, recipients):
    assert sides(one_event(text, type_, published="2015-06-01")) == (actors, recipients)


def test_a_list_of_titled_persons_is_a_list_of_recipients(one_event):
    event = one_event(
        "The Armenian Prime Minister also called U.S. Secretary of State Blinken, Iranian President Raisi, and EU High "
        "Representative for Foreign Affairs and Security Policy Borrell.",
        "CONSULT",
    )
    assert [a.country for a in event.actors] == ["ARM"]
    assert [a.country for a in event.recipients] == ["USA", "IRN", "EUR"]
    assert event.mode == "phone"


def test_an_office_holder_is_known_by_the_date(one_event):
    event = one_event("President Erdogan condemned Armenia.", "ACCUSE")
    assert [a.country for a in event.actors] == ["TUR"]


def test_a_pronoun_reaches_back_to_the_subject(read):
    record = read("Azerbaijan sent troops. It attacked Armenia.")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert [a.country for a in event.actors] == ["AZE"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Azerbaijan threatened to use force against Armenia.", "THREATEN"),
        ("Azerbaijan threatened to use military force against Armenia.", "THREATEN"),
        ("Azerbaijan vowed to use force against Armenia.", "THREATEN"),
        ("Azerbaijan agreed not to use force against Armenia.", "REJECT"),
    ],
)
def test_force_as_a_means_is_nobody(one_event, text, type_):
    event = one_event(text, type_)
    assert [(a.text, a.country) for a in event.recipients] == [("Armenia", "ARM")]


def test_a_force_that_somebody_has_is_somebody(one_event):
    event = one_event("The rebels attacked a UN force near Goma.", "ASSAULT")
    assert [a.country for a in event.recipients] == ["UNO"]


def test_every_actor_has_its_words_in_the_text(read):
    record = read("The government of Armenia condemned Azerbaijani troops who attacked two villages near Sotk.")
    for event in record.events:
        for a in (*event.actors, *event.recipients):
            assert record.document.text[a.start : a.end] == a.text


def test_a_states_deed_of_force_is_its_armed_forces(one_event):
    event = one_event("Two Lebanese soldiers were wounded by an Israeli strike.", "ASSAULT")
    assert sides(event) == ([("ISR", "MIL")], [("LBN", "MIL")])


def test_a_states_counterpart_of_an_office_holder_is_one(one_event):
    event = one_event("Turkish Foreign Minister Hakan Fidan spoke by phone with his Iranian counterpart.", "CONSULT")
    assert sides(event) == ([("TUR", "GOV")], [("IRN", "GOV")])


def test_the_sea_of_japan_is_not_japans(one_event):
    event = one_event("North Korea fired two missiles into the Sea of Japan.", "ASSAULT")
    assert event.recipients == ()


def codes(actors):
    return sorted(a.country or "" for a in actors)


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("UN envoy Hans Grundberg met Omani and Houthi officials in Muscat.", "CONSULT", ["OMN", "YEM"]),
        ("Sudan's army retreated. Cairo and Ankara have backed the army.", "SUPPORT", ["SDN"]),
        ("India and Pakistan fought for days. The neighbours fired missiles at each other's bases.", "ASSAULT", []),
        (
            "Thailand and Cambodia fought on. Malaysia's prime minister spoke with both leaders of the two states.",
            "CONSULT",
            ["KHM", "THA"],
        ),
    ],
)
def test_whom_an_act_is_done_to(read, text, type_, recipients):
    found = [e for e in read(text, published="2025-07-25").events if e.type == type_]
    assert codes(found[-1].recipients) == recipients


def test_both_sides_are_those_the_text_is_about_whoever_spoke_last(read):
    record = read(
        "Thailand shelled Cambodia. Cambodia shelled Thailand. Thai troops then fired on Cambodian villages, the Thai army said. "
        "Cambodian guns fired back. China's minister Wang Yi spoke of concern, while Britain urged both sides to stop.",
        published="2025-07-25",
    )
    (request,) = (e for e in record.events if e.type == "REQUEST")
    assert codes(request.recipients) == ["KHM", "THA"]


def test_who_urges_both_sides_is_none_of_them(read):
    record = read("Thailand spoke to Britain. Cambodia shelled Thailand. Britain urged both sides to stop.")
    (request,) = (e for e in record.events if e.type == "REQUEST")
    assert codes(request.recipients) == ["KHM", "THA"]


def test_the_neighbours_are_the_two_told_before(read):
    record = read(
        "India and Pakistan fought for days. The nuclear-armed neighbours fired missiles at each other's bases."
    )
    fired = next(e for e in record.events if e.trigger.text == "fired")
    assert codes(fired.actors) == ["IND", "PAK"]


@pytest.mark.parametrize("state", ["Iran", "Turkey", "Pakistan"])
def test_a_ministrys_spokesman_is_one_actor_of_its_state(read, state):
    record = read(f"{state}'s foreign ministry spokesman Rasul Kadim condemned the attack on Mali.")
    (accuse,) = (e for e in record.events if e.type == "ACCUSE")
    assert [(a.country, a.sector) for a in accuse.actors] == [({"I": "IRN", "T": "TUR", "P": "PAK"}[state[0]], "GOV")]


def test_a_council_with_a_name_of_its_own_is_not_the_organisation_told_before(read):
    record = read(
        "The World Health Organization spoke of 40 dead. Sudan's Security and Defence Council met on Tuesday."
    )
    (meeting,) = (e for e in record.events if e.type == "CONSULT")
    assert codes(meeting.actors) == ["SDN"]


def test_air_defences_are_those_of_the_ministry_that_tells_of_them(read):
    record = read("Russia's defence ministry spoke. It said air defences downed 147 Ukrainian drones over Kursk.")
    (event,) = (e for e in record.events if e.type == "ASSAULT")
    assert (codes(event.actors), codes(event.recipients)) == (["RUS"], ["UKR"])


def test_a_leader_told_by_the_surname_alone_is_known(read):
    record = read("Trump met Zelenskiy in Kananaskis.", published="2025-06-17")
    (event,) = (e for e in record.events if e.type == "CONSULT")
    assert [(a.country, a.sector) for a in (*event.actors, *event.recipients)] == [("USA", "GOV"), ("UKR", "GOV")]


@pytest.mark.parametrize(
    ("text", "type_", "actors"),
    [
        ("Kagame denied that Rwandan troops had crossed the border and blamed Congo.", "ACCUSE", ["Kagame"]),
        ("They demanded the resignation of Prime Minister Nikol Pashinyan, who accused Russia.", "ACCUSE", ["Prime Minister Nikol Pashinyan"]),
        ("The junta, which deposed President Mohamed Bazoum in Niger, has cancelled accords with France.", "SANCTION", ["The junta"]),
        ("Niger junta orders French ambassador to leave\n\nThe ambassador stayed.", "REQUEST", ["Niger junta"]),
        ("Supporters of the coup pelted the French embassy with stones.", "ASSAULT", ["Supporters of the coup"]),
    ],
)  # fmt: skip
def test_whose_act_it_is(read, text, type_, actors):
    found = [e for e in read(text).events if e.type == type_]
    assert [a.text for a in found[-1].actors] == actors


def test_him_is_somebody_else_than_who_does_it(read):
    record = read("The minister of Niger gave the French ambassador two days to leave, accusing him of arrogance.")
    (event,) = (e for e in record.events if e.type == "ACCUSE")
    assert codes(event.recipients) == ["FRA"]


def test_who_does_it_to_himself_does_it_to_nobody_else(read):
    record = read("Gunmen shelled Gao on Monday, before barricading themselves in a church.")
    assert all("themselves" not in r.text for e in record.events for r in e.recipients)


def test_from_whom_condemnation_is_drawn(read):
    record = read("The launch drew condemnation from Seoul, Tokyo and Washington.")
    (event,) = (e for e in record.events if e.type == "ACCUSE")
    assert codes(event.actors) == ["JPN", "KOR", "USA"]


def test_it_is_not_who_only_tells_of_it(read):
    record = read(
        "North Korea fired a missile on Sunday, the Joint Chiefs of Staff of South Korea said, days after it shelled Yeonpyeong."
    )
    assert [codes(e.actors) for e in record.events if e.type == "ASSAULT"] == [["PRK"], ["PRK"]]
