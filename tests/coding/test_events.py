"""Events as the codebook rules them, on whole sentences."""

import pytest


def types(record):
    return [e.type for e in record.events]


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("Azerbaijani artillery shelled the village of Sotk.", "ASSAULT", "heavy-weapons"),
        ("Azerbaijan struck the village of Sotk with drones.", "ASSAULT", "drone"),
        ("Turkey condemned Armenia.", "ACCUSE", "disapprove"),
        ("Armenia asked Russia for military help.", "REQUEST", "assist"),
        ("Turkish Defense Minister Akar called Azerbaijan Defense minister Hasanov.", "CONSULT", "phone"),
        ("President Erdogan met President Aliyev in Baku.", "CONSULT", None),
        ("Russia released two Ukrainian prisoners.", "RETREAT", "release"),
        ("Turkish police arrested three journalists.", "COERCE", "arrest"),
        ("The United States imposed sanctions on Iran.", "SANCTION", None),
        ("Germany provided weapons to Ukraine.", "AID", None),
        ("Turkey warned Armenia not to escalate the conflict.", "THREATEN", None),
        ("Iran refused to meet U.S. officials.", "REJECT", None),
    ],
)
def test_types_and_modes(read, text, type_, mode):
    found = {(e.type, e.mode) for e in read(text).events}
    assert type_ in {t for t, _ in found}
    if mode:
        assert (type_, mode) in found


def test_several_words_for_one_act_are_one_event(read):
    assert (
        types(read("Azerbaijani strikes hit Armenian positions and destroyed two Armenian tanks.")).count("ASSAULT")
        == 1
    )


def test_acts_that_differ_in_their_doer_are_several(read):
    record = read("Azerbaijan attacked Armenia, and Turkey attacked Syria.")
    assert types(record).count("ASSAULT") == 2


def test_the_content_of_a_promise_is_no_event_of_its_own(read):
    assert types(read("Germany promised to send weapons to Ukraine.")) == ["AGREE"]


def test_an_aim_is_no_act(read):
    assert "ASSAULT" not in types(read("The ministers discussed the campaign to defeat Islamic State."))


@pytest.mark.parametrize(
    "text",
    [
        "Arsenal attacked from the left and killed off the match.",
        "The film tells the story of two brothers.",
        "The committee discussed the weather.",
        "He believes that the situation is difficult.",
    ],
)
def test_sport_film_and_opinion_are_no_events(read, text):
    assert types(read(text)) == []


def test_clashes_on_a_border_are_between_its_states(one_event):
    event = one_event("Clashes took place on the border between Armenia and Azerbaijan.", "ASSAULT")
    assert {a.country for a in event.actors} == {"ARM", "AZE"}
    assert event.place.precision == "border"
    assert event.place.lat is None


def test_a_headline_has_its_verb(one_event):
    from_title = one_event("Turkey Condemns Armenia", "ACCUSE")
    assert [a.country for a in from_title.actors] == ["TUR"]


def test_every_event_has_its_words_in_the_text_and_an_own_id(read):
    record = read(
        "Azerbaijan attacked Armenia. Turkey condemned Armenia and praised Azerbaijan. Russia met with Iran in Moscow."
    )
    text = record.document.text
    assert len({e.id for e in record.events}) == len(record.events)
    for e in record.events:
        assert text[e.trigger.start : e.trigger.end] == e.trigger.text
        for part in (*e.actors, *e.recipients, *e.claimants, *(x for x in (e.place, e.time, e.cue) if x)):
            assert text[part.start : part.end] == part.text
        assert 0 <= e.confidence <= 1


def test_what_is_due_to_be_met_for_is_one_meeting_to_come(read):
    record = read("Armenia and Azerbaijan are due to meet in Yevlakh on Friday for talks on trade.")
    assert [(e.type, e.trigger.text, e.time.from_) for e in record.events] == [("AGREE", "meet", "2022-09-16")]
