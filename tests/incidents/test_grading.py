from dataclasses import replace

import pytest
from make_mentions import casualty, mention, source

from vedette.incidents.blame import incident_ledger
from vedette.incidents.grading import grade, suggest
from vedette.records.assessment import CONFIRMED, CONTESTED, FAIR, INFORMATION_GRADES, STATUSES, WEAK
from vedette.records.incident import Incident
from vedette.records.ledger import Figure


def said(who, by, status="actual", n=0, document=None):
    at = source(document or f"{by}-{n}", publisher=f"paper of {by}")
    claimants = [by] if by else []
    return mention(who=[who], whom=["ARM"], at=at, n=n, status=status, claimants=claimants)


def told_of(mentions, figures=()):
    incident = Incident(
        id="i", family="force", tellings=(), mentions=tuple(m.id for m in mentions), documents=(), origins=1,
        doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}),
    )  # fmt: skip
    told = [
        Figure(casualty=c, at=source(f"f{n}", publisher="a paper"), as_of="2022-09-13", incident="i")
        for n, c in enumerate(figures)
    ]
    return incident, incident_ledger(incident, mentions, told), [m.event for m in mentions]


def graded(*mentions, figures=()):
    return grade(*told_of(mentions, figures))


def suggested(*mentions, figures=()):
    return suggest(*told_of(mentions, figures)[1:])


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
    assert found.status in STATUSES


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


def test_no_rule_discounts_and_each_word_rests_on_what_is_told():
    denial = said("AZE", "AZE", "negated", n=1)
    saying = said("AZE", "ARM")
    assert set(graded(saying, denial).rests_on) == {saying.id, denial.id}
    assert graded(saying).rests_on == (saying.id,)
    two = said("AZE", "UNO", n=1)
    assert set(graded(saying, two).rests_on) == {saying.id, two.id}
    own = said("AZE", "AZE")
    assert graded(own).rests_on == (own.id,)
    clash = [casualty(40, claimants=["ARM"]), casualty(10, claimants=["AZE"])]
    assert set(graded(saying, figures=clash).rests_on) == {c.id for c in clash}
    many = [said("AZE", f"C{n}", n=n) for n in range(9)]
    assert len(graded(*many).rests_on) == 4


@pytest.mark.parametrize(
    ("mentions", "number", "rule"),
    [
        ([said("AZE", "ARM")], "3", "one party or one text alone tells it"),
        ([said("AZE", "ARM"), said("AZE", "UNO", n=1)], "1", "two parties or more say so in independent texts, nobody denies it"),
        ([said("AZE", "AZE")], "2", "a doer says so itself"),
        ([said("AZE", "AZE"), said("AZE", "ARM", n=1)], "1", "two parties or more say so in independent texts, nobody denies it"),
        ([said("AZE", "ARM"), said("AZE", "AZE", "negated", n=1)], "4", "who did it is denied or differs"),
        ([said("AZE", "ARM"), mention(status="negated", at=source("z"), claimants=["AZE"])], "4", "that it happened is denied"),
        ([said("AZE", "AZE", "negated")], "5", "it is denied, and nobody says so"),
        ([said("AZE", "ARM", "future")], "6", "nobody tells it as done"),
        ([], "6", "nobody tells it as done"),
    ],
)  # fmt: skip
def test_the_number_that_the_rules_suggest(mentions, number, rule):
    found = suggested(*mentions)
    assert (found.status, found.rule) == (number, rule)
    assert found.sentence
    assert number in INFORMATION_GRADES


def test_figures_that_exclude_each_other_lower_no_information_grade():
    clash = [casualty(40, claimants=["ARM"]), casualty(10, claimants=["AZE"])]
    told = [said("AZE", "ARM"), said("AZE", "UNO", n=1)]
    assert graded(*told, figures=clash).status == CONTESTED
    assert suggested(*told, figures=clash).status == "1"
