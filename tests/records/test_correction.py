"""Corrections laid over what a machine reads, now and later."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.make import record
from vedette.records.correction import (
    EVENT,
    FIGURE,
    Correction,
    changes_of,
    corrected,
    corrected_name,
    in_force,
    is_alike,
    is_corrected,
)
from vedette.records.record import Doubt

RECORD = next(r for n in range(99) if len((r := record(n)).events) > 3 and len(r.casualties) > 1)
RECORD = replace(RECORD, doubts=(Doubt(start=0, end=1, text="R", about=RECORD.events[0].id, reason="who"),))
WHOLE = RECORD.to_json()


def made(before, after, kind=EVENT, n=1, **more):
    told = {"author": "Jane", "at": f"2022-10-0{n}T00:00:00.000000Z", "why": "misread", **more}
    return Correction.of(RECORD.document.id, kind, before, after, **told)


def changed(n=0, time=1, **fields):
    before = WHOLE["events"][n]
    return made(before, {**before, **fields}, n=time)


def events(corrections, on=RECORD):
    return {e.id: e for e in corrected(on, corrections, len(corrections)).events}


def renamed(name, n=0, **fields):
    """Return the record as a better reader has it, that gives its event number `n` another id."""
    told = list(RECORD.events)
    told[n] = replace(told[n], id=name, **fields)
    figures = tuple(replace(c, event=name) if c.event == RECORD.events[n].id else c for c in RECORD.casualties)
    doubts = tuple(replace(d, about=name) for d in RECORD.doubts)
    return replace(RECORD, events=tuple(told), casualties=figures, doubts=doubts, reader="reader 2")


def test_only_the_changed_field_of_the_named_claim_is_laid_over_it():
    done = corrected(RECORD, [changed(type="THREATEN", mode="violence")], 7)
    assert done.events[0] == replace(RECORD.events[0], type="THREATEN", mode="violence")
    assert done.events[1:] == RECORD.events[1:]
    assert (done.casualties, done.quotes, done.doubts) == (RECORD.casualties, RECORD.quotes, RECORD.doubts)
    assert done.reader == "reader 1, corrected to 7"


def test_what_a_better_reader_reads_better_beside_it_counts():
    better = replace(RECORD, events=(replace(RECORD.events[0], status="future"), *RECORD.events[1:]))
    found = events([changed(type="THREATEN")], better)[RECORD.events[0].id]
    assert (found.type, found.status) == ("THREATEN", "future")


def test_a_claim_with_another_id_is_met_by_its_words_and_takes_the_one_that_people_judged_by():
    done = corrected(renamed("b" * 20), [changed(type="THREATEN")], 1)
    assert done.events == (replace(RECORD.events[0], type="THREATEN"), *RECORD.events[1:])
    assert done.casualties == RECORD.casualties
    assert done.doubts == RECORD.doubts


def test_a_claim_that_stood_beside_it_then_is_never_taken_for_it():
    other = replace(RECORD.events[0], id="c" * 20, type="AID")
    then = made(WHOLE["events"][0], {**WHOLE["events"][0], "type": "THREATEN"}, beside=[other.id])
    without = replace(RECORD, events=(other, *RECORD.events[1:]))
    found = events([then], without)
    assert found[other.id] == other
    assert found[RECORD.events[0].id].type == "THREATEN"
    assert len(found) == len(RECORD.events) + 1


def test_where_no_claim_is_met_the_corrected_one_stands_whole():
    without = replace(RECORD, events=RECORD.events[1:])
    near = [e for e in without.events if e.trigger.start < RECORD.events[0].trigger.end]
    then = made(WHOLE["events"][0], {**WHOLE["events"][0], "type": "AID"}, beside=[e.id for e in near])
    done = corrected(without, [then], 1)
    assert done.events[0] == replace(RECORD.events[0], type="AID")
    assert done.events[1:] == RECORD.events[1:]


def test_what_was_struck_out_stays_out_with_what_pointed_to_it():
    whole = replace(RECORD, casualties=tuple(replace(c, event=RECORD.events[0].id) for c in RECORD.casualties))
    done = corrected(whole, [made(WHOLE["events"][0], None)], 1)
    assert done.events == RECORD.events[1:]
    assert {c.event for c in done.casualties} == {None}
    assert done.doubts == ()
    again = corrected(renamed("b" * 20), [made(WHOLE["events"][0], None)], 1)
    assert "b" * 20 not in {e.id for e in again.events}


def test_what_was_missed_is_added_once_though_a_better_reader_finds_it_too():
    added = {**WHOLE["events"][0], "id": "d" * 20, "type": "COERCE"}
    then = made(None, added)
    assert events([then])["d" * 20].type == "COERCE"
    assert len(events([then])) == len(RECORD.events) + 1
    found = replace(RECORD.events[0], id="e" * 20, type="COERCE", confidence=0.1)
    better = replace(RECORD, events=(*RECORD.events, found))
    assert len(events([then], better)) == len(RECORD.events) + 1
    assert "e" * 20 not in events([then], better)


def test_a_figure_is_corrected_as_an_event_is():
    before = WHOLE["casualties"][0]
    done = corrected(RECORD, [made(before, {**before, "low": 3, "high": 3}, FIGURE)], 1)
    assert done.casualties == (replace(RECORD.casualties[0], low=3, high=3), *RECORD.casualties[1:])
    assert done.events == RECORD.events
    gone = corrected(RECORD, [made(before, None, FIGURE)], 2)
    assert gone.casualties == RECORD.casualties[1:]


def test_corrections_of_one_claim_add_up_and_each_is_taken_back_by_itself():
    one = changed(type="THREATEN")
    two = made(one.after, {**one.after, "status": "future"}, n=2)
    both = events([one, two])[one.claim]
    assert (both.type, both.status) == ("THREATEN", "future")
    undo = one.undone(author="Joe", at="2022-10-03T00:00:00Z", why="it was right")
    left = events([one, two, undo])[one.claim]
    assert (left.type, left.status) == (RECORD.events[0].type, "future")


def test_an_undo_can_be_undone_and_without_any_the_machines_reading_speaks():
    one = changed(type="THREATEN")
    undo = one.undone(author="Joe", at="2022-10-03T00:00:00Z", why="it was right")
    redo = undo.undone(author="Jane", at="2022-10-04T00:00:00Z", why="it was not")
    assert in_force([one, undo]) == ()
    assert in_force([one, undo, redo]) == (one,)
    assert (undo.supersedes, undo.before, undo.after) == (one.id, one.after, one.before)
    assert corrected(RECORD, [one, undo], 2) == replace(RECORD, reader="reader 1, corrected to 2")


def test_what_was_added_and_taken_back_is_not_there_whatever_was_corrected_of_it():
    add = made(None, {**WHOLE["events"][0], "id": "d" * 20, "type": "COERCE"})
    more = made(add.after, {**add.after, "status": "future"}, n=2)
    undo = add.undone(author="Joe", at="2022-10-03T00:00:00Z", why="no")
    assert events([add, more])["d" * 20].status == "future"
    assert events([add, more, undo]) == {e.id: e for e in RECORD.events}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["type", "status", "strike", "undo"])), max_size=8))
def test_taking_everything_back_leaves_the_machines_reading(steps):
    told: list[Correction] = []
    for k, (n, what) in enumerate(steps):
        before = WHOLE["events"][n]
        at = {"author": "Jane", "at": f"{k}", "why": "w"}
        if what == "undo" and (standing := in_force(told)):
            told.append(standing[-1].undone(**at))
        elif what != "undo":
            after = None if what == "strike" else {**before, what: f"{what} {k}"}
            told.append(Correction.of(RECORD.document.id, EVENT, before, after, **at))
    done = corrected(RECORD, told, len(told))
    struck = {c.claim for c in in_force(told) if c.after is None}
    assert {e.id for e in done.events} == {e.id for e in RECORD.events} - struck
    for n, c in enumerate(in_force(told)):
        told.append(c.undone(author="Joe", at=f"later {n}", why="all back"))
    assert corrected(RECORD, told, 99) == replace(RECORD, reader="reader 1, corrected to 99")


def test_the_fields_that_change_are_told():
    assert changes_of(changed(type="AID", status="future")) == {
        "type": (RECORD.events[0].type, "AID"),
        "status": (RECORD.events[0].status, "future"),
    }  # fmt: skip
    assert changes_of(made(WHOLE["events"][0], None)) == {}


def test_the_id_is_the_contents():
    one = changed(type="AID")
    assert one.id == one.hash() == changed(type="AID").id
    assert replace(one, why="another").hash() != one.id
    with pytest.raises(ValueError, match="of a claim"):
        made(None, None)


def test_names_of_corrected_readings_are_told_from_machines():
    assert is_corrected(corrected_name("vedette 1, codebook ab", 12))
    assert not is_corrected("vedette 1, codebook 12")
    assert not is_corrected("12")


def test_claims_are_alike_at_overlapping_words_alone():
    one = WHOLE["casualties"][0]
    assert is_alike(one, {**one, "start": one["end"] - 1, "end": one["end"] + 3})
    assert not is_alike(one, {**one, "start": one["end"], "end": one["end"] + 3})
    assert not is_alike(one, {**one, "low": 1000})
