from dataclasses import replace

from make_records import ARMY, NIGHT, STRELSAU, event, record

from vedette.publishing.brief import make_brief
from vedette.publishing.folding import fold_casualties, fold_events

SHELLING = event("a", "ASSAULT", "shelled", actors=(ARMY,))


def folded(*events):
    return [[e.id for e in g] for g in fold_events(events)]


def test_an_act_told_again_is_one():
    assert folded(SHELLING, replace(SHELLING, id="b", place=STRELSAU)) == [["a", "b"]]


def test_a_vague_mention_does_not_join_two_places_days_or_modes():
    here, there = (replace(SHELLING, id=i, place=replace(STRELSAU, name=i)) for i in ("b", "c"))
    assert folded(SHELLING, here, there) == [["a", "b"], ["c"]]
    then, later = (replace(SHELLING, id=i, time=replace(NIGHT, from_=f"2022-09-1{i}")) for i in "12")
    assert folded(SHELLING, then, later) == [["a", "1"], ["2"]]
    drone, gun = (replace(SHELLING, id=m, mode=m) for m in ("drone", "heavy-weapons"))
    assert folded(SHELLING, drone, gun) == [["a", "drone"], ["heavy-weapons"]]


def test_a_denial_is_not_the_deed():
    assert folded(SHELLING, replace(SHELLING, id="b", status="negated")) == [["a"], ["b"]]


def test_acts_of_nobody_told_are_never_one():
    nobody = replace(SHELLING, actors=())
    assert folded(nobody, replace(nobody, id="b")) == [["a"], ["b"]]


def test_every_word_that_tells_an_act_is_shown_once():
    r = record()
    again = replace(r.events[0], id="b", trigger=event("x", "ASSAULT", "killing").trigger)
    third = replace(again, id="c")
    (line,) = [
        x
        for x in make_brief([replace(r, events=(r.events[0], again, third))]).lines()
        if x.type == "ASSAULT" and x.status == "actual"
    ]
    assert line.triggers == ("shelled", "killing")
    assert line.times_told == 3


def test_a_figure_told_again_by_the_same_claimant_is_one_and_by_another_is_not():
    c = record().casualties[0]
    other = replace(c, id="c3", claimants=(ARMY,))
    assert [len(g) for g in fold_casualties((c, replace(c, id="c2"), other))] == [2, 1]


def test_counts_that_are_not_told_are_never_one():
    c = replace(record().casualties[0], low=None, high=None)
    assert [len(g) for g in fold_casualties((c, replace(c, id="c2")))] == [1, 1]


def test_a_thousand_acts_fold_in_one_pass():
    events = [replace(SHELLING, id=str(n), recipients=(replace(ARMY, name=str(n)),)) for n in range(1000)]
    assert len(fold_events([*events, *events])) == 1000
