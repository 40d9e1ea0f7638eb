import json
from dataclasses import replace

import pytest
from make_records import ARMY, GOVERNMENT, event, record

from vedette.publishing.brief import brief_to_json, make_brief
from vedette.records.document import Document
from vedette.records.record import Record


def test_every_receipt_is_the_words_themselves():
    r = record()
    brief = make_brief([r, r])
    items = (*brief.lines(), *brief.figures, *brief.quotes, *brief.spots, *brief.doubts, *brief.bottom)
    assert items
    for item in items:
        assert item.receipts
        for ref in item.receipts:
            assert brief.documents[ref.document].text[ref.start : ref.end] == ref.text


def test_the_bottom_line_names_the_claimant_and_the_bound():
    first = make_brief([record()]).bottom[0].text
    assert (
        first
        == "At least 12 civilians killed on the side of Germany, according to the government of Hentzau (Germany)."
    )


def test_a_claim_and_the_texts_own_voice_stand_apart():
    lines = {x.type: x for x in make_brief([record()]).lines() if x.status == "actual"}
    assert lines["ASSAULT"].claimants == ("the government of Hentzau (Germany)",)
    assert lines["REQUEST"].claimants == ()


def test_background_is_apart_from_the_news():
    brief = make_brief([record()])
    assert [x.trigger for x in brief.background] == ["war"]
    assert all(x.status != "historical" for _, lines in brief.groups for x in lines)


def test_the_same_act_told_twice_is_one_line_with_both_receipts():
    r = record()
    again = replace(r.events[1], id="e9", trigger=r.events[2].trigger)
    brief = make_brief([replace(r, events=(*r.events, again))])
    (line,) = [x for x in brief.lines() if x.type == "REQUEST"]
    assert line.times_told == 2
    assert len([x for x in line.receipts if x.role == "act"]) == 2


def test_the_same_act_by_two_claimants_is_two_lines():
    r = record()
    other = replace(r.events[0], id="e9", claimants=(ARMY,))
    assert (
        len(
            [
                x
                for x in make_brief([replace(r, events=(*r.events, other))]).lines()
                if x.type == "ASSAULT" and x.status == "actual"
            ]
        )
        == 2
    )


def test_conflicting_figures_stand_side_by_side():
    r = record()
    other = replace(r.casualties[0], id="c2", low=3, high=3, claimants=(ARMY,))
    brief = make_brief([replace(r, casualties=(*r.casualties, other))])
    assert [(f.figure, f.claimants) for f in brief.figures] == [
        ("at least 12", ("the government of Hentzau (Germany)",)),
        ("3", ("the army of Ruritania (France)",)),
    ]


def test_only_met_and_called_are_contacts():
    r = record()
    call = event("e5", "CONSULT", "said", mode="phone", actors=(GOVERNMENT,), recipients=(ARMY,))
    planned = replace(call, id="e6", type="AGREE", mode=None)
    brief = make_brief([replace(r, events=(*r.events, call, planned))])
    assert [x.mode for x in brief.contacts] == ["phone"]


def test_a_place_without_coordinates_is_told_and_not_pinned():
    r = record()
    place = replace(r.events[0].place, lat=None, lon=None, precision="region")
    (spot,) = make_brief([replace(r, events=(replace(r.events[0], place=place),))]).spots
    assert (spot.lat, spot.lon) == (None, None)


@pytest.mark.parametrize("records", [[], [Record(document=Document.of("nothing here"))]])
def test_nothing_read_is_an_empty_brief(records):
    brief = make_brief(records)
    assert brief.bottom == ()
    assert brief.lines() == ()


def test_a_brief_is_json():
    out = json.loads(json.dumps(brief_to_json(make_brief([record()]))))
    assert out["groups"][0]["lines"][0]["receipts"][0]["text"] == "shelled"
    assert out["groups"][0]["lines"][0]["receipts"][0]["document_id"] == "doc"
    assert out["documents"][0]["id"] == "doc"
    assert out["timeline"][0]["lines"] == ["d1-e1"]


def test_a_type_in_no_group_is_shown_all_the_same():
    brief = make_brief([record()], groups={"REQUEST": "statements"})
    assert [g for g, _ in brief.groups] == ["statements", "other"]


def test_a_place_that_two_documents_tell_is_one_spot_with_both_receipts():
    r = record()
    (spot,) = make_brief([r, replace(r, document=replace(r.document, id="two"))]).spots
    assert [x.document for x in spot.receipts] == [0, 1]
    assert spot.lines == ("d1-e1", "d2-e1")


def test_a_sentence_of_the_bottom_line_names_its_lines():
    brief = make_brief([record()])
    assert [s.lines for s in brief.bottom] == [("d1-f1",), ("d1-e1",), ("d1-e2",)]


def test_the_bottom_line_sets_a_sides_own_figure_beside_a_higher_one():
    r = record()
    other = replace(r.casualties[0], id="c2", low=30, high=30, claimants=(ARMY,))
    first = make_brief([replace(r, casualties=(*r.casualties, other))]).bottom[0]
    assert first.text.startswith(
        "30 civilians killed on the side of Germany, according to the army of Ruritania (France); at least 12"
    )
    assert first.text.endswith("according to the government of Hentzau (Germany).")
    assert len([x for x in first.receipts if x.role == "figure"]) == 2
