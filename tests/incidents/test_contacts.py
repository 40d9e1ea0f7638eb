from make_mentions import mention, source

from vedette.incidents.contacts import contacts
from vedette.incidents.positions import positions
from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings


def _call(document="a", **more):
    return mention(
        "CONSULT", ["TUR/GOV"], ["FRA/GOV"], when="2025-10-14", at=source(document, "2025-10-14"), mode="phone", **more
    )


def test_who_called_whom_when_and_what_was_said():
    asked = mention("REQUEST", ["TUR/GOV"], ["FRA/GOV"], at=source("a"), n=1)
    other = mention("REQUEST", ["IRN/GOV"], [], at=source("a"), n=2)
    far = mention("REQUEST", ["TUR/GOV"], [], at=source("a"), n=9)
    found = contacts([_call(), asked, other, far])
    assert [(c.kind, c.who, c.whom, c.day) for c in found] == [("called", ("TUR",), ("FRA",), "2025-10-14")]
    assert [s.event for s in found[0].said] == [asked.id]


def test_one_call_told_twice_is_one_contact():
    told = [_call("a"), _call("b")]
    of = {m: i.id for i in batch(t for m in told for t in tellings([m])) for m in i.mentions}
    assert [len(c.told) for c in contacts(told, of)] == [2]
    assert len(contacts(told)) == 2


def test_kinds_of_contact():
    def kind(trigger, mode=None):
        return contacts([mention("CONSULT", ["TUR"], ["FRA"], mode=mode, trigger=trigger)])[0].kind

    assert [kind("wrote"), kind("met"), kind("visited", "visit"), kind("hosted", "visit"), kind("mediated", "third-party")] == [
        "wrote", "met", "visited", "hosted", "mediated",
    ]  # fmt: skip


def test_a_planned_call_is_no_contact():
    assert contacts([mention("CONSULT", ["TUR"], ["FRA"], status="future")]) == ()


def test_positions_and_who_is_silent_though_bound():
    told = [
        mention("SUPPORT", ["FRA/GOV"], ["ARM"], at=source("a", "2022-09-13")),
        mention("SUPPORT", ["FRA/GOV"], ["ARM"], at=source("b", "2022-09-15")),
        mention("ACCUSE", ["ARM/GOV"], ["AZE"], at=source("c")),
        mention("ACCUSE", ["KAZ/GOV"], ["AZE"], at=source("d"), status="negated"),
    ]
    found = positions(told, bound=["RUS", "KAZ", "ARM"])
    assert [(p.who, p.stance, p.whom) for p in found] == [
        ("ARM", "blames", "AZE"), ("FRA", "supports", "ARM"), ("KAZ", "silent", None), ("RUS", "silent", None),
    ]  # fmt: skip
    assert (found[1].first, found[1].last, len(found[1].told)) == ("2022-09-13", "2022-09-15", 2)
