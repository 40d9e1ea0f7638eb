"""Whatever a person changes in the store stands in the audit log, by the same transaction or not at all."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from store.make import record
from vedette.errors import StopError
from vedette.records.source import Grade
from vedette.store.audit import entries, faults
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.watching import grades_of
from vedette.workflow import correcting, judging
from vedette.workflow.add import add_records
from vedette.workflow.source_edits import grade_source, noted_edit


def close(n):
    made = record(n, published=f"2022-09-{10 + n % 3}", close=True)
    spoken = tuple(replace(e, place=e.place and replace(e.place, start=0, end=1, text="R")) for e in made.events)
    return replace(made, events=spoken)


RICH = next(close(n) for n in range(15) if len(close(n).events) > 2)


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    add_records(made, [(close(n), "a file") for n in range(15)])
    yield made
    made.close()


def noted(store):
    """Return action and object of what was noted, the oldest first, all of it Jane's."""
    with store.reading() as connection:
        found = entries(connection, limit=100)[::-1]
        assert faults(connection) == []
    assert {e.author for e in found} <= {"Jane"}
    return [(e.action, e.object) for e in found]


def test_what_the_rules_do_is_no_persons_deed(store):
    assert noted(store) == []


def test_judgements_and_their_undos(store):
    def jane(why="another day"):
        return {"author": "Jane", "evidence": why}

    found = sorted(store.all_incidents(Query()), key=lambda i: -len(i.mentions))
    incident, other = found[0], found[-1]
    (split,) = judging.split(store, incident.id, incident.mentions[:1], **jane())
    here = store.incident(incident.mentions[1]).id
    joined = judging.join(store, here, [other.id], **jane())
    undone = judging.undo(store, split.id, **jane("one thing after all"))
    assert noted(store) == [
        ("kept apart", f"judgement {split.id}"),
        *(("joined", f"judgement {j.id}") for j in joined),
        ("judgement taken back", f"judgement {undone.id}"),
    ]
    with store.reading() as connection:
        last = entries(connection, limit=1)[0]
    assert (last.at, last.told["why"], last.told["supersedes"]) == (undone.at, "one thing after all", split.id)
    assert last.told["mentions"] == [split.left[0], split.right[0]]


def test_corrections_and_their_undos(store):
    jane = {"author": "Jane", "why": "misread"}
    name, (one, two, *_) = RICH.document.id, RICH.events
    changed = correcting.correct(store, name, one.id, {"status": "hypothetical"}, **jane)
    struck = correcting.strike(store, name, two.id, **jane)
    word = {"start": 0, "end": 6}
    count = {**word, "kind": "killed", "low": 2, "high": 2}
    added = correcting.add_claim(store, name, "figure", count, **jane)
    undone = correcting.undo_correction(store, struck.id, **jane)
    assert noted(store) == [
        ("claim corrected", f"correction {changed.id}"),
        ("claim struck out", f"correction {struck.id}"),
        ("claim added", f"correction {added.id}"),
        ("correction taken back", f"correction {undone.id}"),
    ]
    with store.reading() as connection:
        told = entries(connection, limit=1)[0].told
    assert told == {
        "document": name, "kind": "event", "claim": two.id, "why": "misread", "supersedes": struck.id,
    }  # fmt: skip


def test_grades_and_edits_of_the_list(store):
    grade_source(store, Grade(source="hetq", grade="B", why="w", author="Jane", at="2026-11-29T12:00:00Z"))
    with noted_edit(store, "Jane", "source added", ["a", "b"], Path("sources.yaml")):
        pass
    assert noted(store) == [
        ("source graded", "source hetq"),
        ("source added", "source a"),
        ("source added", "source b"),
    ]


def test_an_edit_whose_file_cannot_be_written_is_not_noted(store):
    with suppress(OSError), noted_edit(store, "Jane", "source added", ["a"], Path("sources.yaml")):
        raise OSError
    assert noted(store) == []


def test_what_is_refused_is_neither_done_nor_noted(store):
    incident = max(store.all_incidents(Query()), key=lambda i: len(i.mentions))
    with pytest.raises(StopError):
        judging.split(store, incident.id, incident.mentions, author="Jane", evidence="all of it")
    with pytest.raises(StopError):
        correcting.strike(store, RICH.document.id, "none", author="Jane", why="misread")
    assert noted(store) == []


@pytest.mark.parametrize("module", ["vedette.workflow.judging", "vedette.workflow.correcting"])
def test_what_cannot_be_noted_is_not_done(store, monkeypatch, module):
    def full(*_told, **_more):
        raise StopError("disk: is full; free some space")

    monkeypatch.setattr(f"{module}.note", full)
    incident = max(store.all_incidents(Query()), key=lambda i: len(i.mentions))
    before = store.records([RICH.document.id]), incident
    with suppress(StopError):
        judging.split(store, incident.id, incident.mentions[:1], author="Jane", evidence="another day")
        pytest.fail("was judged") if "judging" in module else None
    with suppress(StopError):
        correcting.strike(store, RICH.document.id, RICH.events[0].id, author="Jane", why="misread")
        pytest.fail("was corrected") if "correcting" in module else None
    if "correcting" in module:
        assert store.records([RICH.document.id]) == before[0]
    else:
        assert store.incident(incident.id) == before[1]


def test_a_grade_that_cannot_be_noted_is_not_kept(store, monkeypatch):
    def full(*_told, **_more):
        raise StopError("disk: is full; free some space")

    monkeypatch.setattr("vedette.workflow.source_edits.note", full)
    with pytest.raises(StopError, match="is full"):
        grade_source(store, Grade(source="hetq", grade="B", why="w", author="Jane", at="2026-11-29T12:00:00Z"))
    with store.reading() as connection:
        assert grades_of(connection) == ()
