"""Who says so, in the ways in which English says it."""

import pytest


def who(event):
    return [(c.country, c.sector) for c in event.claimants]


@pytest.mark.parametrize(
    ("text", "claimants", "cue"),
    [
        (
            "Armenia's defense ministry said that Azerbaijani troops shelled the village of Sotk.",
            [("ARM", "GOV")],
            "said",
        ),
        ("Azerbaijani troops shelled the village of Sotk, the Armenian government said.", [("ARM", "GOV")], "said"),
        ("According to the Armenian government, Azerbaijani troops shelled Sotk.", [("ARM", "GOV")], "According to"),
        ("The United States claimed that Islamic State had attacked Iraq.", [("USA", "GOV")], "claimed"),
        ("Azerbaijani troops shelled the village of Sotk.", [], None),
        ("Azerbaijani troops reportedly shelled the village of Sotk.", [], "reportedly"),
    ],
)
def test_claimants_and_their_cue(one_event, text, claimants, cue):
    event = one_event(text, "ASSAULT")
    assert who(event) == claimants
    assert (event.cue.text if event.cue else None) == cue


def test_a_nested_claim_is_the_attackers_deed_and_the_speakers_claim(one_event):
    event = one_event("The United States claimed that Islamic State had attacked Iraq.", "ASSAULT")
    assert [a.country for a in event.actors] == ["IMG"]
    assert [a.country for a in event.recipients] == ["IRQ"]
    assert who(event) == [("USA", "GOV")]


def test_the_speaker_of_a_verbal_act_is_not_also_its_claimant(one_event):
    event = one_event("Armenia condemned Azerbaijan.", "ACCUSE")
    assert [a.country for a in event.actors] == ["ARM"]
    assert event.claimants == ()


def test_what_stands_in_a_quotation_is_claimed_by_its_speaker(one_event):
    event = one_event("“Azerbaijani troops shelled Sotk,” the Armenian government said.", "ASSAULT")
    assert event.quoted
    assert who(event) == [("ARM", "GOV")]


def test_a_clause_of_time_behind_a_comma_is_the_authors(one_event):
    event = one_event(
        "They stated that they will always help, when Turkish Defense Minister Akar called Azerbaijan Defense minister "
        "Hasanov.",
        "CONSULT",
    )
    assert event.claimants == ()


def test_who_accuses_behind_a_semicolon_tells_nothing_of_what_stands_before_it(read):
    text = "Thai and Cambodian troops clashed near the temple; the army accused Cambodia of firing first."
    event = next(e for e in read(text).events if e.trigger.text == "clashed")
    assert (who(event), event.cue) == ([], None)


def test_who_claims_responsibility_says_so_and_who_denies_it_does_not(read):
    claimed, denied = (
        "Hezbollah claimed responsibility for the attack on Haifa.",
        "Iran denied responsibility for the attack on Haifa.",
    )
    assert [e.cue.text for e in read(claimed).events if e.type == "ASSAULT"] == ["claimed"]
    assert [(e.status, e.cue) for e in read(denied).events if e.type == "ASSAULT"] == [("actual", None)]


def test_what_stands_behind_a_semicolon_is_not_what_was_said_before_it(read):
    record = read("Two soldiers were killed near Shusha, Russia's defence ministry said; Aliyev phoned Vladimir Putin.")
    told = {e.type: [a.country for a in e.claimants] for e in record.events}
    assert told == {"ASSAULT": ["RUS"], "CONSULT": []}
