"""Assessing: by a person, with a reason, over the rule, taken back by another, and nobody overwritten."""

from itertools import permutations

import pytest

from store.make import record
from vedette.errors import StopError
from vedette.records.assessment import assessed
from vedette.store.audit import entries
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow import assessing, judging
from vedette.workflow.add import add_records
from vedette.workflow.asking import ledger_of_incident


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(record(n, published=f"2022-09-{10 + n % 3}", close=True), "a file") for n in range(15)])
    yield made
    made.close()


def biggest(store):
    return max(store.all_incidents(Query()), key=lambda i: (len(i.mentions), i.id))


def held(store, name):
    return assessed(assessing.history(store, store.incident(name)))


def ani(**more):
    return {"author": "Ani", "why": "seen on film", **more}


def test_a_word_over_the_rule_is_kept_noted_and_taken_back(store):
    incident = biggest(store)
    seen = assessing.state_of(store, incident)
    made = assessing.assess(store, incident.id[:8], "status", "discounted", **ani(seen=seen))
    assert (made.value, made.author, made.why, made.mention) == (
        "discounted",
        "Ani",
        "seen on film",
        incident.mentions[0],
    )
    now = assessing.state_of(store, incident)
    assert now != seen
    assert judging.state_of(store, incident) == seen.rpartition(".")[0]
    back = assessing.undo_assessment(store, made.id, author="Boris", why="it was none", seen=now)
    assert (back.supersedes, back.value) == (made.id, None)
    assert held(store, incident.id).status is None
    again = assessing.undo_assessment(store, back.id, **ani())
    assert held(store, incident.id).status == made
    assert [a.id for a in assessing.history(store, incident)] == [made.id, back.id, again.id]
    with store.reading() as connection:
        log = [(e.author, e.action, e.object) for e in entries(connection)][::-1]
    assert log == [
        ("Ani", "status assessed", f"assessment {made.id}"),
        ("Boris", "assessment taken back", f"assessment {back.id}"),
        ("Ani", "assessment taken back", f"assessment {again.id}"),
    ]


def test_who_was_quicker_is_told_and_nothing_is_stored(store):
    incident = biggest(store)
    seen = assessing.state_of(store, incident)
    first = assessing.assess(store, incident.id, "information", "2", **ani(seen=seen))
    for late in (
        lambda: assessing.assess(store, incident.id, "status", "confirmed", author="Boris", why="so", seen=seen),
        lambda: assessing.undo_assessment(store, first.id, author="Boris", why="so", seen=seen),
    ):
        with pytest.raises(
            assessing.ChangedError, match=r"Ani assessed it at .*seen on film.* look at it anew"
        ) as error:
            late()
        assert (error.value.by, error.value.name) == (first, incident.id)
    assert assessing.history(store, incident) == (first,)
    with store.reading() as connection:
        assert len(entries(connection)) == 1


def test_a_judgement_or_new_reports_between_are_told_too(store):
    incident = biggest(store)
    seen = assessing.state_of(store, incident)
    judging.split(store, incident.id, incident.mentions[-1:], author="Jane", evidence="at night")
    with pytest.raises(judging.ChangedError, match="Jane judged it at"):
        assessing.assess(store, incident.id, "status", "fair", **ani(seen=seen))


@pytest.mark.parametrize(
    ("kind", "value", "more", "told"),
    [
        ("status", "true", {}, "choose one of"), ("status", "1", {}, "choose one of"), ("information", "7", {}, "choose one of"),
        ("mood", "fair", {}, "choose one of"), ("status", "fair", {"why": "  "}, "reason: is missing"),
        ("status", "fair", {"why": "x" * 501}, "write 500 at most"), ("status", "fair", {"author": "rules x"}, "is what rules are called"),
        ("status", "fair", {"author": " "}, "or nobody"), ("status", "fair", {"seen": "x"}, "open the incident's page anew"),
        ("status", "fair", {"seen": ""}, "open the incident's page anew"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(store, kind, value, more, told):
    incident = biggest(store)
    with pytest.raises(StopError, match=told):
        assessing.assess(store, incident.id, kind, value, **ani(**more))
    assert assessing.history(store, incident) == ()


def test_an_undo_of_what_is_undone_or_of_another_incident_is_refused(store):
    incident, other = biggest(store), next(i for i in store.all_incidents(Query()) if i.id != biggest(store).id)
    made = assessing.assess(store, incident.id, "status", "fair", **ani())
    with pytest.raises(StopError, match="is none of incident"):
        assessing.undo_assessment(store, made.id, **ani(seen=assessing.state_of(store, other)))
    assessing.undo_assessment(store, made.id, **ani())
    with pytest.raises(StopError, match="was taken back already"):
        assessing.undo_assessment(store, made.id, **ani())


def test_of_joined_incidents_the_newest_counts_and_a_split_gives_each_its_own_again(store):
    one, two = [i for i in store.all_incidents(Query()) if i.id][:2]
    mine = assessing.assess(store, one.id, "status", "confirmed", **ani())
    theirs = assessing.assess(store, two.id, "status", "discounted", author="Boris", why="a drill")
    (joined,) = judging.join(store, one.id, [two.id], author="Ani", evidence="one thing")
    whole = held(store, one.mentions[0])
    assert (whole.status, whole.others) == (theirs, (mine,))
    judging.undo(store, joined.id, author="Ani", evidence="two after all")
    assert held(store, one.mentions[0]).status == mine
    assert held(store, two.mentions[0]).status == theirs


def test_in_whatever_order_incidents_are_joined_and_assessed_ids_apart_the_same_counts(tmp_path):
    found = set()
    for n, order in enumerate(permutations((0, 1, 2))):
        store = Store.open(str(tmp_path / f"{n}.db"), make=True)
        add_records(store, [(record(n, published="2022-09-10", close=True), "a file") for n in range(12)])
        three = [i.mentions[0] for i in store.all_incidents(Query())][:3]
        for mention, value in zip(three, ("confirmed", "discounted", "weak"), strict=True):
            assessing.assess(store, mention, "status", value, **ani(why=value))
        first, *others = (three[k] for k in order)
        for other in others:
            judging.join(store, first, [other], author="Ani", evidence="one")
        whole = held(store, first)
        found.add((whole.status.value, tuple(a.value for a in whole.others)))
        store.close()
    assert found == {("weak", ("discounted", "confirmed"))}


def test_what_is_made_of_many_is_what_is_made_of_each_alone(store):
    incidents = list(store.all_incidents(Query()))
    assessing.assess(store, incidents[0].id, "information", "2", **ani())
    many = assessing.weighed_of(store, incidents)
    for i in incidents:
        events = [f.claim for f in judging.mentions_in(store, i)]
        assert many[i.id] == assessing.weighed(i, ledger_of_incident(store, i), events, assessing.history(store, i))
    told = many[incidents[0].id].to_json()
    assert {k: told["information"][k] for k in ("value", "by", "author", "why")} == {"value": "2", "by": "hand", "author": "Ani", "why": "seen on film"}  # fmt: skip
    assert (told["status"]["by"], told["status"]["author"]) == ("rule", None)
    assert told["status"]["value"] == told["status"]["rule"]


def test_a_source_is_graded_once_at_a_time(store):
    seen = assessing.source_state(store, "hetq")
    given = assessing.grade_source(store, "hetq", "B", **ani(seen=seen))
    assert (given.grade, given.author) == ("B", "Ani")
    with pytest.raises(assessing.ChangedError, match="Ani assessed it"):
        assessing.grade_source(store, "hetq", "C", author="Boris", why="so", seen=seen)
    assessing.grade_source(store, "hetq", "C", author="Boris", why="so", seen=assessing.source_state(store, "hetq"))
    for letter, why in (("G", "so"), ("", "so"), ("A", " ")):
        with pytest.raises(StopError):
            assessing.grade_source(store, "hetq", letter, author="Ani", why=why)
    with pytest.raises(StopError, match="open the source's page anew"):
        assessing.grade_source(store, "azatutyun", "A", **ani(seen="x"))
    with store.reading() as connection:
        assert [e.action for e in entries(connection)] == ["source graded"] * 2
