"""Where rules and marker meet, with a marker that says what each test wants it to say."""

import pytest

from coding.fake import marked


def test_a_word_that_no_list_holds_is_an_event_where_the_marker_finds_one(read_with):
    text = "France frobnicated Mali on Monday."
    found = read_with(
        text, frobnicated=marked([("ASSAULT", 0.9)], [("actor", "France", 0.9), ("recipient", "Mali", 0.9)])
    )
    (e,) = found.events
    assert (e.type, e.trigger.text, e.time.from_) == ("ASSAULT", "frobnicated", "2022-09-12")
    assert ([a.country for a in e.actors], [a.country for a in e.recipients]) == (["FRA"], ["MLI"])
    assert not read_with(text).events


def test_a_rule_s_event_falls_where_the_marker_sees_none(read_with):
    text = "France attacked Mali on Monday."
    assert not read_with(text).events
    assert read_with(text, attacked=marked([("ASSAULT", 0.5)])).events


def test_a_side_that_the_rules_leave_open_is_the_one_linked_from_elsewhere(read_with):
    text = "Mali's army regrouped. Shells fell on the market."
    links = [("actor", "army", 0.9), ("recipient", "market", 0.8)]
    (e,) = read_with(text, fell=marked([("ASSAULT", 0.9)], links)).events
    assert [a.country for a in e.actors] == ["MLI"]
    assert e.recipients


def test_a_weak_link_changes_nothing(read_with):
    weak = marked([("ASSAULT", 0.9)], [("actor", "Mali", 0.3)])
    (e,) = read_with("France attacked Niger; Mali watched.", attacked=weak).events
    assert [a.country for a in e.actors] == ["FRA"]


def test_people_whom_only_the_marker_counts(read_with):
    text = "Police in Gao took 13 villagers to the barracks."
    (count,) = read_with(text, villagers=marked(count=("captured", 0.9))).casualties
    assert (count.kind, count.low, count.high, count.side) == ("captured", 13, 13, "MLI")
    assert text[count.start : count.end] == count.text


def test_a_rule_s_count_stands_whatever_the_marker_sees(read_with):
    (count,) = read_with("The bomb killed 13 villagers in Gao.").casualties
    assert (count.kind, count.low) == ("killed", 13)


def test_a_place_that_stands_elsewhere_is_taken_and_a_time_is_not(read_with):
    text = "On 3 May the town of Gao woke early. Rebels frobnicated."
    links = [("actor", "Rebels", 0.9), ("place", "Gao", 0.9), ("time", "May", 0.9)]
    (e,) = read_with(text, frobnicated=marked([("ASSAULT", 0.9)], links)).events
    assert (e.place.name, e.time) == ("Gao", None)


def test_a_place_that_is_hardly_linked_is_not_pinned(read_with):
    text = "The town of Gao woke early. Rebels frobnicated."
    links = [("actor", "Rebels", 0.9), ("place", "Gao", 0.45)]
    (e,) = read_with(text, frobnicated=marked([("ASSAULT", 0.9)], links)).events
    assert e.place is None


def test_a_place_in_the_attackers_own_state_is_another_attacks_where_it_was_told_to_strike_abroad(read_with):
    text = "Israel bombed Yemen. Rockets fell near Haifa. Seven people died in the frobnication."
    links = [("actor", "Israel", 0.9), ("place", "Haifa", 0.9)]
    told = {"bombed": marked([("ASSAULT", 0.9)]), "frobnication": marked([("ASSAULT", 0.9)], links)}
    found = [e for e in read_with(text, **told).events if e.trigger.text == "frobnication"]
    assert [e.place for e in found] == [None]


def test_the_seat_of_a_government_is_not_where_what_it_speaks_of_happened(read_with):
    text = "Rebels attacked. The government in Port Sudan called it a frobnication."
    links = [("actor", "Rebels", 0.9), ("place", "Sudan", 0.9)]
    told = {"attacked": marked([("ASSAULT", 0.9)]), "frobnication": marked([("ASSAULT", 0.9)], links)}
    assert all(e.place is None for e in read_with(text, **told).events)


def test_the_halves_of_a_title_are_two_reports(read_with):
    text = "Rebels seize Goma airport; Kinshasa cuts ties with Rwanda\n\nThe rebels have held it since."
    told = {
        "seize": marked([("ASSAULT", 0.9)], [("place", "airport", 0.9)]),
        "cuts": marked([("SANCTION", 0.9)], [("place", "airport", 0.9)]),
    }
    found = {e.trigger.text: e.place and e.place.name for e in read_with(text, **told).events}
    assert found["seize"] == "Goma International Airport"
    assert found["cuts"] is None


BLAME = "Rwandan troops blamed Kinshasa for the war, Kagame said."


def test_a_doer_to_whom_no_link_leads_gives_way_to_the_one_of_whom_the_marker_is_sure(read_with):
    told = marked([("ACCUSE", 0.9)], [("actor", "Kagame", 0.95), ("recipient", "Kinshasa", 0.9)])
    (e,) = (e for e in read_with(BLAME, blamed=told).events if e.type == "ACCUSE")
    assert [a.text for a in e.actors] == ["Kagame"]


@pytest.mark.parametrize("links", [[("actor", "Kagame", 0.85)], [("actor", "Kagame", 0.95), ("actor", "troops", 0.3)]])
def test_a_doer_to_whom_a_link_leads_or_whom_no_surer_one_contests_stands(read_with, links):
    (e,) = (e for e in read_with(BLAME, blamed=marked([("ACCUSE", 0.9)], links)).events if e.type == "ACCUSE")
    assert [a.text for a in e.actors] == ["Rwandan troops"]


def test_a_council_that_meets_is_not_given_a_partner_from_elsewhere(read_with):
    text = "Rwanda recalled its envoy. The Security Council met again."
    links = [("actor", "Council", 0.95), ("recipient", "Rwanda", 0.6)]
    (e,) = (e for e in read_with(text, met=marked([("CONSULT", 0.9)], links)).events if e.type == "CONSULT")
    assert e.recipients == ()


def test_every_receipt_of_a_marked_event_is_in_the_text(read_with):
    text = "Near Gao, Malian troops frobnicated rebels who had fled."
    (e,) = read_with(
        text, frobnicated=marked([("ASSAULT", 0.9)], [("actor", "troops", 0.9), ("recipient", "rebels", 0.9)])
    ).events
    for a in (*e.actors, *e.recipients, e.trigger):
        assert text[a.start : a.end] == a.text


def test_who_only_tells_of_a_deed_is_not_its_doer(read):
    record = read("The Armenian government claims that 431 Azerbaijani servicemen were killed.")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert event.actors == ()
    assert [a.country for a in event.claimants] == ["ARM"]


def test_who_is_concerned_over_an_attack_did_not_carry_it_out(read):
    record = read("The foreign minister of Turkey expressed concern over the attack in Syria.")
    assert all(a.country != "TUR" for e in record.events if e.type == "ASSAULT" for a in e.actors)


def test_a_series_of_attacks_is_of_who_launched_it(read):
    record = read("The Turkish army launched a series of attacks on Syria.")
    assert [a.country for e in record.events if e.type == "ASSAULT" for a in e.actors] == ["TUR"]


def test_a_state_named_elsewhere_did_not_fell_its_own_soldiers(read_with):
    links = [("actor", "Mali", 0.9), ("actor", "Niger", 0.89)]
    text = "Mali and Niger spoke of the toll. On Friday 12 Malian soldiers were killed."
    (e,) = (e for e in read_with(text, killed=marked([("ASSAULT", 0.9)], links)).events if e.type == "ASSAULT")
    assert [a.country for a in e.actors] == ["NER"]


def test_a_state_that_is_told_to_shoot_its_own_civilians_is_the_doer(read_with):
    links = [("actor", "Mali", 0.9)]
    text = "Mali spoke of the toll. On Friday 12 Malian civilians were killed."
    (e,) = (e for e in read_with(text, killed=marked([("ASSAULT", 0.9)], links)).events if e.type == "ASSAULT")
    assert [a.country for a in e.actors] == ["MLI"]
