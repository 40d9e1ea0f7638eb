"""What people corrected is exported as coded texts that the scorer takes, and vouches for no more than they saw."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.make import record
from vedette.records.correction import EVENT
from vedette.scoring.gold import load_gold
from vedette.scoring.measures import score
from vedette.store.store import Store
from vedette.workflow import correcting
from vedette.workflow.add import add_records, sentences_of
from vedette.workflow.gold import export_gold, near_of


def told(n):
    """Return a record whose places and times stand in its text."""
    made, words = record(n), {"start": 0, "end": 6, "text": "Report"}
    events = [replace(e, place=e.place and replace(e.place, **words), time=None) for e in made.events]
    return replace(made, events=tuple(events))


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    add_records(made, [(told(n), "a file") for n in range(30)])
    yield made
    made.close()


def jane(**more):
    return {"author": "Jane", "why": "misread", **more}


def written(store, path):
    rows = list(export_gold(store))
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return rows, load_gold(path)


def corrected_everywhere(store):
    """Strike out, change and add in turns."""
    for n in range(0, 30, 2):
        events = [e for e in told(n).events if e.actors or e.recipients or e.place]
        if events and n % 4:
            correcting.strike(store, f"doc-{n}", events[0].id, **jane())
        elif events:
            correcting.correct(store, f"doc-{n}", events[0].id, {"type": "COERCE", "mode": None}, **jane())
        else:
            side = {"start": 0, "end": 6, "country": "ARM", "sector": "GOV"}
            act = {"type": "COERCE", "trigger": {"start": 0, "end": 6}, "actors": [side]}
            correcting.add_claim(store, f"doc-{n}", EVENT, act, **jane())


def test_the_scorer_takes_it_and_finds_what_now_stands_without_a_fault(store, tmp_path):
    corrected_everywhere(store)
    rows, gold = written(store, tmp_path / "gold.jsonl")
    assert [c.id for c in gold] == [f"doc-{n}" for n in range(0, 30, 2)]
    now = {r.document.id: r.to_json() for r in store.records([c.id for c in gold])}
    right = score(gold, now).tallies
    assert all(t.hit == t.gold == t.found for t in (right["event full"], right["casualty"]))
    assert right["event full"].hit > 9
    before = score(gold, {i: told(int(i[4:])).to_json() for i in now}).tallies
    assert before["event type"].hit < before["event type"].gold
    assert all(r["corrections"][0]["author"] == "Jane" for r in rows)


def test_only_sentences_in_which_somebody_corrected_are_vouched_for(store):
    n = next(n for n in range(30) if len({e.sentence for e in told(n).events}) > 1)
    event = told(n).events[0]
    correcting.strike(store, f"doc-{n}", event.id, **jane())
    (row,) = export_gold(store)
    there = next(s for s in sentences_of(told(n).document) if s[0] <= event.trigger.start < s[1])
    ignored = {k for span in row["ignore"] for k in range(span["start"], span["end"])}
    coded = {e.trigger.start for e in told(n).events if not (e.actors or e.recipients or e.place)}
    assert set(range(len(row["text"]))) - ignored - coded == set(range(*there)) - coded
    assert all(there[0] <= row["text"].find(e["near"]) < there[1] for e in row["events"])


def test_what_was_taken_back_is_no_gold(store):
    made = correcting.strike(store, "doc-1", told(1).events[0].id, **jane())
    correcting.undo_correction(store, made.id, **jane())
    assert list(export_gold(store)) == []


@given(st.text("ab c", min_size=1, max_size=40), st.data())
def test_words_are_told_by_a_stretch_that_stands_once(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    near = near_of(text, start, end)
    if near is None:
        assert text.find(text[start:]) < start
    else:
        assert text.count(near) == 1
        assert text.find(near) == start
        assert near.startswith(text[start:end])
