"""What two do to each other, and who is no side of an act."""

import pytest


def told(record, type_):
    return sorted(
        (
            [a.country for a in e.actors], [a.country for a in e.recipients], [a.country for a in e.claimants]
        )
        for e in record.events
        if e.type == type_
    )  # fmt: skip


@pytest.mark.parametrize("other", ["each other", "one another"])
def test_of_two_who_accuse_each_other_each_tells_the_others_deed(read, other):
    record = read(f"Thailand and Cambodia accused {other} of shelling villages on Thursday.")
    assert told(record, "ACCUSE") == [(["KHM"], ["THA"], []), (["THA"], ["KHM"], [])]
    assert told(record, "ASSAULT") == [(["KHM"], ["THA"], ["THA"]), (["THA"], ["KHM"], ["KHM"])]


def test_each_side_and_the_other_are_the_two_told_before(read):
    record = read(
        "Azerbaijani and Armenian troops clashed near Sotk on Monday. Each side accused the other of opening fire first."
    )
    assert told(record, "ACCUSE") == [(["ARM"], ["AZE"], []), (["AZE"], ["ARM"], [])]


def test_each_other_is_nobody_where_the_parties_are_not_told(read):
    assert not any(
        e.actors or e.recipients for e in read("Both sides accused each other of breaking the truce.").events
    )


def test_events_of_both_directions_have_ids_of_their_own(read):
    events = read("India and Pakistan accused each other of shelling villages.").events
    assert len({e.id for e in events}) == len(events) == 4


def test_two_who_clash_are_not_also_hit(one_event):
    event = one_event("Israel and Hamas clashed in Gaza on Monday. Both sides accused each other.", "ASSAULT")
    assert event.recipients == ()
