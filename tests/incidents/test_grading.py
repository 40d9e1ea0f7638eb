from dataclasses import replace

import pytest
from make_mentions import casualty, mention, source

from vedette.incidents.blame import incident_ledger
from vedette.incidents.grading import CONFIRMED, CONTESTED, DISCOUNTED, FAIR, GRADES, WEAK, grade
from vedette.records.incident import Incident
from vedette.records.ledger import Figure


def said(who, by, status="actual", n=0, document=None):
    at = source(document or f"{by}-{n}", publisher=f"paper of {by}")
    claimants = [by] if by else []
    return mention(who=[who], whom=["ARM"], at=at, n=n, status=status, claimants=claimants)


def graded(*mentions, figures=(), **more):
    incident = Incident(
        id="i", family="force", tellings=(), mentions=tuple(m.id for m in mentions), documents=(), origins=1,
        doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}),
    )  # fmt: skip
    told = [
        Figure(casualty=c, at=source(f"f{n}", publisher="a paper"), as_of="2022-09-13", incident="i")
        for n, c in enumerate(figures)
    ]
    return grade(incident, incident_ledger(incident, mentions, told), [m.event for m in mentions], **more)


@pytest.mark.parametrize(
    ("mentions", "status", "sentence"),
    [
        ([said("AZE", "ARM")], WEAK, "said by ARM alone"),
        ([said("AZE", "ARM", n=n, document="d") for n in (0, 1)], WEAK, "said by ARM alone"),
        ([said("AZE", who, n=n, document="d") for n, who in enumerate(("ARM", "UNO"))], WEAK, "said by ARM, UNO in one text"),
        ([said("AZE", "ARM"), said("AZE", "UNO", n=1)], FAIR, "ARM, UNO say so in 2 independent texts"),
        ([said("AZE", "ARM"), said("AZE", None, n=1)], FAIR, "ARM, paper of None say so in 2 independent texts"),
        ([said("AZE", "ARM"), said("AZE", "UNO", "hypothetical", n=1)], FAIR, "ARM, UNO say so in 2 independent texts"),
        ([said("AZE", "ARM", "future"), said("AZE", "UNO", "future", n=1)], WEAK, "it is told as possible, announced or past, by nobody as done"),
        ([said("AZE", "AZE")], CONFIRMED, "AZE says that it did it"),
        ([said("AZE", "ARM"), said("AZE", "AZE", "negated", n=1)], CONTESTED, "of AZE as the doer: AZE denies it"),
        ([said("AZE", "AZE"), said("ARM", "UNO", n=1)], CONTESTED, "of ARM as the doer: AZE names somebody else"),
    ],
)  # fmt: skip
def test_the_word_and_what_it_rests_on(mentions, status, sentence):
    found = graded(*mentions)
    assert (found.status, found.sentence) == (status, sentence)
    assert found.rule
    assert found.status in GRADES


def test_who_denies_without_naming_anybody_contests_it_too():
    denial = mention(status="negated", at=source("z"), claimants=["AZE"])
    assert graded(said("AZE", "ARM"), denial).rule == "that it happened is denied"


def test_figures_that_exclude_each_other_contest_it_and_running_totals_do_not():
    clash = [casualty(40, claimants=["ARM"]), casualty(10, claimants=["AZE"])]
    found = graded(said("AZE", "ARM"), figures=clash)
    assert (found.status, found.sentence) == (CONTESTED, "killed: ARM says 40 (2022-09-13), AZE says 10 (2022-09-13)")
    totals = [replace(c, scope="total") for c in clash]
    incident = Incident(id="i", family="force", tellings=(), mentions=("m",), documents=(), origins=1)
    counts = [
        Figure(casualty=c, at=source(f"f{n}"), as_of="2022-09-13", incident="i", campaign=True)
        for n, c in enumerate(totals)
    ]
    assert grade(incident, incident_ledger(incident, [], counts), []).status == WEAK


def test_a_person_alone_discounts_and_no_rule_says_more():
    found = graded(said("AZE", "AZE"), discounted=("Jane", "a drill"))
    assert (found.status, found.sentence) == (DISCOUNTED, "Jane: a drill")
