"""Sides that an act's own clause does not tell, on sentences written for the tests."""

import pytest


def sides(record, type_):
    """Return the countries of actors and recipients of the record's events of a type, in order."""
    return [
        ([a.country for a in e.actors], [a.country for a in e.recipients]) for e in record.events if e.type == type_
    ]


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("France condemned the attack by Boko Haram.", "ACCUSE", (["FRA"], ["NGA"])),
        ("Canada welcomes the agreement between Sudan and Chad.", "SUPPORT", (["CAN"], ["SDN", "TCD"])),
        ("Germany remains committed to working with Jordan.", "AGREE", (["DEU"], ["JOR"])),
        (
            "Secretary Kerry raised the matter in a call with Foreign Minister Lavrov of Russia.",
            "CONSULT",
            (["USA"], ["RUS"]),
        ),
        ("Pakistan accused India of shelling Pakistani villages.", "ASSAULT", (["IND"], ["PAK"])),
        ("The militants were killed by a Turkish airstrike.", "ASSAULT", (["TUR"], [None])),
    ],
)
def test_sides_within_one_sentence(read, text, type_, expected):
    found = sides(read(text, published="2016-03-01"), type_)
    assert expected in found


def test_the_attack_takes_the_sides_of_the_attack_told_before(read):
    record = read("Boko Haram attacked a Nigerian army base on Monday. The attack lasted for hours.")
    assert sides(record, "ASSAULT") == [(["NGA"], ["NGA"]), (["NGA"], ["NGA"])]


def test_who_claims_responsibility_did_it(read):
    record = read("A bombing in Lahore killed ten people. The Pakistani Taliban claimed responsibility.")
    assert sides(record, "ASSAULT")[0][0] == ["PAK"]


def test_both_sides_are_the_two_told_before(read):
    record = read("Indian and Chinese troops clashed in the valley. Both countries agreed to hold talks.")
    assert {c for side in sides(record, "AGREE")[0] for c in side} == {"IND", "CHN"}


def test_those_who_clash_need_no_recipient(read):
    record = read(
        "India attacked Pakistan. India bombed Pakistan. India shelled Pakistan. Indian and Pakistani troops clashed."
    )
    clash = next(e for e in record.events if e.trigger.text == "clashed")
    assert not clash.recipients


def test_a_possible_attack_is_done_by_nobody_yet(read):
    record = read("China fired on a Philippine boat. An armed attack on Philippine forces would have consequences.")
    possible = [e for e in record.events if e.status == "hypothetical" and e.type == "ASSAULT"]
    assert all(not e.actors for e in possible)


def test_partners_are_not_their_owner(read):
    record = read("France urged its partners to help.")
    assert sides(record, "REQUEST") == [(["FRA"], [None])]


def test_refusing_access_is_a_refusal(read):
    record = read("Syria did not allow inspectors into Douma.")
    assert [(e.type, e.mode, e.status) for e in record.events] == [("REJECT", "yield", "actual")]


def test_a_sum_of_strikes_is_no_act(read):
    assert "ASSAULT" not in [e.type for e in read("The coalition has launched 8,000 strikes against ISIL.").events]


def test_a_planned_weekday_lies_ahead(read):
    record = read("Pakistan said its foreign minister would visit New Delhi on Saturday.", published="1999-06-08")
    assert [(e.type, e.time.from_) for e in record.events if e.time] == [("AGREE", "1999-06-12")]


def test_people_met_abroad_are_of_that_country(read):
    record = read("In Uzbekistan, British Foreign Secretary Hammond met senior officials.", published="2016-01-01")
    assert (["GBR"], ["UZB"]) in sides(record, "CONSULT")


def test_the_ambush_is_where_somebody_was_ambushed_whatever_was_told_since(read):
    text = (
        "Gunmen ambushed a Nigerien army convoy near Banibangou on Thursday. Nigerien aircraft later struck two camps in Mali. "
        "The African Union condemned the ambush."
    )
    told = read(text).events
    (blame,) = [e for e in told if e.type == "ACCUSE"]
    assert [a.text for a in blame.recipients] == ["Gunmen"]
    again = max((e for e in told if e.type == "ASSAULT"), key=lambda e: e.trigger.start)
    assert (again.trigger.text, again.place.country) == ("ambush", "NER")


def test_whom_a_party_fights_is_told_by_its_forces_and_not_by_those_who_fell_elsewhere(read):
    record = read(
        "Azerbaijan killed at least 49 Armenian soldiers on Monday. Azerbaijan shelled 12 Armenian soldiers near Goris. "
        "Azerbaijan bombed 30 Armenian soldiers at Jermuk. The Armenian army shelled Azerbaijani posts. On Tuesday the Azerbaijani army opened fire again."
    )
    last = [e for e in record.events if e.type == "ASSAULT"][-1]
    assert [(a.country, a.text) for a in last.recipients] == [("ARM", "The Armenian army")]
