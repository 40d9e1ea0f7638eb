"""Who is bound to whom: a small set of treaties of our own, and some cases of the shipped files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.knowledge.base import Knowledge, load_knowledge
from vedette.knowledge.obligations import obligations, parties
from vedette.knowledge.states import load_states

ALLIANCES = """id,name,aliases,kind,signed,in_force,ended,end_kind,text_place,source,checked,note
x-pact,Pact of Strelsau,,defence,2001-01-10,2002-03-01,,,Strelsau,desk,,
x-old,Old Pact,,defence,1950-01-01,1950-02-01,1990-06-01,terminated,,desk,,
x-trade,Trade Treaty,,organisation,2001-01-01,2001-01-01,,,,desk,,
x-calm,Treaty of Calm,,non-aggression,2001-01-01,2001-01-01,,,,desk,,
"""
OBLIGATIONS = """alliance,article,obligation,trigger,steps,limits,paraphrase,source,checked
x-pact,3,defence,an armed attack on a party,the party asks|the council decides,as each deems necessary|only FJI KIR TON,all help the one attacked,desk,read
x-pact,2,consultation,a threat to a party,talks,,parties talk,desk,
x-old,1,defence,an armed attack,,,all help,desk,
x-trade,9,consultation,tariffs,,,parties talk on trade,desk,
x-calm,1,non-aggression,use of force between parties,,,parties do not attack each other,desk,
"""
MEMBERS = """alliance,party,from,to,event,basis,other_dates,source,checked,note
x-pact,FJI,2001-01-10,,signed,signature,in force 2002-03-01,desk,read,
x-pact,KIR,2001-01-10,,signed,signature,,desk,read,
x-pact,TON,2001-01-10,2010-05-05,left,notice of a year,notice 2009-05-05,desk,read,
x-pact,WSM,2003,,acceded,accession,,desk,,
x-pact,KIR,2020-02-02,,frozen,statement of the premier,,desk,read,
x-old,FJI,1950-01-01,,signed,,,desk,,
x-old,TON,1950-01-01,,signed,,,desk,,
x-trade,FJI,2001-01-01,,signed,,,desk,,
x-trade,VUT,2001-01-01,,signed,,,desk,,
x-calm,VUT,2001-01-01,,signed,,,desk,,
x-calm,FJI,2001-01-01,,signed,,,desk,,
"""


@pytest.fixture
def base(tmp_path) -> Knowledge:
    for name, text in (("alliances", ALLIANCES), ("obligations", OBLIGATIONS), ("members", MEMBERS)):
        (tmp_path / f"{name}.csv").write_text(text)
    return Knowledge(tmp_path)


def bound(duties, kind="defence", alliance="x-"):
    return sorted(d.bound for d in duties if d.obligation == kind and d.alliance.startswith(alliance))


def test_the_parties_are_bound_to_the_one_attacked_with_article_steps_and_limits(base):
    found = obligations("VUT", "FJI", "2005-01-01", base)
    assert bound(found.for_attacked) == ["KIR", "TON"]
    duty = next(d for d in found.for_attacked if d.alliance == "x-pact" and d.bound == "KIR")
    assert (duty.towards, duty.article, duty.since, duty.certain) == ("FJI", "3", "2001-01-10", True)
    assert duty.steps == ("the party asks", "the council decides")
    assert "as each deems necessary" in duty.limits


def test_a_limit_that_names_parties_binds_only_them(base):
    found = obligations("VUT", "FJI", "2005-01-01", base)
    assert "WSM" not in bound(found.for_attacked)
    assert bound(found.for_attacked, "consultation", "x-pact") == ["KIR", "TON", "WSM"]


def test_the_day_after_an_exit_binds_no_longer_and_is_told(base):
    assert bound(obligations("VUT", "FJI", "2010-05-05", base).for_attacked) == ["KIR", "TON"]
    after = obligations("VUT", "FJI", "2010-05-06", base)
    assert bound(after.for_attacked) == ["KIR"]
    assert any("TON was a party to Pact of Strelsau until 2010-05-05: it left" in told for told in after.lapsed)


def test_an_earlier_notice_is_a_doubt(base):
    found = {
        d.bound: d for d in obligations("VUT", "FJI", "2009-12-01", base).for_attacked if d.obligation == "defence"
    }
    assert any("notice" in doubt and "2009-05-05" in doubt for doubt in found["TON"].doubts)


def test_a_freeze_binds_still_and_is_a_doubt(base):
    before = obligations("VUT", "FJI", "2020-02-01", base).for_attacked
    after = obligations("VUT", "FJI", "2020-02-02", base).for_attacked
    assert bound(before) == bound(after) == ["KIR"]
    told = [
        " ".join(next(d for d in ds if d.bound == "KIR" and d.alliance == "x-pact").doubts) for ds in (before, after)
    ]
    assert "frozen" not in told[0]
    assert "frozen" in told[1]


def test_between_signature_and_force_nothing_is_certain(base):
    found = [d for d in obligations("VUT", "FJI", "2001-06-01", base).for_attacked if d.alliance == "x-pact"]
    assert found
    assert not any(d.certain for d in found)
    assert all(any("came into force only on 2002-03-01" in x for x in d.doubts) for d in found)


def test_before_the_signature_there_is_none(base):
    assert not [d for d in obligations("VUT", "FJI", "2001-01-09", base).for_attacked if d.alliance == "x-pact"]


def test_a_membership_told_to_the_year_leaves_that_year_open(base):
    in_year = {p.spell.party: p for p in parties("x-pact", "2003-06-01", base)}
    assert not in_year["WSM"].certain
    assert {p.spell.party: p for p in parties("x-pact", "2004-01-01", base)}["WSM"].certain


def test_an_ended_treaty_binds_nobody_and_is_told(base):
    found = obligations("VUT", "FJI", "1995-01-01", base)
    assert not bound(found.for_attacked, alliance="x-old")
    assert any(told == "Old Pact terminated on 1990-06-01" for told in found.lapsed)
    assert bound(obligations("VUT", "FJI", "1989-01-01", base).for_attacked, alliance="x-old") == ["TON"]


def test_trade_is_no_casus_foederis(base):
    assert not [d for d in obligations("KIR", "FJI", "2005-01-01", base).for_attacked if d.alliance == "x-trade"]


def test_a_pact_between_the_two_sides_binds_the_attacker_not_to_attack(base):
    found = obligations("VUT", "FJI", "2005-01-01", base)
    (duty,) = [d for d in found.between if d.alliance == "x-calm"]
    assert (duty.bound, duty.towards, duty.obligation) == ("VUT", "FJI", "non-aggression")


def test_who_is_bound_to_both_sides_is_told(base):
    # Within one pact every third party is bound to both.
    found = obligations("TON", "FJI", "2005-01-01", base)
    duty = next(
        d for d in found.for_attacked if d.bound == "KIR" and d.obligation == "defence" and d.alliance == "x-pact"
    )
    assert any("Pact of Strelsau, Article 3 (defence)" in c for c in duty.conflicts)


def test_none_is_found_where_there_is_none(base):
    found = obligations("AND", "LIE", "2005-01-01", base)
    assert not [d for d in found.for_attacker if d.obligation == "defence"]
    assert not [d for d in found.for_attacked if d.obligation == "defence"]


CODES = sorted(load_states())
DAYS = st.dates().map(lambda d: d.isoformat())


@settings(deadline=None)
@given(st.sampled_from(CODES), st.sampled_from(CODES), DAYS)
def test_no_side_is_ever_bound_to_itself_nor_the_attacker_to_help(attacker, attacked, on):
    if attacker == attacked:
        return
    found = obligations(attacker, attacked, on, load_knowledge())
    for d in found.for_attacked:
        assert d.towards == attacked
        assert d.bound not in (attacker, attacked)
    for d in found.for_attacker:
        assert d.towards == attacker
        assert d.bound not in (attacker, attacked)


@settings(deadline=None)
@given(st.sampled_from(CODES), st.sampled_from(CODES), DAYS)
def test_what_is_owed_to_one_side_does_not_depend_on_who_attacks_whom(a, b, on):
    if a != b:
        one, two = obligations(a, b, on, load_knowledge()), obligations(b, a, on, load_knowledge())
        assert [(d.bound, d.alliance, d.article) for d in one.for_attacked] == [
            (d.bound, d.alliance, d.article) for d in two.for_attacker
        ]


@pytest.mark.parametrize(
    ("attacker", "attacked", "on", "who"),
    [
        ("AZE", "ARM", "2022-09-13", {"RUS", "BLR", "KAZ", "KGZ", "TJK"}),
        ("PRK", "KOR", "2022-01-01", {"USA"}),
        ("CHN", "PHL", "2022-01-01", {"USA"}),
        ("RUS", "FIN", "2023-04-05", {"USA", "GBR", "DEU", "TUR", "NOR"}),
    ],
)
def test_defence_is_owed_by_the_treaties_of_the_day(attacker, attacked, on, who):
    found = obligations(attacker, attacked, on, load_knowledge())
    assert who <= {d.bound for d in found.for_attacked if d.obligation in ("defence", "assistance")}


def test_turkey_stands_on_the_attackers_side_in_september_2022():
    found = obligations("AZE", "ARM", "2022-09-13", load_knowledge())
    assert {(d.bound, d.alliance) for d in found.for_attacker if d.obligation in ("defence", "assistance")} >= {
        ("TUR", "tur-aze-2010"),
        ("TUR", "shusha-2021"),
    }
    assert "TUR" not in {d.bound for d in found.for_attacked if d.obligation == "defence"}


def test_nobody_but_the_union_was_bound_to_finland_the_day_before_it_joined():
    found = obligations("RUS", "FIN", "2023-04-03", load_knowledge())
    assert "nato-1949" not in {d.alliance for d in found.for_attacked}
