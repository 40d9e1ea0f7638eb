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
