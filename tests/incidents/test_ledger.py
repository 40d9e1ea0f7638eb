"""Every figure with who says so, over time; nothing mixed, nothing added up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_mentions import actor, casualty, mention, source

from vedette.incidents.figures import figure, figures_of
from vedette.incidents.ledger import CAMPAIGN, ledger
from vedette.incidents.standing import contradict, said
from vedette.records.document import Document
from vedette.records.record import Record


def told(low, published, claimant=None, event=None, incident=None, document=None, **more):
    at = source(
        document or f"{claimant}-{published}-{low}", published, more.pop("publisher", None), more.pop("origin", "")
    )
    return figure(casualty(low, claimants=[claimant] if claimant else [], **more), event, at, incident)


SEPTEMBER = [
    told(49, "2022-09-13", "ARM", side="ARM"),
    told(50, "2022-09-14", "AZE", side="AZE"),
    told(105, "2022-09-14", "ARM", side="ARM", scope="total"),
    told(71, "2022-09-15", "AZE", side="AZE"),
    told(202, "2022-12-05", "ARM", side="ARM", scope="total"),
    told(80, "2022-12-05", "AZE", side="AZE", scope="total"),
    told(431, "2022-12-05", "ARM", side="AZE"),
]


def _line(book, side, party):
    return next(x for x in book.lines if x.side == side and x.party == party)


def _standing(book, side, reach=CAMPAIGN):
    return next(s for s in book.standings if s.side == side and s.reach == reach)


def test_each_sides_own_account_stands_by_itself():
    book = ledger(reversed(SEPTEMBER), dyad=("ARM", "AZE"))
    own = _line(book, "ARM", "ARM")
    assert [(f.as_of, f.casualty.low) for f in own.figures] == [
        ("2022-09-13", 49),
        ("2022-09-14", 105),
        ("2022-12-05", 202),
    ]
    assert [s.change for s in own.steps] == ["up", "up"]
    assert (own.first.casualty.low, own.latest.casualty.low) == (49, 202)
    assert [f.casualty.low for f in _line(book, "AZE", "AZE").figures] == [50, 71, 80]
    assert [f.casualty.low for f in _line(book, "AZE", "ARM").figures] == [431]


def test_contested_where_two_say_what_cannot_both_be_and_the_spread_is_theirs():
    book = ledger(SEPTEMBER, dyad=("ARM", "AZE"))
    standing = _standing(book, "AZE")
    assert standing.words == ("contested",)
    assert (standing.low, standing.high, standing.silent) == (80, 431, ())
    assert "ARM says 431" in standing.reason
    assert "AZE says 80" in standing.reason


def test_one_side_only_and_who_is_silent():
    standing = _standing(ledger(SEPTEMBER, dyad=("ARM", "AZE")), "ARM")
    assert standing.words == ("single source", "one side only")
    assert standing.silent == ("AZE",)


def test_corroborated_counts_independent_voices_not_papers():
    wires = [told(12, "2022-09-13", "ARM", document=f"paper{n}") for n in range(5)]
    other = told(12, "2022-09-14", "UNO")
    alone = ledger(wires).standings[0]
    assert alone.words == ("single source",)
    both = ledger([*wires, other]).standings[0]
    assert both.words == ("corroborated by 2 independent origins",)


def test_copies_of_one_text_in_its_own_voice_are_one_voice_by_publisher_and_one_step():
    copies = [told(9, "2022-09-13", publisher=f"Paper {n}", document=f"c{n}", origin="c0") for n in range(40)]
    book = ledger(copies)
    assert [(x.party, x.own_voice, len(x.figures), x.steps) for x in book.lines] == [("Paper 0", True, 40, ())]
    assert (book.standings[0].origins, book.standings[0].words) == (1, ("single source",))


def test_a_doctor_is_no_voice_of_the_state():
    doctor, ministry = told(15, "2022-09-13", "SDN"), told(9, "2022-09-13", "SDN", document="x")
    said_ = replace(doctor, casualty=replace(doctor.casualty, claimants=(actor("SDN", "MED"),)))
    assert [x.party for x in ledger([said_, ministry]).lines] == ["SDN", "SDN/MED"]
    assert ledger([said_], dyad=("SDN",)).standings[0].words == ("single source",)


def test_a_headline_is_not_the_publishers_own_voice():
    head = told(49, "2022-09-13", publisher="Paper", document="d")
    body = told(49, "2022-09-13", "ARM", publisher="Paper", document="d", start=50)
    assert [x.party for x in ledger([head, body]).lines] == ["ARM"]


def test_running_totals_never_count_for_an_incident():
    placed = mention(where="Sotk").event
    one = told(3, "2022-09-13", "ARM", event=placed, incident="i1")
    total = told(105, "2022-09-13", "ARM", event=placed, incident="i1", scope="total")
    book = ledger([one, total])
    assert {(x.reach, x.figures[0].casualty.low) for x in book.lines} == {("i1", 3), (CAMPAIGN, 105)}
    assert all(s.low == s.high for s in book.standings)


def test_a_figure_without_a_place_is_of_the_campaign():
    assert told(3, "2022-09-13", event=mention().event, incident="i1").campaign
    assert told(3, "2022-09-13", event=mention(where="Armenia").event, incident="i1").campaign
    assert not told(3, "2022-09-13", event=mention(where="Sotk").event, incident="i1").campaign


def test_the_attack_that_killed_has_its_place_from_what_was_told_before():
    at = source("d")
    attack = mention(who=["AZE"], whom=["ARM"], where="Sotk", when="2022-09-13", at=at).event
    killed = mention(whom=["ARM"], n=1, at=at).event
    record = Record(
        document=Document.of("…", id="d", published="2022-09-13"),
        events=(attack, killed),
        casualties=(casualty(12, event=killed.id),),
    )
    found = figures_of(record, {attack.id: "i1", killed.id: "i1"})[0]
    assert (found.campaign, found.incident) == (False, "i1")


def test_two_more_is_an_increase_and_no_revision_down():
    first, more = told(77, "2022-09-16", "AZE"), told(2, "2022-09-17", "AZE", text="two more soldiers died")
    then = told(79, "2022-09-18", "AZE", text="more than 79")
    line = ledger([first, more, then]).lines[0]
    assert [s.change for s in line.steps] == ["up"]
    assert [f.increase for f in line.figures] == [False, True, False]


def test_soldiers_and_civilians_are_counted_apart():
    soldiers = [told(n, f"2022-09-{13 + i}", "ARM") for i, n in enumerate((49, 105))]
    civilians = [told(3, "2022-09-13", "ARM", who="civilian"), told(4, "2022-09-14", "UNO", who="civilian")]
    book = ledger([*soldiers, *civilians])
    assert [(s.change, s.after.casualty.low) for s in _line(book, "ARM", "ARM").steps] == [("up", 105)]
    standings = {s.people: s for s in book.standings}
    assert (standings["military"].low, standings["military"].words) == (105, ("single source",))
    assert (standings["civilian"].low, standings["civilian"].high, standings["civilian"].words) == (
        3,
        4,
        ("contested",),
    )


def test_whom_a_figure_counts_may_be_told_later():
    line = ledger([told(77, "2022-09-16", "AZE"), told(79, "2022-09-17", "AZE", who="unknown")]).lines[0]
    assert [s.change for s in line.steps] == ["up"]
    assert line.latest.casualty.low == 79


def test_a_count_that_is_lowered_is_a_step_down():
    line = ledger([told(20, "2022-09-13", "ARM"), told(17, "2022-09-15", "ARM")]).lines[0]
    assert [s.change for s in line.steps] == ["down"]


def test_a_toll_is_as_of_the_day_its_sentence_names():
    friday = mention(when="2022-09-16").event
    assert told(135, "2022-09-17", "ARM", event=friday).as_of == "2022-09-16"
    placed = mention(where="Sotk", when="2022-09-16").event
    assert told(5, "2022-09-19", "ARM", event=placed, incident="i").as_of == "2022-09-19"


@pytest.mark.parametrize(
    ("first", "then", "day", "against"),
    [
        (49, 105, "2022-09-20", False),  # grew over a week
        (49, 105, "2022-09-14", True),  # a day apart
        (105, 49, "2022-09-20", True),  # does not shrink
    ],
)
def test_an_older_lower_count_does_not_contradict_a_newer_higher_one(first, then, day, against):
    a, b = told(first, "2022-09-13", "ARM"), told(then, day, "AZE")
    assert contradict(a, b) == contradict(b, a) == against


def test_about_and_open_bounds_leave_room():
    exact, about = told(95, "2022-09-13", "ARM"), told(100, "2022-09-13", "AZE", approx=True)
    assert not contradict(exact, about)
    at_least = replace(exact, casualty=replace(exact.casualty, low=49, high=None))
    assert not contradict(at_least, about)
    assert (said(at_least), said(about)) == ("at least 49", "about 100")


@given(st.permutations(SEPTEMBER))
def test_the_ledger_does_not_depend_on_the_order_and_loses_nothing(figures):
    book = ledger(figures, dyad=("ARM", "AZE"))
    assert book == ledger(SEPTEMBER, dyad=("ARM", "AZE"))
    assert sorted(f.id for f in book.figures) == sorted(f.id for f in SEPTEMBER)
