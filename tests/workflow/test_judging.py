"""Two people at one incident see each other's change instead of overwriting it."""

import pytest

from store.make import record
from vedette.errors import StopError
from vedette.records.incident import DIFFERENT, UNDONE
from vedette.store.judgements import last_word
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow import judging
from vedette.workflow.add import add_records


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(record(n, published=f"2022-09-{10 + n % 3}", close=True), "a file") for n in range(15)])
    yield made
    made.close()


def biggest(store):
    found = max(store.all_incidents(Query()), key=lambda i: (len(i.tellings), i.id))
    assert len(found.mentions) > 2
    return found


def told(store):
    return {i.mentions for i in store.all_incidents(Query())}


def jane(**more):
    return {"author": "Jane", "evidence": "another day", **more}


def test_who_saw_what_is_so_may_judge_and_the_state_then_is_another(store):
    incident = biggest(store)
    seen = judging.state_of(store, incident)
    assert judging.state_of(store, store.incident(incident.mentions[1])) == seen
    (made,) = judging.split(store, incident.id, incident.mentions[:1], **jane(seen=seen))
    assert made.verdict == DIFFERENT
    assert judging.state_of(store, store.incident(incident.mentions[0])) != seen


@pytest.mark.parametrize("name", ["split", "join", "forbid", "undo"])
def test_who_saw_what_is_so_no_longer_changes_nothing_and_is_told_who_changed_it(store, name):
    incident = biggest(store)
    other = next(i for i in store.all_incidents(Query()) if i.id != incident.id)
    seen = judging.state_of(store, incident)
    (first,) = judging.split(store, incident.id, incident.mentions[-1:], **jane(seen=seen))
    there = told(store)
    judge, what = {
        "split": (judging.split, (incident.id, incident.mentions[:1])),
        "join": (judging.join, (incident.id, [other.id])),
        "forbid": (judging.forbid, (incident.id, [other.id])),
        "undo": (judging.undo, (incident.judgements[0].id,)),
    }[name]
    with pytest.raises(judging.ChangedError, match=r"Jane judged it at .*another day.* look at it anew") as error:
        judge(store, *what, author="Joe", evidence="one thing", seen=seen)
    assert error.value.by == first
    assert incident.mentions[0] in store.incident(error.value.incident).mentions
    assert told(store) == there


def test_new_reports_alone_are_told_as_such(store):
    incident = biggest(store)
    seen = judging.state_of(store, incident)
    reports = [(record(n, published=f"2022-09-{10 + n % 3}", close=True), "a file") for n in range(15, 40)]
    add_records(store, reports)
    assert judging.state_of(store, store.incident(incident.mentions[0])) != seen
    with pytest.raises(judging.ChangedError, match="new reports changed it") as error:
        judging.split(store, incident.id, incident.mentions[:1], **jane(seen=seen))
    assert error.value.by is None


def test_without_a_state_the_last_word_counts_as_before(store):
    incident = biggest(store)
    before = told(store)
    (made,) = judging.split(store, incident.id, incident.mentions[:1], **jane())
    undone = judging.undo(store, made.id, author="Joe", evidence="one thing")
    assert (undone.verdict, undone.supersedes) == (UNDONE, made.id)
    assert told(store) == before
    with pytest.raises(StopError, match="was taken back already"):
        judging.undo(store, made.id, **jane())


def test_which_judgements_stand_is_told(store):
    incident = biggest(store)
    (made,) = judging.split(store, incident.id, incident.mentions[:1], **jane())
    undone = judging.undo(store, made.id, **jane())
    judged = judging.history(store, store.incident(incident.mentions[0]))
    standing = judging.standing(judged)
    assert made.id not in standing
    assert undone.id in standing
    judging.undo(store, undone.id, **jane())
    judged = judging.history(store, store.incident(incident.mentions[0]))
    standing = judging.standing(judged)
    assert made.id in standing
    assert undone.id not in standing
    with store.reading() as connection:
        assert standing == {j.id for j in judged if last_word(connection, j)[1]}


@pytest.mark.parametrize("seen", ["", "x", "..", "a.b", "' or 1=1.0.0"])
def test_a_state_that_is_none_is_refused(store, seen):
    with pytest.raises(StopError, match=r"open the incident's page anew|is none"):
        judging.split(store, biggest(store).id, biggest(store).mentions[:1], **jane(seen=seen))


def test_a_split_without_a_mention_and_a_name_of_rules_are_refused(store):
    with pytest.raises(StopError, match="no mention is named"):
        judging.split(store, biggest(store).id, [], **jane())
    with pytest.raises(StopError, match="is what rules are called"):
        judging.split(store, biggest(store).id, biggest(store).mentions[:1], author="rules x", evidence="")
