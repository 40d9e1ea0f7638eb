"""Whether an act happened, in the clauses that say otherwise."""

import pytest


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Azerbaijan attacked Armenia.", "actual"),
        ("Azerbaijan did not attack Armenia.", "negated"),
        ("Azerbaijan never attacked Armenia.", "negated"),
        ("If Azerbaijan attacked Armenia, the alliance would meet.", "hypothetical"),
        ("Azerbaijan could attack Armenia.", "hypothetical"),
        ("Azerbaijan will attack Armenia.", "future"),
        ("Azerbaijan attacked Armenia in 1994.", "historical"),
    ],
)
def test_status_of_an_attack(one_event, text, status):
    assert one_event(text, "ASSAULT").status == status


def test_a_planned_visit_is_an_agreement_that_stands(one_event):
    event = one_event("President Erdogan will visit Azerbaijan on Friday.", "AGREE")
    assert event.status == "actual"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kyiv denied responsibility for the strike on Belgorod, and blamed Russia.", [("ASSAULT", "actual"), ("ACCUSE", "actual")]),
        ("Azerbaijan denied attacking Armenia, and blamed Armenian troops.", [("ASSAULT", "negated"), ("ACCUSE", "actual")]),
        ("The army denied having attacked the village, and shelled the town.", [("ASSAULT", "negated"), ("ASSAULT", "actual")]),
        ("Congo condemned Rwanda; Kigali denied that its soldiers had attacked Goma.", [("ACCUSE", "actual"), ("ASSAULT", "negated")]),
        ("Israel denied that it had attacked Gaza, and condemned Iran.", [("ASSAULT", "negated"), ("ACCUSE", "actual")]),
    ],
)  # fmt: skip
def test_a_denial_ends_where_another_verb_has_its_own_object(read, text, told):
    assert [(e.type, e.status) for e in read(text).events] == told


@pytest.mark.parametrize(
    "text", ["Ukraine did not shell or bomb the plant.", "Sudan's army denied killing civilians and bombing markets."]
)
def test_a_denial_reaches_over_verbs_in_the_same_bare_form(read, text):
    assert {e.status for e in read(text).events} == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "Germany cancelled talks with Rwanda that were planned for May.",
        "Talks with Rwanda were postponed by Germany.",
        "Germany called off talks with Rwanda.",
    ],
)
def test_talks_that_are_called_off_are_none(read, text):
    assert not [e for e in read(text).events if e.type == "CONSULT"]


def test_talks_that_are_not_called_off_are_some(read):
    assert [e for e in read("Germany held talks with Rwanda in May.").events if e.type == "CONSULT"]


def test_what_an_attack_is_called_is_no_second_one(read):
    record = read("Rebels attacked Gao on Monday. Mali called the attack a war crime.")
    assert not [e for e in record.events if e.trigger.text == "crime"]


def test_talks_for_which_one_is_ready_have_not_been_held(read):
    record = read("Peskov said Russia was ready for a new round of talks with Ukraine.")
    assert not [e for e in record.events if e.type == "CONSULT"]


def test_any_attack_is_none_that_happened(one_event):
    assert (
        one_event("South Korea warned that any attack on Seoul would be punished.", "ASSAULT").status == "hypothetical"
    )
