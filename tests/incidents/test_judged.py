import pytest
from make_mentions import mention, source

from vedette.incidents.judged import in_force
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.incident import DIFFERENT, RULES, SAME, UNDONE, Judgement

ONE = mention(whom=["ARM"], where="Sotk", when="2022-09-13", at=source("a"))
SAME_DAY = mention(whom=["ARM"], where="Sotk", when="2022-09-13", at=source("b"))
FAR = mention(whom=["ARM"], where="Jermuk", when="2022-09-13", at=source("c"))


def judge(verdict, left, right, at="2022-10-01", **more):
    return Judgement.of(verdict, [m.id for m in left], [m.id for m in right], author="Ani", at=at, **more)


def _groups(*judgements):
    told = [t for m in (ONE, SAME_DAY, FAR) for t in tellings([m], judgements)]
    return sorted(sorted("abc"["abc".index(d)] for d in i.documents) for i in batch(told, judgements))


def test_people_join_split_and_undo():
    assert _groups() == [["a", "b"], ["c"]]
    join = judge(SAME, [ONE], [FAR])
    assert _groups(join) == [["a", "b", "c"]]
    split = judge(DIFFERENT, [ONE], [SAME_DAY, FAR])
    assert _groups(split) == [["a"], ["b"], ["c"]]
    assert _groups(join, judge(UNDONE, [ONE], [FAR], "2022-10-02", supersedes=join.id)) == [["a", "b"], ["c"]]


@pytest.mark.parametrize("out", range(5))
def test_one_report_taken_out_leaves_the_others_together(out):
    told = [mention(whom=["ARM"], where="Sotk", when="2022-09-13", at=source(f"d{n}")) for n in range(5)]
    told.append(mention(whom=["ARM"], where="Sotk", when="2022-09-13", at=source("e"), mode="drone"))
    split = judge(DIFFERENT, [told[out]], [m for n, m in enumerate(told) if n != out])
    found = batch([t for m in told for t in tellings([m], [split])], [split])
    assert sorted(len(i.mentions) for i in found) == [1, 5]


def test_the_newest_word_on_a_pair_counts():
    join, forbid = judge(SAME, [ONE], [FAR], "2022-10-01"), judge(DIFFERENT, [ONE], [FAR], "2022-10-02")
    assert _groups(join, forbid) == [["a", "b"], ["c"]]
    later = judge(SAME, [ONE], [FAR], "2022-10-03")
    assert _groups(join, forbid, later) == [["a", "b", "c"]]


def test_an_undo_can_be_undone_even_within_one_second():
    join = judge(SAME, [ONE], [FAR])
    undo = judge(UNDONE, [ONE], [FAR], supersedes=join.id)
    redo = judge(UNDONE, [ONE], [FAR], supersedes=undo.id)
    assert in_force([redo, undo, join]) == (join,)
    assert in_force([undo, join]) == ()


def test_a_rules_judgement_binds_nobody():
    rule = Judgement.of(DIFFERENT, [ONE.id], [SAME_DAY.id], author=RULES, at="2022-10-01")
    assert _groups(rule) == [["a", "b"], ["c"]]


def test_a_persons_join_carries_the_persons_name_and_a_merge_by_rule_the_rules():
    join = judge(SAME, [ONE], [FAR])
    told = [t for m in (ONE, SAME_DAY, FAR) for t in tellings([m])]
    found = batch(told, [join], at="2022-10-05T00:00:00Z")[0]
    assert {(j.author, j.at) for j in found.judgements} == {("Ani", "2022-10-01"), (RULES, "2022-10-05T00:00:00Z")}
